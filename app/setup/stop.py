"""What ends a run early: the person, or the recipe's deadline. Given to installers as the one event they look at."""

import threading
import time


class Stop(threading.Event):
    """Set once `cancel` is, or `seconds` from now on have passed."""

    def __init__(self, cancel: threading.Event, seconds: float) -> None:
        super().__init__()
        self._cancel, self._at = cancel, time.monotonic() + seconds

    @property
    def timed_out(self) -> bool:
        """Whether it was not the person."""
        return not self._cancel.is_set() and time.monotonic() >= self._at

    def is_set(self) -> bool:
        """Whether to end."""
        return super().is_set() or self._cancel.is_set() or time.monotonic() >= self._at

    def wait(self, timeout: float | None = None) -> bool:
        """As any event; returns whether it is set."""
        left = max(0.0, self._at - time.monotonic())
        self._cancel.wait(left if timeout is None else min(timeout, left))
        return self.is_set()
