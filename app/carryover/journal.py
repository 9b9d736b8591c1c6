"""What a carry-over wrote, on record before it is written, so that it can be undone byte for byte whatever happens.

A record is a file of its own, in this person's state folder, named by the two tools and a number. It says of every file
what was there (bytes, mode, or nothing) and what came; then the files are written, each beside its place, flushed and
renamed. Killed at any moment, the next start finds the record and takes the rest back; an undo goes through the records
from the last to the first.
"""

import base64
import contextlib
from pathlib import Path
from typing import Any, Literal

import msgspec

from app.carryover.document import Addition
from app.carryover.errors import RecordDamaged
from app.host import private
from app.host.files import exclusive, translated, write_durably
from app.host.paths import Paths
from app.policy.carryover import Scope

_LARGEST = 64_000_000


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """One file: its root (a real folder) and path, what was there, the digest of what came, and its entries."""

    scope: Scope
    root: str
    path: str
    before: str | None = None
    before_mode: int = 0
    after: str
    mode: int
    additions: tuple[Addition, ...] = ()

    @property
    def held(self) -> bytes | None:
        """The bytes that were there."""
        return None if self.before is None else base64.b64decode(self.before, validate=True)

    def check(self) -> None:
        """Raise ValueError when what was there cannot be read back, before anything is taken back by halves."""
        _ = self.held


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One carry-over. `folders` are those it made (root, path), outer ones first."""

    format: int = 1
    source: str
    target: str
    state: Literal["writing", "written", "undoing"] = "writing"
    files: tuple[Written, ...]
    folders: tuple[tuple[str, str], ...] = ()


class Journal:
    """The records of one pair of tools."""

    def __init__(self, paths: Paths, source: str, target: str) -> None:
        self._folder = paths.state / "carry-over"
        self._name = f"{source}--{target}"

    @contextlib.contextmanager
    def locked(self) -> Any:
        """Hold the journal while inside: one carry-over at a time. Raises InUse, NotWritable, NotOurs."""
        try:
            private.make_own(self._folder)
        except OSError as error:
            raise translated(error, self._folder) from error
        with exclusive(self._folder / "lock"):
            yield

    def records(self) -> list[tuple[Path, Record]]:
        """Every record, the first one first. Raises RecordDamaged."""
        found: list[tuple[int, Path]] = []
        if self._folder.is_dir():
            for path in self._folder.glob(f"{self._name}.*.json"):
                number = path.name.removeprefix(f"{self._name}.").removesuffix(".json")
                if number.isdecimal():
                    found.append((int(number), path))
        return [(path, _read(path)) for _, path in sorted(found)]

    def begin(self, record: Record) -> Path:
        """Put a new record on disk, before anything it names is written. Raises DiskFull, NotWritable."""
        numbers = [int(path.name.split(".")[-2]) for path, _ in self.records()]
        path = self._folder / f"{self._name}.{max(numbers, default=0) + 1}.json"
        self.save(path, record)
        return path

    def save(self, path: Path, record: Record) -> None:
        """Put a record's new state on disk. Raises DiskFull, NotWritable."""
        write_durably(path, msgspec.json.encode(record))

    def forget(self, path: Path) -> None:
        """The record of what is undone goes. Raises NotWritable."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise translated(error, path) from error


def _read(path: Path) -> Record:
    try:
        record = msgspec.json.decode(private.read(path, _LARGEST), type=Record)
        for one in record.files:
            one.check()
    except (OSError, ValueError, RecursionError) as error:  # msgspec's and base64's are ValueErrors
        raise RecordDamaged(path=path) from error
    return record
