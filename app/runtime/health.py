"""Keeps the agent alive: a thread it lives by that hangs is told everywhere, and the agent starts itself anew.

Watched are the thread that reads launches and the one that shows things. What the new agent finds running it judges, so
that launches are seen again at once. Where systemd started us it is told of every round (WatchdogSec), and restarts us
when not even the watchdog runs; everywhere else a process as a whole is not watched by another.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from app.host import crash, restart
from app.host.crash import EXIT_CODE
from app.host.patience import Patience as Steps
from app.host.service import Service
from app.report.stream import Stream
from app.runtime.watchdog import Patience, Pulse, Watchdog, stacks
from app.screen import Screen

PATIENCE = Patience()

_TELL_SECONDS = 3.0
"""What hangs may hold the disk, too: so long each word about it may take."""


class Health:
    """`file` is touched after every good round, for `signpost status`; `wake` has the watch thread begin a turn.

    `restarts` says how often this process was started anew before.
    """

    def __init__(
        self, file: Path, stream: Stream, screen: Screen, wake: Callable[[], None], restarts: int, stop: threading.Event
    ) -> None:
        self._file, self._stream, self._restarts, self._stop = file, stream, restarts, stop
        self._service = Service()
        self.watch = Pulse("watch", wake)
        self._screen = Pulse("screen", lambda: screen.heartbeat(self._screen.turn))

    def thread(self) -> threading.Thread:
        """The thread that watches, to be begun by whoever joins it."""
        wanted = self._service.watchdog_seconds
        patience = PATIENCE
        if wanted is not None:  # half of it, as sd_watchdog_enabled(3) recommends
            patience = msgspec.structs.replace(patience, every=min(patience.every, wanted / 2))
        dog = Watchdog((self.watch, self._screen), self._stop, self._stalled, self._well, patience)
        self._service.say("READY=1")
        return threading.Thread(target=dog.run, name="watchdog", daemon=True)

    def end(self) -> None:
        """It ends in order. Before an exec nothing is said: systemd would end what we become, too (sd_notify(3))."""
        if not restart.moves_over():
            self._service.say("STOPPING=1")

    def _well(self) -> None:
        self._service.say("WATCHDOG=1")
        try:
            os.utime(self._file)
        except OSError:
            return  # not written yet, or its folder is gone: `status` says what it can

    def _stalled(self, pulse: Pulse, seconds: float) -> None:
        told = Steps(_TELL_SECONDS)
        where = stacks(pulse.thread)
        told.take(lambda: crash.note("stalled", pulse.name, where))
        told.take(lambda: self._stream.write("stalled", thread=pulse.name, seconds=seconds))
        if not restart.supervised():
            restart.anew(self._restarts + 1, f"its thread {pulse.name} hung")
        os._exit(EXIT_CODE)  # nothing that ends in order is to be had from who hangs
