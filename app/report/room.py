"""How many events there is room for, and what goes first where there is none. For the outbox, in its transactions."""

import json
import sqlite3

import msgspec

from app.policy.events import Sort
from app.report.standing import DROPPED, NO_ROOM

DROP_ORDER: tuple[Sort, ...] = ("agent", "launches", "inventory", "set-ups", "exceptions")
"""What goes first when there is no room, the oldest of a kind before the newer: what the agent says of itself, then the
most numerous, then what is told anew when it changes; last what a person waits for an answer to."""

ABOVE_ALL = len(DROP_ORDER)
"""What the one event is worth that says what was dropped: it stays."""

DAMAGE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What an event can raise that a damaged file gave back."""

_COUNT_EVERY = 256
"""Counting what waits takes long, so it is done once for so many that come without room."""


class Room(msgspec.Struct, frozen=True):
    """How much may wait, and how much of what is settled is kept: the file stays below both together."""

    rows: int = 20_000
    octets: int = 20_000_000
    settled_rows: int = 60_000
    settled_octets: int = 60_000_000
    repeat_seconds: int = 3600


class Amount:
    """So many rows with so many bytes of events."""

    def __init__(self) -> None:
        self.rows = self.octets = 0

    def add(self, rows: int, octets: int) -> None:
        """More of them, or less."""
        self.rows, self.octets = self.rows + rows, self.octets + octets

    def exceeds(self, rows: int, octets: int) -> bool:
        """Whether there is more than that of either."""
        return self.rows > rows or self.octets > octets


class Stock:
    """What is there: `waiting` to be sent, and `settled`. Never less than is true; others may have erased some."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.waiting, self.settled = Amount(), Amount()
        self._counted_ago = 0

    def count(self, db: sqlite3.Connection) -> None:
        """Look how much there is."""
        self._counted_ago = 0
        waiting = "select count(*), coalesce(sum(length(payload)), 0) from event where queued = 1 and state = 'waiting'"
        settled = "select count(*), coalesce(sum(length(payload)), 0) from event where queued = 0"
        self.waiting.rows, self.waiting.octets = db.execute(waiting).fetchone()
        self.settled.rows, self.settled.octets = db.execute(settled).fetchone()

    def count_waiting(self, db: sqlite3.Connection) -> None:
        """Look how much waits; what waited before and no longer does is settled, which takes long to count."""
        rows, octets = self.waiting.rows, self.waiting.octets
        query = "select count(*), coalesce(sum(length(payload)), 0) from event where queued = 1 and state = 'waiting'"
        self.waiting.rows, self.waiting.octets = db.execute(query).fetchone()
        self.settled.add(max(0, rows - self.waiting.rows), max(0, octets - self.waiting.octets))

    def make_room(self, db: sqlite3.Connection, under_way: tuple[int, int]) -> dict[str, int]:
        """Drop what there is no room for, but for the rows `under_way` (first and last): how many of each kind.

        A row that counts repeats stands for all of them.
        """
        lost: dict[str, int] = {}
        if not self.waiting.exceeds(self.room.rows, self.room.octets):
            return lost
        self._counted_ago += 1
        if self._counted_ago > _COUNT_EVERY:  # what was erased by others makes room, too
            self.count(db)
        while self.waiting.exceeds(self.room.rows, self.room.octets):
            found = db.execute(
                "select number, kind, length(payload), payload from event where queued = 1 and state = 'waiting' "
                "and worth < ? and number not between ? and ? order by worth, number limit 1",
                (ABOVE_ALL, *under_way),
            ).fetchone()
            if found is None:
                break
            number, kind, octets, payload = found
            lost[kind] = lost.get(kind, 0) + _count(payload)
            db.execute(
                "update event set state = ?, reason = ?, alike = null, queued = 0 where number = ?",
                (DROPPED, NO_ROOM, number),
            )
            self.waiting.add(-1, -octets)
            self.settled.add(1, octets)
        return lost

    def forget(self, db: sqlite3.Connection) -> None:
        """Let go of the oldest that is settled, where the file would grow without end."""
        if not self.settled.exceeds(self.room.settled_rows, self.room.settled_octets):
            return
        self.count(db)
        while self.settled.exceeds(self.room.settled_rows, self.room.settled_octets):
            some = self.settled.rows // 10 + 1  # a tenth at a time: counting takes long
            db.execute(
                "delete from event where number in (select number from event where queued = 0 order by number limit ?)",
                (some,),
            )
            self.count(db)


def _count(payload: bytes) -> int:
    """How many an event stands for."""
    try:
        return int(json.loads(payload).get("count", 1))
    except DAMAGE:
        return 1
