"""The ledger: every event there is, byte for byte as it would leave the machine, for the employee to read.

SQLite in WAL mode with synchronous=FULL: an event that was recorded survives a crash and a power cut
(sqlite.org/wal.html). Which of them are to be sent, and what came of it, is the outbox's (`outbox`), in the same file:
a row is `queued` when it is the outbox's to send.
"""

import contextlib
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import msgspec

from app.errors import SignpostError
from app.host.database import own_database
from app.report.newer import format_of
from app.report.retention import hold_little, let_go, wipe_what_is_deleted
from app.report.standing import NOT_ASKED, WITHHELD

_VERSION = 1

_SCHEMA = """
create table event (
    number integer primary key, uid text not null unique, time integer not null, class_uid integer not null,
    state text not null, reason text not null, queued integer not null default 0, kind text not null default '',
    worth integer not null default 0, details text not null default '', alike blob, payload blob not null
);
create index event_time on event (time);
create index event_queue on event (number) where queued = 1 and state = 'waiting';
create index event_worth on event (worth, number) where queued = 1 and state = 'waiting';
create index event_alike on event (alike) where alike is not null;
create table delivery (
    one integer primary key check (one = 1), code text not null, facts text not null, tries integer not null,
    next_try integer not null
);
"""

_FROM_0 = """
alter table event rename to event_0;
{schema}
insert into event (uid, time, class_uid, state, reason, payload)
    select uid, time, class_uid, state, reason, cast(payload as blob) from event_0 order by time, uid;
drop table event_0;
"""


class LedgerUnusable(SignpostError):
    """The ledger's file cannot be opened or written."""

    what = "The record of events at {path} cannot be used: {detail}"
    todo = "Alerts go on. Check the disk; if the file is damaged, move it away and Signpost starts a new one."


class LedgerFromNewer(LedgerUnusable):
    """A newer Signpost wrote it; it was not touched. `found` is its format."""

    what = "{path} was written by a newer Signpost (format {found}, this one knows {known})."
    todo = "It is left as it is. Install the newer version again; the agent of this one keeps it and begins another."


class Entry(msgspec.Struct, frozen=True):
    """One event as stored. `payload` is the exact JSON."""

    uid: str
    time: int
    state: str
    reason: str
    payload: str


class Ledger:
    """The open ledger. Used by one thread, the one that made it. Raises LedgerUnusable, LedgerFromNewer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with contextlib.ExitStack() as undo:
            try:
                self._db = undo.enter_context(contextlib.closing(own_database(path)))
                expect_known(self._db, path)
                _prepare(self._db)
                path.chmod(0o600)
            except (OSError, sqlite3.Error, UnicodeDecodeError) as error:  # SQLite may quote the damage
                raise LedgerUnusable(path=path, detail=error) from error
            undo.pop_all()

    def record(self, event: dict[str, Any], state: str = WITHHELD, reason: str = NOT_ASKED) -> None:
        """Store one event that is not the outbox's to send; the same uid a second time changes nothing."""
        row = (event["metadata"]["uid"], event["time"], event["class_uid"], state, reason, exact(event))
        with self.change() as db:
            db.execute(
                "insert or ignore into event (uid, time, class_uid, state, reason, payload) values (?, ?, ?, ?, ?, ?)",
                row,
            )

    def mark(self, uid: str, state: str, reason: str) -> None:
        """An event's state is this from now on, for that reason, and the outbox leaves it alone."""
        with self.change() as db:
            query = "update event set state = ?, reason = ?, queued = 0, alike = null where uid = ?"
            db.execute(query, (state, reason, uid))

    def states(self, uids: Collection[str]) -> dict[str, str]:
        """The states of these events, as far as they are here."""
        with self.read() as db:
            query = "select state from event where uid = ?"
            found = {uid: db.execute(query, (uid,)).fetchone() for uid in uids}
        return {uid: row[0] for uid, row in found.items() if row is not None}

    def entries(self, limit: int = 1000) -> list[Entry]:
        """The newest events first."""
        query = "select uid, time, state, reason, payload from event order by time desc, number desc limit ?"
        with self.read() as db:
            rows = db.execute(query, (limit,)).fetchall()
        return [Entry(uid, time, state, reason, _text(payload)) for uid, time, state, reason, payload in rows]

    def counts(self) -> dict[str, int]:
        """How many events there are in each state."""
        with self.read() as db:
            return dict(db.execute("select state, count(*) from event group by state").fetchall())

    def every(self) -> Iterator[Entry]:
        """All of them, the oldest first, one by one."""
        with self.read() as db:
            for uid, time, state, reason, payload in db.execute(
                "select uid, time, state, reason, payload from event order by time, number"
            ):
                yield Entry(uid, time, state, reason, bytes(payload).decode())

    def let_go(self) -> bool:
        """Have what was deleted gone from the disk, too; False where that has to wait for another who reads."""
        with self.read() as db:
            return let_go(db)

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Look."""
        try:
            yield self._db
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise LedgerUnusable(path=self._path, detail=error) from error

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One change, whole or not at all."""
        with self.read() as db, _transaction(db):
            yield db

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _text(payload: bytes | str) -> str:
    """As it is stored; a damaged file may hold anything."""
    return payload if isinstance(payload, str) else bytes(payload).decode("utf-8", "replace")


def exact(event: dict[str, Any]) -> bytes:
    """The bytes that are kept, shown and sent: JSON with its keys in order."""
    return msgspec.json.encode(event, order="sorted")


def expect_known(db: sqlite3.Connection, path: Path) -> None:
    """Raises LedgerFromNewer for a format that only a newer version knows, sqlite3.Error."""
    if (found := format_of(db)) > _VERSION:
        raise LedgerFromNewer(path=path, found=found, known=_VERSION)


def _prepare(db: sqlite3.Connection) -> None:
    """Make the tables, or bring those of an earlier version to this one's shape."""
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    hold_little(db)
    wipe_what_is_deleted(db)
    if format_of(db) == _VERSION:
        return
    with _transaction(db):
        if format_of(db) == _VERSION:  # another process was faster
            return
        before = db.execute("select 1 from sqlite_master where name = 'event'").fetchone() is not None
        for statement in (_FROM_0.format(schema=_SCHEMA) if before else _SCHEMA).split(";"):
            if "event_time" in statement and before:
                db.execute("drop index if exists event_time")
            db.execute(statement)
        db.execute(f"pragma user_version = {_VERSION}")


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise
