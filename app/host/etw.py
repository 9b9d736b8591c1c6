"""Process starts as the Windows kernel tells of them: a real-time session of Event Tracing for Windows.

It takes the rights of an administrator, of the group Performance Log Users or of a service (learn.microsoft.com,
"Configuring and Starting an Event Tracing Session"). Of the libraries that could do it, pywintrace was last released in
2019, and pyetwkit calls itself alpha and is native code that nothing but Windows could test.
"""

import contextlib
import ctypes
import errno
import functools
import sys
import threading
from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.host import ntlayout
from app.host.etwlayout import (
    KERNEL_PROCESS,
    PROCESS_KEYWORD,
    PROCESS_START,
    EventCallback,
    EventRecord,
    LogFile,
    NamedProperties,
    started,
)

ACCESS_DENIED, ALREADY_EXISTS, MORE_DATA, NO_SYSTEM_RESOURCES = 5, 183, 234, 1450
FLUSH_MS = 50
MOST_SESSIONS = 64  # of a machine, before Windows 8.1 made it a setting (QueryAllTraces)

_QUERY, _STOP, _ENABLE = 0, 1, 1  # EVENT_TRACE_CONTROL_QUERY, _STOP, EVENT_CONTROL_CODE_ENABLE_PROVIDER
_INFORMATION, _TRACED_GUID, _PERFORMANCE_COUNTER = 4, 0x00020000, 1
_REAL_TIME, _EVENT_RECORD = 0x00000100, 0x10000000
_FLUSH_IN_MS = 0x00000010
# EVENT_TRACE_USE_MS_FLUSH_TIMER: ntwmi.h of the WDK, Windows 7 and later; microsoft/ctsTraffic uses it likewise


class Consumer(NamedTuple):
    """Who hears, on the session's own thread: of a start (None: of one that could not be read), and of the end."""

    started: Callable[[ntlayout.Entry | None], None]
    ended: Callable[[], None]


class Tracing:
    """The calls of advapi32. `last_error` tells the last error of this thread."""

    def __init__(self, library: ctypes.CDLL, last_error: Callable[[], int]) -> None:
        dword, handle, pointer = ctypes.c_uint32, ctypes.c_uint64, ctypes.c_void_p
        self.last_error = last_error
        self.start = library.StartTraceW
        self.start.argtypes, self.start.restype = (pointer, pointer, pointer), dword
        self.control = library.ControlTraceW
        self.control.argtypes, self.control.restype = (handle, pointer, pointer, dword), dword
        self.enable = library.EnableTraceEx2
        self.enable.argtypes = (handle, pointer, dword, ctypes.c_uint8, *(ctypes.c_uint64,) * 2, dword, pointer)
        self.enable.restype = dword
        self.open = library.OpenTraceW
        self.open.argtypes, self.open.restype = (pointer,), handle
        self.process = library.ProcessTrace
        self.process.argtypes, self.process.restype = (pointer, dword, pointer, pointer), dword
        self.close = library.CloseTrace
        self.close.argtypes, self.close.restype = (handle,), dword
        self.query_all = library.QueryAllTracesW
        self.query_all.argtypes, self.query_all.restype = (pointer, dword, pointer), dword

    def names(self) -> list[str]:
        """The sessions of this machine that we may see. Raises OSError."""
        sessions = [_properties() for _ in range(MOST_SESSIONS)]
        array = (ctypes.c_void_p * MOST_SESSIONS)(*map(ctypes.addressof, sessions))
        count = ctypes.c_uint32()
        code = self.query_all(array, MOST_SESSIONS, ctypes.byref(count))
        if code != MORE_DATA:  # there are more than we have room for
            _succeed(code)
        return [ntlayout.decoded(bytes(one.logger_name)).partition("\0")[0] for one in sessions[: count.value]]

    def stop(self, name: str) -> None:
        """End a session by its name; that of nobody, or one we may not end, stays as it is."""
        self.control(0, _utf16(name), ctypes.byref(_properties()), _STOP)


