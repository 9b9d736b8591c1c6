"""Files that survive a crash: written beside, flushed, renamed; and a lock that dies with its process."""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.errors import SignpostError


class DiskFull(SignpostError):
    """ENOSPC or EDQUOT while writing."""

    what = "There is not enough space left on the disk for {path}."
    todo = "Free some space and try again. Nothing was changed."


class NotWritable(SignpostError):
    """The folder or file may not be written."""

    what = "{path} cannot be written ({detail})."
    todo = "Check who owns the folder and whether the disk is read-only, then try again. Nothing was changed."


class InUse(SignpostError):
    """Another process holds the lock."""

    what = "Another Signpost is already using {path}."
    todo = "Use the one that is running, or end it first."


def translated(error: OSError, path: Path) -> SignpostError:
    """The error of ours for an OSError that writing `path` met."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path=path)
    return NotWritable(path=path, detail=error.strerror or str(error))


def plain(path: Path) -> BinaryIO:
    """Open a file to read that any program of the person's can put another thing in place of.

    Opening a pipe would wait for a writer for ever (fifo(7)), and a device has no end. Raises OSError.
    """
    return open(path, "rb", opener=_opened_plain)


def _opened_plain(path: str, flags: int) -> int:
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no plain file", path)
    return handle


def content(path: Path) -> bytes:
    """All that a plain file holds. Raises OSError."""
    with plain(path) as file:
        return file.read()


def write_durably(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace `path` by `data` so that after any crash it holds either the old or the new bytes, whole.

    rename(2) is atomic; the fsync of file and folder is what makes it durable (Linux fsync(2), NOTES).
    Raises DiskFull, NotWritable.
    """
    import tempfile

    try:
        handle, staged = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(staged).chmod(mode)
            Path(staged).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(staged).unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise translated(error, path) from error


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` durable. Windows has no such call and needs none."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path` (no link) while inside; it is let go of when the process dies.

    Raises InUse, NotWritable.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise translated(error, path) from error
    try:
        try:
            _lock(handle)
        except OSError as error:
            raise InUse(path=path) from error
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
