"""The bill of materials of a package: CycloneDX 1.6 of everything that is frozen into it.

What a wheel says of the libraries compiled into it (PEP 770, `.dist-info/sboms`) stands below its package. The
library that writes it is in .venv, so .venv's Python runs this module with NAME VERSION FROZEN FILE….
"""

import hashlib
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import msgspec
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.component import Component, ComponentType
from devtools import commands
from devtools.console import Trouble

from app.admin.bundle import bom
from app.policy.bundle import Part
from packages import origins
from packages.origins import Found

SUFFIX = ".cdx.json"


class _Inside(msgspec.Struct):
    """As much of a component in a wheel's own document as is passed on."""

    name: str = ""
    version: str = ""
    purl: str = ""
    licenses: list[dict[str, Any]] = []


class _Document(msgspec.Struct):
    components: list[_Inside] = []


def document(name: str, version: str, sha256: str, found: Found) -> bytes:
    """The JSON document for the package file of that hash. Raises Trouble."""
    components = [_component(part, found.packages.get(part.purl)) for part in found.parts]
    files = [
        Component(
            type=ComponentType.FILE,
            name=place,
            bom_ref=f"file:{place}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        )
        for place, digest in found.unclaimed
    ]
    return bom.written("package", name, version, sha256, [*components, *files])


def _component(part: Part, package: Distribution | None) -> Component:
    made = bom.component(part)
    for inside in _compiled_in(package) if package is not None else ():
        below = bom.component(inside)
        below.bom_ref.value = f"{part.purl}#{inside.purl}"
        made.components.add(below)
    return made


def _compiled_in(package: Distribution) -> Iterator[Part]:
    """What the wheel's own documents name, without what only its maker could resolve. Raises Trouble."""
    for file in package.files or ():
        if "/sboms/" not in file.as_posix() or file.suffix != ".json":
            continue
        try:
            said = msgspec.json.decode(Path(str(file.locate())).read_bytes(), type=_Document)
        except (msgspec.MsgspecError, OSError) as error:
            raise Trouble(f"{file} of {package.name} cannot be read: {error}", "Install the package anew.") from error
        for one in said.components:
            licences = [each.get("expression") or each.get("license", {}).get("id", "") for each in one.licenses]
            yield Part(one.purl.partition("?")[0], " AND ".join(filter(None, licences)))


def main(arguments: list[str]) -> int:
    """Write a document beside each of the files; returns the exit code."""
    name, version, frozen, *files = arguments
    try:
        found = origins.found(Path(frozen), origins.Site(Path(sysconfig.get_path("purelib"))))
        for file in map(Path, files):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            file.with_name(file.name + SUFFIX).write_bytes(document(name, version, digest, found))
    except Trouble as trouble:
        return commands.tell(trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
