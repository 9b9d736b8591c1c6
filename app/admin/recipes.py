"""What `check` has to say of recipes: do they fit their tool, are their files there, can they be detected and removed?

What each field may hold is the schema's to say, what a lock pins is that of `locks`; this is what holds between fields.
"""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.admin import locks
from app.admin.bundle import findings as bundles
from app.admin.draft import Draft, items, mapping
from app.admin.problems import Location, Problem, error, warning
from app.admin.schema import meant
from app.policy import versions
from app.policy.recipe_parts import EVERYBODYS, PLACEHOLDERS, PLACES, check_placeholders

LARGEST_ARTIFACT = 2_000_000_000

_SYSTEMS = {
    "deb": ("linux",),
    "rpm": ("linux",),
    "flatpak": ("linux",),
    "appimage": ("linux",),
    "winget": ("windows",),
    "msi": ("windows",),
    "exe": ("windows",),
    "brew": ("macos", "linux"),
    "pkg": ("macos",),
    "dmg": ("macos",),
}
"""The systems a kind can be installed on, where that is not all of them."""

_MACHINE_ONLY = ("deb", "rpm")
_PREFIX = ("bundle", "npm", "pypi")


def findings(draft: Draft) -> Iterator[Problem]:
    """Errors and warnings about every recipe and its files."""
    known = [tool_id for tool_id, _ in draft.tools()]
    for path, tool_id, recipe in draft.recipes():
        tool = draft.tool(tool_id)
        if tool is None:
            yield error(path[:2], f"{tool_id!r} is not defined under tools{meant(tool_id, known)}", at_key=True)
        elif tool.get("status") != "approved":
            yield error(path[:2], f"{tool_id!r} is {tool.get('status')}; only approved tools are set up", at_key=True)
        yield from _builds(path, recipe)
        yield from _detect(path, recipe)
        yield from _arguments(path, recipe)
        yield from _requires(path, recipe, known, tool_id)
        yield from _scope(path, recipe)
        yield from _set_up_for_everybody(path, recipe)
        yield from _artifacts(draft.folder, path, recipe)
        yield from locks.findings(draft.folder, path, recipe)


