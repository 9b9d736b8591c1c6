"""What a recipe wants to be so before it begins: other tools and commands there, and processes closed.

Nothing is ended here: the person is told what to close.
"""

import contextlib
import os
import re
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from app.errors import SignpostError
from app.host.run import run
from app.policy import versions
from app.policy.recipe import Requirement
from app.policy.recipe_parts import fill_in
from app.setup.detect import clean_environment
from app.setup.errors import Blocked, Cancelled, RequirementMissing
from app.setup.place import Place
from app.setup.places import places
from app.setup.search_path import on_search_path

_VERSION = re.compile(r"(?<![0-9A-Za-z.])v?(\d+(?:\.\d+)+(?:[-+][0-9A-Za-z.+-]+)?)")
_ASK_SECONDS = 20.0


def required(
    place: Place, requirements: Iterable[Requirement], environment: Mapping[str, str], cancel: threading.Event
) -> None:
    """Make sure that all of it is there. Raises RequirementMissing, Cancelled."""
    for one in requirements:
        wanted = one.tool or one.command or one.file
        if not (
            _is_set_up(place, one.tool)
            if one.tool
            else _is_file(place, one.file, environment)
            if one.file
            else _has_command(place, one, environment, cancel)
        ):
            said = f"{wanted} ({one.versions})" if one.versions else wanted
            raise RequirementMissing(tool=place.tool, requirement=said)


def _is_set_up(place: Place, tool: str) -> bool:
    with contextlib.suppress(SignpostError):
        return Place(place.paths, tool).read() is not None
    return False


def _is_file(place: Place, file: str, environment: Mapping[str, str]) -> bool:
    try:
        return Path(fill_in(file, places(place.paths, environment))).exists()
    except (KeyError, OSError):
        return False


def _has_command(place: Place, one: Requirement, environment: Mapping[str, str], cancel: threading.Event) -> bool:
    search = os.pathsep.join((str(place.paths.bin), environment.get("PATH", os.defpath)))
    program = on_search_path(one.command, search)
    if not program or not one.versions:
        return bool(program)
    home = place.paths.home
    try:
        result = run(
            [program, *one.arguments],
            env=clean_environment(home, environment),
            cwd=home,
            timeout=_ASK_SECONDS,
            cancel=cancel,
        )
    except OSError:
        return False
    if result.ended_by == "cancel":
        raise Cancelled(tool=place.tool)
    said = _VERSION.search(result.out) or _VERSION.search(result.err)
    return result.code == 0 and said is not None and versions.parse(one.versions).contains(said[1])


def closed(tool: str, names: Iterable[str]) -> None:
    """Make sure that no process of this person runs an executable of these names. Raises Blocked."""
    wanted = {_folded(name) for name in names}
    if wanted and (running := _running(wanted)):
        raise Blocked(tool=tool, processes=", ".join(running))


def _running(wanted: set[str]) -> list[str]:
    """Each name and its pids: `qoder (4711, 4712)`."""
    found: dict[str, list[int]] = {}
    mine = psutil.Process().username()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            name = Path(process.exe()).name or process.name()
            if _folded(name) in wanted and process.username() == mine and process.pid != os.getpid():
                found.setdefault(name, []).append(process.pid)
    return [f"{name} ({', '.join(map(str, sorted(pids)))})" for name, pids in sorted(found.items())]


def _folded(name: str) -> str:
    return name.casefold().removesuffix(".exe")


def asked_by(place: Place) -> bool:
    """Whether we were started by a process of the very tool: it must not set itself up, over and over."""
    folder = place.folder.resolve()
    with contextlib.suppress(psutil.Error, OSError):
        for parent in psutil.Process().parents():
            with contextlib.suppress(psutil.Error, OSError):
                if any(_below(word, folder) for word in (parent.exe(), *parent.cmdline()[:3])):
                    return True
    return False


def _below(word: str, folder: Path) -> bool:
    path = Path(word)
    return path.is_absolute() and path.resolve().is_relative_to(folder)
