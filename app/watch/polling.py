"""Launches by looking again and again: the source that works everywhere and misses what is gone between two looks.

The list of processes is cheap, so that it is compared often; reading every process again, which also finds those that
run another program by now, is not, so that it is done seldom.
"""

import math
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from app.policy.launch import Launch
from app.watch.environment import Wanted
from app.watch.source import NEVER_SEEN, Gap, Stats, Unavailable
from app.watch.table import ProcessTable

TICK_SECONDS = 0.2
SWEEP_SECONDS = 2.0


class Reader(Protocol):
    """Reads the processes of one user. `execs_in_place`: a process of this system can become another program."""

    execs_in_place: bool

    def listing(self) -> Mapping[int, int]:
        """The ids of what runs, others' too; each with its start time where the list tells it, else with 0.

        Raises OSError.
        """

    def identify(self, pid: int) -> Launch | None:
        """What that process is; with a `problem` when it cannot be read, None when it is somebody else's."""

    def running(self) -> list[Launch]:
        """The processes that run now, oldest first. Raises OSError."""


def native_reader(wanted: Wanted) -> Reader:
    """The reader that asks this system the way it is made; it takes the wanted variables. Raises OSError."""
    if sys.platform == "win32":
        from app.host import nt
        from app.watch.windows import NtReader

        return NtReader(wanted, nt.system(), own_pid=os.getpid())
    elif sys.platform == "darwin":
        from app.host import libproc
        from app.watch.macos import LibprocReader

        return LibprocReader(os.getuid(), wanted, libproc.system())
    else:
        from app.watch.records import ProcReader

        return ProcReader(os.getuid(), wanted)


class Poll:
    """The last resort on every platform; Unavailable only where not even the list of processes can be read.

    `reader` makes the reader of processes, which takes the variables it is given.
    """

    name = "poll"
    mode = ""

    def __init__(
        self,
        reader: Callable[[Wanted], Reader] = native_reader,
        *,
        tick: float = TICK_SECONDS,
        sweep: float = SWEEP_SECONDS,
    ) -> None:
        self._wanted = Wanted()
        self.refusals: tuple[Unavailable, ...] = ()
        self._bell = threading.Event()
        self._counts: Counter[str] = Counter()
        self._cpu_ns = 0
        try:
            self._reader = reader(self._wanted)
            self._listed = self._reader.listing()
            self._table = ProcessTable(self._reader.listing, self._reader.running(), forks=self._reader.execs_in_place)
        except OSError as error:
            raise Unavailable(source=self.name, reason=f"the list of processes cannot be read: {error}") from error
        self._young: set[int] = set()
        self._held: dict[int, Launch] = {}
        self._tick, self._sweep = tick, sweep if self._reader.execs_in_place else math.inf
        self._next_look = time.monotonic() + tick
        self._next_sweep = time.monotonic() + self._sweep
        late = f", and one that replaces itself by another is seen up to {sweep:g} s late"
        if not self._reader.execs_in_place:
            late = ""
        self.blind_spots = f"Every program that lives less than {tick:g} s can go unseen{late}. {NEVER_SEEN}"

    def read(self, timeout: float) -> list[Launch | Gap]:
        """See `Source.read`."""
        deadline = time.monotonic() + timeout
        while True:
            now = time.monotonic()
            if now >= self._next_look and (found := self._look(now)):
                return found
            if now >= deadline:
                return []
            if self._wait(max(0.0, min(deadline, self._next_look) - now)):
                return []

    def seek(self, variables: Iterable[str]) -> None:
        """See `Source.seek`."""
        self._wanted.seek(variables)

    def running(self) -> list[Launch]:
        """See `Source.running`."""
        return self._reader.running()

    def settle(self) -> None:
        """See `Source.settle`."""

    def hand_over(self) -> ProcessTable:
        """See `Source.hand_over`."""
        return self._table

    def take_over(self, table: ProcessTable) -> None:
        """See `Source.take_over`."""
        self._table = table
        self._next_look = self._next_sweep = time.monotonic()

    def stats(self) -> Stats:
        """See `Source.stats`."""
        return Stats(**self._counts, cpu_seconds=self._cpu_ns / 1e9)

    def wake(self) -> None:
        """See `Source.wake`."""
        self._bell.set()

    def close(self) -> None:
        """See `Source.close`."""
        self.wake()

    def _hurry(self) -> None:
        """Have the thread that reads look at once; for whoever hears, on another thread, that something was started."""
        self._next_look = 0.0
        self._bell.set()

    def _wait(self, seconds: float) -> bool:
        """Wait for the next look. True when it was a wake-up."""
        woken = self._bell.wait(seconds)
        self._bell.clear()
        return woken

    def _look(self, now: float) -> list[Launch | Gap]:
        """What was started since the last look."""
        started_ns = time.thread_time_ns()
        self._next_look = now + self._tick
        found: list[Launch | Gap] = [] if self._quiet() and not self._young else self._compare()
        if now >= self._next_sweep:
            self._next_sweep = now + self._sweep
            found += [] if self._still() else self._table.changes(self._reader.running())
        launches = [record for record in found if isinstance(record, Launch)]
        self._counts.update(launches=len(launches), unidentified=sum(bool(launch.problem) for launch in launches))
        self._cpu_ns += time.thread_time_ns() - started_ns
        return found

    def _quiet(self) -> bool:
        """Whether it is known without looking that nothing was started."""
        return False

    def _still(self) -> bool:
        """Whether it is known without looking that nothing was started, nor became another, since this was asked."""
        return False

    def _compare(self) -> list[Launch | Gap]:
        """Compare with the last list. What was new in it is read again: it may have been on its way to exec."""
        listed = self._reader.listing()
        new = {pid for pid, started in listed.items() if self._listed.get(pid) != started}
        young, self._listed, self._young = self._young & (listed.keys() - new), listed, new
        return self._tell(sorted(young), sorted(new))

    def _read(self, pids: Sequence[int]) -> list[Launch | None]:
        """What those processes are; None when one is no launch of ours (yet)."""
        return [self._reader.identify(pid) for pid in pids]

    def _tell(self, young: Iterable[int], new: Sequence[int]) -> list[Launch | Gap]:
        """What is news among new processes, and those that are read again.

        One that is in the middle of exec has no arguments or no variables yet: it is told at a later look, whole.
        """
        held, self._held = self._held, {}
        read: list[Launch | None] = []
        first_looks = self._read(new)  # the youngest end first
        young = [*young]
        for pid, again in zip(young, self._read(young), strict=True):
            first = held.pop(pid, None)
            if first is not None and again is not None and again.start_time and not again.argv:
                self._held[pid] = again  # still in the middle; when it is read no more it is told as it is
                continue
            # one that ended while it was read again has no start time to be known by; it has been told, if not held
            read.append(again if again is not None and again.start_time else first)
        read += held.values()
        for pid, launch in zip(new, first_looks, strict=True):
            if launch is not None and self._reader.execs_in_place and not (launch.argv and launch.env):
                self._held[pid] = launch
            else:
                read.append(launch)
        return [*self._table.changes([launch for launch in read if launch is not None])]