def _builds(path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    builds, detect, kind = mapping(recipe.get("builds")), mapping(recipe.get("detect")), recipe.get("kind")
    if not builds and "builds" in recipe:
        yield error((*path, "builds"), "has no build, so it can be set up nowhere")
    for system, build in builds.items():
        fitting = _SYSTEMS.get(str(kind))
        if fitting and system.partition("-")[0] not in fitting:
            where = (*path, "builds", system)
            yield error(where, f"is no system for the kind {kind}, which is for {' and '.join(fitting)}", at_key=True)
        names = _commands(kind, mapping(build))
        if kind in _PREFIX and not names:
            yield error((*path, "builds", system), "has no commands", at_key=True)
        elif names and "command" in detect and detect["command"] not in names:
            message = f"lacks the command {detect['command']!r}, by which it is detected"
            yield error((*path, "builds", system), message, at_key=True)


def _commands(kind: object, build: dict[str, Any]) -> list[object]:
    if kind == "appimage":
        return [build.get("command")]
    return [command.get("name") for command in map(mapping, items(build.get("commands")))]


def _detect(path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    detect, kind = mapping(recipe.get("detect")), recipe.get("kind")
    if "version" in detect and "version" in recipe and detect["version"] != recipe["version"]:
        yield warning((*path, "detect", "version"), f"differs from the recipe's version ({recipe.get('version')})")
    if "detect" not in recipe or not isinstance(recipe["detect"], dict):
        return
    here = (*path, "detect")
    if not detect.keys() & {"command", "package", "file"}:
        yield error(here, "has no proof: give a command, a package or a file", at_key=True)
    if detect.keys() & {"command", "package"} and "version" not in detect:
        yield error(here, "lacks the version that its command or package must have", at_key=True)
    if "sha256" in detect and "file" not in detect:
        yield error((*here, "sha256"), "is that of a file, and none is given")
    if kind in _PREFIX and "command" not in detect:
        yield error(here, f"lacks the command, by which the kind {kind} is detected", at_key=True)
    if "package" in detect and kind in (*_PREFIX, "appimage", "link"):
        yield error((*here, "package"), f"cannot be asked after: the kind {kind} has no package manager")
    if isinstance(detect.get("file"), str):
        yield from _placeholders((*here, "file"), detect["file"], PLACES)


def _arguments(path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    for number, argument in enumerate(items(recipe.get("arguments"))):
        yield from _placeholders((*path, "arguments", number), argument, PLACEHOLDERS)
    uninstall = mapping(recipe.get("uninstall"))
    for number, argument in enumerate(items(uninstall.get("arguments"))):
        yield from _placeholders((*path, "uninstall", "arguments", number), argument, PLACES)
    if "file" in uninstall:
        yield from _placeholders((*path, "uninstall", "file"), uninstall["file"], PLACES)
    if recipe.get("kind") == "exe" and "uninstall" not in recipe:
        yield warning(path, "lacks uninstall, so Signpost cannot take it away again", at_key=True)


def _placeholders(path: Location, text: object, known: tuple[str, ...]) -> Iterator[Problem]:
    if isinstance(text, str) and (wrong := _fault(check_placeholders, text, known)):
        yield error(path, wrong)


def _fault(judge: Callable[..., object], *values: object) -> str:
    try:
        judge(*values)
    except ValueError as wrong:
        return str(wrong)
    return ""


def _requires(path: Location, recipe: dict[str, Any], known: list[str], tool_id: str) -> Iterator[Problem]:
    for number, one in enumerate(map(mapping, items(recipe.get("requires")))):
        here = (*path, "requires", number)
        if len(one.keys() & {"tool", "command", "file"}) != 1:
            yield error(here, "needs exactly one of tool, command and file")
        if "tool" in one and one["tool"] not in known:
            yield error((*here, "tool"), f"{one['tool']!r} is not defined under tools{meant(one['tool'], known)}")
        elif one.get("tool") == tool_id:
            yield error((*here, "tool"), "is the tool itself")
        if "versions" in one and "command" not in one:
            yield error((*here, "versions"), "narrows a command, and there is none")
        elif isinstance(one.get("versions"), str) and (wrong := _fault(versions.parse, one["versions"])):
            yield error((*here, "versions"), wrong)
        if "file" in one:
            yield from _placeholders((*here, "file"), one["file"], PLACES)


def _scope(path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    kind, scope = recipe.get("kind"), recipe.get("scope")
    if kind in _MACHINE_ONLY and scope == "user":
        yield error((*path, "scope"), f"cannot be user: the kind {kind} installs for the machine")
    if scope == "machine" and kind in (*_PREFIX, "appimage", "vscode-extension"):
        yield error((*path, "scope"), f"cannot be machine: the kind {kind} installs for one person")


def _set_up_for_everybody(path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    """What the elevated helper of Windows leaves out (`app.setup.kinds.exe.not_for_everybody`)."""
    if recipe.get("kind") != "exe" or recipe.get("scope") != "machine":
        return
    detect, uninstall = mapping(recipe.get("detect")), mapping(recipe.get("uninstall"))
    if "file" not in detect:
        yield warning((*path, "detect"), "lacks a file, the one proof that counts for the whole computer", at_key=True)
    texts: dict[Location, object] = {
        ("detect", "file"): detect.get("file"),
        ("uninstall", "file"): uninstall.get("file"),
        **{("arguments", number): word for number, word in enumerate(items(recipe.get("arguments")))},
        **{("uninstall", "arguments", number): word for number, word in enumerate(items(uninstall.get("arguments")))},
    }
    for where, text in texts.items():
        known = isinstance(text, str) and not _fault(check_placeholders, text, PLACEHOLDERS)
        if known and _fault(check_placeholders, text, ("file", *EVERYBODYS)):
            only = " and ".join(f"{{{name}}}" for name in EVERYBODYS)
            yield warning((*path, *where), f"speaks of one person's folder; for the whole computer there are {only}")


def _artifacts(folder: Path, path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    for system, build in mapping(recipe.get("builds")).items():
        name = mapping(build).get("artifact")
        if not isinstance(name, str):
            continue
        if wrong := _fault(artifact, folder, name):
            yield error((*path, "builds", system, "artifact"), wrong)
        elif recipe.get("kind") == "bundle":
            yield from bundles.findings(folder / name, path, recipe, str(system))


def artifact(folder: Path, name: str) -> Path:
    """The file a recipe names as its artifact. Raises ValueError, whose text says what is wrong with it."""
    if name.startswith("/") or ".." in name.split("/"):
        raise ValueError(f"{name!r} must lie in the policy's folder or below it")
    path = folder / name
    try:
        about = path.stat()
    except OSError as wrong:
        raise ValueError(f"the file {name!r} cannot be read: {wrong.strerror}") from None
    if not stat.S_ISREG(about.st_mode) or about.st_size == 0:
        raise ValueError(f"{name!r} is no file, or an empty one")
    if about.st_size > LARGEST_ARTIFACT:
        raise ValueError(f"{name!r} is larger than {LARGEST_ARTIFACT} bytes")
    return path
