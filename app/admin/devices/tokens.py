"""What a device is given: a token for a code, a newer token for a token, and whether a token is valid.

Seats of one invitation live side by side (two people who share a computer); the first seat of a newer invitation ends
those of older ones (a reinstalled computer). While a token is being rotated the older one ends when the newer one is
first used, so that a lost answer locks nobody out. The same holds for enrolling: a device repeats its `attempt`, and as
long as no token of that seat was used it is given another one for the same use of the code.
"""

import sqlite3

import msgspec

from app.admin.devices.database import Database, device_key
from app.admin.devices.errors import CodeSpent, NameTaken, OtherDevice, WrongCode, WrongToken
from app.admin.devices.secrets import code_hash, new_token, token_hash

SEEN_EVERY_SECONDS = 3600
"""How exactly `last seen` is kept: one write an hour and device, not one a poll."""


class Granted(msgspec.Struct, frozen=True):
    """Tokens just made, in the clear for this once; `expires` in seconds since 1970.

    `events_token` is the one beside `token`, for events alone; "": none was wanted.
    """

    device: str
    token: str
    expires: int
    events_token: str = ""


class Tokens:
    """The devices' side of the file. Any thread. Every method raises StoreUnusable.

    With `events` each token has one for events beside it.
    """

    def __init__(self, database: Database, *, events: bool = False) -> None:
        self._database, self._events = database, events

    def enrol(self, code: str, device: str, attempt: str, now: int, expires: int) -> Granted:
        """One use of the code for a seat of that device. Raises WrongCode, OtherDevice, CodeSpent, NameTaken."""
        name, tried = device_key(device), token_hash(attempt)
        with self._database.change() as db:
            asked = "select id, device, uses, expires from invitation where code = ?"
            found = db.execute(asked, (code_hash(code),)).fetchone()
            if found is None:
                raise WrongCode
            number, only, uses, until = found
            if only is not None and only != name:
                raise OtherDevice
            seat = _unanswered(db, name, number, tried)
            if seat is None:
                if uses < 1 or until <= now:
                    raise CodeSpent
                seat = _seat(db, name, number, tried, now, is_for_it=only is not None)
            db.execute("delete from token where seat = ?", (seat,))
            return _grant(db, seat, name, now, expires, events=self._events)

    def rotate(self, token: str, now: int, expires: int) -> Granted:
        """A new token for the seat of a valid one, which goes on until the new one is used. Raises WrongToken."""
        with self._database.change() as db:
            token_id, seat, name, _ = _known(db, token, now)
            _use(db, token_id, seat, now)
            db.execute("delete from token where seat = ? and id > ? and events_of is null", (seat, token_id))
            return _grant(db, seat, name, now, expires, events=self._events)

    def check(self, token: str, now: int) -> str:
        """The name of the device this valid token belongs to. Raises WrongToken."""
        with self._database.read() as db:
            token_id, seat, name, seen = _known(db, token, now)
        if seen is None or now - seen >= SEEN_EVERY_SECONDS:
            with self._database.change() as db:
                _known(db, token, now)  # it may have been revoked in between
                _use(db, token_id, seat, now)
        return name

    def check_events(self, token: str, now: int) -> str:
        """The name of the device this valid token for events belongs to. Raises WrongToken."""
        with self._database.read() as db:
            token_id, _, name, seen = _known(db, token, now, events=True)
        if seen is None or now - seen >= SEEN_EVERY_SECONDS:
            with self._database.change() as db:
                db.execute("update token set seen = ? where id = ?", (now, token_id))
                db.execute("update device set seen = ? where name = ?", (now, name))
        return name


def _known(db: sqlite3.Connection, token: str, now: int, *, events: bool = False) -> tuple[int, int, str, int | None]:
    """Looked up by hash: how long that takes tells nothing about a token that somebody could send."""
    asked = """
        select token.id, seat, device, seen from token join seat on seat.id = seat
        where hash = ? and expires > ? and (events_of is not null) = ?
    """
    found: tuple[int, int, str, int | None] | None = db.execute(asked, (token_hash(token), now, events)).fetchone()
    if found is None:
        raise WrongToken
    return found


def _use(db: sqlite3.Connection, token_id: int, seat: int, now: int) -> None:
    db.execute("update token set seen = ? where id = ?", (now, token_id))
    db.execute("update device set seen = ? where name = (select device from seat where id = ?)", (now, seat))
    db.execute("delete from token where seat = ? and id < ?", (seat, token_id))


def _unanswered(db: sqlite3.Connection, name: str, number: str, tried: bytes) -> int | None:
    """The seat this very attempt made, as long as none of its tokens was ever used."""
    asked = "select id from seat where device = ? and invitation = ? and attempt = ?"
    found = db.execute(asked, (name, number, tried)).fetchone()
    if found is None:
        return None
    used = db.execute("select 1 from token where seat = ? and seen is not null", found).fetchone()
    return None if used else int(found[0])


def _seat(db: sqlite3.Connection, name: str, number: str, tried: bytes, now: int, *, is_for_it: bool) -> int:
    known = db.execute("select 1 from device where name = ?", (name,)).fetchone()
    if known and not is_for_it:
        raise NameTaken(device=name)
    asked = "insert into device values (?, ?, null, null) on conflict (name) do update set enrolled = ?, revoked = null"
    db.execute(asked, (name, now, now))
    db.execute("update invitation set uses = uses - 1 where id = ?", (number,))
    # A seat whose token was used keeps its place: the same attempt again is a copy of it, and takes its place.
    asked = "delete from seat where device = ? and (invitation <> ? or attempt = ?)"
    db.execute(asked, (name, number, tried))
    asked = "insert into seat (device, invitation, attempt) values (?, ?, ?)"
    return int(db.execute(asked, (name, number, tried)).lastrowid or 0)


def _grant(db: sqlite3.Connection, seat: int, name: str, now: int, expires: int, *, events: bool) -> Granted:
    token = new_token()
    asked = "insert into token (hash, seat, made, expires, events_of) values (?, ?, ?, ?, ?)"
    made = db.execute(asked, (token_hash(token), seat, now, expires, None)).lastrowid
    if not events:
        return Granted(name, token, expires)
    events_token = new_token()
    db.execute(asked, (token_hash(events_token), seat, now, expires, made))
    return Granted(name, token, expires, events_token)
