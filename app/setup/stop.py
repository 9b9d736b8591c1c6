"""What ends a run early: the person, or the recipe's deadline. Given to installers as the one event they look at."""

import contextlib
import threading
import time
from collections.abc import Iterator

from app.errors import SignpostError
from app.setup.errors import Cancelled, HalfInstalled, RolledBack, TimedOut, Unsuitable


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


@contextlib.contextmanager
def ends(tool: str, seconds: int, stop: Stop) -> Iterator[None]:
    """Whatever a part said as it was ended: it was the person, or the recipe's time. Raises Cancelled, TimedOut."""
    try:
        yield
    except SignpostError as error:
        if isinstance(error, HalfInstalled | RolledBack | Unsuitable) or not stop.is_set():
            raise
        if stop.timed_out:
            raise TimedOut(tool=tool, seconds=seconds) from error
        raise Cancelled(tool=tool) from error
