"""Files, folders and registry keys of Windows with who may change them: the calls, without judgement.

fileapi.h, securitybaseapi.h, sddl.h, winreg.h (learn.microsoft.com), for 64-bit Windows. Text goes as UTF-16 bytes and
the types have the same size everywhere, so that what can be is tested wherever the tests run.
"""

import ctypes
import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

FILE_NOT_FOUND, PATH_NOT_FOUND, ALREADY_EXISTS, INSUFFICIENT_BUFFER = 2, 3, 183, 122
DIRECTORY, REPARSE_POINT, DEVICE = 0x10, 0x400, 0x40

_GENERIC_READ, _SHARE_READ, _SHARE_WRITE, _OPEN_EXISTING = 0x8000_0000, 0x1, 0x2, 3
_BACKUP_SEMANTICS, _OPEN_REPARSE_POINT = 0x0200_0000, 0x0020_0000
_OWNER_AND_LIST = 0x1 | 0x4  # OWNER_SECURITY_INFORMATION, DACL_SECURITY_INFORMATION
_SDDL_REVISION = 1
_KEY_READ_64 = 0x20019 | 0x0100  # KEY_READ, KEY_WOW64_64KEY
_LOCAL_MACHINE = 0x8000_0002
_INVALID = ctypes.c_void_p(-1).value
_LARGEST_DESCRIPTOR = 0x1_0000
_FILE_INFORMATION_SIZE = 52  # BY_HANDLE_FILE_INFORMATION, whose first member is dwFileAttributes


class Objects(Protocol):
    """What is asked of Windows. All raise OSError."""

    def open(self, path: Path) -> int:
        """A handle of what is there itself, no link followed. While it is held nobody renames or removes that."""

    def attributes(self, handle: int) -> int:
        """FILE_ATTRIBUTE_…"""

    def security(self, handle: int) -> bytes:
        """The security descriptor, self-relative: owner and list."""

    def read(self, handle: int, most: int) -> bytes:
        """Bytes of a file from where it was read last, at most `most`; none at its end."""

    def close(self, handle: int) -> None:
        """Let it go."""

    def make_folder(self, path: Path, sddl: str) -> None:
        """A folder that has this owner and list from its first moment. Raises FileExistsError."""

    def key_security(self, key: str) -> bytes:
        """That of a key below HKEY_LOCAL_MACHINE, in the 64-bit view. Raises FileNotFoundError."""


class SecurityAttributes(ctypes.Structure):
    """SECURITY_ATTRIBUTES."""

    _fields_ = (("length", ctypes.c_uint32), ("descriptor", ctypes.c_void_p), ("inherit", ctypes.c_int32))


class Libraries(NamedTuple):
    """kernel32.dll and advapi32.dll."""

    kernel32: ctypes.CDLL
    advapi32: ctypes.CDLL


