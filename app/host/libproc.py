"""macOS' processes, asked of the system itself: whose there are, and what each is.

libproc.h, sys/proc_info.h and sys/sysctl.h of the macOS SDK (apple-oss-distributions/xnu); the same on Intel and Apple
silicon. Text is the kernel's bytes.
"""

import ctypes
import errno
import functools
import os
import struct
import sys
from collections.abc import Callable
from typing import NamedTuple

PROC_RUID_ONLY = 5
PROC_PIDTBSDINFO, PROC_PIDVNODEPATHINFO = 3, 9
PROC_PIDPATHINFO_MAXSIZE = 4096
CTL_KERN, KERN_PROCARGS2 = 1, 49
SZOMB = 5

# struct proc_bsdinfo: pbi_status, pbi_ppid, pbi_ruid, pbi_comm, pbi_name, pbi_start_tvsec, pbi_start_tvusec
BSD_INFO = struct.Struct("<4xI8xI8xI16x16s32s24xQQ")
# struct proc_vnodepathinfo: a vnode_info and a path of MAXPATHLEN for the folder, and both again for the root
_VNODE_INFO, _MAXPATHLEN = 152, 1024
VNODE_PATH_INFO_SIZE = 2 * (_VNODE_INFO + _MAXPATHLEN)

_SPARE = 64
_INT = struct.Struct("<i")


class BsdInfo(NamedTuple):
    """What the kernel's process table says. `started_us` is in microseconds since the epoch."""

    status: int
    ppid: int
    user: int
    name: bytes
    started_us: int


class Arguments(NamedTuple):
    """What a process was started with: NUL-terminated items, and whether all of the arguments are there."""

    argv: tuple[bytes, ...]
    env: bytes
    whole: bool


def hundredths(started_us: int) -> int:
    """A moment as `process.start_time` counts."""
    return started_us // 10_000


def bsd_info(data: bytes) -> BsdInfo:
    """A struct proc_bsdinfo. The long name is empty for what has none; then the short one is it."""
    status, ppid, user, short, name, seconds, microseconds = BSD_INFO.unpack(data)
    known = until_nul(name) or until_nul(short)
    return BsdInfo(status, ppid, user, known, seconds * 1_000_000 + microseconds)


def arguments(block: bytes) -> Arguments:
    """What KERN_PROCARGS2 writes: argc, the path exec was called with, NULs, the arguments, the variables.

    The process can have overwritten all of it, argc excepted: nothing in it is trusted, and the variables end at the
    first empty item. xnu, bsd/kern/kern_sysctl.c, sysctl_procargsx.
    """
    if len(block) < _INT.size:
        return Arguments((), b"", whole=False)
    count = max(0, _INT.unpack_from(block)[0])
    _, _, rest = block[_INT.size :].partition(b"\0")
    *argv, rest = rest.lstrip(b"\0").split(b"\0", min(count, len(block)))
    if len(argv) < count:  # the last item has no end: what there is of it is in `rest`
        return Arguments((*argv, rest) if rest else tuple(argv), b"", whole=False)
    env, _, _ = (b"\0" + rest).partition(b"\0\0")
    return Arguments(tuple(argv), env.strip(b"\0"), whole=True)


def until_nul(data: bytes) -> bytes:
    """The text in a field of fixed length."""
    return data.partition(b"\0")[0]


class Libproc:
    """The calls. Takes libSystem, what tells the last error of this thread, and ARG_MAX. All raise OSError.

    Of other people's processes only the path may be asked (ProcessLookupError, PermissionError).
    """

    def __init__(self, library: ctypes.CDLL, last_error: Callable[[], int], longest: int) -> None:
        integer, unsigned, pointer = ctypes.c_int32, ctypes.c_uint32, ctypes.c_void_p
        self._last_error = last_error
        self._list = library.proc_listpids
        self._list.argtypes, self._list.restype = (unsigned, unsigned, pointer, integer), integer
        self._info = library.proc_pidinfo
        self._info.argtypes, self._info.restype = (integer, integer, ctypes.c_uint64, pointer, integer), integer
        self._path = library.proc_pidpath
        self._path.argtypes, self._path.restype = (integer, pointer, unsigned), integer
        self._sysctl = library.sysctl
        self._sysctl.argtypes = (pointer, unsigned, pointer, pointer, pointer, ctypes.c_size_t)
        self._sysctl.restype = integer
        self._longest = longest

    def pids(self, user: int) -> list[int]:
        """The processes whose real user that is, zombies included."""
        room = self._list(PROC_RUID_ONLY, user, None, 0)
        while True:
            self._check(room)
            data = (ctypes.c_int32 * (room // 4 + _SPARE))()
            size = self._list(PROC_RUID_ONLY, user, data, ctypes.sizeof(data))
            self._check(size)
            if size < ctypes.sizeof(data):  # a full list may be cut (libproc.c)
                return [pid for pid in data[: size // 4] if pid > 0]
            room = 2 * size

    def bsd_info(self, pid: int) -> BsdInfo:
        """Who that process is. A zombie is not told of any more."""
        return bsd_info(self._about(pid, PROC_PIDTBSDINFO, BSD_INFO.size))

    def folder(self, pid: int) -> bytes:
        """Its current folder."""
        data = self._about(pid, PROC_PIDVNODEPATHINFO, VNODE_PATH_INFO_SIZE)
        return until_nul(data[_VNODE_INFO : _VNODE_INFO + _MAXPATHLEN])

    def path(self, pid: int) -> bytes:
        """The path of its program."""
        data = ctypes.create_string_buffer(PROC_PIDPATHINFO_MAXSIZE)
        size = self._path(pid, data, len(data))
        self._check(size)
        return data.raw[:size]

    def arguments(self, pid: int) -> Arguments:
        """What it was started with. The kernel says EINVAL where it may not tell, and of what ended."""
        data, size = ctypes.create_string_buffer(self._longest), ctypes.c_size_t(self._longest)
        name = (ctypes.c_int32 * 3)(CTL_KERN, KERN_PROCARGS2, pid)
        if self._sysctl(name, 3, data, ctypes.byref(size), None, 0) != 0:
            code = self._last_error()
            code = errno.EACCES if code == errno.EINVAL else code
            raise OSError(code, os.strerror(code))
        return arguments(ctypes.string_at(data, min(size.value, len(data))))

    def _about(self, pid: int, flavor: int, size: int) -> bytes:
        data = ctypes.create_string_buffer(size)
        if self._info(pid, flavor, 0, data, size) != size:
            self._check(0)
        return data.raw

    def _check(self, size: int) -> None:
        """Raise what the last error stands for unless something was written."""
        if size <= 0:
            code = self._last_error() or errno.ESRCH
            raise OSError(code, os.strerror(code))


if sys.platform == "darwin":

    @functools.cache
    def system() -> Libproc:
        """libSystem, which holds libproc."""
        library = ctypes.CDLL("/usr/lib/libSystem.B.dylib", use_errno=True)
        return Libproc(library, ctypes.get_errno, os.sysconf("SC_ARG_MAX"))
