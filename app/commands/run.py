"""`signpost run`: the agent, until it is told to stop; Qt only with a screen."""

import contextlib
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from app.commands import company
from app.host import clock, crash, crash_reports, memory, restart, signals
from app.host.config import Config, ConfigUnreadable, NotConfigured
from app.host.crash_reports import CrashReports, Report
from app.host.instance import only_one
from app.host.loading import loading
from app.host.paths import Paths
from app.host.redaction import Redaction, private_words
from app.report import recall
from app.report.entry import Level
from app.report.log import Log
from app.report.stream import Stream
from app.watch.opening import Opening

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
else:  # the same, without its parser
    from types import SimpleNamespace as Namespace


def add_arguments(parser: "ArgumentParser") -> None:
    """The command's options."""
    parser.add_argument("--headless", action="store_true", help="without a screen and without Qt")
    parser.add_argument("--window", action="store_true", help="show the window at once; a second start always shows it")
    parser.add_argument(
        "--events", metavar="FILE", help="write what happens as JSON lines to FILE; - is standard output"
    )
    company.add_arguments(parser)


def plain_options(words: Sequence[str]) -> Namespace | None:
    """What argparse would make of the words after `run`; None where it has to be asked: for help, say, or a mistake.

    It takes 15 million instructions, a twentieth of a start; nothing but written out options and their values does
    without.
    """
    switches = dict.fromkeys(("headless", "window"), False)
    values: dict[str, str | Path | None] = dict.fromkeys(("events", "url", "root", "home"))
    left = iter(words)
    for word in left:
        name = word.removeprefix("--")
        if name == word or name not in (switches | values):
            return None
        if name in switches:
            switches[name] = True
            continue
        value = next(left, "--")
        if value.startswith("-") and value != "-":
            return None
        values[name] = Path(value) if name == "home" else value
    return Namespace(command=run, name="run", **switches, **values)


def run(options: Namespace) -> int:
    """Run the agent; returns the exit code. Raises NotConfigured, ConfigUnreadable, InUse, Unavailable, NoScreen.

    `options.opening` is the source of launches, which is closed by whoever began to open it (`app.main`).
    """
    memory.keep_together()
    opening: Opening = options.opening
    paths, again = company.paths(options), restart.why()
    try:
        config = company.config(options, paths)
    except (NotConfigured, ConfigUnreadable) as error:
        from app.commands import awaiting

        return _over(awaiting.run(error, options, paths), again)
    with contextlib.ExitStack() as stack:
        log = stack.enter_context(contextlib.closing(Log(paths.state, private_words(paths, config))))
        stream = Stream(events_file(options.events, stack), log)
        reports = stack.enter_context(contextlib.closing(_reports(config, paths)))
        crash.end_on_crash(reports.keep)
        reports.open()
        if again[0] or restart.supervised():
            _slow_down(crash_reports.reports(reports.folder), stream)
        if options.headless:
            code = _headless(config, paths, stream, opening, again)
        else:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            from app.desktop import start

            code = start.run(config, paths, stream, opening, window=options.window, again=again)
    return _over(crash.exit_code(code), again)


def _over(code: int, again: tuple[int, str]) -> int:
    """The exit code; after a crash one that nobody else starts again does so itself."""
    if code == crash.EXIT_CODE and not restart.supervised():
        restart.anew(again[0] + 1, "a thread crashed")
    return code


def _reports(config: Config, paths: Paths) -> CrashReports:
    def last_lines(count: int) -> list[dict[str, object]]:
        return recall.newest(paths.state, count, Level.INFO)

    return CrashReports(crash_reports.folder(paths), Redaction(private_words(paths, config)), last_lines)


def _slow_down(found: tuple[Report, ...], stream: Stream) -> None:
    """Wait where one crash follows the other, longer and longer; a signal ends the wait, and us."""
    seconds = crash_reports.pause(found, clock.now())
    if seconds:
        stream.write("slowed", seconds=seconds)
        time.sleep(seconds)


def _headless(config: Config, paths: Paths, stream: Stream, opening: Opening, again: tuple[int, str]) -> int:
    """The agent without a screen, until SIGINT, SIGTERM or SIGHUP."""
    with only_one(paths), signals.noted(for_good=True) as told:
        with loading():
            from app.runtime.runtime import Runtime
            from app.screen import Headless

            screen = Headless()
            runtime = Runtime(config, paths, screen, stream, opening, again)
            screen.on_shown = runtime.shown
            runtime.start()
        try:
            while not told.ends():
                pass
        finally:
            runtime.stop()
    return 0


def events_file(name: str | None, stack: contextlib.ExitStack) -> TextIO | None:
    """Where the lines of `--events` go; None: nobody asked for them."""
    if name is None or name == "-":
        return sys.stdout if name else None
    return stack.enter_context(Path(name).open("a", encoding="utf-8"))
