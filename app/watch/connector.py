"""Launches from the kernel's proc connector, as the watcher process tells of them.

Whatever happens to that process, launches are not missed in silence: a `Gap` says so, it is started again, and what was
started meanwhile and still runs is looked up.
"""

import contextlib
import math
import os
import select
import time
from collections import Counter
from collections.abc import Iterable, Sequence

from app.host.companion import Companion
from app.host.process import start_time
from app.policy.launch import Launch
from app.watch import frames, procstat, records
from app.watch.environment import Wanted
from app.watch.frames import Kind, Seen
from app.watch.promotion import Promotion
from app.watch.scheduling import Mode
from app.watch.source import Gap, Stats, Unavailable
from app.watch.supervision import Patience, Supervision
from app.watch.table import ProcessTable
from app.watch.watcher import BEST_MODE, start

_IN_A_ROW_SECONDS, _GATHER_SECONDS = 0.010, 0.003
"""Frames that come closer than the one are in a row; the next ones are then read together, the other later."""


class Connector:
    """The source on Linux >= 6.6. Raises Unavailable when the kernel or a namespace does not allow it.

    `user` (default: our own) is whose programs matter, `mode` the best scheduling to try; with `exactly` nothing less
    will do. Real time may come a moment later, from rtkit. `buffer` is the receive buffer of each socket in bytes (0:
    the most there is). `watcher` is a watcher process that was started ahead with just that.
    """

    name = "connector"

    def __init__(
        self,
        *,
        user: int | None = None,
        mode: str = BEST_MODE,
        exactly: bool = False,
        buffer: int = 0,
        patience: Patience | None = None,
        watcher: Companion | None = None,
    ) -> None:
        self._user = os.getuid() if user is None else user
        self._wanted = Wanted()
        self._reader = records.ProcReader(self._user, self._wanted)
        self._patience = patience or Patience()
        self._promotion = Promotion(Mode(mode), self.wake, self._patience.promotion, self._patience.longest_promotion)
        self._counts: Counter[str] = Counter()
        self._cpu_ns, self._cpu_ns_before = 0, 0
        self._arrived, self._in_a_row = 0.0, False
        self._pending: list[Launch | Gap] = []
        self._bell = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._table, self._acquainted, self._was_ready = ProcessTable(self._reader.listing), False, False

        def launch(variables: Sequence[str]) -> Companion:
            nonlocal watcher
            ahead, watcher = watcher, None
            return ahead or start(self._user, mode, buffer, variables)

        self._run = Supervision(launch, self._patience)
        self._pending += self._begin()
        self._born = start_time(self.pid) or procstat.ticks_at(time.monotonic_ns())
        while self.pid and not self.mode:
            self._wait(self._patience.start)
            self._pending += self._collect()
        if exactly:
            self.settle()
        if not self.mode or (exactly and self.mode != mode):
            self.close()
            raise next(iter(self.refusals), None) or Unavailable(source=self.name, reason=self._run.last_end)

    @property
    def pid(self) -> int:
        """The watcher process; 0 while there is none."""
        return self._run.pid

    @property
    def mode(self) -> str:
        """See `Source`: how the watcher process is scheduled; "" while there is none that is ready."""
        return self._promotion.mode

    @property
    def blind_spots(self) -> str:
        """See `Source`."""
        return self._promotion.blind_spots

    @property
    def refusals(self) -> tuple[Unavailable, ...]:
        """See `Source`."""
        return self._promotion.refusals

    def settle(self) -> None:
        """See `Source.settle`: rtkit's answer may come."""
        while self.mode and not self._promotion.settled:
            self._wait(self._patience.answer)
            self._pending += self._collect()

    def read(self, timeout: float) -> list[Launch | Gap]:
        """See `Source.read`. Starts the watcher process again when it died or hangs; returns when its mode changed."""
        deadline, mode = time.monotonic() + timeout, self.mode
        while True:
            found, self._pending = self._pending + self._collect(), []
            if self._run.gave_up and not found:
                raise Unavailable(source=self.name, reason=self._run.last_end)
            if not found and not self._acquainted:
                self._get_acquainted()
            left = deadline - time.monotonic()
            if found or left <= 0 or self.mode != mode or self._wait(left):
                return found

    def seek(self, variables: Iterable[str]) -> None:
        """See `Source.seek`. The thread that reads passes it on to the watcher process."""
        self._wanted.seek(variables)
        self.wake()

    def running(self) -> list[Launch]:
        """See `Source.running`."""
        return self._reader.running()

    def hand_over(self) -> ProcessTable:
        """See `Source.hand_over`."""
        if not self._acquainted:
            self._get_acquainted()
        return self._table

    def take_over(self, table: ProcessTable) -> None:
        """See `Source.take_over`."""
        self._table, self._acquainted, early = table, True, self._pending
        known_by = [record for record in early if isinstance(record, Launch) and record.start_time]
        others = [record for record in early if record not in known_by]
        self._pending = [*others, *table.changes(known_by), *self._look_round()]

    def stats(self) -> Stats:
        """See `Source.stats`."""
        return Stats(**self._counts, cpu_seconds=(self._cpu_ns_before + self._cpu_ns) / 1e9)

    def wake(self) -> None:
        """See `Source.wake`."""
        with contextlib.suppress(OSError):  # closed by now
            os.eventfd_write(self._bell, 1)

    def close(self) -> None:
        """See `Source.close`. Not while another thread reads."""
        for kind, payload in self._run.end():
            if kind is Kind.COUNTS:
                self._cpu_ns = frames.read_counts(payload).cpu_ns
        self._promotion.end()
        if self._bell >= 0:
            os.close(self._bell)
            self._bell = -1

    def _wait(self, seconds: float) -> bool:
        """Wait for frames, a wake-up or the next moment at which something is due. True when it was a wake-up."""
        poll = select.poll()
        poll.register(self._bell, select.POLLIN)
        left = max(0.0, min(seconds, self._due - time.monotonic()))
        if self._in_a_row:  # let some gather: waking us for each costs the watcher process a tenth of its time
            left, self._in_a_row = min(left, _GATHER_SECONDS), False
        elif self._run.channel is not None:
            poll.register(self._run.channel, select.POLLIN)
        ready = dict(poll.poll(int(left * 1000) + 1))
        if self._bell not in ready:
            return False
        os.eventfd_read(self._bell)
        return True

    @property
    def _due(self) -> float:
        """When something is to be done even if nothing comes."""
        return min(self._run.due, self._promotion.due if self._run.channel is not None else math.inf)

    def _collect(self) -> list[Launch | Gap]:
        """Take what the watcher process sent, and look after it."""
        channel = self._run.channel
        if channel is None:
            return self._begin() if time.monotonic() >= self._run.due and not self._run.gave_up else []
        channel.seek(self._wanted.more)
        self._promotion.ask_if_due()
        if self._promotion.answered():
            channel.look_again()
        arrived = channel.receive()
        try:
            found = self._take(arrived)
        except frames.Broken as broken:
            return self._ended(self._run.failed(f"the watcher process sent nonsense: {broken}"))
        now = time.monotonic()
        if arrived:
            self._in_a_row, self._arrived = now - self._arrived < _IN_A_ROW_SECONDS, now
        return found + self._ended(self._run.heard(arrived, now))

    def _begin(self) -> list[Launch | Gap]:
        self._promotion.begin()
        self._cpu_ns, self._cpu_ns_before = 0, self._cpu_ns_before + self._cpu_ns
        return self._ended(self._run.begin(self._wanted.more))

    def _ended(self, how: str) -> list[Launch | Gap]:
        """What to tell when a run of the watcher process ended; nothing when it did not ("")."""
        if not how or self._run.gave_up:
            return []
        self._counts.update(gaps=1, restarts=1)
        return [Gap(0, f"{how}; watching starts again")]

    def _take(self, arrived: list[tuple[Kind, bytes]]) -> list[Launch | Gap]:
        """The records in frames: launches in the order of their events, then gaps with what a look round found."""
        seen: list[Seen] = []
        found: list[Launch | Gap] = []
        for kind, payload in arrived:
            if kind is Kind.LAUNCH:
                seen.append(frames.read_launch(payload))
            elif kind is Kind.GAP:
                gap = Gap(*frames.read_gap(payload))
                self._counts.update(gaps=1, lost=gap.lost)
                found += [gap, *self._look_round()]
            elif kind is Kind.COUNTS:
                self._cpu_ns = frames.read_counts(payload).cpu_ns
            elif kind is Kind.MODE:
                self._promotion.told(self.pid, payload, ready=False)
            elif kind is Kind.READY:
                self._promotion.told(self.pid, payload, ready=True)
                found += self._look_round() if self._was_ready else []
                self._was_ready = True
        seen.sort(key=lambda one: one.event_ns)
        followed = (self._table.follow(records.as_launch(one.reading, one.seen_ns), one.event_ns) for one in seen)
        launches = [launch for launch in followed if launch is not None]
        self._count(launches)
        return [*launches, *found]

    def _get_acquainted(self) -> None:
        """Learn what ran before us; not before there is time for it, as it takes 0.2 ms for every process."""
        self._table.learn(launch for launch in self.running() if launch.start_time < self._born)
        self._acquainted = True

    def _look_round(self) -> list[Launch]:
        """What was started since we last knew, our own watcher process left out."""
        changes = [launch for launch in self._table.changes(self.running()) if launch.pid != self.pid]
        self._count(changes)
        return changes

    def _count(self, launches: list[Launch]) -> None:
        unidentified = sum(bool(launch.problem) for launch in launches)
        self._counts.update(launches=len(launches), unidentified=unidentified)
