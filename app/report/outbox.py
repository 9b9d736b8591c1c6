"""The outbox: which events are to be sent, in what order, and what goes first when there is no room.

It lives in the ledger's file, so that an event is recorded and queued in one transaction. `metadata.uid` is the key by
which a receiver knows an event that came twice. Repeats within an hour become one that counts, until it is first
handed out for sending: from then on its bytes stay as they are.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from app.errors import SignpostError
from app.policy.events import Events, Sort
from app.report import ocsf
from app.report.kinds import alike, kind_of, together
from app.report.ledger import Ledger, exact
from app.report.ocsf import Event
from app.report.room import ABOVE_ALL, DAMAGE, DROP_ORDER, Room, Stock
from app.report.standing import (
    NO_LONGER,
    NOT_ASKED,
    NOT_THIS,
    NOT_YET,
    SENT,
    WAITING,
    WITHHELD,
)

_LOSSES_KEY = b"losses"


class Parcel(msgspec.Struct, frozen=True):
    """One event to send: its key and its exact bytes."""

    uid: str
    payload: bytes


_ROOM = Room()


class Outbox:
    """The queue in an open ledger; for the ledger's thread. Raises LedgerUnusable."""

    def __init__(self, ledger: Ledger, room: Room = _ROOM, now: Callable[[], float] = time.time) -> None:
        self._ledger, self._now = ledger, now
        self._policy: Events | None = None
        self._known = False
        self._in_flight: tuple[int, int] = (0, -1)
        self._stock = Stock(room)
        with ledger.read() as db:
            self._stock.count(db)

    @property
    def waiting(self) -> int:
        """How many events wait to be sent, at most."""
        return self._stock.waiting.rows

    def use(self, policy: Events | None) -> None:
        """The policy asks for this from now on. What waits and is not asked for any more stays here.

        So does what holds a detail that was asked for when it was recorded, and is no longer.
        """
        if self._known and policy == self._policy:
            return
        self._policy, self._known = policy, True
        asked = policy.send if policy is not None else ()
        marks = ", ".join("?" * len(asked))
        with self._ledger.change() as db:
            db.execute(
                "update event set state = ?, reason = ?, alike = null, queued = 0 "  # noqa: S608 - question marks only
                f"where queued = 1 and state = 'waiting' and kind not in ({marks})",
                (WITHHELD, NO_LONGER, *asked),
            )
            for (details,) in db.execute(
                "select distinct details from event where queued = 1 and state = 'waiting' and details <> ''"
            ).fetchall():
                if policy is not None and not set(details.split()) <= set(policy.include):
                    db.execute(
                        "update event set state = ?, reason = ?, alike = null, queued = 0 "
                        "where queued = 1 and state = 'waiting' and details = ?",
                        (WITHHELD, NO_LONGER, details),
                    )
            self._stock.count(db)

    def put(self, event: Event) -> None:
        """Record one event, and queue it if the policy asks for its kind. Before that is known it waits."""
        kind = kind_of(event)
        if self._known and self._policy is None:
            self._keep(event, kind, WITHHELD, NOT_ASKED)
        elif self._known and self._policy is not None and kind not in self._policy.send:
            self._keep(event, kind, WITHHELD, NOT_THIS)
        else:
            self._keep(event, kind, WAITING, NOT_YET)

    def _keep(self, event: Event, kind: Sort, state: str, reason: str) -> None:
        with self._ledger.change() as db:
            common = alike(event) if state == WAITING else None
            key = hashlib.sha256(common).digest() if common is not None else None
            if key is None or not self._counted(db, key, event):
                self._insert(db, event, kind, DROP_ORDER.index(kind), state, reason, key)
            if state == WAITING:
                self._drop(db)
            self._stock.forget(db)

    def _insert(
        self, db: sqlite3.Connection, event: Event, kind: Sort, worth: int, state: str, reason: str, key: bytes | None
    ) -> None:
        payload, queued = exact(event), state == WAITING
        row = (event["metadata"]["uid"], event["time"], event["class_uid"], state, reason, queued, kind, worth, key)
        details = " ".join(self._policy.include) if self._policy is not None else ""
        done = db.execute(
            "insert or ignore into event (uid, time, class_uid, state, reason, queued, kind, worth, alike, details, "
            "payload) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, details, payload),
        )
        if done.rowcount:
            (self._stock.waiting if queued else self._stock.settled).add(1, len(payload))

    def _counted(self, db: sqlite3.Connection, key: bytes, event: Event) -> bool:
        """Whether it is a repeat of one that was not handed out yet, which counts it now."""
        since = event["time"] - self._stock.room.repeat_seconds * 1000
        found = db.execute(
            "select number, payload from event where alike = ? and queued = 1 and state = 'waiting' and time >= ?",
            (key, since),
        ).fetchone()
        if found is None:
            return False
        try:
            first = json.loads(found[1])
            if first["metadata"]["uid"] == event["metadata"]["uid"]:
                return True
            payload = exact(together(first, event))
        except DAMAGE:
            return False
        else:
            db.execute("update event set payload = ? where number = ?", (payload, found[0]))
            self._stock.waiting.add(0, len(payload) - len(found[1]))
        return True

    def _drop(self, db: sqlite3.Connection) -> None:
        lost = self._stock.make_room(db, self._in_flight)
        if lost:
            self._tell_losses(db, lost)

    def _tell_losses(self, db: sqlite3.Connection, lost: dict[str, int]) -> None:
        """One event says what was dropped, as long as it was not handed out; if the policy asks for such events."""
        at = datetime.fromtimestamp(self._now(), UTC)
        found = db.execute(
            "select number, payload from event where alike = ? and queued = 1 and state = 'waiting'", (_LOSSES_KEY,)
        ).fetchone()
        if found is None:
            asked = self._policy is None or "agent" in self._policy.send
            state, reason = (WAITING, NOT_YET) if asked else (WITHHELD, NOT_THIS)
            event = ocsf.events_dropped(at, lost)
            self._insert(db, event, "agent", ABOVE_ALL, state, reason, _LOSSES_KEY if asked else None)
            return
        try:
            payload = _more_lost(json.loads(found[1]), at, lost)
        except DAMAGE:
            payload = exact(ocsf.events_dropped(at, lost))
        db.execute("update event set payload = ? where number = ?", (payload, found[0]))
        self._stock.waiting.add(0, len(payload) - len(found[1]))

    def erase(self, before: datetime) -> bool:
        """Erase what happened before then, sent or not, from the disk, too; False where that waits for a reader."""
        with self._ledger.change() as db:
            if db.execute("delete from event where time < ?", (int(before.timestamp() * 1000),)).rowcount:
                self._stock.count(db)
        return self._ledger.let_go()

    # Sending

    def hand_out(self, rows: int, octets: int) -> tuple[Parcel, ...]:
        """The oldest that wait, so many at most and no more bytes than that, but one at least. They change no more."""
        parcels: list[Parcel] = []
        numbers: list[int] = []
        with self._ledger.change() as db:
            query = (
                "select number, uid, payload from event where queued = 1 and state = 'waiting' order by number limit ?"
            )
            for number, uid, payload in db.execute(query, (rows,)):
                octets -= len(payload)
                if parcels and octets < 0:
                    break
                parcels.append(Parcel(uid, bytes(payload)))
                numbers.append(number)
            if numbers:
                self._in_flight = (numbers[0], numbers[-1])
                db.execute(
                    "update event set alike = null where alike is not null and number between ? and ?", self._in_flight
                )
        return tuple(parcels)

    def taken(self, uids: Iterable[str], reason: str = "") -> None:
        """The receiver has these."""
        self._settle(tuple(uids), SENT, reason)

    def refused(self, uids: Iterable[str], reason: str) -> None:
        """The receiver will never take these."""
        self._settle(tuple(uids), WITHHELD, reason)

    def _settle(self, uids: Sequence[str], state: str, reason: str) -> None:
        with self._ledger.change() as db:
            db.executemany(
                "update event set state = ?, reason = ?, queued = 0, alike = null where uid = ?",
                [(state, reason, uid) for uid in uids],
            )
            self._stock.count_waiting(db)
            self._stock.forget(db)

    def landed(self, trouble: SignpostError | None, tries: int, next_try: float) -> None:
        """Nothing is under way any more; what was in the way is kept, for `signpost status` and for the next start.

        Without trouble and `tries` all went well; without trouble, but after tries, it was cut off.
        """
        self._in_flight = (0, -1)
        with self._ledger.change() as db:
            if trouble is not None:
                said = exact({"what": trouble.happened, "todo": trouble.advice})
                row = (trouble.code, said.decode(), tries, int(next_try))
                db.execute("insert or replace into delivery values (1, ?, ?, ?, ?)", row)
            elif tries == 0:
                db.execute("delete from delivery")

    def tried(self) -> tuple[int, float]:
        """How often it was tried in vain, and when it is tried next (Unix time)."""
        with self._ledger.read() as db:
            found = db.execute("select tries, next_try from delivery").fetchone()
        return (0, 0.0) if found is None else (found[0], float(found[1]))


def _more_lost(first: Event, at: datetime, lost: dict[str, int]) -> bytes:
    """The event that says what was dropped, with more of it."""
    before = first["unmapped"]["dropped"]
    both = {kind: before.get(kind, 0) + lost.get(kind, 0) for kind in {**before, **lost}}
    again = ocsf.events_dropped(at, both)
    since = first.get("start_time", first["time"])
    kept = {"metadata": first["metadata"], "time": first["time"], "start_time": since, "end_time": again["time"]}
    return exact({**again, **kept})
