"""`signpost setup`: set-up, update, going back, taking away and the list of all, without a screen.

Exit codes: 0 done, 1 failed (said on standard error, or as a JSON line), 130 cancelled (interrupt or terminate signal).
"""

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

from app.errors import SignpostError
from app.host.clock import monotonic_ns
from app.host.paths import Paths
from app.policy.recipe import Recipe, Recipes
from app.setup import path_edit, prerequisites
from app.setup.choice import offered
from app.setup.engine import Setup
from app.setup.errors import AskedByItself, Cancelled, NoRecipe, NothingToUpdate
from app.setup.installer import Artifacts, Programs
from app.setup.leftovers import installed_tools
from app.setup.on_path import look_up
from app.setup.pins import Pins
from app.setup.place import Installed, Place
from app.setup.plan import Progress, State
from app.setup.removal import take_away
from app.setup.telling import Teller
from app.setup.updates import update_of

CarryOver = Callable[[str, str], int]
"""Brings settings along from one tool to another, says so, and returns an exit code."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `signpost setup`."""
    parser.add_argument("tool", metavar="TOOL", nargs="?", help="the tool's id in the policy, such as qoder-cli")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--undo", action="store_true", help="take away what a set-up of the tool put there")
    instead.add_argument("--rollback", action="store_true", help="put back the version before the last set-up")
    instead.add_argument("--update", action="store_true", help="set up IT's version where another one is set up")
    instead.add_argument("--list", action="store_true", help="list the tools that can be set up, or are")
    parser.add_argument("--json", action="store_true", help="print each step as a JSON line")
    parser.add_argument(
        "--carry-over", metavar="FROM", help="then bring settings along from this tool, as `signpost carry-over` does"
    )
    parser.add_argument(
        "--edit-path",
        action="store_true",
        help="if new terminals do not find the command, add one line to a start-up file",
    )


def needs_policy(options: argparse.Namespace) -> bool:
    """Whether it can be done only by a policy in force; taking away and going back need nobody's leave.

    Ends with a usage error where no tool is named and one is needed.
    """
    if not options.tool and not options.list:
        parser = argparse.ArgumentParser(prog="signpost setup")
        add_arguments(parser)
        parser.error("name a TOOL, or use --list")
    return not (options.undo or options.rollback)


def run(
    options: argparse.Namespace,
    recipes: Recipes,
    artifacts: Artifacts,
    paths: Paths,
    *,
    programs: Programs | None = None,
    environment: Mapping[str, str] | None = None,
    out: TextIO | None = None,
    carry_over: CarryOver | None = None,
) -> int:
    """Carry the command out and return its exit code. `artifacts` are those of the policy in force.

    `carry_over` brings settings along from one tool to another; its exit code is ours where the set-up went well.
    """
    env = dict(os.environ if environment is None else environment)
    tell = Teller(options.json, out or sys.stdout)
    setup = Setup(paths, programs=programs, environment=env)
    try:
        with _interrupts() as cancel:
            if options.list:
                tell.listed(_listed(recipes, paths, Pins(paths, artifacts)))
            elif options.undo:
                take_away(paths, options.tool, env, cancel)
                tell.progress(Progress(tool=options.tool, state=State.UNDONE, at_ns=monotonic_ns()))
            elif options.rollback:
                setup.roll_back(options.tool, tell.progress, cancel)
            else:
                return _set_up(options, recipes, artifacts, setup, env, tell, cancel, carry_over)
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
    setup: Setup,
    environment: Mapping[str, str],
    tell: Teller,
    cancel: threading.Event,
    carry_over: CarryOver | None,
) -> int:
    tool, several = options.tool, recipes.of(options.tool)
    if not several:
        raise NoRecipe(tool=tool)
    place = Place(setup.paths, tool)
    if prerequisites.asked_by(place):
        raise AskedByItself(tool=tool)
    current = False
    if options.update:
        before = place.read()
        if before is None:
            raise NothingToUpdate(tool=tool)
        current = update_of(before, several, differs=Pins(setup.paths, artifacts).differs) is None
    code = 0

    def carry() -> str:
        nonlocal code
        code = carry_over(options.carry_over, tool) if carry_over is not None else 0
        return f"from {options.carry_over}, exit code {code}"

    then = carry if options.carry_over else None
    installed = setup.run(tool, several, artifacts, tell.progress, cancel, carry_over=then)
    if current and not options.edit_path:  # it has proved itself once more, and where terminals look has not changed
        tell.say(f"{tool} {installed.version} is what IT wants, and works.")
        return code
    told = None
    for command in installed.commands:
        asked = look_up(setup.paths, command, environment)
        edit = None if asked.ours else path_edit.propose(setup.paths, asked)
        if edit is not None and options.edit_path:
            path_edit.apply(setup.paths, edit)
            asked = look_up(setup.paths, command, environment)
        tell.found(tool, asked, edit, applied=options.edit_path, again=edit is not None and edit == told)
        told = edit or told
    return code


Standing = tuple[Installed | None, Recipe | None, Recipe | None]
"""What is set up of a tool, what IT offers, and what would change it."""


def _listed(recipes: Recipes, paths: Paths, pins: Pins) -> dict[str, Standing]:
    found = {}
    for tool in sorted({*recipes.recipes, *installed_tools(paths)}):
        with contextlib.suppress(ValueError):
            installed, several = Place(paths, tool).read(), recipes.of(tool)
            update = update_of(installed, several, differs=pins.differs) if installed is not None else None
            found[tool] = installed, offered(several), update
    return found


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
