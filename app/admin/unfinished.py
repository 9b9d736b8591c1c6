"""What marks a folder while `init` makes a repository in it: as long as the mark is there, it is none.

The mark goes last, so whenever `init` is killed, the next one finds what it left, removes it, and begins anew.
"""

import shutil
from pathlib import Path

from app.admin.errors import Unfinished
from app.host import files

_MARK = ".unfinished"
_MADE = (".gitignore", "keys", "lock", "pending", "pending.json", "public", "root.json", "signpost-admin.json")
"""Everything that `init` makes in a folder."""


def refuse(folder: Path) -> None:
    """Raise Unfinished where an `init` was cut off."""
    if (folder / _MARK).exists():
        raise Unfinished(path=folder)


def is_free(folder: Path) -> bool:
    """Whether nothing lies there but what an `init` that was cut off has left."""
    found = [path.name for path in folder.iterdir()]
    before = all(name == "lock" or name.startswith(f".{_MARK}.") for name in found)  # cut off before the mark was there
    return before or (_MARK in found and all(map(_is_ours, found)))


def begin(folder: Path) -> None:
    """Mark the folder, and remove what an earlier `init` has left. Raises DiskFull, NotWritable."""
    files.write_durably(folder / _MARK, b"")
    clear(folder, but=("lock", _MARK))


def finish(folder: Path) -> None:
    """It is a repository from now on. Raises NotWritable."""
    try:
        (folder / _MARK).unlink()
        files.sync_folder(folder)
    except OSError as error:
        raise files.translated(error, folder) from error


def clear(folder: Path, *, but: tuple[str, ...] = ()) -> None:
    """Remove what `init` made, the mark last. Raises NotWritable."""
    names = sorted(path.name for path in folder.iterdir() if _is_ours(path.name) and path.name not in but)
    try:
        for name in sorted(names, key=lambda name: name == _MARK):
            path = folder / name
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    except OSError as error:
        raise files.translated(error, folder) from error


def _is_ours(name: str) -> bool:
    """One of those names, or one of them being written (app.host.files)."""
    return name in (*_MADE, _MARK) or any(name.startswith(f".{made}.") for made in (*_MADE, _MARK))
