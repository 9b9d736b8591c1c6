"""What rights this process has on Windows, and to whom what it makes will belong.

TokenElevation alone is no answer: backup operators are elevated, too. So the group is asked for as well
(securitybaseapi.h, CheckTokenMembership).
"""

import ctypes
from collections.abc import Callable

from app.elevation.windows.descriptor import ADMINISTRATORS
from app.elevation.windows.objects import Libraries, error_of

_QUERY, _ADJUST_DEFAULT = 0x8, 0x80
_OWNER, _ELEVATION = 4, 20  # TOKEN_INFORMATION_CLASS
_OWN_PROCESS = -1  # GetCurrentProcess()


class Token:
    """That of this process. All raise OSError; `last_error` tells the last error of this thread."""

    def __init__(self, libraries: Libraries, last_error: Callable[[], int]) -> None:
        dword, handle, pointer, boolean = ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int32
        kernel32, advapi32 = libraries
        self._last_error = last_error
        self._open = advapi32.OpenProcessToken
        self._open.argtypes, self._open.restype = (handle, dword, pointer), boolean
        self._ask = advapi32.GetTokenInformation
        self._ask.argtypes, self._ask.restype = (handle, dword, pointer, dword, pointer), boolean
        self._set = advapi32.SetTokenInformation
        self._set.argtypes, self._set.restype = (handle, dword, pointer, dword), boolean
        self._member = advapi32.CheckTokenMembership
        self._member.argtypes, self._member.restype = (handle, pointer, pointer), boolean
        self._close = kernel32.CloseHandle
        self._close.argtypes, self._close.restype = (handle,), boolean

    def is_administrators(self) -> bool:
        """Whether it is elevated, and an administrator's or the system's."""
        found, size = ctypes.c_uint32(), ctypes.c_uint32()
        token = self._opened(_QUERY)
        try:
            self._check(self._ask(token, _ELEVATION, ctypes.byref(found), 4, ctypes.byref(size)))
        finally:
            self._close(token)
        group, member = ctypes.create_string_buffer(ADMINISTRATORS, len(ADMINISTRATORS)), ctypes.c_int32()
        self._check(self._member(None, group, ctypes.byref(member)))
        return bool(found.value and member.value)

    def make_for_administrators(self) -> None:
        """What is made from now on belongs to the group and not to the one administrator (TOKEN_OWNER)."""
        group = ctypes.create_string_buffer(ADMINISTRATORS, len(ADMINISTRATORS))
        owner = ctypes.c_void_p(ctypes.addressof(group))
        token = self._opened(_QUERY | _ADJUST_DEFAULT)
        try:
            self._check(self._set(token, _OWNER, ctypes.byref(owner), ctypes.sizeof(owner)))
        finally:
            self._close(token)

    def _opened(self, rights: int) -> ctypes.c_void_p:
        token = ctypes.c_void_p()
        self._check(self._open(_OWN_PROCESS, rights, ctypes.byref(token)))
        return token

    def _check(self, succeeded: int) -> None:
        if not succeeded:
            raise error_of(self._last_error())
