"""Lock files under a recipe: do they pin exactly what the recipe promises, every byte of it?

npm's (`package-lock.json`, version 2 or 3; npm documentation, package-lock.json) or Python's (requirements with
hashes). A lock travels as a signed target. Its hashes are what ties the download to the signature, so an entry without
one is an error.
"""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.admin.draft import items, mapping
from app.admin.problems import Location, Problem, error, warning
from app.setup import pypi_lock

LARGEST_BYTES = 16_000_000


def read(folder: Path, lock: str) -> bytes:
    """The lock file's bytes. Raises ValueError, whose text says what is wrong with it."""
    if lock.startswith("/") or ".." in lock.split("/"):
        raise ValueError(f"{lock!r} must lie in the policy's folder or below it")
    path = folder / lock
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ValueError(f"{lock!r} is no file")
        if about.st_size > LARGEST_BYTES:
            raise ValueError(f"{lock!r} is larger than {LARGEST_BYTES} bytes")
        return path.read_bytes()
    except OSError as wrong:
        raise ValueError(f"the lock file {lock!r} cannot be read: {wrong.strerror}") from None


def findings(folder: Path, path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    """Errors and warnings about the lock of one recipe that has one."""
    if isinstance(recipe.get("lock"), str):
        yield from (_pypi if recipe.get("kind") == "pypi" else _npm)(folder, path, recipe)


def _pypi(folder: Path, path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    here, package = (*path, "lock"), str(recipe.get("package"))
    try:
        pinned = pypi_lock.read(read(folder, recipe["lock"]))
    except ValueError as wrong:
        yield error(here, f"{wrong}; make it with `uv pip compile --generate-hashes`")
        return
    locked = pypi_lock.version_in(pinned, package)
    if not locked:
        yield error(here, f"does not contain the recipe's package {package}")
    elif locked != recipe.get("version"):
        yield error(here, f"contains {package} {locked}, not {recipe.get('version')}")


def _npm(folder: Path, path: Location, recipe: dict[str, Any]) -> Iterator[Problem]:
    here = (*path, "lock")
    try:
        packages = _packages(read(folder, recipe["lock"]))
    except ValueError as wrong:
        yield error(here, str(wrong))
        return
    package, version = recipe.get("package"), recipe.get("version")
    locked = mapping(packages.get(f"node_modules/{package}")).get("version")
    asked = mapping(mapping(packages.get("")).get("dependencies")).get(str(package))
    if locked is None:
        yield error(here, f"does not contain the recipe's package {package}")
    elif locked != version:
        yield error(here, f"contains {package} {locked}, not {version}")
    elif asked != version:
        yield error(here, f"asks for {package} {asked or 'only through another package'}, not for exactly {version}")
    loose = [name for name, entry in packages.items() if name and not _is_pinned(entry)]
    if loose:
        yield error(here, f"has no integrity hash for {len(loose)} of its packages, first {loose[0]}")
    if any("resolved" in mapping(entry) for entry in packages.values()):
        message = "names download addresses; make it with `npm install --omit-lockfile-registry-resolved`"
        yield warning(here, f"{message}, or every machine asks those hosts instead of its own registry")
    yield from _files(path, recipe, packages)


def _packages(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("is no JSON, so no npm lock file") from None
    packages = document.get("packages") if isinstance(document, dict) else None
    if not isinstance(packages, dict) or document.get("lockfileVersion") not in (2, 3):
        raise ValueError("is no npm lock file of version 2 or 3")
    return packages


def _is_pinned(entry: object) -> bool:
    """By its own hash, or by that of the package whose tarball carries it."""
    found = mapping(entry)
    return isinstance(found.get("integrity"), str) or (found.get("inBundle") is True and found.get("link") is not True)


def _files(path: Location, recipe: dict[str, Any], packages: dict[str, Any]) -> Iterator[Problem]:
    """Every file that is started must come from a package that the lock pins."""
    for system, build in mapping(recipe.get("builds")).items():
        for number, command in enumerate(map(mapping, items(mapping(build).get("commands")))):
            for field in ("file", "runtime"):
                file = command.get(field)
                if isinstance(file, str) and not any(name and file.startswith(f"{name}/") for name in packages):
                    here = (*path, "builds", system, "commands", number, field)
                    yield error(here, f"{file!r} belongs to no package in the lock")
