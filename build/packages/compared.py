"""Two makings of the same, compared: which file, or which member of a package, is not what it was."""

import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from packages import asked, tree

Listing = Mapping[str, str]
"""What is in something, by name: how each member is, in a line."""


def folder(place: Path) -> Listing:
    """A folder's files and links."""
    items = tree.folder("", place)
    return {one.path: f"{one.kind.value} {one.mode:o} {one.target} {_digest(one.data)}" for one in items}


def package(file: Path) -> Listing:
    """A package's members; of a form that is not taken apart here, the file itself. Raises Trouble."""
    whole = {file.name: _digest(file.read_bytes())}
    if file.suffix != ".deb":
        return whole
    control = asked.output(["dpkg-deb", "--ctrl-tarfile", str(file)])
    return {**_tar("DEBIAN/", control), **_tar("", asked.output(["dpkg-deb", "--fsys-tarfile", str(file)])), **whole}


def differing(first: Listing, second: Listing) -> list[str]:
    """The names of what differs or is in one alone, in order."""
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def _tar(prefix: str, data: bytes) -> Listing:
    found = dict[str, str]()
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for number, member in enumerate(archive):
            content = archive.extractfile(member) if member.isfile() else None
            said = f"{number} {member.mode:o} {member.uid} {member.gid} {member.mtime} {member.linkname}"
            found[prefix + member.name.removeprefix("./")] = f"{said} {_digest(content.read() if content else b'')}"
    return found


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