class Session:
    """One session and who hears of it. Raises PermissionError without the rights, and other OSErrors.

    `leftovers` are sessions of programs of ours that were killed; a session outlives who started it.
    """

    def __init__(self, tracing: Tracing, name: str, consumer: Consumer, leftovers: Iterable[str] = ()) -> None:
        self._tracing, self._consumer = tracing, consumer
        for leftover in leftovers:
            tracing.stop(leftover)
        self._name = _utf16(name)
        self._session, self._trace = ctypes.c_uint64(), ctypes.c_uint64()
        _succeed(tracing.start(ctypes.byref(self._session), self._name, ctypes.byref(_properties(for_start=True))))
        self._callback = EventCallback(self._event)
        self._thread = threading.Thread(target=self._process, name="etw")
        try:
            self._open()
            self._thread.start()
        except BaseException:
            self._stop()
            raise

    def lost(self) -> int:
        """How many events were lost so far; a buffer that was lost counts as one, as nobody knows what was in it."""
        found = _properties()
        _succeed(self._tracing.control(self._session.value, None, ctypes.byref(found), _QUERY))
        return int(found.properties.EventsLost + found.properties.RealTimeBuffersLost)

    def close(self) -> None:
        """End the session and its thread."""
        self._stop()
        self._thread.join()

    def _open(self) -> None:
        provider = ctypes.create_string_buffer(KERNEL_PROCESS.bytes_le, 16)
        options = (_ENABLE, _INFORMATION, PROCESS_KEYWORD, 0, 0, None)
        _succeed(self._tracing.enable(self._session.value, provider, *options))
        log = LogFile(LoggerName=ctypes.addressof(self._name), ProcessTraceMode=_REAL_TIME | _EVENT_RECORD)
        log.EventRecordCallback = ctypes.cast(self._callback, ctypes.c_void_p).value
        self._trace.value = self._tracing.open(ctypes.byref(log))
        if self._trace.value == 2**64 - 1:  # INVALID_PROCESSTRACE_HANDLE
            self._trace.value = 0
            _succeed(self._tracing.last_error() or errno.EIO)

    def _stop(self) -> None:
        self._tracing.control(self._session.value, None, ctypes.byref(_properties()), _STOP)
        if self._trace.value:
            self._tracing.close(self._trace.value)
            self._trace.value = 0

    def _process(self) -> None:
        self._tracing.process(ctypes.byref(ctypes.c_uint64(self._trace.value)), 1, None, None)
        self._consumer.ended()

    def _event(self, record: "ctypes._Pointer[EventRecord]") -> None:
        found = record.contents
        if found.Id != PROCESS_START or bytes(found.ProviderId) != KERNEL_PROCESS.bytes_le:
            return
        entry = None
        if found.UserData:
            with contextlib.suppress(OSError):
                entry = started(found.Version, ctypes.string_at(found.UserData, found.UserDataLength))
        self._consumer.started(entry)


def _properties(*, for_start: bool = False) -> NamedProperties:
    """What a call is given: the session to start, or room for what is told of one."""
    made = NamedProperties()
    fixed = made.properties
    fixed.WnodeBufferSize, fixed.Flags = ctypes.sizeof(NamedProperties), _TRACED_GUID
    fixed.LoggerNameOffset = NamedProperties.logger_name.offset
    if for_start:
        fixed.ClientContext = _PERFORMANCE_COUNTER
        fixed.BufferSize, fixed.MinimumBuffers, fixed.MaximumBuffers = 16, 4, 64  # KB; an event has about 200 bytes
        fixed.LogFileMode, fixed.FlushTimer = _REAL_TIME | _FLUSH_IN_MS, FLUSH_MS
    else:
        fixed.LogFileNameOffset = NamedProperties.file_name.offset
    return made


def _utf16(text: str) -> "ctypes.Array[ctypes.c_char]":
    return ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")


def _succeed(code: int) -> None:
    if code:
        known = {ACCESS_DENIED: errno.EACCES, ALREADY_EXISTS: errno.EEXIST, NO_SYSTEM_RESOURCES: errno.EAGAIN}
        raise OSError(known.get(code, errno.EIO), f"Windows error {code}")


if sys.platform == "win32":

    @functools.cache
    def system() -> Tracing:
        """advapi32.dll, from Windows' own folder only (LOAD_LIBRARY_SEARCH_SYSTEM32)."""
        return Tracing(ctypes.WinDLL("advapi32.dll", winmode=0x800, use_last_error=True), ctypes.get_last_error)
