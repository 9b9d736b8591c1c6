"""Which tools of the policy lie on this machine, before they run: every candidate judged, within bounds of time."""

import os
import threading
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import msgspec

from app.host.patience import Patience
from app.identify.folders import is_system
from app.policy.verdict import Verdict
from app.trial.candidates import Candidate, Candidates
from app.trial.judge import Judge, Judged, Speaks
from app.trial.places import Places

SECONDS = 20.0
"""Time for names, places and package metadata; on a developer's machine it takes one or two."""

SECONDS_FOR_BYTES = 5.0
"""Time for reading whole files of what is still open, unless all of them are asked for."""

FILE_SECONDS = 120.0
"""How long all files of one program may take then; one that is being read when the time is up ends by itself."""

_ENDS_SECONDS = 5.0


class Found(msgspec.Struct, frozen=True):
    """One tool that lies here."""

    path: str
    place: str
    verdict: Verdict


class Deadline(threading.Event):
    """Is set by itself when the time is up, or when `cancel` is set."""

    def __init__(self, seconds: float, cancel: threading.Event | None = None) -> None:
        super().__init__()
        self._at, self._cancel = time.monotonic() + seconds, cancel

    def is_set(self) -> bool:
        return self.left < 0 or (self._cancel is not None and self._cancel.is_set())

    @property
    def left(self) -> float:
        """Seconds until then."""
        return self._at - time.monotonic()


class Scan:
    """One scan. `looked_at` and `unread` are complete once `found` is used up.

    `unread` counts programs whose bytes were not read although a rule asks for them; `cut_short` says that even the
    places were too many. Folders and files that answer no more are left, and counted by `patience`.
    """

    def __init__(
        self,
        judge: Judge,
        where: Places,
        home: Path,
        env: Mapping[str, str],
        *,
        speaks: Speaks,
        thorough: bool = False,
        cancel: threading.Event | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._judge, self._speaks, self._thorough, self._cancel = judge, speaks, thorough, cancel
        self._patience = patience or Patience(cancel=cancel)
        self._candidates = Candidates(where, judge.policy, home, env)
        self.looked_at = self.unread = 0
        self.cut_short = False

    def found(self) -> Iterator[Found]:
        """The tools that are here, each file once."""
        deadline = Deadline(SECONDS, self._cancel)
        seen: set[str] = set()
        still_open: list[tuple[str, Candidate, Judged]] = []
        for folder in self._candidates.folders():
            for real, candidate, judged in self._patience.each(self._glances(folder, seen)):
                if deadline.is_set():
                    break
                self.looked_at += 1
                if self._judge.is_open(judged):
                    still_open.append((real, candidate, judged))
                elif self._speaks(judged.verdict):
                    yield Found(candidate.path, candidate.place, judged.verdict)
            if deadline.is_set():
                self.cut_short = True
                break
        # The system's own folders hold the most bytes and the fewest tools: they come last.
        yield from self._closer(sorted(still_open, key=lambda one: is_system(one[0])))

    def _glances(self, folder: Iterator[Candidate], seen: set[str]) -> Iterator[tuple[str, Candidate, Judged]]:
        for candidate in folder:
            real = os.path.realpath(candidate.path)
            if real not in seen:
                seen.add(real)
                yield real, candidate, self._glance(candidate)

    def _glance(self, candidate: Candidate) -> Judged:
        if candidate.facts:
            return self._judge.of_facts(candidate.launch, candidate.facts)
        return self._judge.glance(candidate.launch)

    def _closer(self, still_open: list[tuple[str, Candidate, Judged]]) -> Iterator[Found]:
        deadline = Deadline(float("inf") if self._thorough else SECONDS_FOR_BYTES, self._cancel)
        for _, candidate, judged in still_open:
            closer = None
            if not deadline.is_set():
                look = partial(self._judge.look_closer, judged, deadline)
                closer = self._patience.take(look, min(FILE_SECONDS, deadline.left + _ENDS_SECONDS))
            if closer is None:
                self.unread += 1
            verdict = (closer or judged).verdict
            if self._speaks(verdict):
                yield Found(candidate.path, candidate.place, verdict)
