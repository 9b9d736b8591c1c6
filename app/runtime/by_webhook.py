"""Requests for exceptions on their way to a webhook: a thread that runs only while one waits.

What cannot be sent is tried again, rarer and rarer, and at once when there is a network again.
"""

import threading
from collections.abc import Callable

from app.asking.request import Request
from app.errors import SignpostError
from app.host.thread import NoThread, begin

HandOver = Callable[[Request, threading.Event], None]
"""Hands a request over, until the event is set. Raises NotTaken, TurnedDown."""

FIRST_PAUSE, LONGEST_PAUSE = 30.0, 3600.0
"""Seconds between two tries: twice as many after each, up to an hour, a fifth more or less."""


class ByWebhook:
    """`waiting` gives the next request, with `lock` held; `came_of` says of an outcome whether it is settled.

    From any thread, but for `look`, which takes the lock itself. `hand_over` sends one.
    """

    def __init__(
        self,
        lock: threading.Lock,
        waiting: Callable[[], Request | None],
        came_of: Callable[[Request, SignpostError | None], bool],
        hand_over: HandOver,
        first_pause: float,
    ) -> None:
        self._lock, self._waiting, self._came_of = lock, waiting, came_of
        self._hand_over, self._first_pause = hand_over, first_pause
        self._over, self._poke = threading.Event(), threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_cut(self) -> bool:
        """Whether what is on its way was cut off by us."""
        return self._stop.is_set()

    @property
    def is_over(self) -> bool:
        """Whether nothing is sent any more."""
        return self._over.is_set()

    def cut(self) -> None:
        """Break off what is on its way at this moment."""
        self._stop.set()

    def end(self) -> None:
        """Leave what waits for the next start."""
        with self._lock:
            self._over.set()
            self._stop.set()
            thread = self._thread
        self._poke.set()
        if thread is not None:
            thread.join()

    def look(self, *, poke: bool = True) -> None:
        """Send what waits; `poke`: at once, if it is being tried already."""
        with self._lock:
            running = self._thread is not None and self._thread.is_alive()
            if running or self._over.is_set() or self._waiting() is None:
                if poke:
                    self._poke.set()
                return
            self._poke.clear()
            self._thread = threading.Thread(target=self._send_all, name="asking")
            try:
                begin(self._thread)
            except NoThread:
                self._thread = None  # the next start, or the next request, tries again

    def _send_all(self) -> None:
        import random  # 2 ms that most starts never need

        pause = self._first_pause
        while not self._over.is_set():
            with self._lock:
                waiting = self._waiting()
                if waiting is None:
                    self._thread = None
                    return
                if not self._over.is_set():
                    self._stop.clear()
            if self._send(waiting):
                pause = self._first_pause
                continue
            self._poke.wait(pause * random.uniform(0.8, 1.2))  # noqa: S311  spreads a fleet's tries, keeps no secret
            self._poke.clear()
            pause = min(LONGEST_PAUSE, 2 * pause)

    def _send(self, request: Request) -> bool:
        try:
            self._hand_over(request, self._stop)
        except SignpostError as error:
            return self._came_of(request, error)
        return self._came_of(request, None)
