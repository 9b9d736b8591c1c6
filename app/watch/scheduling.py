"""Being scheduled ahead of the program just exec'd: in real time where we may, else by a short time slice.

Real time (SCHED_FIFO or SCHED_RR, sched(7)) wins always; it takes a limit that the machine's owner raises
(RLIMIT_RTPRIO, limits.conf(5)), or rtkit, which gives it to threads of a process that bounds itself (`app.watch.rtkit`
asks). The slice takes no privilege: since kernel 6.12 a thread may ask for one (857b158dc5e8: `sched_runtime` of
SCHED_OTHER). With 0.1 ms, the shortest there is, the scheduler lets a woken watcher run before the first instruction of
the process it is to read, as long as both are in one CPU group (autogroup, cpu cgroup). Standard library only: the
isolated watcher process loads it.
"""

import contextlib
import enum
import os
import resource
import struct

SLICE_NS = 100_000

_RTTIME_US = (100_000, 200_000)
"""How long a thread may run in real time without a pause until SIGXCPU comes, and SIGKILL: rtkit's default limit."""

_ATTRIBUTES = struct.Struct("=IIQiIQQQ")  # struct sched_attr, SCHED_ATTR_SIZE_VER0
_SYSCALLS = {"x86_64": (314, 315), "aarch64": (274, 275), "riscv64": (274, 275), "loongarch64": (274, 275)}
"""sched_setattr, sched_getattr by machine; glibc wraps them only since 2.41."""


class Mode(enum.StrEnum):
    """How the watcher is scheduled; where one cannot be had the next is taken."""

    REAL_TIME = "real-time"
    SLICE = "slice"
    PLAIN = "plain"


def take(best: Mode, thread: int = 0) -> Mode:
    """Have a thread scheduled by `best` or, failing that, by the next mode there is. Returns which it is.

    `thread` is its kernel id; 0 is the calling one.
    """
    if best is Mode.REAL_TIME and _take_real_time(thread):
        return Mode.REAL_TIME
    return Mode.SLICE if best is not Mode.PLAIN and _take_short_slice(thread) else Mode.PLAIN


def is_real_time(thread: int) -> bool:
    """Whether that thread is scheduled in real time, whoever saw to it."""
    return os.sched_getscheduler(thread) & ~os.SCHED_RESET_ON_FORK in (os.SCHED_FIFO, os.SCHED_RR)


def leave_real_time(thread: int) -> None:
    """Give real time back, which everybody may."""
    with contextlib.suppress(ProcessLookupError):
        os.sched_setscheduler(thread, os.SCHED_OTHER | os.SCHED_RESET_ON_FORK, os.sched_param(0))


def bound_real_time() -> None:
    """Bound how long a thread of this process may run in real time at a stretch: rtkit gives it to nobody else."""
    with contextlib.suppress(OSError, ValueError):  # a bound that is lower already stays
        resource.setrlimit(resource.RLIMIT_RTTIME, _RTTIME_US)


def _take_real_time(thread: int) -> bool:
    """Ask for the lowest real-time priority there is. True when the kernel allows it."""
    try:
        _, most = resource.getrlimit(resource.RLIMIT_RTPRIO)
        resource.setrlimit(resource.RLIMIT_RTPRIO, (most, most))
        lowest = os.sched_get_priority_min(os.SCHED_FIFO)
        os.sched_setscheduler(thread, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(lowest))
    except (OSError, ValueError):  # what `resource` makes of EPERM
        return False
    return True


def _take_short_slice(thread: int) -> bool:
    """Ask for the short slice. True when the kernel took it (before 6.12 it only nods)."""
    numbers = _SYSCALLS.get(os.uname().machine)
    if numbers is None:
        return False
    try:
        import ctypes
    except ImportError:
        return False
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    nice = os.getpriority(os.PRIO_PROCESS, thread)
    wanted = ctypes.create_string_buffer(_ATTRIBUTES.pack(_ATTRIBUTES.size, os.SCHED_OTHER, 0, nice, 0, SLICE_NS, 0, 0))
    if syscall(numbers[0], thread, wanted, 0) != 0:
        return False
    got = ctypes.create_string_buffer(_ATTRIBUTES.size)
    if syscall(numbers[1], thread, got, _ATTRIBUTES.size, 0) != 0:
        return False
    return bool(_ATTRIBUTES.unpack(got.raw[: _ATTRIBUTES.size])[5] == SLICE_NS)
