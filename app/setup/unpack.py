"""A bundle unpacked beside its place, entry by entry against its manifest; nothing else in it is ever written.

The bytes were signed, and are taken for hostile all the same: whoever builds bundles takes them from elsewhere. tar's
own data filter refuses what leads out of the folder or is no file; the manifest (`app.policy.bundle`) says beforehand
each path, size, hash and mode, so that what is not expected just now ends it. Sizes are bounded by what the recipe
promises, before anything is written.
"""

import contextlib
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from app.host.archives import tarfile, zstd
from app.host.digest import sha256
from app.policy import bundle
from app.policy.bundle import Manifest, PackedFile, PackedLink
from app.setup.errors import Cancelled, IntegrityMismatch

_WINDOW_LOG_MAX = 27
"""128 MB: what zstd itself takes without being told otherwise (`zstd --ultra`); a bundle asks for 8."""

_CHUNK = 1 << 18
_BESIDE_AN_ENTRY = 16 * 1024
"""Bytes of headers and padding that an entry may take: its own, a pax header (read into memory) and that one's own."""


class _Bounded(io.RawIOBase):
    """What the archive unpacks to, up to as many bytes as the entry that is read just now may have."""

    def __init__(self, source: zstd.ZstdFile) -> None:
        self._source, self._left = source, 0

    def expect(self, count: int) -> None:
        """An entry of so many bytes comes now, and what is read ahead of the next one."""
        self._left = count + _BESIDE_AN_ENTRY + 2 * _CHUNK

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._source.readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise ValueError("it unpacks to more than its manifest says")
        return count


def unpack(tool: str, archive: Path, folder: Path, installed_bytes: int, cancel: threading.Event) -> Manifest:
    """Fill the empty `folder` from the archive, whose files come to `installed_bytes` at most; returns its manifest.

    Raises IntegrityMismatch, BundleUnreadable, Cancelled, OSError; what was written by then is the caller's to remove.
    """
    try:
        with _opened(archive) as (tar, bounded, source):
            manifest = _manifest(tar)
            if manifest.size > installed_bytes:
                raise ValueError(f"its files come to {manifest.size} bytes, its recipe says {installed_bytes}")
            (folder / bundle.MANIFEST).write_bytes(bundle.dump(manifest))
            _fill(_Entries(tar, bounded, folder), manifest, tool, cancel)
            bounded.expect(0)
            _expect_end(tar, source)
    except _BROKEN as error:
        raise IntegrityMismatch(tool=tool, detail=str(error) or "the bundle is cut off") from error
    return manifest


def manifest_in(archive: Path) -> Manifest:
    """What a bundle says of itself; nothing else of it is read. Raises IntegrityMismatch, BundleUnreadable, OSError."""
    try:
        with _opened(archive) as (tar, _, _):
            return _manifest(tar)
    except _BROKEN as error:
        raise IntegrityMismatch(tool=archive.name, detail=str(error) or "the bundle is cut off") from error


_BROKEN = (tarfile.TarError, zstd.ZstdError, EOFError, ValueError)
"""What hostile bytes can raise while they are unpacked."""


@contextlib.contextmanager
def _opened(archive: Path) -> Iterator[tuple[tarfile.TarFile, _Bounded, IO[bytes]]]:
    """The archive's entries, what bounds them, and the bytes they are read from."""
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG_MAX}
    with archive.open("rb") as file, zstd.ZstdFile(file, options=options) as unpacked:
        bounded = _Bounded(unpacked)
        source = io.BufferedReader(bounded, _CHUNK)
        bounded.expect(bundle.LARGEST_MANIFEST)
        with tarfile.open(fileobj=source, mode="r|") as tar:
            yield tar, bounded, source


def _expect_end(tar: tarfile.TarFile, source: IO[bytes]) -> None:
    if tar.next() is not None:
        raise ValueError("it holds more than its manifest says")
    while rest := source.read(_CHUNK):  # to the very end: only there zstd knows that nothing is missing
        if rest.strip(b"\0"):
            raise ValueError("there is something after its end")


def _manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    if first is None or first.name != bundle.MANIFEST or not first.isreg() or first.size > bundle.LARGEST_MANIFEST:
        raise ValueError("it does not begin with its manifest")
    return bundle.load(_content(tar, first).read())


def _fill(entries: "_Entries", manifest: Manifest, tool: str, cancel: threading.Event) -> None:
    parents = set[Path]()
    expected: tuple[PackedFile | PackedLink, ...] = (*manifest.files, *manifest.links)
    for wanted in expected:
        if cancel.is_set():
            raise Cancelled(tool=tool)
        path = entries.folder / wanted.path
        if path.parent not in parents:
            path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            parents.add(path.parent)
        if isinstance(wanted, PackedLink):
            entries.link(wanted)
            path.symlink_to(wanted.target)
        else:
            _write(entries.file(wanted), path, wanted)


class _Entries:
    """The entries of the archive, one after the other; each has to be the one that is wanted."""

    def __init__(self, tar: tarfile.TarFile, source: _Bounded, folder: Path) -> None:
        self._tar, self._source, self.folder = tar, source, folder

    def file(self, wanted: PackedFile) -> IO[bytes]:
        """The bytes of the next entry, by name, size and mode that file."""
        member = self._next(wanted.path, wanted.size)
        mode = 0o755 if wanted.executable else 0o644
        if not member.isreg() or member.issparse() or (member.size, member.mode) != (wanted.size, mode):
            raise ValueError(f"{wanted.path} is another file than its manifest says, or none")
        return _content(self._tar, member)

    def link(self, wanted: PackedLink) -> None:
        """Nothing, when the next entry is that link."""
        member = self._next(wanted.path, 0)
        if not member.issym() or member.linkname != wanted.target:
            raise ValueError(f"{wanted.path} is another link than its manifest says, or none")

    def _next(self, path: str, size: int) -> tarfile.TarInfo:
        self._source.expect(0)  # headers only: an extended one is read into memory whole
        member = self._tar.next()
        self._source.expect(size)
        if member is None or member.name != path:
            raise ValueError(f"there is {member.name if member else 'nothing'!r} where {path} should be")
        tarfile.data_filter(member, str(self.folder))
        return member


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member)
    if content is None:
        raise ValueError(f"{member.name} has no content")
    return content


def _write(content: IO[bytes], path: Path, wanted: PackedFile) -> None:
    """A new file, and only a new one; nothing that lies there is followed or overwritten."""
    digest, left = sha256(wanted.size), wanted.size
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        while left and (chunk := content.read(min(_CHUNK, left))):
            file.write(chunk)
            digest.update(chunk)
            left -= len(chunk)
    if left or digest.hexdigest() != wanted.sha256:
        raise ValueError(f"{wanted.path} is not what the manifest says")
    path.chmod(0o755 if wanted.executable else 0o644)
