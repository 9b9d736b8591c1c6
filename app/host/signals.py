"""Being told to end by SIGINT, SIGTERM or SIGHUP, with no moment in which that is missed.

Python runs a handler between two steps of the main thread: one that is about to wait for a lock sleeps on, a handler
that sets an `Event` hangs for ever if the main thread holds the lock of that event, and Qt's loop runs no steps at all.
The first two were met, once in thousands of ends. So what C's handler writes is read (signal.set_wakeup_fd).
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator

if sys.platform == "win32":
    ENDING = (signal.SIGINT, signal.SIGTERM)
else:
    ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    """SIGHUP: the terminal was closed, or the session's X server went (termios(3), xinit(1))."""


def ending() -> tuple[signal.Signals, ...]:
    """Those of `ENDING` that are to end us: not a hangup that whoever started us had ignored (nohup(1))."""
    return tuple(one for one in ENDING if one.name != "SIGHUP" or signal.getsignal(one) is not signal.SIG_IGN)


class Noted:
    """What was noted so far. `number` is readable as soon as there is anything (Windows: a socket's handle)."""

    def __init__(self, number: int, read: Callable[[], bytes]) -> None:
        self.number, self._read = number, read

    def ends(self) -> bool:
        """Read it, waiting for anything; whether somebody asks for the end."""
        return bool(set(ENDING).intersection(self._read()))


@contextlib.contextmanager
def noted(*, for_good: bool = False) -> Iterator[Noted]:
    """From here on it is noted. On the main thread.

    Afterwards the usual handling comes back; `for_good`: it is still noted, and passed over. Who ends already need not
    be told.
    """
    with _channel() as (writing, found):
        before_fd = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        before = {number: signal.signal(number, _passed_over) for number in ending()}
        try:
            yield found
        finally:
            signal.set_wakeup_fd(before_fd)
            if not for_good:
                for number, handler in before.items():
                    signal.signal(number, handler)


def _passed_over(number: int, frame: object) -> None:
    """The number itself arrives by the channel."""


if sys.platform == "win32":

    @contextlib.contextmanager
    def _channel() -> Iterator[tuple[int, Noted]]:
        """Sockets: Qt listens to nothing else there (QSocketNotifier)."""
        import socket

        reading, writing = socket.socketpair()
        with reading, writing:
            writing.setblocking(False)
            yield writing.fileno(), Noted(reading.fileno(), lambda: reading.recv(64))

else:

    @contextlib.contextmanager
    def _channel() -> Iterator[tuple[int, Noted]]:
        reading, writing = os.pipe()
        os.set_blocking(writing, False)  # as set_wakeup_fd wants it
        try:
            yield writing, Noted(reading, lambda: os.read(reading, 64))
        finally:
            os.close(reading)
            os.close(writing)
