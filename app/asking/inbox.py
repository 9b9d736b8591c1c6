"""What was asked on the command line, until the agent takes it up: a small file for each wish in a folder of one's own.

The agent alone writes the requests, and it may not run just now. Whoever can write here is the person, or a program of
theirs: so everything is bounded, what cannot be read goes, and where there is a screen the person is asked first.
"""

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.host.files import content, write_durably
from app.host.paths import own_folder
from app.policy.model import Moment, ToolId

MOST, LARGEST = 20, 8192
"""So many wishes wait at most, each of so many bytes."""


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exception for `tool` is asked for, or (`until` None) the request for one is taken back."""

    tool: ToolId
    reason: str = ""
    until: Moment | None = None


def put(folder: Path, wish: Wish) -> None:
    """Leave it there. Raises DiskFull, NotWritable."""
    write_durably(own_folder(folder) / f"{uuid.uuid4()}.json", msgspec.json.encode(wish))


def waiting(folder: Path) -> tuple[Wish, ...]:
    """Those that wait there and can be read, oldest first; they stay."""
    return tuple(wish for file in _files(folder)[:MOST] if (wish := _read(file)) is not None)


def take(folder: Path) -> Iterator[Wish]:
    """Those that can be read, oldest first; each is gone from the folder before it is handed out."""
    for number, file in enumerate(_files(folder)):
        wish = _read(file) if number < MOST else None
        try:
            file.unlink()
        except OSError:  # what cannot be removed would be asked again and again
            continue
        if wish is not None:
            yield wish


def _files(folder: Path) -> list[Path]:
    try:
        there = [file for file in folder.iterdir() if not file.name.startswith(".")]  # those are being written
        return sorted(there, key=lambda file: (file.lstat().st_mtime_ns, file.name))
    except OSError:
        return []


def _read(file: Path) -> Wish | None:
    with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= LARGEST:
            return msgspec.json.decode(content(file), type=Wish)
    return None
