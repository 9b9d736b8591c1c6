"""The file of invitations, devices and tokens: SQLite, hashes in place of secrets. Times are seconds since 1970.

The desk and the service share the file; SQLite's own lock keeps them apart, and every change is on disk before it is
answered (WAL, synchronous=FULL; sqlite.org/wal.html).

An invitation has a number of uses; each use makes a seat of one device. A seat has one token, and two while it is being
rotated. Beside each of them there may be one for events (`events_of`), which ends with it: it lets the device add
events and opens nothing else.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from app.admin.devices.errors import StoreUnusable
from app.host.database import own_database

_SCHEMA = """
create table if not exists invitation (
    id text primary key, code blob not null unique, device text, uses integer not null,
    made integer not null, expires integer not null
) without rowid;
create table if not exists device (
    name text primary key, enrolled integer not null, seen integer, revoked integer
) without rowid;
create table if not exists seat (
    id integer primary key, device text not null references device, invitation text not null,
    attempt blob not null, unique (device, invitation, attempt)
);
create table if not exists token (
    id integer primary key, hash blob not null unique, seat integer not null references seat on delete cascade,
    made integer not null, expires integer not null, seen integer,
    events_of integer references token on delete cascade
);
create index if not exists token_seat on token (seat);
create index if not exists seat_device on seat (device);
"""


class Database:
    """The open file. Any thread, and several processes. Everything here raises StoreUnusable."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        try:
            self._db = own_database(path, timeout=10, one_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise StoreUnusable(path=path, detail=error) from error
        try:
            for setting in ("journal_mode=wal", "synchronous=full", "foreign_keys=on"):
                self._db.execute(f"pragma {setting}")
            self._db.executescript(_SCHEMA)
            _bring_up_to_date(self._db)
        except sqlite3.Error as error:
            self._db.close()
            raise StoreUnusable(path=path, detail=error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Look, without holding anybody else up."""
        try:
            with self._lock:
                yield self._db
        except sqlite3.Error as error:
            raise StoreUnusable(path=self._path, detail=error) from error

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One change, whole or not at all."""
        with self.read() as db:
            db.execute("begin immediate")
            try:
                yield db
                db.execute("commit")
            except BaseException:
                if db.in_transaction:
                    db.execute("rollback")
                raise


def _bring_up_to_date(db: sqlite3.Connection) -> None:
    """A file of before there were tokens for events."""
    known = {name for _, name, *_ in db.execute("pragma table_info(token)")}
    if "events_of" not in known:
        with contextlib.suppress(sqlite3.OperationalError):  # another process was faster
            db.execute("alter table token add column events_of integer references token on delete cascade")
    db.execute("create index if not exists token_events_of on token (events_of)")


def device_key(name: str) -> str:
    """How a device's name is compared: capitals do not matter, as everywhere in a policy."""
    return name.strip().casefold()
