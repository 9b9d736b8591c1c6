"""What happened here, for the person to look up: alerts, choices, set-ups, policies. It never leaves the machine.

Only tools of the policy are in it, and no arguments. SQLite in WAL mode, as the ledger. How long it is kept is the
policy's say (`retention`).
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from app.errors import SignpostError
from app.host.database import own_database
from app.report.happening import Facts, Happening, Kind
from app.report.newer import format_of
from app.report.retention import hold_little, let_go, wipe_what_is_deleted

_FORMAT = 0
_SCHEMA = """
create table if not exists happening (number integer primary key, at integer not null, kind text not null,
    tool text not null, facts blob not null);
create index if not exists happening_at on happening (at);
"""


class ActivityUnusable(SignpostError):
    """The file cannot be opened, read or written."""

    what = "The record of what happened at {path} cannot be used: {detail}"
    todo = "Alerts go on. Check the disk; if the file is damaged, move it away and Signpost starts a new one."


class ActivityFromNewer(ActivityUnusable):
    """A newer Signpost wrote it; it was not touched. `found` is its format."""

    what = "{path} was written by a newer Signpost (format {found}, this one knows {known})."
    todo = "It is left as it is. Install the newer version again; the agent of this one keeps it and begins another."


class Activity:
    """The open record. Used by one thread, the one that made it. Raises ActivityUnusable, ActivityFromNewer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with contextlib.ExitStack() as undo:
            try:
                self._db = undo.enter_context(contextlib.closing(own_database(path)))
                if (found := format_of(self._db)) > _FORMAT:
                    raise ActivityFromNewer(path=path, found=found, known=_FORMAT)
                self._db.execute("pragma journal_mode=wal")
                hold_little(self._db)
                wipe_what_is_deleted(self._db)
                self._db.executescript(_SCHEMA)
                path.chmod(0o600)
            except (OSError, sqlite3.Error, UnicodeDecodeError) as error:  # SQLite may quote the damage
                raise ActivityUnusable(path=path, detail=error) from error
            undo.pop_all()

    def write(self, happening: Happening) -> None:
        """Add one."""
        row = (happening.at, happening.kind.value, happening.tool, msgspec.json.encode(happening.facts))
        try:
            self._db.execute("insert into happening (at, kind, tool, facts) values (?, ?, ?, ?)", row)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise ActivityUnusable(path=self._path, detail=error) from error

    def newest(self, limit: int) -> tuple[Happening, ...]:
        """The newest first. What another version wrote and this one does not know is left out."""
        return tuple(self._read("order by at desc, number desc limit ?", limit))

    def every(self) -> Iterator[Happening]:
        """All of them, the oldest first, one by one."""
        return self._read("order by at, number")

    def erase(self, before: datetime) -> bool:
        """Erase what happened before then, from the disk, too; False where that has to wait for another who reads."""
        try:
            self._db.execute("delete from happening where at < ?", (int(before.timestamp() * 1000),))
            return let_go(self._db)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise ActivityUnusable(path=self._path, detail=error) from error

    def _read(self, order: str, *values: int) -> Iterator[Happening]:
        query = f"select number, at, kind, tool, facts from happening {order}"  # noqa: S608  two of our own
        try:
            for number, at, kind, tool, facts in self._db.execute(query, values):
                with contextlib.suppress(ValueError, TypeError, RecursionError):
                    known = msgspec.json.decode(facts, type=Facts)
                    yield Happening(at=at, kind=Kind(kind), tool=tool, facts=known, number=number)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise ActivityUnusable(path=self._path, detail=error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
