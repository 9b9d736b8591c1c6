"""A thread for each tool that is set up: one at a time per tool, a few at once, all joined at the end."""

import threading
from collections.abc import Callable

from app.host.thread import begin

MOST_AT_ONCE = 3
"""How many download and install at the same time; the others wait for their turn, and can be cancelled there."""

_LOOK_SECONDS = 0.1

OnWait = Callable[[tuple[str, ...]], None]
"""Told whose work comes first (keys, sorted), and again when that changes."""

Body = Callable[[str, threading.Event], None]
"""Does the work for a key (a tool's id), and looks at the event that cancels it."""


class SetUpThreads:
    """From any thread."""

    def __init__(self) -> None:
        self._running: dict[str, tuple[threading.Thread, threading.Event]] = {}
        self._turns = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._at_work: set[str] = set()
        self._over = False
        self._lock = threading.Lock()

    def start(self, key: str, body: Body) -> bool:
        """Begin; False where that key is at work, or all is over. Raises NoThread."""
        cancel = threading.Event()

        def run() -> None:
            try:
                body(key, cancel)
            finally:
                with self._lock:
                    self._running.pop(key, None)

        with self._lock:
            if key in self._running or self._over:
                return False
            thread = threading.Thread(target=run, name=f"setup-{key}")
            begin(thread)
            self._running[key] = (thread, cancel)
            return True

    def turn(self, key: str, cancel: threading.Event, work: Callable[[], None], on_wait: OnWait) -> bool:
        """Do that key's work when it is its turn; False when it was cancelled before."""
        told: tuple[str, ...] = ()
        while not self._turns.acquire(timeout=_LOOK_SECONDS):
            if cancel.is_set():
                return False
            with self._lock:
                first = tuple(sorted(self._at_work))
            if first != told:
                on_wait(told := first)
        with self._lock:
            self._at_work.add(key)
        try:
            work()
        finally:
            with self._lock:
                self._at_work.discard(key)
            self._turns.release()
        return True

    def cancel(self, key: str) -> None:
        """Ask what works for that key to end."""
        with self._lock:
            running = self._running.get(key)
        if running is not None:
            running[1].set()

    def wait(self, stop: threading.Event) -> bool:
        """Wait until nothing is at work; False once `stop` is set."""
        while not stop.is_set():
            with self._lock:
                running = [thread for thread, _ in self._running.values()]
            if not running:
                return True
            running[0].join(_LOOK_SECONDS)
        return False

    def end(self) -> None:
        """Cancel all, begin nothing more, and wait until the last one is gone."""
        with self._lock:
            self._over, running = True, list(self._running.values())
        for _, cancel in running:
            cancel.set()
        for thread, _ in running:
            thread.join()
