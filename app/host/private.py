"""A folder that is one person's alone, and in it files that are nothing but files.

Who may write to a folder can put a link, a pipe or a device in a file's place. To read it would then lead elsewhere,
wait for ever or never end, and to lock or to mend it would change what lies elsewhere. So nothing of that kind is
opened: it is refused when read and removed when mended, and never what a link leads to.
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.errors import SignpostError
from app.host.paths import make_missing

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_NOTHING_ELSE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""open(2): no link is followed, no pipe is waited for. Windows has neither, and wants to be told of bytes."""


class NotOurs(SignpostError):
    """What should be this person's own belongs to another user."""

    what = "{path} belongs to another user of this computer and is not used."
    todo = "Ask IT to remove it or to give it back to you. Signpost then goes on by itself."


def expect_own(folder: Path) -> bool:
    """Whether the folder is open to nobody else. Raises NotOurs, OSError: it is missing, a link or no folder at all."""
    found = folder.lstat()
    if stat.S_ISLNK(found.st_mode):
        raise OSError(errno.ELOOP, "its folder is a link to another place")
    if not stat.S_ISDIR(found.st_mode):
        raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not _ours(found):
        raise NotOurs(path=folder)
    return not found.st_mode & _OTHERS_WRITE


def make_own(folder: Path) -> None:
    """Make the folder, or make it this person's only: a link in its place goes, rights of others end.

    Raises NotOurs, OSError.
    """
    if folder.is_symlink():
        folder.unlink()
    make_missing(folder)
    if not expect_own(folder):
        folder.chmod(0o700)


def keep_plain(folder: Path, is_folder: Callable[[str], bool], is_link: Callable[[Path], bool] | None = None) -> None:
    """Remove what is not of its kind in `folder`: where `is_folder` says so a folder, else a plain file, both ours.

    `is_link` names the links that belong there. Raises NotOurs for what cannot be removed, OSError.
    """
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        with contextlib.suppress(FileNotFoundError):  # another process of ours has just renamed its file
            if not (is_link is not None and entry.is_symlink() and is_link(folder / entry.name)):
                _keep_plain(folder / entry.name, stat.S_ISDIR if is_folder(entry.name) else stat.S_ISREG)


def keep_plain_file(path: Path) -> None:
    """Remove what lies there, unless it is a plain file of this person. Raises NotOurs, OSError."""
    with contextlib.suppress(FileNotFoundError):
        _keep_plain(path, stat.S_ISREG)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A plain file of this person, to read. Raises OSError: also for anything else in its place."""
    _expect_plain(path.lstat())  # some devices do something when they are opened
    with os.fdopen(os.open(path, os.O_RDONLY | _NOTHING_ELSE), "rb") as file:
        _expect_plain(os.fstat(file.fileno()))  # what was looked at may have been exchanged
        yield file


def read(path: Path, largest: int) -> bytes:
    """The bytes of a plain file of this person. Raises OSError: also for anything else, and for over `largest`."""
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > largest:
            raise OSError(errno.EFBIG, f"it has {size} bytes")
        return file.read(size)


def _expect_plain(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "something else is in the place of the file")
    if not _ours(found):
        raise OSError(errno.EPERM, "the file belongs to another user")


def _keep_plain(path: Path, is_kind: Callable[[int], bool]) -> None:
    found = path.lstat()
    if not _ours(found) or not is_kind(found.st_mode):
        _remove(path, found)
    elif found.st_mode & _OTHERS_WRITE:
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS_WRITE)


def _remove(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        import shutil  # not at every start: it loads three compressors

        shutil.rmtree(path, ignore_errors=True)
        if path.exists():
            raise NotOurs(path=path)
    else:
        path.unlink()


if sys.platform == "win32":

    def _ours(_: os.stat_result) -> bool:
        return True  # a person's profile folder is closed to others by its access list
else:

    def _ours(found: os.stat_result) -> bool:
        return found.st_uid == os.geteuid()
