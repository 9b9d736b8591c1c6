"""`signpost setup TOOL [--json] [--edit-path]` and `signpost setup --undo TOOL`: set-up without a screen.

Exit codes: 0 done, 1 failed (said on standard error, or as a JSON line), 130 cancelled (interrupt or terminate signal).
"""

import argparse
import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from app.errors import SignpostError
from app.host.clock import monotonic_ns
from app.host.paths import Paths
from app.host.terminal import complain
from app.policy.recipe import Recipes
from app.setup import path_edit
from app.setup.check import megabytes
from app.setup.engine import Setup
from app.setup.errors import Cancelled
from app.setup.installer import Artifacts, Programs
from app.setup.on_path import look_up
from app.setup.plan import Progress, State
from app.setup.removal import take_away


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `signpost setup`."""
    parser.add_argument("tool", metavar="TOOL", help="the tool's id in the policy, such as qoder-cli")
    parser.add_argument("--undo", action="store_true", help="take away what a set-up of the tool put there")
    parser.add_argument("--json", action="store_true", help="print each step as a JSON line")
    parser.add_argument(
        "--edit-path",
        action="store_true",
        help="if new terminals do not find the command, add one line to a start-up file",
    )


def run(
    options: argparse.Namespace,
    recipes: Recipes,
    artifacts: Artifacts,
    paths: Paths,
    *,
    programs: Programs | None = None,
    environment: Mapping[str, str] | None = None,
    out: TextIO | None = None,
) -> int:
    """Carry the command out and return its exit code. `artifacts` are those of the policy in force."""
    env = dict(os.environ if environment is None else environment)
    tell = _Teller(options.json, out or sys.stdout)
    try:
        if options.undo:
            _undo(options.tool, paths, tell)
        else:
            setup = Setup(paths, programs=programs, environment=env)
            _set_up(options, recipes, artifacts, paths, setup, env, tell)
    except Cancelled as error:
        tell.problem(error)
        return 130
    except SignpostError as error:
        tell.problem(error)
        return 1
    return 0


def _set_up(
    options: argparse.Namespace,
    recipes: Recipes,
    artifacts: Artifacts,
    paths: Paths,
    setup: Setup,
    environment: Mapping[str, str],
    tell: "_Teller",
) -> None:
    with _interrupts() as cancel:
        installed = setup.run(options.tool, recipes.of(options.tool), artifacts, tell.progress, cancel)
    for command in installed.commands:
        asked = look_up(paths, command, environment)
        edit = None if asked.ours else path_edit.propose(paths, asked)
        if edit is not None and options.edit_path:
            path_edit.apply(paths, edit)
            asked = look_up(paths, command, environment)
        tell.found(options.tool, asked.command, asked.found, asked.ours, edit, applied=options.edit_path)


def _undo(tool: str, paths: Paths, tell: "_Teller") -> None:
    take_away(paths, tool)
    tell.progress(Progress(tool=tool, state=State.UNDONE, at_ns=monotonic_ns()))


@contextlib.contextmanager
def _interrupts() -> Iterator[threading.Event]:
    """An event that the interrupt and terminate signals set while inside, instead of ending us in the middle."""
    cancel = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: cancel.set()) for number in numbers]
    try:
        yield cancel
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


_WORDS = {
    State.PLANNED: "",
    State.CHECKING: "Checking this computer",
    State.DOWNLOADING: "Downloading",
    State.VERIFYING: "Verifying every package",
    State.INSTALLING: "Putting it in place",
    State.DETECTING: "Starting it once",
    State.DONE: "Done",
    State.FAILED: "",
    State.CANCELLED: "",
    State.UNDONE: "Taken away",
}


class _Teller:
    """Says what happens, as sentences or as JSON lines."""

    def __init__(self, as_json: bool, out: TextIO) -> None:
        self._json, self._out = as_json, out
        self._live = out.isatty()
        self._said = ""

    def progress(self, progress: Progress) -> None:
        if self._json:
            self._line(progress.as_json())
            return
        words = _WORDS[progress.state]
        if progress.state is State.DOWNLOADING and self._live and progress.done_bytes:
            total = f" of {megabytes(progress.total_bytes)}" if progress.total_bytes else ""
            self._out.write(f"\r{words}: {megabytes(progress.done_bytes)}{total}  ")
            self._out.flush()
        elif words and words != self._said:
            after_bytes = self._live and self._said == _WORDS[State.DOWNLOADING]
            self._out.write(("\n" if after_bytes else "") + words + "\n")
        self._said = words or self._said

    def found(
        self, tool: str, command: str, found: str, ours: bool, edit: path_edit.Edit | None, *, applied: bool
    ) -> None:
        if self._json:
            proposed = {"file": edit.file, "lines": list(edit.lines)} if edit else None
            self._line(
                {
                    "event": "path",
                    "tool": tool,
                    "command": command,
                    "found": found,
                    "ours": ours,
                    "edit": proposed,
                    "applied": applied and edit is not None,
                }
            )
        elif ours:
            self._say(f"New terminals find it: {command}")
        elif found:
            self._say(f"New terminals find another program first: {found}")
        elif edit is not None:
            self._say(f"New terminals do not find {command} yet. `signpost setup {tool} --edit-path` would do this:")
            self._say(edit.diff)
        else:
            self._say(f"New terminals do not find {command} yet: its folder is not on PATH.")

    def problem(self, error: SignpostError) -> None:
        if self._json:
            self._line({"event": "error", **error.as_json()})
        else:
            complain(error)

    def _say(self, sentence: str) -> None:
        print(sentence, file=self._out)

    def _line(self, record: dict[str, Any]) -> None:
        print(json.dumps(record), file=self._out, flush=True)
