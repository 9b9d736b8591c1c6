"""The bill of materials of a package: CycloneDX 1.6 of everything that is frozen into it.

What is in a frozen folder is found out where it was frozen, among the packages that it came from, and kept beside it:
what Windows froze is packed on Linux. The library that writes the document is in .venv, whose Python runs this module:

    found FROZEN FILE                             what is in the folder, as JSON
    beside NAME VERSION FROZEN PACKAGE [MORE…]    the document, beside the package; MORE is a package URL or
                                                  file:NAME:SHA256 for each library from elsewhere
"""

import hashlib
import sys
import sysconfig
from pathlib import Path

import msgspec
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.component import Component, ComponentType
from devtools import commands
from devtools.console import Trouble

from app.admin.bundle import bom
from app.policy.bundle import Part
from packages import origins
from packages.bill import kept_at
from packages.origins import Brought, Found

SUFFIX = ".cdx.json"


def document(name: str, version: str, sha256: str, found: Found) -> bytes:
    """The JSON document for the package file of that hash."""
    files = [
        Component(
            type=ComponentType.FILE,
            name=place,
            bom_ref=f"file:{place}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        )
        for place, digest in found.unclaimed
    ]
    return bom.written("package", name, version, sha256, [*map(_component, found.parts), *files])


def _component(brought: Brought) -> Component:
    made = bom.component(brought.part)
    for inside in brought.inside:
        below = bom.component(inside)
        below.bom_ref.value = f"{brought.part.purl}#{inside.purl}"
        made.components.add(below)
    return made


def _kept(name: str, frozen: Path) -> Found:
    """What was found when it was frozen, else what is found now. Raises Trouble."""
    try:
        return msgspec.json.decode(kept_at(name, frozen).read_bytes(), type=Found)
    except FileNotFoundError:
        return _find(frozen)
    except (msgspec.MsgspecError, OSError) as error:
        raise Trouble(f"{kept_at(name, frozen)} cannot be read: {error}", "Freeze the program anew.") from error


def _find(frozen: Path) -> Found:
    return origins.found(frozen, origins.Site(Path(sysconfig.get_path("purelib"))))


def _with(found: Found, more: list[str]) -> Found:
    files = [tuple(words.split(":")[1:]) for words in more if words.startswith("file:")]
    parts = [Brought(Part(words)) for words in more if not words.startswith("file:")]
    return Found((*found.parts, *parts), (*found.unclaimed, *((name, digest) for name, digest in files)))


def main(arguments: list[str]) -> int:
    """One of the two commands; returns the exit code."""
    try:
        match arguments:
            case ["found", frozen, file]:
                Path(file).write_bytes(msgspec.json.encode(_find(Path(frozen)), order="sorted"))
            case ["beside", name, version, frozen, package, *more]:
                digest = hashlib.sha256(Path(package).read_bytes()).hexdigest()
                made = document(name, version, digest, _with(_kept(name, Path(frozen)), more))
                Path(package + SUFFIX).write_bytes(made)
            case _:
                return 2
    except Trouble as trouble:
        return commands.tell(trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
