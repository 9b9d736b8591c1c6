"""Databases that a newer Signpost wrote, on a computer that went back to this one: left whole, kept beside.

The format is SQLite's `user_version` (sqlite.org/pragma.html): what it is in a file that this version knows.
"""

import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import SignpostError
from app.host.files import translated

if TYPE_CHECKING:
    import sqlite3


class KeptForNewer(SignpostError):
    """It was put aside, and a new one begun."""

    what = "{path} was written by a newer Signpost. It is kept as {kept}, and a new one was begun."
    todo = "Nothing is lost. IT: install the newer version again to read it."


def format_of(db: "sqlite3.Connection") -> int:
    """The format of an open database; 0 for a new one. Raises sqlite3.Error."""
    return int(db.execute("pragma user_version").fetchone()[0])


def put_aside(path: Path, found: int) -> KeptForNewer:
    """Keep the database at `path`, of the format `found`, beside; what to tell. Raises NotWritable, DiskFull.

    Nobody may be writing it. What SQLite has not written back yet goes along (sqlite.org/wal.html, "The WAL File").
    """
    number, kept = 0, path.with_name(f"{path.stem}.format-{found}{path.suffix}")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.stem}.format-{found}.{number}{path.suffix}")
    try:
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).replace(kept.with_name(kept.name + ending))
        path.replace(kept)
    except OSError as error:
        raise translated(error, path) from error
    return KeptForNewer(path=path, kept=kept.name)


def kept(folder: Path) -> list[Path]:
    """All that was put aside in a folder."""
    return sorted(folder.glob("*.format-*.db"))


def erase(folder: Path, before: datetime) -> None:
    """Erase what was put aside and written last before then."""
    for file in kept(folder):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < before.timestamp():
                for one in folder.glob(f"{file.name}*"):
                    one.unlink()
