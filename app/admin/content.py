"""What a target holds: bytes in memory, or a file too large for that, known by its length and SHA-256.

A bundle has a hundred megabytes and more, and there is one for each system. So it is read in pieces, once to know what
it is and once to copy it, and everything in between speaks of it by its hash.
"""

import functools
import hashlib
import os
from pathlib import Path

import msgspec
from tuf.api.exceptions import RepositoryError

from app.admin.errors import RepositoryDamaged
from app.admin.tufapi import TargetFile
from app.host import files

HELD = 16_000_000
"""Up to so many bytes a file is held in memory."""

_CHUNK = 1 << 20


class LargeFile(msgspec.Struct, frozen=True, eq=False):
    """A file of that length and SHA-256, wherever it lies: the same content is the same, also in another place."""

    length: int
    sha256: str
    path: Path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LargeFile) and (self.length, self.sha256) == (other.length, other.sha256)

    def __hash__(self) -> int:
        return hash(self.sha256)


Content = bytes | LargeFile


def of_file(path: Path) -> Content:
    """What lies there. Raises OSError."""
    about = path.stat()
    if about.st_size <= HELD:
        return path.read_bytes()
    return LargeFile(about.st_size, _sha256(path, about.st_size, about.st_mtime_ns, about.st_ino, about.st_dev), path)


@functools.lru_cache(maxsize=256)
def _sha256(path: Path, *_: int) -> str:
    """The hash, once for the same file: its size, time and inode tell (a publish asks several times)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest(content: Content) -> str:
    """Its SHA-256 in hex."""
    return content.sha256 if isinstance(content, LargeFile) else hashlib.sha256(content).hexdigest()


def length(content: Content) -> int:
    """How many bytes it has."""
    return content.length if isinstance(content, LargeFile) else len(content)


def signed(path: str, content: Content) -> TargetFile:
    """What a role says of it under that target path."""
    return TargetFile(length(content), {"sha256": digest(content)}, path)


def is_what_was_signed(content: Content, info: TargetFile) -> bool:
    """Whether length and every hash are those that were signed."""
    if isinstance(content, LargeFile):
        return (content.length, {"sha256": content.sha256}) == (info.length, info.hashes)
    try:
        info.verify_length_and_hashes(content)
    except RepositoryError:
        return False
    return True


def write(content: Content, place: Path) -> None:
    """Put it there, whole and durably. Raises DiskFull, NotWritable, RepositoryDamaged (it changed meanwhile)."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.translated(error, place) from error
    if isinstance(content, LargeFile):
        _copy(content, place)
    else:
        files.write_durably(place, content, mode=0o644)


def _copy(content: LargeFile, place: Path) -> None:
    """In pieces, beside its place; nothing where the same lies there already."""
    beside = place.with_name(f".{place.name}.part")
    try:
        if place.is_file() and of_file(place) == content:
            return
        copied = hashlib.sha256()
        with content.path.open("rb") as source, beside.open("wb") as target:
            while chunk := source.read(_CHUNK):
                copied.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        if copied.hexdigest() != content.sha256:
            raise RepositoryDamaged(path=place, detail=f"{content.path} changed while it was copied")
        beside.chmod(0o644)
        beside.replace(place)
        files.sync_folder(place.parent)
    except OSError as error:
        raise files.translated(error, place) from error
    finally:
        beside.unlink(missing_ok=True)
