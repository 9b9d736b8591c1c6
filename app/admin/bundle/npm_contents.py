"""What npm has put into a folder: its packages, their licences, and the commands of the one that was asked for."""

import os
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import msgspec

from app.admin.bundle.errors import BundleImpossible
from app.policy.bundle import Part
from app.policy.recipe import Command
from app.setup import lock as locks
from app.setup.architecture import made_for

_COMMAND = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ACCOUNT = "node_modules/.package-lock.json"


class Entry(msgspec.Struct, frozen=True, rename="camel"):
    """One package of npm's own account of what it did (npm, package-lock.json, `packages`)."""

    version: str = ""
    license: object = None
    has_install_script: bool = False


class _Account(msgspec.Struct, frozen=True):
    packages: dict[str, Entry]


class _Package(msgspec.Struct, frozen=True):
    """One package.json, as far as it matters here."""

    bin: str | dict[str, str] = {}
    license: object = None
    licenses: object = None


def account(folder: Path) -> dict[str, Entry]:
    """The packages by place. Raises BundleImpossible."""
    try:
        return msgspec.json.decode((folder / _ACCOUNT).read_bytes(), type=_Account).packages
    except (OSError, ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise BundleImpossible(given=folder, detail=f"npm installed nothing that can be read: {error}") from error


def commands(package: str, folder: Path, node: str) -> tuple[Command, ...]:
    """What the package's `bin` says, each started by the file `node` ("": none), unless it is a program itself.

    Raises BundleImpossible.
    """
    place = f"node_modules/{package}"
    said = _package(folder, place).bin
    named = {package.rpartition("/")[2]: said} if isinstance(said, str) else said
    found = []
    for name, file in sorted(named.items()):
        path = posixpath.normpath(posixpath.join(place, file))
        if not _COMMAND.fullmatch(name) or not path.startswith(f"{place}/") or not os.path.isfile(folder / path):  # noqa: PTH113  no error for a name no file can have
            raise BundleImpossible(given=package, detail=f"its command {name!r} is {file!r}")
        found.append(Command(name=name, file=path, runtime=None if made_for(folder / path) else node or None))
    if not found:
        raise BundleImpossible(given=package, detail="it brings no command")
    return tuple(found)


def parts(folder: Path, listed: Mapping[str, Entry]) -> tuple[Part, ...]:
    """Each package once, with its licence and the hash of its archive. Raises BundleImpossible."""
    pinned = locks.installed((folder / _ACCOUNT).read_bytes())
    found = {}
    for place, entry in listed.items():
        package = _package(folder, place)
        licence = _licence(entry.license) or _licence(package.license) or _licence(package.licenses)
        purl = f"pkg:npm/{quote(locks.name_of(place), safe='/')}@{quote(entry.version, safe='')}"
        found[purl] = Part(purl, licence, pinned[place].sha512)
    return tuple(found[purl] for purl in sorted(found))


def _package(folder: Path, place: str) -> _Package:
    try:
        return msgspec.json.decode((folder / place / "package.json").read_bytes(), type=_Package)
    except (OSError, ValueError, RecursionError) as error:
        raise BundleImpossible(given=place, detail=f"its package.json cannot be read: {error}") from error


def _licence(said: object) -> str:
    """npm's `license` in its three forms: an SPDX expression, `{type}`, or a list of those (npm, package.json)."""
    match said:
        case str():
            return said
        case {"type": str(name)}:
            return str(name)
        case [*several]:
            return " OR ".join(filter(None, map(_licence, several)))
        case _:
            return ""
