"""The ledger: every event there is, byte for byte as it would leave the machine, for the employee to read.

SQLite in WAL mode with synchronous=FULL: an event that was recorded survives a crash and a power cut
(sqlite.org/wal.html). Sending is a later room's work; until a policy turns it on, every event is `withheld` and says
why.
"""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import msgspec

from app.errors import SignpostError
from app.report.standing import NOT_ASKED, WITHHELD

_SCHEMA = """
create table if not exists event (
    uid text primary key, time integer not null, class_uid integer not null,
    state text not null, reason text not null, payload blob not null
) without rowid;
create index if not exists event_time on event (time);
"""


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        database.execute("pragma journal_mode=wal")
        database.execute("pragma synchronous=full")
    except sqlite3.Error:
        database.close()
        raise
    return database


class LedgerUnusable(SignpostError):
    """The ledger's file cannot be opened or written."""

    what = "The record of events at {path} cannot be used: {detail}"
    todo = "Alerts go on. Check the disk; if the file is damaged, move it away and Signpost starts a new one."


class Entry(msgspec.Struct, frozen=True):
    """One event as stored. `payload` is the exact JSON."""

    uid: str
    time: int
    state: str
    reason: str
    payload: str


class Ledger:
    """The open ledger. Used by one thread, the one that made it. Raises LedgerUnusable."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with contextlib.ExitStack() as undo:
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._db = undo.enter_context(contextlib.closing(_connect(path)))
                self._db.executescript(_SCHEMA)
                path.chmod(0o600)
            except (OSError, sqlite3.Error) as error:
                raise LedgerUnusable(path=path, detail=error) from error
            undo.pop_all()

    def record(self, event: dict[str, Any], state: str = WITHHELD, reason: str = NOT_ASKED) -> None:
        """Store one event; the same uid a second time changes nothing."""
        payload = msgspec.json.encode(event, order="sorted")
        row = (event["metadata"]["uid"], event["time"], event["class_uid"], state, reason, payload)
        self._do("insert or ignore into event values (?, ?, ?, ?, ?, ?)", row)

    def mark(self, uid: str, state: str, reason: str) -> None:
        """An event's state is this from now on, for that reason. One that is not here is left so."""
        self._do("update event set state = ?, reason = ? where uid = ?", (state, reason, uid))

    def _do(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise LedgerUnusable(path=self._path, detail=error) from error

    def entries(self, limit: int = 1000) -> list[Entry]:
        """The newest events first."""
        query = "select uid, time, state, reason, payload from event order by time desc, uid limit ?"
        try:
            rows = self._db.execute(query, (limit,)).fetchall()
        except sqlite3.Error as error:
            raise LedgerUnusable(path=self._path, detail=error) from error
        return [Entry(uid, time, state, reason, bytes(payload).decode()) for uid, time, state, reason, payload in rows]

    def counts(self) -> dict[str, int]:
        """How many events there are in each state."""
        try:
            return dict(self._db.execute("select state, count(*) from event group by state").fetchall())
        except sqlite3.Error as error:
            raise LedgerUnusable(path=self._path, detail=error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
