"""A total deadline for HTTP: whatever the server does, no read lasts past the moment when time is up.

A socket's own timeout only bounds the wait for the next byte, so a server that drips a byte now and then, in its header
or its body, would hold a caller for ever. Inside `deadline(seconds)` every read of an answer, a proxy's included, waits
for what is left of the time and no longer; `app.host.connections` sees to it. (A TLS handshake is bounded as a whole by
CPython itself: `_ssl.c` computes one deadline from the socket's timeout.) No thread is needed, which would cost more
than a whole request does.
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar

_LEAST_SECONDS = 0.001
"""A socket timeout of 0 would mean "do not wait at all" and raise another error."""


class Deadline:
    """A moment in the future. `passed` says whether it lies behind us; `cancel` ends what waits for bytes before it."""

    def __init__(self, seconds: float, cancel: threading.Event | None = None) -> None:
        self._at = time.monotonic() + seconds
        self.cancel = cancel

    def extend(self, seconds: float) -> None:
        """Move it: so long from now, because something has been achieved."""
        self._at = time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        """Whether time is up."""
        return time.monotonic() >= self._at

    def cap(self, seconds: float | None) -> float:
        """What is left of `seconds` (None: of any time). Raises TimeoutError when nothing is."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError("time is up")
        return max(_LEAST_SECONDS, left if seconds is None else min(seconds, left))


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def current() -> Deadline | None:
    """The deadline that runs here; None: none does."""
    return _current.get()


@contextlib.contextmanager
def deadline(seconds: float, cancel: threading.Event | None = None) -> Iterator[Deadline]:
    """Bound all HTTP of this thread while inside to `seconds`; name resolution is bounded by the system only.

    Once `cancel` is set, a read that waits raises InterruptedError within a tenth of a second.
    """
    running = Deadline(seconds, cancel)
    token = _current.set(running)
    try:
        yield running
    finally:
        _current.reset(token)
