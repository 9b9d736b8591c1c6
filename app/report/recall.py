"""Reads the log back: for `signpost log`, `signpost status`, and what IT is given. A damaged line is no line."""

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from app.host.files import plain
from app.report.entry import Level
from app.report.log import KEPT_FILES, NAME

Entry = dict[str, Any]

_STEP = 64 << 10


def files(folder: Path) -> Sequence[Path]:
    """The log's files, the oldest first."""
    return [folder / f"{NAME}.{number}" for number in range(KEPT_FILES, 0, -1)] + [folder / NAME]


def entries(
    folder: Path, since: datetime | None = None, least: Level = Level.INFO, *, current: bool = True
) -> Iterator[Entry]:
    """What is in it, the oldest first; from `since` (aware) on, of at least that level. Raises OSError.

    Without the `current` file only in those before.
    """
    for file in files(folder)[: None if current else -1]:
        with contextlib.suppress(FileNotFoundError), plain(file) as lines:
            for line in lines:
                entry = parsed(line)
                if entry is not None and matches(entry, since, least):
                    yield entry


def newest(folder: Path, count: int, least: Level, wanted: Callable[[Entry], bool] = lambda _: True) -> list[Entry]:
    """The last `count` of at least that level that are `wanted`, the newest last.

    Reads from the end; none where nothing can be read.
    """
    found: list[Entry] = []
    for file in reversed(files(folder)):
        with contextlib.suppress(OSError):
            for line in _backwards(file):
                entry = parsed(line)
                if entry is not None and matches(entry, None, least) and wanted(entry):
                    found.append(entry)
                    if len(found) == count:
                        return found[::-1]
    return found[::-1]


def parsed(line: bytes) -> Entry | None:
    """One line's entry; None where it is none."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or not isinstance(entry.get("at"), str) or not isinstance(entry.get("event"), str):
        return None
    return entry


def matches(entry: Entry, since: datetime | None, least: Level) -> bool:
    """Whether it is at least of that level, and not older than `since`."""
    order = [level.value for level in Level]
    if entry.get("level") not in order or order.index(entry["level"]) < order.index(least.value):
        return False
    if since is None:
        return True
    try:
        return datetime.fromisoformat(entry["at"]) >= since
    except (ValueError, TypeError):
        return False


def _backwards(file: Path) -> Iterator[bytes]:
    """Its lines, the last first."""
    with plain(file) as data:
        at, rest = data.seek(0, 2), b""
        while at > 0:
            step = min(_STEP, at)
            at -= step
            data.seek(at)
            first, *lines = (data.read(step) + rest).split(b"\n")
            rest = first
            yield from reversed(lines)
        yield rest
