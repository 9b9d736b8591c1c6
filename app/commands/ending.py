"""Being told to end by SIGINT or SIGTERM, with no moment in which that is missed.

Python runs a handler between two steps of the main thread: one that is about to wait for a lock sleeps on, and a
handler that sets an `Event` hangs for ever if the main thread holds the lock of that event. Both were met, once in
thousands of ends. So the main thread reads what C's handler writes (signal.set_wakeup_fd).
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def told_to_end() -> Iterator[Callable[[], None]]:
    """From here on it is noted; what is given waits until it has come. On the main thread.

    Afterwards it is still noted, and passed over: who ends already need not be told.
    """
    reading, writing = os.pipe()
    if sys.platform != "win32":
        os.set_blocking(writing, False)  # as set_wakeup_fd wants it
    before_fd = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in _NUMBERS:
        signal.signal(number, _noted)
    try:
        yield lambda: _wait(reading)
    finally:
        signal.set_wakeup_fd(before_fd)
        os.close(reading)
        os.close(writing)


def _noted(_number: int, _frame: "FrameType | None") -> None:
    """The number itself arrives through the pipe."""


def _wait(reading: int) -> None:
    while not set(_NUMBERS).intersection(os.read(reading, 64)):
        pass
