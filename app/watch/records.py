"""From what /proc said, in bytes, to a `Launch`: decoding, and the few things the kernel writes its own way."""

import os
import threading
import time
from collections.abc import Callable, Iterable

from app.policy.launch import Launch, Parent
from app.watch import procfs
from app.watch.environment import ALWAYS, Wanted
from app.watch.hang import HangGuard
from app.watch.procfs import Reading

_DELETED = " (deleted)"


def as_launch(reading: Reading, seen_ns: int) -> Launch:
    """The launch a reading tells of. `seen_ns` is when its event was read (CLOCK_MONOTONIC)."""
    return Launch(
        pid=reading.pid,
        start_time=reading.start_time,
        exe=path(reading.exe),
        argv=tuple(text(item) for item in items(reading.argv)),
        cwd=path(reading.cwd),
        comm=text(reading.comm),
        env={name: value for name, _, value in (text(item).partition("=") for item in items(reading.env))},
        uid=reading.uid,
        parent=Parent(reading.ppid, path(reading.parent_exe), text(reading.parent_comm)),
        seen_ns=seen_ns,
        identified_ns=reading.identified_ns,
        problem=text(reading.problem),
    )


class ProcReader:
    """Reads the processes of one user from /proc, with the `wanted` variables of each; from any thread.

    A process that hangs whoever reads it is told without its arguments, with a `problem` that says so. `prepare`
    is the first thing the thread that reads does.
    """

    execs_in_place = True

    def __init__(self, user: int, wanted: Wanted = ALWAYS, prepare: Callable[[], object] = lambda: None) -> None:
        self._user, self._wanted = user, wanted
        self._guard = HangGuard(lambda pid: _looked(lambda: procfs.glance(pid, user)), prepare=prepare)
        self._turn = threading.Lock()

    def listing(self) -> dict[int, int]:
        """See `Reader.listing`: the ids alone, which is all that one look at /proc tells."""
        with os.scandir("/proc") as entries:
            return {int(entry.name): 0 for entry in entries if entry.name.isdecimal()}

    def identify(self, pid: int) -> Launch | None:
        """What that process is; with a `problem` when it cannot be read, None when it is somebody else's."""
        (launch,) = self._each([pid], self._find)
        return launch

    def programs(self, pids: Iterable[int]) -> list[Launch | None]:
        """The same of several at once; None for what has forked and not exec'd yet, too."""
        return self._each(pids, self._find_program)

    def running(self) -> list[Launch]:
        """The processes that run now, oldest first."""
        found = self._each(self.listing(), self._find)
        launches = [launch for launch in found if launch is not None and launch.start_time]
        return sorted(launches, key=lambda launch: (launch.start_time, launch.pid))

    def _each(self, pids: Iterable[int], find: Callable[[int], Launch | None]) -> list[Launch | None]:
        with self._turn:
            return self._guard.each(pids, find)

    def _find(self, pid: int) -> Launch | None:
        return _looked(lambda: procfs.find(pid, self._user, self._wanted))

    def _find_program(self, pid: int) -> Launch | None:
        return _looked(lambda: procfs.find(pid, self._user, self._wanted, forked=False))


def _looked(look: Callable[[], Reading | None]) -> Launch | None:
    seen_ns = time.monotonic_ns()
    reading = look()
    return None if reading is None else as_launch(reading, seen_ns)


def text(data: bytes) -> str:
    """Outside bytes as a string that can be turned back (PEP 383), whatever the locale says."""
    return data.decode("utf-8", "surrogateescape")


def path(data: bytes) -> str:
    """A path the kernel gave, without the mark it hangs on that of a file which is gone (proc_pid_exe(5)).

    A file may really be called that, so the mark goes only when there is no such file (psutil does the same).
    """
    link = text(data)
    return link.removesuffix(_DELETED) if link.endswith(_DELETED) and not os.path.lexists(data) else link


def items(block: bytes) -> list[bytes]:
    """A block of NUL-terminated items; a program that rewrote the block may have lost the last NUL."""
    return block.removesuffix(b"\0").split(b"\0") if block else []
