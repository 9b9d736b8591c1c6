"""Files put in their places and taken out again, so that a kill at any moment leaves each of them old or new, whole.

A new content is staged beside its place under a name that the record foretells, and renamed; what a kill leaves staged
is removed when the record is next looked at.
"""

import contextlib
import os
import stat
from pathlib import Path, PurePosixPath

from app.carryover import document
from app.carryover.errors import ChangedMeanwhile, NotPlain
from app.carryover.journal import Record, Written
from app.carryover.proposal import digest
from app.carryover.tree import Tree
from app.host.files import sync_folder, translated

_STAGED = ".signpost-carry-over"
_LONGEST_NAME = 200
"""Bytes; with what is put to it, a name has to stay below the 255 that file systems take."""


def missing_folders(tree: Tree, path: str) -> list[str]:
    """The folders above a file that are not there yet, outer ones first. Raises NotPlain: a link is on the way."""
    found = [str(parent) for parent in reversed(PurePosixPath(path).parents) if str(parent) != "."]
    return [parent for parent in found if not tree.exists(parent)]


def make_folders(record: Record) -> None:
    """The folders of a record. Raises DiskFull, NotWritable."""
    for root, path in record.folders:
        folder = Path(root) / path
        try:
            folder.mkdir(mode=0o755, exist_ok=True)
            sync_folder(folder.parent)
        except OSError as error:
            raise translated(error, folder) from error


def expect_untouched(written: Written) -> None:
    """What the record says was there still is. Raises ChangedMeanwhile, NotWritable, NotPlain."""
    _expect_folders(written)
    path = Path(written.root) / written.path
    if _present(path) != written.held:
        raise ChangedMeanwhile(path=path)


def put(written: Written, data: bytes) -> None:
    """Write one file. Raises DiskFull, NotWritable, NotPlain: a link is on the way."""
    _expect_folders(written)
    path = Path(written.root) / written.path
    staged = _staged(path)
    try:
        staged.unlink(missing_ok=True)
        handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        staged.chmod(written.mode)
        staged.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise translated(error, path) from error


def take_back(written: Written) -> str:
    """Restore one file; "" when it is as it was before, else what stayed: the path of a file changed since.

    From a settings document that changed since only the entries are taken out that are still as they arrived. Raises
    DiskFull, NotWritable, NotPlain.
    """
    _expect_folders(written)
    path = Path(written.root) / written.path
    with contextlib.suppress(OSError):
        _staged(path).unlink()
    now = _present(path)
    before = written.held
    if now == before:
        return ""
    if now is not None and digest(now) == written.after:
        _restore(written, path, before)
        return ""
    if now is None:  # the person removed it since
        return "" if before is None else str(path)
    if written.additions:
        with contextlib.suppress(ValueError):
            without, kept = document.take_out(now, written.path, written.additions, before)
            if without != now:
                _write(written, without, stat.S_IMODE(path.stat().st_mode))
            return str(path) if kept else ""
    return str(path)


def remove_folders(record: Record) -> None:
    """The folders a record made, where they are empty now. Raises NotWritable."""
    for root, path in reversed(record.folders):
        with contextlib.suppress(OSError):  # something of the person's is in it, or it is gone
            (Path(root) / path).rmdir()
            sync_folder((Path(root) / path).parent)


def _restore(written: Written, path: Path, before: bytes | None) -> None:
    if before is not None:
        _write(written, before, written.before_mode)
        return
    try:
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise translated(error, path) from error


def _write(written: Written, data: bytes, mode: int) -> None:
    put(Written(scope=written.scope, root=written.root, path=written.path, after="", mode=mode), data)


def _present(path: Path) -> bytes | None:
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise NotPlain(path=path, detail="no plain file any more")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise translated(error, path) from error


def _expect_folders(written: Written) -> None:
    """Every folder on the way is one, and no link: what was looked at may have been exchanged."""
    Tree(Path(written.root), written.root).exists(written.path)


def _staged(path: Path) -> Path:
    name = path.name
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = digest(os.fsencode(name))
    return path.with_name(f".{name}{_STAGED}")
