"""The event log of applications on Windows, where an administrator looks what the helper did.

winbase.h, RegisterEventSourceW and ReportEventW. A source that is not registered writes there, too; the viewer then
says that it has no text for the event, and shows the words.
"""

import ctypes
from typing import NamedTuple

SOURCE = "Signpost set-up helper"
_INFORMATION = 0x4  # EVENTLOG_INFORMATION_TYPE
_EVENT = 1


class Libraries(NamedTuple):
    """advapi32.dll."""

    advapi32: ctypes.CDLL


class EventLog:
    """A log that cannot be written to stops nothing, as syslog(3) does not."""

    def __init__(self, libraries: Libraries) -> None:
        pointer, word, dword, boolean = ctypes.c_void_p, ctypes.c_uint16, ctypes.c_uint32, ctypes.c_int32
        (advapi32,) = libraries
        self._register = advapi32.RegisterEventSourceW
        self._register.argtypes, self._register.restype = (pointer, pointer), pointer
        self._report = advapi32.ReportEventW
        self._report.argtypes = (pointer, word, word, dword, pointer, word, dword, pointer, pointer)
        self._report.restype = boolean
        self._close = advapi32.DeregisterEventSource
        self._close.argtypes, self._close.restype = (pointer,), boolean

    def write(self, words: str) -> None:
        """One event."""
        log = self._register(None, ctypes.c_char_p(_wide(SOURCE)))
        if not log:
            return
        try:
            texts = (ctypes.c_char_p * 1)(_wide(words))
            self._report(log, _INFORMATION, 0, _EVENT, None, 1, 0, texts, None)
        finally:
            self._close(log)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le", "replace") + b"\0\0"
