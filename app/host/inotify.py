"""The kernel's word that files changed or were opened (inotify(7)). Linux only.

Two calls: most who ask throw away unread what came, so that a library for reading it would be idle.
"""

import ctypes
import os

_NONBLOCK, _CLOEXEC = 0o4000, 0o2000000  # IN_NONBLOCK, IN_CLOEXEC, as Linux numbers them

OPEN = 0x00000020  # IN_OPEN
PLACED = 0x00000008 | 0x00000080 | 0x00000100  # IN_CLOSE_WRITE, IN_MOVED_TO, IN_CREATE
"""Something in a folder was written, moved there, or made."""
COMING = 0x00000080 | 0x00000100 | 0x20000000  # IN_MOVED_TO, IN_CREATE, IN_MASK_ADD
"""Something came into a folder; besides what is told of it already."""
CHANGED = PLACED | 0x00000004 | 0x00000040 | 0x00000200 | 0x00000400  # IN_ATTRIB, _MOVED_FROM, _DELETE, _DELETE_SELF
"""That, or it went, or others may read it now; or the folder itself went."""


def begin() -> int:
    """A descriptor that becomes readable when there is news, and is never waited for. Raises OSError."""
    return _done(_c().inotify_init1(_NONBLOCK | _CLOEXEC))


def add(notes: int, path: "str | os.PathLike[str]", mask: int) -> None:
    """From now on tell of a path, too. Raises OSError: it is not there, or there are too many watches."""
    _done(_c().inotify_add_watch(notes, os.fsencode(path), mask))


def forget(notes: int) -> bool:
    """Throw away what has come; whether anything had."""
    try:
        return bool(os.read(notes, 64 << 10))
    except BlockingIOError:
        return False


def _c() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _done(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
