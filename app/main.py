"""The employee's command: reads the command line, makes the parts, starts and joins them; Qt only with a screen.

Exit codes: 0 done, 1 an error a person can read (printed on standard error), 2 the command line was wrong, 70 a
fault of ours, 130 interrupted.
"""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from app import __version__
from app.errors import SignpostError
from app.host.config import Config, Settings
from app.host.paths import Paths

if TYPE_CHECKING:
    from datetime import datetime

    from app.policy.person import Person
    from app.report.stream import Stream
    from app.sync.client import Sync
    from app.trial.judge import Opened


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except SignpostError as error:
        print(f"signpost: {error.happened}\n{error.advice}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Python flushes once more at its end; let it do so into nothing (docs: signal, "Note on SIGPIPE")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="signpost", description="Says when a tool is off limits, and what to use.")
    parser.add_argument("--version", action="version", version=f"signpost {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="watch, warn and keep the policy in sync (what starts at login)")
    run.add_argument("--headless", action="store_true", help="without a screen and without Qt")
    run.add_argument("--events", metavar="FILE", help="write what happens as JSON lines to FILE; - is standard output")
    _company(run)
    run.set_defaults(command=_run)

    watch = commands.add_parser("watch", help="print launches as they happen")
    from app.watch import command as watch_command

    watch_command.add_arguments(watch)
    watch.set_defaults(command=watch_command.watch)

    setup = commands.add_parser("setup", help="set up an approved tool, or take it away again")
    from app.setup import command as setup_command

    setup_command.add_arguments(setup)
    _company(setup)
    setup.set_defaults(command=_setup)

    status = commands.add_parser("status", help="the policy in force, how fresh it is, and how launches are seen")
    status.add_argument("--json", action="store_true", help="as one JSON object")
    _company(status)
    status.set_defaults(command=_status)

    enrol = commands.add_parser("enrol", help="let this computer in with a code from IT")
    enrol.add_argument("code", metavar="CODE", nargs="?", help="asked for when left out, or read from standard input")
    _company(enrol)
    enrol.set_defaults(command=_enrol)

    token = commands.add_parser("token", help="the access token for the policy host, where IT gave you one")
    token.add_argument("what", choices=("set", "forget", "status"), help="set reads it from standard input")
    token.add_argument("--file", action="store_true", help="keep it in a file only you can read, not in the keyring")
    _company(token)
    token.set_defaults(command=_token)

    ledger = commands.add_parser("ledger", help="every event there is, exactly as IT would get it")
    ledger.add_argument("--json", action="store_true", help="the stored payloads, one a line")
    _home(ledger)
    ledger.set_defaults(command=_ledger)

    from app.trial import command as trial

    explain = commands.add_parser("explain", help="say what we think a process or a command is, and why")
    trial.add_explain(explain)
    _company(explain)
    explain.set_defaults(command=_explain)

    simulate = commands.add_parser("simulate", help="say what a policy makes of recorded launches")
    trial.add_simulate(simulate)
    simulate.set_defaults(command=_simulate)

    scan = commands.add_parser("scan", help="list banned and restricted tools on this computer before they run")
    trial.add_scan(scan)
    _company(scan)
    scan.set_defaults(command=_scan)

    gallery = commands.add_parser("gallery", help="draw every screen in every state into a folder")
    gallery.add_argument("--out", metavar="DIR", required=True, type=Path)
    gallery.set_defaults(command=_gallery)
    return parser


def _home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", metavar="DIR", type=Path, help="keep everything below DIR (for trying out)")


def _company(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", help="where the company's policy is; the machine's configuration wins")
    parser.add_argument("--root", metavar="FILE", help="the root metadata to trust; the machine's configuration wins")
    _home(parser)


def _paths(options: argparse.Namespace) -> Paths:
    return Paths.below(options.home.resolve()) if options.home else Paths.of_person()


def _config(options: argparse.Namespace, paths: Paths) -> Config:
    from app.host import config

    return config.load(paths, Settings(url=options.url, root=options.root))


def _run(options: argparse.Namespace) -> int:
    import signal

    from app.host import crash
    from app.report.log import Log
    from app.report.stream import Stream

    paths = _paths(options)
    config = _config(options, paths)
    crash.end_on_crash()
    with contextlib.ExitStack() as stack:
        log = stack.enter_context(contextlib.closing(Log(paths.state)))
        stream = Stream(_events_file(options.events, stack), log)
        if options.headless:
            return crash.exit_code(_run_headless(config, paths, stream))
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        from app.desktop import start

        return crash.exit_code(start.run(config, paths, stream))


def _run_headless(config: Config, paths: Paths, stream: "Stream") -> int:
    """The agent without a screen, until SIGINT or SIGTERM."""
    import signal
    import threading

    from app.runtime import Runtime
    from app.screen import Headless

    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    screen = Headless()
    runtime = Runtime(config, paths, screen, stream)
    screen.on_shown = runtime.shown
    runtime.start()
    try:
        over.wait()
    finally:
        runtime.stop()
    return 0


def _events_file(name: str | None, stack: contextlib.ExitStack) -> TextIO | None:
    if name is None or name == "-":
        return sys.stdout if name else None
    return stack.enter_context(Path(name).open("a", encoding="utf-8"))


def _setup(options: argparse.Namespace) -> int:
    from app.policy.model import FORMAT
    from app.policy.recipe import Recipes
    from app.setup import command

    paths = _paths(options)
    if options.undo:  # taking a tool away needs nobody's leave
        return command.run(options, Recipes(format=FORMAT), lambda _: b"", paths)
    config = _config(options, paths)
    with contextlib.closing(_sync(config, paths)) as sync:
        state = sync.verify()
        if state.policy is None:
            outcome = sync.refresh()
            if outcome.error is not None:
                raise outcome.error
            state = outcome.state
    return command.run(options, state.recipes, lambda recipe: state.artifacts[recipe.lock], paths, npm=config.npm)


def _sync(config: Config, paths: Paths) -> "Sync":
    from app.access import session_opener
    from app.host.machine import device_key
    from app.sync.client import Sync

    person, key = _person(config), partial(device_key, config.inventory_name)
    return Sync(
        url=config.url,
        root=config.root,
        folder=paths.state / "policy",
        person=person,
        device_key=key,
        open_session=session_opener(config, paths),
    )


def _person(config: Config) -> "Person":
    from app.policy.person import Person

    return Person(config.user, config.groups, config.device)


def _status(options: argparse.Namespace) -> int:
    from app.lines import policy_line
    from app.watch.source import open_source

    paths = _paths(options)
    state = _sync(_config(options, paths), paths).current()
    source = open_source()
    try:
        watching = {
            "source": source.name,
            "mode": source.mode,
            "blind_spots": source.blind_spots,
            "refused": [refusal.as_json() for refusal in source.refusals],
        }
    finally:
        source.close()
    status = {"policy": policy_line(state), "watch": watching}
    if options.json:
        print(json.dumps(status))
        return 0
    fresh = state.freshness
    staged = f", staged: {state.staged}" if state.staged else ""
    print(f"Policy    {f'version {state.version}' if state.version else 'none yet'}, {fresh.standing.value}{staged}")
    if state.ignored is not None:
        print(f"Ignored   {state.ignored.happened} {state.ignored.advice}")
    if fresh.since is not None:
        print(f"Checked   {fresh.since.astimezone():%A %d %B %Y %H:%M}")
    if fresh.why is not None:
        print(f"Why       {fresh.why.happened} {fresh.why.advice}")
    print(f"Launches  seen by {source.name} ({source.mode}). {source.blind_spots}")
    for refusal in source.refusals:
        print(f"          {refusal.happened}")
    return 0


def _enrol(options: argparse.Namespace) -> int:
    from app.access import enrolment
    from app.host.secret import Secret

    paths = _paths(options)
    config = _config(options, paths)
    if options.code is None:
        print("Code from IT: ", end="", file=sys.stderr, flush=True)
    enrolment(config, paths).enrol(Secret(options.code or sys.stdin.readline().strip()))
    print(f"{config.device} is enrolled. A running Signpost notices at its next try; Sync now makes it one.")
    return 0


def _token(options: argparse.Namespace) -> int:
    """Never from the command line, which every program on the machine can read."""
    import getpass

    from app.access import tokens
    from app.enrol.tokens import pasted

    paths = _paths(options)
    config = _config(options, paths)
    kept = tokens(config, paths, use_keyring=not options.file)
    if options.what == "set":
        text = getpass.getpass("Token: ") if sys.stdin.isatty() else sys.stdin.readline()
        kept.write(pasted(text))
    elif options.what == "forget":
        kept.forget()
    where = "managed configuration" if config.token else kept.where() or "none"
    print(f"Token for {config.url}: {where}")
    return 0


def _ledger(options: argparse.Namespace) -> int:
    from datetime import datetime

    from app.report.ledger import Ledger

    ledger = Ledger(_paths(options).state / "ledger.db")
    try:
        for entry in ledger.entries():
            if options.json:
                print(entry.payload)
            else:
                when = datetime.fromtimestamp(entry.time / 1000).astimezone()
                print(f"{when:%Y-%m-%d %H:%M:%S}  {entry.state}: {entry.reason}\n  {entry.payload}")
    finally:
        ledger.close()
    return 0


def _explain(options: argparse.Namespace) -> int:
    from app.trial import command

    return command.explain(options, lambda file, now: _opened(options, file, now))


def _simulate(options: argparse.Namespace) -> int:
    from app.admin.opened import open_policy
    from app.trial import command

    return command.simulate(options, open_policy)


def _scan(options: argparse.Namespace) -> int:
    from app.trial import command

    return command.scan(options, lambda file, now: _opened(options, file, now), _paths(options).home)


def _opened(options: argparse.Namespace, file: Path | None, now: "datetime") -> "tuple[Opened, Person]":
    """A policy and whom it is judged for: from a file (YAML or published JSON), else the last good one.

    Raises NoPolicyYet, NotConfigured and what reading either can raise.
    """
    from app.trial.errors import NoPolicyYet
    from app.trial.judge import Opened

    paths = _paths(options)
    if file is not None:
        from app.admin.opened import open_policy
        from app.trial.whom import whom

        return open_policy(file, now), whom(paths, Settings(url=options.url, root=options.root))
    config = _config(options, paths)
    state = _sync(config, paths).current()
    if state.policy is None:
        raise NoPolicyYet
    return Opened(state.policy, state.exceptions), _person(config)


def _gallery(options: argparse.Namespace) -> int:
    from app.desktop import gallery

    for picture in gallery.render(options.out):
        print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
