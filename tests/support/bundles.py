"""Bundles made by hand: good ones from a folder, and archives that say one thing and hold another."""

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.admin.bundle import tree
from app.admin.bundle.pack import Packed, pack
from app.host import platform
from app.host.archives import tarfile, zstd
from app.policy import bundle
from app.policy.bundle import Manifest, PackedFile, PackedLink
from app.policy.recipe import Command

Entry = tuple[tarfile.TarInfo, bytes]


def manifest_of(files: Iterable[PackedFile], links: Iterable[PackedLink] = (), **fields: object) -> Manifest:
    """A manifest of these entries for this machine."""
    made = Manifest(
        format=bundle.FORMAT,
        name="demo",
        version="1.2.3",
        system=platform.build_name(),
        commands=(),
        files=tuple(files),
        links=tuple(links),
    )
    return msgspec.structs.replace(made, **fields)


def packed(folder: Path, archive: Path, *commands: Command, level: int = 1, version: str = "1.2.3") -> Packed:
    """A good bundle of all that lies in the folder."""
    found = tree.read(folder)
    made = manifest_of(found.files, found.links, commands=commands, version=version)
    return pack(made, found, archive, level)


def described(path: str, data: bytes, *, executable: bool = False) -> PackedFile:
    """How a manifest speaks of that file."""
    return PackedFile(path, len(data), hashlib.sha256(data).hexdigest(), executable)


def entry(path: str, data: bytes, **fields: object) -> Entry:
    """One entry of an archive, with any field of its header set."""
    info = tarfile.TarInfo(path)
    info.size, info.mode = len(data), 0o644
    for name, value in fields.items():
        setattr(info, name, value)
    return info, data


def forged(archive: Path, manifest: Manifest | bytes, entries: Iterable[Entry], after: bytes = b"") -> Path:
    """An archive with that manifest and those entries, whether they fit or not."""
    head = manifest if isinstance(manifest, bytes) else msgspec.json.encode(manifest)
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.PAX_FORMAT) as file:
        for info, data in (entry(bundle.MANIFEST, head), *entries):
            file.addfile(info, io.BytesIO(data))
    archive.write_bytes(zstd.compress(tar.getvalue() + after, level=1))
    return archive
