"""`signpost` with a fault planted: `python hanging_driver.py FAULT TRIGGER WORDS…`. Once TRIGGER exists it happens.

`fifo`: the thread that reads launches opens a pipe that nobody ever writes. `deadlock`: it takes a lock that it holds.
`screen`: the screen's main loop does. `crash`: the thread that reads launches fails. `segfault`: it reads address 0.
The watchdog is made less patient, so that a test need not be patient, unless SIGNPOST_TEST_AS_SHIPPED is set.
"""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from app.main import main
from app.policy.launch import Launch
from app.runtime import health
from app.runtime.watchdog import Patience
from app.watch.ladder import Ladder
from app.watch.source import Gap


def stuck_in_a_pipe() -> None:
    """Open the reading end: that waits for a writer (fifo(7))."""
    pipe = trigger.with_suffix(".fifo")
    os.mkfifo(pipe)
    pipe.open("rb")


def deadlock() -> None:
    """Take a lock twice."""
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def crash() -> NoReturn:
    """Fail, with a secret among the variables."""
    planted = "planted-in-a-variable"
    raise RuntimeError(f"unforeseen {len(planted)} password=planted-in-the-message")


def segfault() -> None:
    """Read address 0."""
    ctypes.string_at(0)


FAULTS: dict[str, Callable[[], object]] = {
    "fifo": stuck_in_a_pipe,
    "deadlock": deadlock,
    "screen": deadlock,
    "crash": crash,
    "segfault": segfault,
}


def triggered() -> bool:
    """Whether it is to happen now; it does so once."""
    try:
        trigger.unlink()
    except FileNotFoundError:
        return False
    return True


def plant(fault: str) -> None:
    """Have it happen once it is triggered."""
    if fault == "screen":
        from app.desktop.desktop import Desktop

        receive = Desktop._receive

        def receiving(self: Desktop, news: object) -> None:
            if triggered():
                deadlock()
            receive(self, news)  # type: ignore[arg-type]

        Desktop._receive = receiving  # type: ignore[method-assign]
        return
    read = Ladder.read

    def reading(self: Ladder, timeout: float) -> list[Launch | Gap]:
        if triggered():
            FAULTS[fault]()
        return read(self, timeout)

    Ladder.read = reading  # type: ignore[method-assign]


if __name__ == "__main__":
    trigger = Path(sys.argv[2])
    if "SIGNPOST_TEST_AS_SHIPPED" not in os.environ:
        health.PATIENCE = Patience(every=0.5, answer=2.0, step=0.1, anyway=4)
    plant(sys.argv[1])
    sys.exit(main(sys.argv[3:]))