class Windows:
    """See `Objects`. `last_error` tells the last error of this thread."""

    def __init__(self, libraries: Libraries, last_error: Callable[[], int]) -> None:
        dword, handle, pointer, boolean = ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int32
        kernel32, advapi32 = libraries
        self._last_error = last_error
        self._create = kernel32.CreateFileW
        self._create.argtypes = (pointer, dword, dword, pointer, dword, dword, handle)
        self._create.restype = handle
        self._information = kernel32.GetFileInformationByHandle
        self._information.argtypes, self._information.restype = (handle, pointer), boolean
        self._read = kernel32.ReadFile
        self._read.argtypes, self._read.restype = (handle, pointer, dword, pointer, pointer), boolean
        self._close = kernel32.CloseHandle
        self._close.argtypes, self._close.restype = (handle,), boolean
        self._create_folder = kernel32.CreateDirectoryW
        self._create_folder.argtypes, self._create_folder.restype = (pointer, pointer), boolean
        self._free = kernel32.LocalFree
        self._free.argtypes, self._free.restype = (pointer,), pointer
        self._security = advapi32.GetKernelObjectSecurity
        self._security.argtypes = (handle, dword, pointer, dword, pointer)
        self._security.restype = boolean
        self._descriptor = advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW
        self._descriptor.argtypes, self._descriptor.restype = (pointer, dword, pointer, pointer), boolean
        self._open_key = advapi32.RegOpenKeyExW
        self._open_key.argtypes, self._open_key.restype = (handle, pointer, dword, dword, pointer), dword
        self._key_security = advapi32.RegGetKeySecurity
        self._key_security.argtypes, self._key_security.restype = (handle, dword, pointer, pointer), dword
        self._close_key = advapi32.RegCloseKey
        self._close_key.argtypes, self._close_key.restype = (handle,), dword

    def open(self, path: Path) -> int:
        """With the right to read, or Windows would not keep others from renaming it (Creating and Opening Files)."""
        flags = _BACKUP_SEMANTICS | _OPEN_REPARSE_POINT
        share = _SHARE_READ | _SHARE_WRITE
        handle = self._create(_wide(str(path)), _GENERIC_READ, share, None, _OPEN_EXISTING, flags, None)
        if handle in (None, _INVALID):
            raise error_of(self._last_error())
        return int(handle)

    def attributes(self, handle: int) -> int:
        """See `Objects`."""
        found = ctypes.create_string_buffer(_FILE_INFORMATION_SIZE)
        self._check(self._information(handle, found))
        return int.from_bytes(found.raw[:4], "little")

    def security(self, handle: int) -> bytes:
        """See `Objects`."""
        found, size = ctypes.create_string_buffer(_LARGEST_DESCRIPTOR), ctypes.c_uint32()
        self._check(self._security(handle, _OWNER_AND_LIST, found, len(found), ctypes.byref(size)))
        return found.raw[: size.value]

    def read(self, handle: int, most: int) -> bytes:
        """See `Objects`."""
        found, size = ctypes.create_string_buffer(most), ctypes.c_uint32()
        self._check(self._read(handle, found, most, ctypes.byref(size), None))
        return found.raw[: size.value]

    def close(self, handle: int) -> None:
        """See `Objects`."""
        self._close(handle)

    def make_folder(self, path: Path, sddl: str) -> None:
        """See `Objects`."""
        descriptor = ctypes.c_void_p()
        self._check(self._descriptor(_wide(sddl), _SDDL_REVISION, ctypes.byref(descriptor), None))
        try:
            wanted = SecurityAttributes(ctypes.sizeof(SecurityAttributes), descriptor.value, 0)
            self._check(self._create_folder(_wide(str(path)), ctypes.byref(wanted)))
        finally:
            self._free(descriptor)

    def key_security(self, key: str) -> bytes:
        """See `Objects`."""
        handle = ctypes.c_void_p()
        if code := self._open_key(_LOCAL_MACHINE, _wide(key), 0, _KEY_READ_64, ctypes.byref(handle)):
            raise error_of(code)
        try:
            found, size = ctypes.create_string_buffer(_LARGEST_DESCRIPTOR), ctypes.c_uint32(_LARGEST_DESCRIPTOR)
            if code := self._key_security(handle, _OWNER_AND_LIST, found, ctypes.byref(size)):
                raise error_of(code)
            return found.raw[: size.value]
        finally:
            self._close_key(handle)

    def _check(self, succeeded: int) -> None:
        if not succeeded:
            raise error_of(self._last_error())


def error_of(code: int) -> OSError:
    """What an error code of Windows stands for."""
    text = f"Windows error {code}"
    if code in (FILE_NOT_FOUND, PATH_NOT_FOUND):
        return FileNotFoundError(code, text)
    return FileExistsError(code, text) if code == ALREADY_EXISTS else OSError(code, text)


def _wide(text: str) -> ctypes.c_char_p:
    """Text as Windows takes it."""
    return ctypes.c_char_p(text.encode("utf-16-le", "replace") + b"\0\0")


if sys.platform == "win32":

    @functools.cache
    def system() -> Windows:
        """The libraries of Windows, from its own folder only (LOAD_LIBRARY_SEARCH_SYSTEM32)."""
        names = (f"{name}.dll" for name in Libraries._fields)
        loaded = Libraries(*(ctypes.WinDLL(name, winmode=0x800, use_last_error=True) for name in names))
        return Windows(loaded, ctypes.get_last_error)
