"""The ladder of sources: the best that this machine allows is used, and the next one when it fails.

Whoever stands below the top tries again from time to time: a limit is raised, an upgrade is done, memory is free again.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from app.host.thread import NoThread, begin
from app.policy.launch import Launch
from app.watch.source import LADDER, Elsewhere, Gap, Source, Stats, Unavailable, described

if TYPE_CHECKING:
    from app.host.companion import Companion
    from app.watch.table import ProcessTable

Rungs = Sequence[tuple[str, "Callable[[Companion | None], Source]"]]
"""Sources by name, and what opens each, or raises Unavailable; see `source.LADDER`."""

RETRY_SECONDS, LONGEST_RETRY_SECONDS = 60.0, 3600.0
"""How long until the sources above are tried again; doubled each time, up to the second."""


class Ladder:
    """The source that is always the best there is. Raises Unavailable when none works here.

    `rungs` are tried in their order, those above again after `retry` seconds, later after up to `longest_retry`.
    `watcher` is a watcher process that was started ahead (`app.watch.watcher`), and is the source's from now on.
    """

    def __init__(
        self,
        rungs: Rungs = LADDER,
        *,
        watcher: "Companion | None" = None,
        retry: float = RETRY_SECONDS,
        longest_retry: float = LONGEST_RETRY_SECONDS,
    ) -> None:
        self._rungs = rungs
        self._retry = self._first_retry = retry
        self._longest_retry = longest_retry
        self._lock = threading.Lock()
        self._variables: tuple[str, ...] = ()
        self._before = Stats()
        self._climb: _Climb | None = None
        self._refused: tuple[Unavailable, ...] = ()
        self._stand(_open(rungs, watcher))

    @property
    def name(self) -> str:
        """See `Source`; of the source in use."""
        return self._source.name

    @property
    def mode(self) -> str:
        """See `Source`; of the source in use."""
        return self._source.mode

    @property
    def blind_spots(self) -> str:
        """See `Source`; of the source in use."""
        return self._source.blind_spots

    @property
    def refusals(self) -> tuple[Unavailable, ...]:
        """See `Source`."""
        here = (refusal for refusal in self._refused if not isinstance(refusal, Elsewhere))
        return (*here, *self._source.refusals)

    def read(self, timeout: float) -> list[Launch | Gap]:
        """See `Source.read`. Steps to another source when that is due; then it may return early."""
        if self._climb is not None and self._climb.over:
            return self._step_up(self._climb)
        if self._climb is None and not all(isinstance(refusal, Elsewhere) for refusal in self._refused):
            left = self._climb_at - time.monotonic()
            if left <= 0:
                self._begin_to_climb()
            else:
                timeout = min(timeout, left)
        try:
            return self._source.read(timeout)
        except Unavailable as refusal:
            return self._step_down(refusal)

    def settle(self) -> None:
        """See `Source.settle`."""
        self._source.settle()

    def hand_over(self) -> "ProcessTable":
        """See `Source.hand_over`."""
        return self._source.hand_over()

    def take_over(self, table: "ProcessTable") -> None:
        """See `Source.take_over`."""
        self._source.take_over(table)

    def seek(self, variables: Iterable[str]) -> None:
        """See `Source.seek`."""
        with self._lock:
            self._variables = tuple(variables)
            self._source.seek(self._variables)

    def running(self) -> list[Launch]:
        """See `Source.running`."""
        return self._source.running()

    def stats(self) -> Stats:
        """See `Source.stats`; of all sources there were."""
        return _sum(self._before, self._source.stats())

    def wake(self) -> None:
        """See `Source.wake`."""
        with self._lock:
            self._source.wake()

    def close(self) -> None:
        """See `Source.close`."""
        if self._climb is not None:
            self._climb.join()
            if self._climb.source is not None:
                self._climb.source.close()
            self._climb = None
        self._source.close()

    def _stand(self, opened: "tuple[Source | None, tuple[Unavailable, ...]]") -> None:
        source, refused = opened
        if source is None:
            raise _all_refused(refused)
        self._source, self._refused = source, refused
        self._since = time.monotonic()
        self._climb_at = self._since + self._retry

    def _begin_to_climb(self) -> None:
        climb = _Climb(self._rungs[: len(self._refused)], self.wake)
        try:
            begin(climb)
        except NoThread:
            self._climb_later()
        else:
            self._climb = climb

    def _climb_later(self) -> None:
        self._retry = min(2 * self._retry, self._longest_retry)
        self._climb_at = time.monotonic() + self._retry

    def _step_up(self, climb: "_Climb") -> list[Launch | Gap]:
        """The sources above were tried. Change to the one that works by now, if one does."""
        climb.join()
        self._climb = None
        if climb.source is None:
            self._refused = climb.refused
            self._climb_later()
            return []
        try:
            last = self._source.read(0.0)
        except Unavailable:
            last = []
        self._change(climb.source, climb.refused)
        return last

    def _step_down(self, refusal: Unavailable) -> list[Launch | Gap]:
        """The source in use cannot go on. Raises Unavailable when none below works either."""
        if time.monotonic() - self._since > self._longest_retry:
            self._retry = self._first_retry
        self._before = _sum(self._before, Stats(gaps=1))
        above = (*self._refused, refusal)
        source, refused = _open(self._rungs[len(above) :])
        if source is None:
            raise _all_refused((*above, *refused))
        self._change(source, (*above, *refused))
        return [Gap(0, f"{refusal.facts['reason']}; watching goes on by {described(self)}")]

    def _change(self, source: Source, refused: tuple[Unavailable, ...]) -> None:
        left = self._source
        left.close()
        source.take_over(left.hand_over())
        with self._lock:
            source.seek(self._variables)
            self._before = _sum(self._before, left.stats())
            self._stand((source, refused))


class _Climb(threading.Thread):
    """Opens the best of some sources. When `over`, `source` is that, or None when all were `refused`."""

    def __init__(self, rungs: Rungs, on_end: Callable[[], None]) -> None:
        super().__init__(name="climb")
        self._rungs, self._on_end = rungs, on_end
        self.over = False
        self.source: Source | None = None
        self.refused: tuple[Unavailable, ...] = ()

    def run(self) -> None:
        self.source, self.refused = _open(self._rungs)
        self.over = True
        self._on_end()


def _open(rungs: Rungs, watcher: "Companion | None" = None) -> tuple[Source | None, tuple[Unavailable, ...]]:
    """The first that works, and why those before it do not."""
    refusals: list[Unavailable] = []
    for _, opener in rungs:
        try:
            return opener(watcher), tuple(refusals)
        except Unavailable as refusal:
            refusals.append(refusal)
        watcher = None  # who was given it has put it away
    return None, tuple(refusals)


def _all_refused(refusals: Sequence[Unavailable]) -> Unavailable:
    sources = ", ".join(refusal.facts["source"] for refusal in refusals)
    return Unavailable(source=sources or "nothing", reason="; ".join(refusal.facts["reason"] for refusal in refusals))


def _sum(one: Stats, other: Stats) -> Stats:
    both = msgspec.structs.asdict(one), msgspec.structs.asdict(other)
    return Stats(**{name: both[0][name] + both[1][name] for name in both[0]})
