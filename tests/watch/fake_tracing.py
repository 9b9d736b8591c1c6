"""Event tracing of our own at the edge of the system calls: advapi32 as C functions, events as the kernel writes them.

Structures are built by the offsets that the system's headers give (windows/record.c), events by the manifest of
Microsoft-Windows-Kernel-Process; neither was recorded, for Wine has no such provider.
"""

import ctypes
import itertools
import queue
import struct
import threading
from types import SimpleNamespace
from typing import Any, cast

from app.host import etw
from tests.watch.fake_windows import LAYOUT, ME, SESSION, Program

PROVIDER = bytes.fromhex("d62cfb227b0e2b42a0c72fad1fd0e716")  # {22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716}
DWORD, HANDLE, POINTER = ctypes.c_uint32, ctypes.c_uint64, ctypes.c_void_p
INVALID = 2**64 - 1
STOPPED = None


class Tracing:
    """The sessions of a machine, by name; `refuse` is the error that starting one ends with."""

    def __init__(self) -> None:
        self.sessions: dict[str, Running] = {}
        self.refuse = self.refuse_enabling = self.refuse_opening = 0
        self.error = 0
        self._handles = itertools.count(1)

    def calls(self) -> etw.Tracing:
        """The calls, as the product makes them."""
        byte, wide = ctypes.c_uint8, ctypes.c_uint64
        library = SimpleNamespace(
            StartTraceW=_function(DWORD, self._start, POINTER, POINTER, POINTER),
            ControlTraceW=_function(DWORD, self._control, HANDLE, POINTER, POINTER, DWORD),
            EnableTraceEx2=_function(DWORD, self._enable, HANDLE, POINTER, DWORD, byte, wide, wide, DWORD, POINTER),
            OpenTraceW=_function(HANDLE, self._open, POINTER),
            ProcessTrace=_function(DWORD, self._process, POINTER, DWORD, POINTER, POINTER),
            CloseTrace=_function(DWORD, self._close, HANDLE),
            QueryAllTracesW=_function(DWORD, self._query_all, POINTER, DWORD, POINTER),
        )
        return etw.Tracing(cast("ctypes.CDLL", library), lambda: self.error)

    def _start(self, handle: int, name: int, properties: int) -> int:
        if self.refuse:
            return self.refuse
        read = _text(name)
        if read in self.sessions:
            return etw.ALREADY_EXISTS
        field, read_at = LAYOUT["EVENT_TRACE_PROPERTIES"], _reader(properties)
        assert read_at("I", 0) >= field["size"] + 2 * (len(read) + 1)
        assert read_at("I", LAYOUT["WNODE_HEADER"]["Flags"]) == 0x20000
        assert read_at("I", field["LogFileMode"]) == 0x100 | 0x10
        assert read_at("I", field["FlushTimer"]) == etw.FLUSH_MS
        assert read_at("I", field["LogFileNameOffset"]) == 0
        assert read_at("I", field["LoggerNameOffset"]) >= field["size"]
        session = self.sessions[read] = Running(next(self._handles))
        ctypes.c_uint64.from_address(handle).value = session.handle
        return 0

    def _of(self, handle: int, name: int = 0) -> "Running | None":
        if name:
            return self.sessions.get(_text(name))
        return next((one for one in self.sessions.values() if handle in (one.handle, one.trace)), None)

    def _control(self, handle: int, name: int, properties: int, code: int) -> int:
        session = self._of(handle, name)
        if session is None:
            return 4201  # ERROR_WMI_INSTANCE_NOT_FOUND
        field, read = LAYOUT["EVENT_TRACE_PROPERTIES"], _reader(properties)
        assert read("I", field["LogFileNameOffset"]) > read("I", field["LoggerNameOffset"]) >= field["size"]
        if code == 0:
            DWORD.from_address(properties + field["EventsLost"]).value = session.events_lost
            DWORD.from_address(properties + field["RealTimeBuffersLost"]).value = session.buffers_lost
        else:
            assert code == 1
            self.end(session)
        return 0

    def end(self, session: "Running") -> None:
        """End a session, as an administrator can."""
        self.sessions = {name: one for name, one in self.sessions.items() if one is not session}
        session.events.put(STOPPED)

    def _enable(self, handle: int, provider: int, code: int, level: int, *rest: int) -> int:
        session = self._of(handle)
        assert session is not None
        assert ctypes.string_at(provider, 16) == PROVIDER
        assert (code, level, rest) == (1, 4, (0x10, 0, 0, 0))
        return self.refuse_enabling

    def _open(self, log: int) -> int:
        field, read = LAYOUT["EVENT_TRACE_LOGFILEW"], _reader(log)
        session = self._of(0, read("Q", field["LoggerName"]))
        assert session is not None
        assert read("I", field["ProcessTraceMode"]) == 0x10000100
        if self.refuse_opening:
            self.error = self.refuse_opening
            return INVALID
        address = read("Q", field["EventRecordCallback"])
        session.callback = ctypes.CFUNCTYPE(None, POINTER)(address)
        session.trace = next(self._handles) + 1000
        session.opened.set()
        return session.trace

    def _process(self, handles: int, count: int, start: int, end: int) -> int:
        assert (count, start, end) == (1, 0, 0)
        session = self._of(ctypes.c_uint64.from_address(handles).value)
        while session is not None and (event := session.events.get()) is not STOPPED:
            session.callback(ctypes.addressof(event))
        return 0

    def _close(self, trace: int) -> int:
        assert trace > 1000
        return 0

    def _query_all(self, array: int, count: int, found: int) -> int:
        for number, name in enumerate(self.sessions):
            assert number < count
            address = ctypes.c_uint64.from_address(array + 8 * number).value
            offset = _reader(address)("I", LAYOUT["EVENT_TRACE_PROPERTIES"]["LoggerNameOffset"])
            text = name.encode("utf-16-le") + b"\0\0"
            ctypes.memmove(address + offset, text, len(text))
        DWORD.from_address(found).value = len(self.sessions)
        return 0


