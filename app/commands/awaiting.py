"""`signpost run` with a configuration that cannot be used: it says so at once, and waits until that is repaired.

Autostart and systemd take an exit with 1 as meant, so that a person whose Signpost ended would have none until the next
login. It waits as the one agent there is, with its icon where there is a screen; then it starts anew in its own place.
"""

import contextlib
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.commands import company
from app.commands.run import events_file
from app.errors import SignpostError
from app.host import crash, crash_reports, entries, restart, signals
from app.host.config import Config, read_layer
from app.host.crash_reports import CrashReports
from app.host.files import InUse
from app.host.instance import only_one
from app.host.paths import Paths
from app.host.redaction import Redaction, private_words
from app.host.repair import LOOK_SECONDS, Repair, awaited
from app.host.service import Service
from app.host.terminal import complain
from app.host.thread import begin
from app.report.log import Log
from app.report.stream import Stream

if TYPE_CHECKING:
    from argparse import Namespace

Tell = Callable[[SignpostError], None]


def run(error: SignpostError, options: "Namespace", paths: Paths) -> int:
    """Wait; returns the exit code. Raises `error` where it is not to be waited for, NoScreen, DiskFull, NotWritable.

    Where an agent runs already, of before the configuration broke, its window is shown instead.
    """
    told = awaited(error, paths, company.settings(options)) if restart.possible() else None
    if told is None:
        raise error
    from app.desktop import start

    if not options.headless:
        start.expect_screen()
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(only_one(paths))
        except InUse:
            if not options.headless and start.shows_its_window(paths):
                return 0
            raise error from None
        options.opening.close()  # nothing is judged yet
        complain(told)
        words = private_words(paths)
        crash.end_on_crash(CrashReports(crash_reports.folder(paths), Redaction(words)).keep)
        log = stack.enter_context(contextlib.closing(Log(paths.state, words)))
        stream = Stream(events_file(options.events, stack), log)
        stream.write("problem", **told.as_json())
        waiting = stack.enter_context(contextlib.closing(_Waiting(paths, told, stream)))
        if options.headless:
            with signals.noted(for_good=True) as ending:
                waiting.begin()
                while not ending.ends():
                    pass
            return crash.exit_code(0)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # as long as Qt loads
        from app.desktop import awaiting

        return crash.exit_code(awaiting.run(told, paths, _language(paths), waiting.begin))


class _Waiting:
    """The thread that waits, and tells the service manager that it does."""

    def __init__(self, paths: Paths, told: SignpostError, stream: Stream) -> None:
        self._stream, self._service = stream, Service()
        every = min(LOOK_SECONDS, (self._service.watchdog_seconds or LOOK_SECONDS) / 2)  # sd_watchdog_enabled(3)
        self._repair = Repair(paths, told, lambda: self._service.say("WATCHDOG=1"), every)
        self._tell: Tell = complain
        self._thread = threading.Thread(target=self._wait, name="repair")

    def begin(self, tell: Tell = complain) -> None:
        """Begin; `tell` is told, on that thread, what else is wrong by then. Raises NoThread."""
        self._tell = tell
        self._service.say(f"READY=1\nSTATUS={_STATUS}")
        begin(self._thread)

    def close(self) -> None:
        """Wait no more. Before an exec nothing is said: systemd would end what we become, too (sd_notify(3))."""
        self._service.say("STATUS=" if restart.moves_over() else "STOPPING=1")
        self._repair.end()
        if self._thread.ident is not None:
            self._thread.join()
        self._repair.close()

    def _wait(self) -> None:
        while (found := self._repair.wait()) is not None:
            if isinstance(found, Config):
                self._stream.write("configuration")
                restart.into(entries.lasting())
                return
            self._stream.write("problem", **found.as_json())
            self._tell(found)


_STATUS = "Waits until the configuration can be used."


def _language(paths: Paths) -> str:
    """What the person chose, where that can be read."""
    with contextlib.suppress(SignpostError):
        return read_layer(paths.config / "config.toml").language or ""
    return ""
