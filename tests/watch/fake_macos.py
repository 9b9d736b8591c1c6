"""A macOS of our own at the edge of the system calls: libSystem as C functions that answer with the SDK's structures.

The buffers are constructed from sys/proc_info.h, not recorded.
"""

import ctypes
import dataclasses
import errno
import itertools
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from app.host import libproc
from app.watch.environment import Wanted
from app.watch.macos import LibprocReader

ME, STRANGER = 501, 0
OWN_PID = 700
INT, UNSIGNED, POINTER = ctypes.c_int32, ctypes.c_uint32, ctypes.c_void_p


class ProcBsdInfo(ctypes.Structure):
    """struct proc_bsdinfo."""

    _fields_ = (
        *((name, UNSIGNED) for name in ("pbi_flags", "pbi_status", "pbi_xstatus", "pbi_pid", "pbi_ppid")),
        *((name, UNSIGNED) for name in ("pbi_uid", "pbi_gid", "pbi_ruid", "pbi_rgid", "pbi_svuid", "pbi_svgid")),
        ("rfu_1", UNSIGNED),
        ("pbi_comm", ctypes.c_char * 16),
        ("pbi_name", ctypes.c_char * 32),
        *((name, UNSIGNED) for name in ("pbi_nfiles", "pbi_pgid", "pbi_pjobc", "e_tdev", "e_tpgid")),
        ("pbi_nice", INT),
        ("pbi_start_tvsec", ctypes.c_uint64),
        ("pbi_start_tvusec", ctypes.c_uint64),
    )


class VinfoStat(ctypes.Structure):
    """struct vinfo_stat."""

    _fields_ = (
        ("vst_dev", UNSIGNED),
        ("vst_mode", ctypes.c_uint16),
        ("vst_nlink", ctypes.c_uint16),
        ("vst_ino", ctypes.c_uint64),
        ("vst_uid", UNSIGNED),
        ("vst_gid", UNSIGNED),
        ("vst_times", ctypes.c_int64 * 8),
        ("vst_size", ctypes.c_int64),
        ("vst_blocks", ctypes.c_int64),
        ("vst_blksize", INT),
        ("vst_flags", UNSIGNED),
        ("vst_gen", UNSIGNED),
        ("vst_rdev", UNSIGNED),
        ("vst_qspare", ctypes.c_int64 * 2),
    )


class VnodeInfoPath(ctypes.Structure):
    """struct vnode_info_path: a struct vnode_info and the path."""

    _fields_ = (
        ("vi_stat", VinfoStat),
        ("vi_type", INT),
        ("vi_pad", INT),
        ("vi_fsid", INT * 2),
        ("vip_path", ctypes.c_char * 1024),
    )


class ProcVnodePathInfo(ctypes.Structure):
    """struct proc_vnodepathinfo."""

    _fields_ = (("pvi_cdir", VnodeInfoPath), ("pvi_rdir", VnodeInfoPath))


@dataclasses.dataclass
class Program:
    """A process of this macOS."""

    pid: int
    started_us: int
    exe: str
    argv: list[str]
    ppid: int = OWN_PID
    cwd: str = "/Users/me"
    env: dict[str, str] = dataclasses.field(default_factory=dict)
    owner: int = ME
    readable: bool = True
    ended: bool = False

    @property
    def block(self) -> bytes:
        """What KERN_PROCARGS2 writes of it."""
        head = self.exe.encode() + b"\0"
        items = [*self.argv, *(f"{name}={value}" for name, value in self.env.items())]
        words = b"".join(item.encode("utf-8", "surrogateescape") + b"\0" for item in items)
        return len(self.argv).to_bytes(4, "little") + head + bytes(-len(head) % 8) + words + b"\0ptr_munge=\0"


