"""Processes that were started a moment ago, of which each may become another program: it forks first and execs later.

Reading all of them again at every sign costs more than watching does; one look at each tells which are worth it.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from app.watch import procstat

YOUNG_SECONDS = 1.0
_MOST = 64
"""So many are looked after, the youngest; the others are found by the next look at everything."""

_Image = tuple[int, bytes, bytes]


class _Young(NamedTuple):
    until: float
    image: _Image | None = None
    """What it was when it was read again, or None; the first reading may have been a moment early."""


class Young:
    """Knows them by their id."""

    def __init__(self) -> None:
        self._known: dict[int, _Young] = {}

    def add(self, pids: Iterable[int], now: float) -> None:
        """Look after those of the ids that are processes', for `YOUNG_SECONDS` from `now` (monotonic)."""
        born = {pid: _Young(now + YOUNG_SECONDS) for pid in pids if procstat.read_stat(pid).leads}
        self._known = dict([*(self._known | born).items()][-_MOST:])

    def changed(self, now: float, doubtful: Collection[int]) -> Iterator[int]:
        """Those that exec'd since they were last read, and the doubtful ones; to be read as they come."""
        for pid, (until, image) in [*self._known.items()]:
            stat = procstat.read_stat(pid)
            if now >= until or stat.state in procstat.ENDED or not stat.leads:
                del self._known[pid]
            elif not stat.flags & procstat.FORKED_ONLY:
                current = stat.start_time, stat.stack, stat.comm
                if current != image or pid in doubtful:
                    self._known[pid] = _Young(until, current)
                    yield pid
