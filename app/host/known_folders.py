"""Where Windows keeps things, as it says itself: variables of the same names are anybody's to set.

SHGetKnownFolderPath (shlobj_core.h) and the ids of KnownFolders.h (learn.microsoft.com, KNOWNFOLDERID).
"""

import ctypes
import functools
import sys
import uuid
from pathlib import Path
from typing import NamedTuple

PROGRAM_DATA = uuid.UUID("62AB5D82-FDC1-4DC3-A9DD-070D1D495D97")
PROGRAM_FILES = uuid.UUID("905E63B6-C1BF-494E-B29C-65B732D3D21A")
PROGRAM_FILES_X86 = uuid.UUID("7C5A40EF-A0FB-4BFC-874A-C0F2E0B9FA8E")
SYSTEM = uuid.UUID("1AC14E77-02E7-4E5D-B744-2EB1AE5198B7")
WINDOWS = uuid.UUID("F38BF404-1D43-42F2-9305-67DE0B28FC23")

_LONGEST = 0x8000
"""Characters of a path (Maximum Path Length Limitation)."""


class Libraries(NamedTuple):
    """shell32.dll and ole32.dll."""

    shell32: ctypes.CDLL
    ole32: ctypes.CDLL


class KnownFolders:
    """The calls."""

    def __init__(self, libraries: Libraries) -> None:
        self._path = libraries.shell32.SHGetKnownFolderPath
        self._path.argtypes = (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p)
        self._path.restype = ctypes.c_uint32
        self._free = libraries.ole32.CoTaskMemFree
        self._free.argtypes, self._free.restype = (ctypes.c_void_p,), None

    def path(self, folder: uuid.UUID) -> Path:
        """Where it is. Raises OSError."""
        text = ctypes.c_void_p()
        wanted = ctypes.create_string_buffer(folder.bytes_le, 16)
        status = self._path(wanted, 0, None, ctypes.byref(text))
        try:
            if status or not text.value:
                raise OSError(status, f"Windows does not know the folder {folder} ({status:#x})")
            return Path(_text(text.value))
        finally:
            self._free(text)  # also where it failed (its documentation, "ppszPath")


def _text(address: int) -> str:
    """Text that ends in a NUL; no more of it is read than a path may have."""
    found = bytearray()
    while len(found) < 2 * _LONGEST and (letter := ctypes.string_at(address + len(found), 2)) != b"\0\0":
        found += letter
    return found.decode("utf-16-le", "replace")


if sys.platform == "win32":

    @functools.cache
    def system() -> KnownFolders:
        """The libraries of Windows, from its own folder only (LOAD_LIBRARY_SEARCH_SYSTEM32)."""
        names = (f"{name}.dll" for name in Libraries._fields)
        return KnownFolders(Libraries(*(ctypes.WinDLL(name, winmode=0x800) for name in names)))
