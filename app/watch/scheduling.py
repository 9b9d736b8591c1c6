"""Being scheduled ahead of the program just exec'd: in real time where we may, else by a short time slice.

Real time (SCHED_FIFO, sched(7)) wins always; it takes a limit that the machine's owner raises (RLIMIT_RTPRIO,
limits.conf(5)). The slice takes no privilege: since kernel 6.12 a thread may ask for one (857b158dc5e8: `sched_runtime`
of SCHED_OTHER). With 0.1 ms, the shortest there is, the scheduler lets a woken watcher run before the first instruction
of the process it is to read, as long as both are in one CPU group (autogroup, cpu cgroup). Standard library only: the
isolated watcher process loads it.
"""

import enum
import os
import resource
import struct

SLICE_NS = 100_000

_ATTRIBUTES = struct.Struct("=IIQiIQQQ")  # struct sched_attr, SCHED_ATTR_SIZE_VER0
_SYSCALLS = {"x86_64": (314, 315), "aarch64": (274, 275), "riscv64": (274, 275), "loongarch64": (274, 275)}
"""sched_setattr, sched_getattr by machine; glibc wraps them only since 2.41."""


class Mode(enum.StrEnum):
    """How the watcher is scheduled; where one cannot be had the next is taken."""

    REAL_TIME = "real-time"
    SLICE = "slice"
    PLAIN = "plain"


def take(best: Mode) -> Mode:
    """Have the calling thread scheduled by `best` or, failing that, by the next mode there is. Returns which it is."""
    if best is Mode.REAL_TIME and _take_real_time():
        return Mode.REAL_TIME
    return Mode.SLICE if best is not Mode.PLAIN and _take_short_slice() else Mode.PLAIN


def _take_real_time() -> bool:
    """Ask for the lowest real-time priority there is. True when the kernel allows it."""
    try:
        _, most = resource.getrlimit(resource.RLIMIT_RTPRIO)
        resource.setrlimit(resource.RLIMIT_RTPRIO, (most, most))
        lowest = os.sched_get_priority_min(os.SCHED_FIFO)
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(lowest))
    except (OSError, ValueError):  # what `resource` makes of EPERM
        return False
    return True


def _take_short_slice() -> bool:
    """Ask for the short slice for the calling thread. True when the kernel took it (before 6.12 it only nods)."""
    numbers = _SYSCALLS.get(os.uname().machine)
    if numbers is None:
        return False
    try:
        import ctypes
    except ImportError:
        return False
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    nice = os.getpriority(os.PRIO_PROCESS, 0)
    wanted = ctypes.create_string_buffer(_ATTRIBUTES.pack(_ATTRIBUTES.size, os.SCHED_OTHER, 0, nice, 0, SLICE_NS, 0, 0))
    if syscall(numbers[0], 0, wanted, 0) != 0:
        return False
    got = ctypes.create_string_buffer(_ATTRIBUTES.size)
    if syscall(numbers[1], 0, got, _ATTRIBUTES.size, 0) != 0:
        return False
    return bool(_ATTRIBUTES.unpack(got.raw[: _ATTRIBUTES.size])[5] == SLICE_NS)
