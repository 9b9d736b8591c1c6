"""The access list of a file on macOS, beside its mode: acl(3), acl_get_fd_np(3), acl_to_text(3).

A list may refuse, as those of the home folders do (`group:everyone deny delete`); whatever else it says, it gives
rights that the mode does not show.
"""

import ctypes
import errno
import os
import re
import sys

_EXTENDED = 0x100  # ACL_TYPE_EXTENDED of sys/acl.h
_HEAD = re.compile(r"!#acl [0-9]+(?: [a-z_,]+)?")
_REFUSAL = re.compile(r"(?:user|group):[^:]*:[^:]*:[0-9]*:deny(?:,[a-z_]+)*:[a-z_,]*")


def allows(text: str) -> bool:
    """Whether a list as acl_to_text writes it does more than refuse; "" stands for no list."""
    if not text:
        return False
    head, *entries = text.split("\n")
    return _HEAD.fullmatch(head) is None or not all(_REFUSAL.fullmatch(entry) for entry in entries if entry)


if sys.platform == "darwin":
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.acl_get_fd_np.argtypes = (ctypes.c_int, ctypes.c_int)
    _libc.acl_get_fd_np.restype = ctypes.c_void_p
    _libc.acl_to_text.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    _libc.acl_to_text.restype = ctypes.c_void_p
    _libc.acl_free.argtypes = (ctypes.c_void_p,)

    def of(handle: int) -> str:
        """The list of an open file as text; "" where it has none. Raises OSError."""
        found = _libc.acl_get_fd_np(handle, _EXTENDED)
        if not found:
            if ctypes.get_errno() == errno.ENOENT:
                return ""
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        try:
            text = _libc.acl_to_text(found, None)
            if not text:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
            try:
                return ctypes.string_at(text).decode("utf-8", "replace")
            finally:
                _libc.acl_free(text)
        finally:
            _libc.acl_free(found)
