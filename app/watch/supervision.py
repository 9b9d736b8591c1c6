"""Looking after the watcher process: it is asked for signs of life, and started again when it died or hangs."""

import contextlib
import time
from collections.abc import Callable, Sequence

import msgspec

from app.host.companion import Companion
from app.host.thread import NoThread, begin
from app.watch.channel import Channel
from app.watch.frames import Kind
from app.watch.ladder import LONGEST_RETRY_SECONDS, RETRY_SECONDS
from app.watch.resume import Resume
from app.watch.watcher import END_SECONDS

_SIGNS_OF_LIFE = (Kind.READY, Kind.COUNTS)
"""Launches are none: one CPU's may come on while another's hang."""


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How long to wait for the watcher process, in seconds.

    `start`: until it is ready; `silence`: between two signs of life it is asked for; `answer`: for that sign; `retry`,
    `longest_retry`: between one that failed and the next (doubled each time, the first comes at once); `settled`: after
    how long a run counts as good and the doubling starts anew; `attempts`: how many may fail in a row until it gives
    up; `promotion`, `longest_promotion`: between two requests for real time (doubled each time); `stopped`: until one
    that was stopped by a signal is let go on.
    """

    start: float = 10.0
    silence: float = 180.0
    answer: float = 10.0
    retry: float = 1.0
    longest_retry: float = 60.0
    settled: float = 60.0
    attempts: int = 3
    promotion: float = RETRY_SECONDS
    longest_promotion: float = LONGEST_RETRY_SECONDS
    stopped: float = 10.0


class Supervision:
    """One run of the watcher process after the other; `launch` starts one that takes the variables it is given.

    `channel` is the run under way, None while there is none; `last_end` says how the last one ended.
    """

    def __init__(self, launch: Callable[[Sequence[str]], Companion], patience: Patience) -> None:
        self._launch, self._patience = launch, patience
        self._failures, self._retry_at, self.last_end = 0, 0.0, ""
        self._started = self._heard = 0.0
        self._ready = False
        self._asked: float | None = None
        self.channel: Channel | None = None
        self._resume: Resume | None = None

    @property
    def pid(self) -> int:
        """The watcher process; 0 while there is none."""
        return self.channel.pid if self.channel else 0

    @property
    def gave_up(self) -> bool:
        """Whether too many runs failed in a row: it is not started any more."""
        return self._failures >= self._patience.attempts

    @property
    def due(self) -> float:
        """When to look after it even if it stays silent (CLOCK_MONOTONIC, seconds)."""
        if self.channel is None:
            return self._retry_at
        if not self._ready:
            return self._started + self._patience.start
        return self._heard + self._patience.silence if self._asked is None else self._asked + self._patience.answer

    def begin(self, variables: Sequence[str]) -> str:
        """Start the next run. Returns "", or why that is not possible; then it has `failed`."""
        self._started = self._heard = time.monotonic()
        self._ready, self._asked = False, None
        try:
            self.channel = Channel(self._launch(variables), variables)
        except OSError as error:
            return self.failed(f"the watcher process cannot be started: {error}")
        resume = Resume(self.channel.pid, self._patience.stopped)
        with contextlib.suppress(NoThread):  # it is asked for signs of life anyway
            begin(resume)
            self._resume = resume
        return ""

    def heard(self, arrived: Sequence[tuple[Kind, bytes]], now: float) -> str:
        """Frames came, or none. Returns "", or how the run has ended, if it has; asks for a sign of life in time."""
        if self.channel is None:
            return ""
        kinds = {kind for kind, _ in arrived}
        self._ready = self._ready or Kind.READY in kinds
        if not kinds.isdisjoint(_SIGNS_OF_LIFE):
            self._heard, self._asked = now, None
        if not self.channel.ended and now >= self.due and (self._asked is None or not arrived):
            if not self._ready:
                return self.failed("the watcher process did not get ready")
            if self._asked is not None:
                return self.failed("the watcher process hung")
            self._asked = now
            self.channel.ask()
        return self.failed("") if self.channel.ended else ""

    def failed(self, reason: str) -> str:
        """Put away a run that ended or has to, and settle when the next one is started. Returns how it ended."""
        if self.channel is not None:
            self.channel.stop(reason)
            reason, self.channel = self.channel.ended, None
            self._over()
        now = time.monotonic()
        if now - self._started > self._patience.settled:
            self._failures = 0
        delay = self._patience.retry * 2.0 ** min(self._failures - 1, 16) if self._failures else 0.0
        self._failures += 1
        self._retry_at = now + min(delay, self._patience.longest_retry)
        self.last_end = reason
        return reason

    def end(self) -> list[tuple[Kind, bytes]]:
        """End the run in good order. Returns its last frames."""
        channel, self.channel = self.channel, None
        last = channel.finish() if channel is not None else []
        self._over()
        return last

    def _over(self) -> None:
        """The process has ended, and so does who let it go on."""
        resume, self._resume = self._resume, None
        if resume is not None:
            resume.join(END_SECONDS)
