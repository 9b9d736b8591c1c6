"""A bundle of what IT has already: a folder, or an archive (tar, zip) that some vendor ships."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from app.admin.bundle import licences, tree
from app.admin.bundle.build import Contents
from app.admin.bundle.errors import BundleImpossible, NotWhatIsMeant
from app.host.archives import tarfile
from app.policy.bundle import Part
from app.policy.recipe import Command

BELOW = "content"
"""Where it lies in the bundle: `bin` and the manifest's name are a set-up's own."""


_DAMAGE = (
    *(OSError, ValueError, EOFError, RuntimeError, LookupError, struct.error, zlib.error),
    *(lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile),
)
"""What archives raise that break the rules of their format, or that are encrypted."""


def command(text: str) -> Command:
    """`NAME=FILE` or `NAME=FILE:RUNTIME`, files as they lie in the folder. Raises NotWhatIsMeant."""
    name, _, rest = text.partition("=")
    file, _, runtime = rest.partition(":")
    if not name or not file:
        raise NotWhatIsMeant(given=text, detail="write a command like name=path/to/file, or name=script.js:bin/node")
    return Command(name=name, file=f"{BELOW}/{file}", runtime=f"{BELOW}/{runtime}" if runtime else None)


def contents(folder: Path, name: str, version: str, system: str, commands: Sequence[Command], licence: str) -> Contents:
    """All of the folder. `licence` is its own, as an SPDX expression, "" for unknown. Raises BundleImpossible."""
    found = tree.read(folder, BELOW)
    held = {*found.sources, *(link.path for link in found.links)}
    for one in commands:
        for path in filter(None, (one.file, one.runtime)):
            if path not in held:
                raise BundleImpossible(given=folder, detail=f"it does not hold {path.removeprefix(f'{BELOW}/')}")
    part = Part(f"pkg:generic/{name}@{version}", licence)
    return Contents(
        name=name,
        version=version,
        system=system,
        tree=found,
        commands=tuple(commands),
        parts=(part,),
        texts={licences.name_of(part.purl): licences.texts_in(folder)},
    )


def unpack(archive: Path, folder: Path) -> None:
    """Unpack what a vendor ships into the new `folder`; nothing is written outside of it. Raises BundleImpossible."""
    folder.mkdir()
    try:
        if zipfile.is_zipfile(archive):
            _unzip(archive, folder)
        else:
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
    except _DAMAGE as error:
        raise BundleImpossible(given=archive, detail=str(error) or "it is cut off") from error


def _unzip(archive: Path, folder: Path) -> None:
    """`ZipFile.extract` keeps within the folder, but forgets which files may be started (APPNOTE, 4.4.15)."""
    with zipfile.ZipFile(archive) as file:
        for member in file.infolist():
            path = Path(file.extract(member, folder))
            if path.is_file() and member.external_attr >> 16 & 0o100:
                path.chmod(0o755)
