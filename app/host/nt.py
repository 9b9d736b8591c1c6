"""Windows' processes, asked of the system itself: all of them in one call, and one of them by its handle.

NtQuerySystemInformation and NtQueryInformationProcess (learn.microsoft.com, winternl.h), for 64-bit Windows. The types
have the same size everywhere and text is taken as UTF-16 bytes, so that all of it is tested wherever the tests run:
`DWORD` of ctypes.wintypes has 8 bytes on Linux, and `c_wchar` 4.
"""

import contextlib
import ctypes
import errno
import functools
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from app.host.ntlayout import POINTER, UNICODE_STRING, Entry, decoded, entries, owner, text

STATUS_INFO_LENGTH_MISMATCH = 0xC0000004
STATUS_ACCESS_DENIED = 0xC0000022
ERROR_ACCESS_DENIED, ERROR_INVALID_PARAMETER = 5, 87
STILL_ACTIVE = 259

_SYSTEM_PROCESS_INFORMATION, _PROCESS_COMMAND_LINE_INFORMATION, _TOKEN_USER = 5, 60, 1
_PROCESS_QUERY_LIMITED_INFORMATION, _TOKEN_QUERY = 0x1000, 0x8
_OWN_PROCESS = -1  # GetCurrentProcess()

_FIRST_LIST, _LONGEST_LIST = 512 << 10, 64 << 20
_LONGEST_TEXT = 0xFFFF + 17  # UNICODE_STRING counts bytes in 16 bits; the structure itself lies in front
_LONGEST_PATH = 0x8000  # characters, of a path with \\?\ in front (Maximum Path Length Limitation)


class Process:
    """One process, held: while it is, its id is given to no other. All raise OSError."""

    def __init__(self, system: "Nt", handle: int) -> None:
        self._system, self._handle = system, handle

    def image(self) -> str:
        """The path of its program."""
        path = ctypes.create_string_buffer(2 * _LONGEST_PATH)
        size = ctypes.c_uint32(_LONGEST_PATH)
        self._system.check(self._system.image_name(self._handle, 0, path, ctypes.byref(size)))
        return decoded(path.raw[: 2 * size.value])

    def arguments(self) -> list[str]:
        """Its command line, split as Windows' own programs split it."""
        data = ctypes.create_string_buffer(_LONGEST_TEXT)
        size = ctypes.c_uint32()
        query = self._system.query_process
        _succeed(query(self._handle, _PROCESS_COMMAND_LINE_INFORMATION, data, len(data), ctypes.byref(size)))
        length, _, pointer = UNICODE_STRING.unpack_from(data)
        return self._system.split(decoded(text(data.raw, ctypes.addressof(data), length, pointer)))

    def owner(self) -> bytes:
        """The SID of the user it runs as."""
        token = ctypes.c_void_p()
        self._system.check(self._system.open_token(self._handle, _TOKEN_QUERY, ctypes.byref(token)))
        try:
            data, size = ctypes.create_string_buffer(256), ctypes.c_uint32()  # a SID has 68 bytes at most
            self._system.check(self._system.query_token(token, _TOKEN_USER, data, len(data), ctypes.byref(size)))
            return owner(data.raw[: size.value], ctypes.addressof(data))
        finally:
            self._system.close_handle(token)

    def created(self) -> int:
        """When it was started, as in `Entry`."""
        times = [ctypes.c_uint64() for _ in range(4)]
        self._system.check(self._system.times(self._handle, *map(ctypes.byref, times)))
        return times[0].value

    def ended(self) -> bool:
        """Whether it ended; one that ended with status 259 counts as running (GetExitCodeProcess, remarks)."""
        code = ctypes.c_uint32()
        self._system.check(self._system.exit_code(self._handle, ctypes.byref(code)))
        return code.value != STILL_ACTIVE


class Libraries(NamedTuple):
    """ntdll.dll and its neighbours."""

    ntdll: ctypes.CDLL
    kernel32: ctypes.CDLL
    advapi32: ctypes.CDLL
    shell32: ctypes.CDLL


