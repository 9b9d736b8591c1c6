"""Says how launches are seen and what was missed: to the event stream, to the screen, and to `signpost status`."""

import os
from collections.abc import Callable

from app import __version__
from app.host import clock, process
from app.host.paths import Paths
from app.policy.launch import ProcessId
from app.report.stream import Stream
from app.runtime.shortfalls import Shortfalls
from app.screen import Screen
from app.watch import standing
from app.watch.source import Gap, Source
from app.watch.standing import FILE, Watching


class WatchReport:
    """`later` has something done that may wait for a disk. One thread at a time uses it.

    `again` says how often the agent started itself anew, and why the last time.
    """

    def __init__(
        self,
        source: Source,
        paths: Paths,
        stream: Stream,
        screen: Screen,
        later: Callable[..., None],
        shortfalls: Shortfalls,
        again: tuple[int, str] = (0, ""),
    ) -> None:
        self._shortfalls = shortfalls
        self._path, self._stream, self._screen, self._later = paths.runtime / FILE, stream, screen, later
        ours = os.getpid()
        self._said = Watching(
            agent=ProcessId(ours, process.start_time(ours) or 0),
            since=clock.now(),
            source=source.name,
            mode=source.mode,
            blind_spots=source.blind_spots,
            version=__version__,
            restarts=again[0],
            restarted=again[1],
        )
        self._waits = False
        self._stream.write("started", source=source.name, mode=source.mode, blind_spots=source.blind_spots)
        if again[0]:
            self._stream.write("restarted", count=again[0], reason=again[1])

    def begin(self) -> None:
        """Tell the screen, and keep it; once launches are judged."""
        if self._said.restarts:
            self.gap(Gap(0, f"the agent was started anew, because {self._said.restarted}"))
        else:
            self._tell()

    def gap(self, gap: Gap) -> None:
        """Launches were missed."""
        self._stream.write("gap", lost=gap.lost, reason=gap.reason)
        self._said = self._said.missing(gap, clock.now())
        self._shortfalls.missed(gap)
        self._tell()

    def look_at(self, source: Source) -> None:
        """Say so if launches are seen in another way than before."""
        now = self._said.now_by(source)
        if now is not self._said:
            self._said = now
            self._stream.write("watching", source=now.source, mode=now.mode, blind_spots=now.blind_spots)
            self._shortfalls.otherwise(now.source, now.mode)
            self._tell()

    def _tell(self) -> None:
        self._screen.watching(self._said)
        if not self._waits:  # gaps may come faster than a disk is
            self._waits = True
            self._later(self._write)

    def _write(self) -> None:
        self._waits = False
        standing.write(self._path, self._said)
