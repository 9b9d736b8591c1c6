"""A bundle written: the same tree gives the same bytes, whoever packs it, whenever and wherever.

Entries in the manifest's order; time 0, owner 0, modes 0644 and 0755; pax headers only where a name needs one; zstd in
one thread at one level, because several threads cut a stream differently. (Another version of the zstd library may
still compress differently: what is inside stays the same, and the manifest proves it.)
"""

import hashlib
import io
from pathlib import Path
from typing import IO

import msgspec

from app.admin.bundle.tree import Tree
from app.host import files
from app.host.archives import tarfile, zstd
from app.policy import bundle
from app.policy.bundle import Manifest

LEVEL = 19
"""The smallest that unpacks with 8 MB of memory; a bundle is built once and fetched by everybody."""

_BLOCK = 4096


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """The archive: where it is, its length and SHA-256, and what it takes once unpacked (in blocks of 4 kB)."""

    path: Path
    length: int
    sha256: str
    installed_bytes: int
    manifest: Manifest


def pack(manifest: Manifest, tree: Tree, path: Path, level: int = LEVEL) -> Packed:
    """Write the archive to `path`, whole or not at all.

    Raises BundleUnreadable for a tree that must not be unpacked, DiskFull, NotWritable.
    """
    head = bundle.dump(manifest)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            _write(file, head, manifest, tree, level)
        part.replace(path)
        with path.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
    except OSError as error:
        raise files.translated(error, path) from error
    finally:
        part.unlink(missing_ok=True)
    sizes = (len(head), *(file.size for file in manifest.files))
    installed = sum(-(-size // _BLOCK) * _BLOCK for size in sizes)
    return Packed(path=path, length=path.stat().st_size, sha256=digest, installed_bytes=installed, manifest=manifest)


def _write(file: IO[bytes], head: bytes, manifest: Manifest, tree: Tree, level: int) -> None:
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: level,
        zstd.CompressionParameter.checksum_flag: 1,
        zstd.CompressionParameter.nb_workers: 0,
    }
    with (
        zstd.ZstdFile(file, "wb", options=options) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT, encoding="utf-8") as tar,
    ):
        tar.addfile(_entry(bundle.MANIFEST, len(head)), io.BytesIO(head))
        for one in manifest.files:
            with tree.sources[one.path].open("rb") as content:
                tar.addfile(_entry(one.path, one.size, 0o755 if one.executable else 0o644), content)
        for link in manifest.links:
            entry = _entry(link.path, 0, 0o777)
            entry.type, entry.linkname = tarfile.SYMTYPE, link.target
            tar.addfile(entry)


def _entry(name: str, size: int, mode: int = 0o644) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, mode
    return entry
