"""What the kernel tells of a process in one line: its state, its parent, when it began (proc_pid_stat(5)).

Standard library only: the isolated watcher process loads it.
"""

import os
import time
from typing import NamedTuple

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_TICK_NS = 1_000_000_000 // TICKS_PER_SECOND
STAT_BYTES = 1024
"""More than the line: 50 numbers, of which few have 20 digits, and the name (64: each byte may be escaped)."""
FORKED_ONLY = 0x00000040
"""In a process's flags: it has forked and not exec'd (PF_FORKNOEXEC, include/linux/sched.h)."""

KERNEL_THREAD = 0x00200000
"""In the flags of a thread of the kernel's own (PF_KTHREAD)."""


class Stat(NamedTuple):
    """The fields of proc_pid_stat(5) we use.

    `stack` is where its stack begins: elsewhere after each exec, 0 where that may not be known. `leads`: it is a
    process; threads have ids and folders, too, but no signal for their parent (kernel/fork.c).
    """

    comm: bytes
    state: bytes
    ppid: int
    flags: int
    start_time: int
    stack: bytes
    leads: bool


NO_STAT = Stat(b"", b"", 0, 0, 0, b"0", False)
ENDED = (NO_STAT.state, b"Z", b"X")
"""The states of a process that is no more."""


class Origin(NamedTuple):
    """Those of the fields that say where a process comes from."""

    comm: bytes
    state: bytes
    ppid: int
    start_time: int


NO_ORIGIN = Origin(b"", b"", 0, 0)


def origin(line: bytes) -> Origin:
    """What a stat line says of it; `NO_ORIGIN` of an empty one."""
    end = line.rfind(b")")  # the name in brackets may itself hold brackets, blanks and newlines
    if end < 0:
        return NO_ORIGIN
    fields = line[end + 2 :].split(None, 20)
    return Origin(line[line.index(b"(") + 1 : end], fields[0], int(fields[1]), int(fields[19]))


def read_stat(pid: int) -> Stat:
    """The process's stat line; `NO_STAT` when there is no such process."""
    line = content(b"/proc/%d/stat" % pid, STAT_BYTES)
    end = line.rfind(b")")
    if end < 0:
        return NO_STAT
    fields = line[end + 2 :].split(None, 36)
    name, leads = line[line.index(b"(") + 1 : end], fields[35] != b"-1"
    return Stat(name, fields[0], int(fields[1]), int(fields[6]), int(fields[19]), fields[25], leads)


def started_after(start_time: int, event_ns: int) -> bool:
    """Whether a process of that start time was not there yet when an event happened (CLOCK_MONOTONIC)."""
    return time.monotonic_ns() - event_ns > _TICK_NS and start_time > ticks_at(event_ns) + 1


def ticks_at(monotonic_ns: int) -> int:
    """A moment of CLOCK_MONOTONIC in the unit of start times: clock ticks since boot, time asleep included."""
    asleep = time.clock_gettime_ns(time.CLOCK_BOOTTIME) - time.monotonic_ns()
    return (monotonic_ns + asleep) * TICKS_PER_SECOND // 1_000_000_000


def content(path: bytes, size: int) -> bytes:
    """The file's first bytes, as many as one read gives: making room for more than a few thousand costs dearly."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.read(handle, size)
    except OSError:
        return b""
    finally:
        os.close(handle)