class Running:
    """A session that was started."""

    def __init__(self, handle: int) -> None:
        self.handle, self.trace = handle, 0
        self.events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.opened = threading.Event()
        self.callback: Any = None
        self.events_lost = self.buffers_lost = 0

    def tell(self, data: bytes, *, version: int = 4, number: int = 1, provider: bytes = PROVIDER) -> None:
        """Deliver an event with that content."""
        self.events.put(record(data, version=version, number=number, provider=provider))


def started(program: Program, *, version: int = 4) -> bytes:
    """The content of ProcessStart, by the manifest."""
    image = f"\\Device\\HarddiskVolume3{program.exe[2:]}".encode("utf-16-le") + b"\0\0"
    rest = struct.pack("<II", 7, 8) + b"\0\0\0\0"  # ImageChecksum, TimeDateStamp, two empty names
    if version >= 3:
        head = struct.pack("<IQQIQII", program.pid, 77, program.created, program.ppid, 78, program.session, 0)
        label = bytes.fromhex("010100000000001000200000")  # S-1-16-8192
        return head + struct.pack("<II", 3, 0) + label + image + rest + (b"\0\0\0\0" if version >= 4 else b"")
    head = struct.pack("<IQII", program.pid, program.created, program.ppid, program.session)
    return head + (b"\0\0\0\0" if version else b"") + image + (rest if version == 2 else b"")


def record(data: bytes, *, version: int, number: int, provider: bytes) -> Any:
    """An EVENT_RECORD, its content behind it."""
    field, header = LAYOUT["EVENT_RECORD"], LAYOUT["EVENT_HEADER"]
    made = (ctypes.c_char * (field["size"] + len(data)))()
    start = ctypes.addressof(made)
    raw = bytearray(made.raw)
    raw[header["ProviderId"] : header["ProviderId"] + 16] = provider
    struct.pack_into("<HB", raw, header["EventDescriptor"], number, version)
    struct.pack_into("<H", raw, field["UserDataLength"], len(data))
    struct.pack_into("<Q", raw, field["UserData"], start + field["size"] if data else 0)
    raw[field["size"] :] = data
    made.raw = bytes(raw)
    return made


def short_lived(pid: int = 9000) -> Program:
    """A program that is gone before anybody can look."""
    return Program(pid, 133_999_999_999_000_000 + pid, "C:\\short.exe", ["short"], session=SESSION, owner=ME)


def _reader(address: int) -> Any:
    def read(form: str, at: int) -> int:
        found: int = struct.unpack("<" + form, ctypes.string_at(address + at, struct.calcsize("<" + form)))[0]
        return found

    return read


def _text(address: int) -> str:
    raw = bytearray()
    while (two := ctypes.string_at(address + len(raw), 2)) != b"\0\0":
        raw += two
    return raw.decode("utf-16-le")


def _function(result: Any, answer: Any, *arguments: Any) -> Any:
    """A C function; a pointer that is NULL reaches the answer as 0."""
    return ctypes.CFUNCTYPE(result, *arguments)(lambda *values: answer(*(value or 0 for value in values)))