class Macos:
    """The system, with us in it."""

    def __init__(self) -> None:
        self.programs: dict[int, Program] = {}
        self.error = 0
        self.failing = 0
        self.estimate = -1
        self.before: Callable[[str, int], None] = lambda _call, _pid: None
        self._numbers = itertools.count(800)
        self._clock = itertools.count(1_790_000_000_000_000, 123_457)
        self.start("/sbin/launchd", ["launchd"], pid=1, owner=STRANGER, ppid=0)
        self.start("/Applications/Signpost.app/signpost", ["signpost"], pid=OWN_PID, ppid=1)

    def start(self, exe: str, argv: list[str], *, pid: int = 0, **more: Any) -> Program:
        """Start a program; it lives until it is ended."""
        program = Program(pid or next(self._numbers), next(self._clock), exe, argv, **more)
        self.programs[program.pid] = program
        return program

    def end(self, pid: int) -> None:
        del self.programs[pid]

    def system(self) -> libproc.Libproc:
        """The calls, as the product makes them."""
        library = SimpleNamespace(
            proc_listpids=_function(INT, self._list, UNSIGNED, UNSIGNED, POINTER, INT),
            proc_pidinfo=_function(INT, self._info, INT, INT, ctypes.c_uint64, POINTER, INT),
            proc_pidpath=_function(INT, self._path, INT, POINTER, UNSIGNED),
            sysctl=_function(INT, self._sysctl, POINTER, UNSIGNED, POINTER, POINTER, POINTER, ctypes.c_size_t),
        )
        return libproc.Libproc(cast("ctypes.CDLL", library), lambda: self.error, 1 << 16)

    def reader(self, wanted: Wanted) -> LibprocReader:
        """The reader of the product, for this system."""
        return LibprocReader(ME, wanted, self.system())

    def _list(self, kind: int, user: int, address: int, room: int) -> int:
        assert kind == 5
        if self.failing:
            self.error = self.failing
            return 0
        pids = [program.pid for program in self.programs.values() if program.owner == user]
        if not address:
            return 4 * (len(pids) if self.estimate < 0 else self.estimate)
        size = min(room, 4 * len(pids))
        ctypes.memmove(address, (ctypes.c_int32 * len(pids))(*pids), size)
        return size

    def _info(self, pid: int, flavor: int, _argument: int, address: int, room: int) -> int:
        self.before("info", pid)
        program = self.programs.get(pid)
        if program is None or program.ended or program.owner != ME:
            self.error = errno.ESRCH if program is None or program.ended else errno.EPERM
            return 0
        if flavor == 3:
            answer: ctypes.Structure = ProcBsdInfo(
                pbi_status=2,
                pbi_pid=pid,
                pbi_ppid=program.ppid,
                pbi_uid=program.owner,
                pbi_ruid=program.owner,
                pbi_comm=program.exe.rpartition("/")[2].encode()[:16],
                pbi_name=program.exe.rpartition("/")[2].encode()[:32],
                pbi_start_tvsec=program.started_us // 1_000_000,
                pbi_start_tvusec=program.started_us % 1_000_000,
            )
        else:
            assert flavor == 9
            if not program.readable:
                self.error = errno.EPERM
                return 0
            answer = ProcVnodePathInfo(pvi_cdir=VnodeInfoPath(vip_path=program.cwd.encode()))
        assert room == ctypes.sizeof(answer)
        ctypes.memmove(address, ctypes.byref(answer), room)
        return room

    def _path(self, pid: int, address: int, room: int) -> int:
        self.before("path", pid)
        program = self.programs.get(pid)
        if program is None or program.ended:
            self.error = errno.ESRCH
            return 0
        path = program.exe.encode()
        assert len(path) < room == 4096
        ctypes.memmove(address, path, len(path))
        return len(path)

    def _sysctl(self, name: int, count: int, address: int, size: int, new: int, new_size: int) -> int:
        assert (count, new, new_size) == (3, 0, 0)
        kern, procargs2, pid = (ctypes.c_int32 * 3).from_address(name)
        assert (kern, procargs2) == (1, 49)
        self.before("arguments", pid)
        program = self.programs.get(pid)
        if program is None or program.ended or program.owner != ME or not program.readable:
            self.error = errno.EINVAL
            return -1
        room = ctypes.c_size_t.from_address(size)
        block = program.block[: room.value]
        ctypes.memmove(address, block, len(block))
        room.value = len(block)
        return 0


def _function(result: Any, answer: Callable[..., Any], *arguments: Any) -> Any:
    """A C function; a pointer that is NULL reaches the answer as 0."""
    return ctypes.CFUNCTYPE(result, *arguments)(lambda *values: answer(*(value or 0 for value in values)))
