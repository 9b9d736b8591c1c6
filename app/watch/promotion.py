"""How the watcher process is scheduled, what that can miss, and what stands in the way of better.

It takes what it may by itself. Real time it may be given by rtkit, on a thread of our own, while all else goes on; who
was refused, or had it taken away, asks again from time to time: somebody sat down at the computer, or it got on again.
"""

import math
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from app.host.thread import NoThread, begin
from app.watch import frames, rtkit
from app.watch.scheduling import Mode
from app.watch.source import NEVER_SEEN, Unavailable

_BLIND_SPOTS = {
    Mode.REAL_TIME: "",
    Mode.SLICE: "A program that lives less than a millisecond can be told without its name. ",
    Mode.PLAIN: "A program that lives less than a millisecond is often told without its name. ",
}


class Promotion:
    """One run of the watcher process after the other; `wanted` is the best mode to try.

    `mode` is "" until it is ready; `on_answer` is called, on another thread, when rtkit answered. It is asked again
    after `retry` seconds, later after up to `longest_retry`. `due` is when (CLOCK_MONOTONIC, seconds).
    """

    def __init__(self, wanted: Mode, on_answer: Callable[[], None], retry: float, longest_retry: float) -> None:
        self._wanted, self._on_answer = wanted, on_answer
        self._retry = self._first_retry = retry
        self._longest_retry, self._given_at = longest_retry, 0.0
        self.begin()

    def begin(self) -> None:
        """The watcher process is started (again)."""
        self.mode, self.blind_spots = "", ""
        self.refusals: tuple[Unavailable, ...] = ()
        self._request: _Request | None = None
        self._about: tuple[int, Sequence[int]] = (0, ())
        self._looking, self._said, self.due = False, "rtkit is asked", math.inf

    @property
    def settled(self) -> bool:
        """Whether it is ready, and nothing better is on its way."""
        return self.mode != "" and self._request is None

    def told(self, process: int, payload: bytes, *, ready: bool) -> None:
        """It says, in a READY or MODE frame, how it is scheduled. Raises `frames.Broken`."""
        name, ordinary = frames.read_mode(payload)
        if name not in list(Mode):
            raise frames.Broken(f"the mode {name!r}")
        if self._looking:
            self._request, self._looking = None, False
        elif self.mode == Mode.REAL_TIME != name:
            self._said = "it was taken away: the computer or a thread of ours was too busy"
        self.mode, self.blind_spots = name, _BLIND_SPOTS[Mode(name)] + NEVER_SEEN
        self._about = process, ordinary
        if not ordinary:
            self._given_at, self.due = time.monotonic(), math.inf
        elif self._wanted is Mode.REAL_TIME and self._request is None:
            (self._ask if ready else self._ask_later)()
        self.refusals = tuple(self._refusals())

    def ask_if_due(self) -> None:
        """Ask rtkit again, if it is time."""
        if time.monotonic() >= self.due:
            self._ask()

    def _ask(self) -> None:
        self.due, request = math.inf, _Request(*self._about, self._on_answer)
        try:
            begin(request)
        except NoThread:
            self._said = "no thread can be started to ask rtkit"
            self._ask_later()
        else:
            self._request = request

    def _ask_later(self) -> None:
        now = time.monotonic()
        if self._given_at and now - self._given_at > self._longest_retry:
            self._retry = self._first_retry
        self.due, self._retry = now + self._retry, min(2 * self._retry, self._longest_retry)
        self._given_at = 0.0

    def answered(self) -> bool:
        """Whether rtkit gave it just now, so that the watcher process has to look how it is scheduled."""
        if self._looking or self._request is None or self._request.answer is None:
            return False
        if self._request.answer:
            self._said, self._request = self._request.answer, None
            self._ask_later()
            self.refusals = tuple(self._refusals())
            return False
        self._looking, self._said = True, "rtkit gave it, but not to all threads"
        return True

    def end(self) -> None:
        """Wait for what is on its way; not for ever, should the bus hang that everybody's programs hang on."""
        if self._request is not None:
            self._request.join(2 * rtkit.PATIENCE_SECONDS)

    def _refusals(self) -> Iterator[Unavailable]:
        """Why it is not scheduled any better."""
        reasons = {
            Mode.REAL_TIME: f"this account has no limit for it (RLIMIT_RTPRIO), and {self._said}",
            Mode.SLICE: f"this kernel ({os.uname().release}) gives none (6.12 and later do)",
        }
        for mode, reason in reasons.items():
            if mode == self.mode:
                break
            if mode is self._wanted or self._wanted is Mode.REAL_TIME:
                yield Unavailable(source=f"connector-{mode}", reason=reason)


class _Request(threading.Thread):
    """Asks rtkit, once. `answer` is None until it answered."""

    def __init__(self, process: int, threads: Sequence[int], on_answer: Callable[[], None]) -> None:
        super().__init__(name="rtkit", daemon=True)
        self._about, self._on_answer = (process, threads), on_answer
        self.answer: str | None = None

    def run(self) -> None:
        answer = "asking rtkit failed"
        try:
            answer = rtkit.give_real_time(*self._about)
        finally:  # somebody may wait for it
            self.answer = answer
            self._on_answer()
