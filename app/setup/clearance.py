"""Removing exactly what the person was shown of a tool, and nothing if anything of it has changed since.

No link is followed: each thing is addressed by its open parent folder and is the very object that was shown. A folder
is first renamed, so that the tool is gone at once; what a kill leaves under such a name goes at the next start.
"""

import contextlib
import os
import secrets
import shutil
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psutil

from app.host.files import translated, write_durably
from app.host.paths import Paths, own_folder
from app.setup.errors import Blocked, Cancelled, RemovalChanged
from app.setup.removable import Piece, Removal

_ASIDE = ".signpost-removed-"
_ORDER = ("link", "file", "folder")
"""Commands go first, so that nothing starts what is half gone."""


class _Aside(msgspec.Struct, frozen=True):
    """A folder that was renamed to be removed, and which object it is."""

    path: str
    device: int
    inode: int


def remove(paths: Paths, shown: Removal, now: Removal, cancel: threading.Event) -> None:
    """Remove the pieces that were `shown`, provided that they are still all there is and the same (`now`).

    Raises RemovalChanged and Blocked before anything is touched, Cancelled, DiskFull, NotWritable.
    """
    if shown.tool != now.tool or shown.pieces != now.pieces:
        raise RemovalChanged(tool=shown.tool)
    if running := _running_from(shown.pieces):
        raise Blocked(tool=shown.tool, processes=", ".join(running))
    if cancel.is_set():
        raise Cancelled(tool=shown.tool)
    pieces = sorted(shown.pieces, key=lambda piece: (_ORDER.index(piece.sort), piece.path))
    asides = {
        piece.path: _Aside(f"{piece.path}{_ASIDE}{secrets.token_hex(4)}", piece.device, piece.inode)
        for piece in pieces
        if piece.sort == "folder"
    }
    _note(paths, [*_noted(paths), *asides.values()])
    folders: set[Path] = set()
    for piece in pieces:
        path = Path(piece.path)
        try:
            with _parent(path) as folder:
                _same(piece, folder, shown.tool)
                if piece.sort == "folder":
                    aside = _name(Path(asides[piece.path].path), folder)
                    os.rename(_name(path, folder), aside, src_dir_fd=folder, dst_dir_fd=folder)
                else:
                    os.unlink(_name(path, folder), dir_fd=folder)
                    folders.add(path.parent)
        except FileNotFoundError as error:
            raise RemovalChanged(tool=shown.tool) from error
        except OSError as error:
            raise translated(error, path) from error
    finish(paths)
    for empty in sorted(folders, key=lambda one: len(one.parts), reverse=True):
        _remove_empty(empty)


def finish(paths: Paths) -> None:
    """Remove what was renamed to be removed, at once or at the next start. Raises DiskFull, NotWritable."""
    noted = _noted(paths)
    for one in noted:
        path = Path(one.path)
        if _ASIDE not in path.name:
            continue
        with contextlib.suppress(OSError, ValueError), _parent(path) as folder:  # nothing of that name can be there
            found = os.stat(_name(path, folder), dir_fd=folder, follow_symlinks=False)
            if (found.st_dev, found.st_ino) == (one.device, one.inode) and stat.S_ISDIR(found.st_mode):
                try:
                    shutil.rmtree(
                        _name(path, folder), dir_fd=folder
                    )  # follows no links: shutil.rmtree.avoids_symlink_attacks
                except OSError as error:
                    raise translated(error, path) from error
    if noted:
        _note(paths, [])


def _same(piece: Piece, folder: int | None, tool: str) -> None:
    """Raises RemovalChanged when the name leads to something else by now."""
    found = os.stat(_name(Path(piece.path), folder), dir_fd=folder, follow_symlinks=False)
    if (found.st_dev, found.st_ino, found.st_ctime_ns) != (piece.device, piece.inode, piece.changed_ns):
        raise RemovalChanged(tool=tool)


def _name(path: Path, folder: int | None) -> str:
    return str(path) if folder is None else path.name


@contextlib.contextmanager
def _parent(path: Path) -> Iterator[int | None]:
    """The open folder in which `path` lies, itself reached without a link; None on Windows. Raises OSError."""
    if os.path.realpath(path.parent) != str(path.parent):
        raise FileNotFoundError(f"{path.parent} is reached by a link")
    if sys.platform == "win32":  # has no such handles (os.supports_dir_fd)
        yield None
    else:
        handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            yield handle
        finally:
            os.close(handle)


def _remove_empty(folder: Path) -> None:
    """A package's folders are gone with its last file; the folder of all packages, and what is not empty, stays.

    So does every folder that is no package's: a person made it, or something else does not expect to miss it.
    """
    while "site-packages" in folder.parts[:-1]:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _running_from(pieces: tuple[Piece, ...]) -> list[str]:
    roots = [Path(piece.path) for piece in pieces if piece.sort != "link"]
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            words = [Path(word) for word in (process.exe(), *process.cmdline()[:3])]
            named = [Path(os.path.realpath(word)) for word in words if word.is_absolute()]
            if any(word.is_relative_to(root) for word in named for root in roots):
                found.append(f"{process.name()} ({process.pid})")
    return found


def _file(paths: Paths) -> Path:
    return paths.state / "removals.json"


def _noted(paths: Paths) -> list[_Aside]:
    try:
        return msgspec.json.decode(_file(paths).read_bytes(), type=list[_Aside])
    except (OSError, ValueError, RecursionError):
        return []


def _note(paths: Paths, asides: list[_Aside]) -> None:
    if not asides and not _file(paths).exists():
        return
    own_folder(paths.state)
    write_durably(_file(paths), msgspec.json.encode(asides))