class Nt:
    """The calls. `last_error` tells the last error of this thread."""

    def __init__(self, libraries: Libraries, last_error: Callable[[], int]) -> None:
        ntdll, kernel32, advapi32, shell32 = libraries
        dword, boolean, handle, pointer = ctypes.c_uint32, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p
        self._last_error = last_error
        self._query_system = ntdll.NtQuerySystemInformation
        self._query_system.argtypes, self._query_system.restype = (dword, pointer, dword, pointer), dword
        self.query_process = ntdll.NtQueryInformationProcess
        self.query_process.argtypes, self.query_process.restype = (handle, dword, pointer, dword, pointer), dword
        self._open = kernel32.OpenProcess
        self._open.argtypes, self._open.restype = (dword, boolean, dword), handle
        self.close_handle = kernel32.CloseHandle
        self.close_handle.argtypes, self.close_handle.restype = (handle,), boolean
        self.image_name = kernel32.QueryFullProcessImageNameW
        self.image_name.argtypes, self.image_name.restype = (handle, dword, pointer, pointer), boolean
        self.times = kernel32.GetProcessTimes
        self.times.argtypes, self.times.restype = (handle, *(pointer,) * 4), boolean
        self.exit_code = kernel32.GetExitCodeProcess
        self.exit_code.argtypes, self.exit_code.restype = (handle, pointer), boolean
        self.open_token = advapi32.OpenProcessToken
        self.open_token.argtypes, self.open_token.restype = (handle, dword, pointer), boolean
        self.query_token = advapi32.GetTokenInformation
        self.query_token.argtypes, self.query_token.restype = (handle, dword, pointer, dword, pointer), boolean
        self._split = shell32.CommandLineToArgvW
        self._split.argtypes, self._split.restype = (pointer, pointer), pointer
        self._size = kernel32.LocalSize
        self._size.argtypes, self._size.restype = (pointer,), ctypes.c_size_t
        self._free = kernel32.LocalFree
        self._free.argtypes, self._free.restype = (pointer,), pointer
        self._list_size = _FIRST_LIST

    def processes(self) -> list[Entry]:
        """Every process there is, with no right needed. Raises OSError."""
        size = ctypes.c_uint32()
        while self._list_size <= _LONGEST_LIST:
            data = ctypes.create_string_buffer(self._list_size)
            status = self._query_system(_SYSTEM_PROCESS_INFORMATION, data, len(data), ctypes.byref(size))
            if status != STATUS_INFO_LENGTH_MISMATCH:
                _succeed(status)
                return entries(ctypes.string_at(data, min(size.value, len(data))), ctypes.addressof(data))
            self._list_size *= 2  # what is needed changes from call to call
        raise OSError(errno.EOVERFLOW, f"the list of processes is longer than {_LONGEST_LIST} bytes")

    @contextlib.contextmanager
    def process(self, pid: int) -> Iterator[Process]:
        """Hold a process. Raises ProcessLookupError when there is none, PermissionError when it may not be asked."""
        handle = self._open(_PROCESS_QUERY_LIMITED_INFORMATION, 0, pid)
        self.check(handle)
        try:
            yield Process(self, handle)
        finally:
            self.close_handle(handle)

    def myself(self) -> Process:
        """Our own process, which need not be let go."""
        return Process(self, _OWN_PROCESS)

    def split(self, line: str) -> list[str]:
        """The arguments of a command line. Of an empty one Windows would make our own path, which it is not."""
        if not line:
            return []
        count = ctypes.c_int32()
        block = self._split(ctypes.c_char_p(line.encode("utf-16-le", "replace") + b"\0\0"), ctypes.byref(count))
        self.check(block)
        try:
            data = ctypes.string_at(block, self._size(block))
        finally:
            self._free(block)
        starts = [POINTER.unpack_from(data, 8 * number)[0] - block for number in range(count.value)]
        return [_until_nul(data, start) for start in starts]

    def check(self, succeeded: int | None) -> None:
        """Raise what the last error stands for unless the call succeeded."""
        if succeeded:
            return
        code = self._last_error()
        known = {ERROR_ACCESS_DENIED: errno.EACCES, ERROR_INVALID_PARAMETER: errno.ESRCH}
        raise OSError(known.get(code, errno.EIO), f"Windows error {code}")


def _succeed(status: int) -> None:
    if status:
        known = {STATUS_ACCESS_DENIED: errno.EACCES}
        raise OSError(known.get(status, errno.EIO), f"Windows status {status:#x}")


def _until_nul(data: bytes, start: int) -> str:
    end = next((at for at in range(start, len(data) - 1, 2) if data[at : at + 2] == b"\0\0"), len(data))
    return decoded(data[start:end])


if sys.platform == "win32":

    @functools.cache
    def system() -> Nt:
        """The libraries of Windows, from its own folder only (LOAD_LIBRARY_SEARCH_SYSTEM32)."""
        names = (f"{name}.dll" for name in Libraries._fields)
        loaded = Libraries(*(ctypes.WinDLL(name, winmode=0x800, use_last_error=True) for name in names))
        return Nt(loaded, ctypes.get_last_error)
