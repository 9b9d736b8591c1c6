"""How the outbox stands, for `signpost status`: read beside the agent that writes it, without changing anything."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from app.report.ledger import LedgerUnusable, expect_known
from app.report.newer import format_of

LEDGER = "ledger.db"


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """What is in the way of sending: the error's code, what happened and what to do, and how often it was tried."""

    code: str
    what: str
    todo: str
    tries: int


class OutboxStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How many events wait to be sent, were sent, stay here, were dropped; since when the oldest of the first waits.

    `last_error` is what is in the way of sending now, `next_try` when it is tried again; None: nothing, never.
    """

    waiting: int = 0
    sent: int = 0
    withheld: int = 0
    dropped: int = 0
    oldest: datetime | None = None
    last_error: Trouble | None = None
    next_try: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """As `signpost status --json` prints it."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


def outbox_standing(state: Path) -> OutboxStanding:
    """How the outbox in the state folder stands; all zero where there is none yet. Raises LedgerUnusable."""
    path = state / LEDGER
    if not path.exists():
        return OutboxStanding()
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as db:
            expect_known(db, path)
            if format_of(db) < 1:  # written before there was an outbox
                return OutboxStanding()
            counts = dict(db.execute("select state, count(*) from event group by state").fetchall())
            query = "select min(time) from event where queued = 1 and state = 'waiting'"
            (oldest,) = db.execute(query).fetchone()
            trouble = db.execute("select code, facts, tries, next_try from delivery").fetchone()
        known = {name: counts.get(name, 0) for name in ("waiting", "sent", "withheld", "dropped")}
        since = datetime.fromtimestamp(oldest / 1000, UTC) if oldest is not None else None
        if trouble is None or not known["waiting"]:
            return OutboxStanding(**known, oldest=since)
        code, said, tries, next_try = trouble
        in_the_way, again = Trouble(code=code, tries=tries, **json.loads(said)), datetime.fromtimestamp(next_try, UTC)
    except (sqlite3.Error, OSError, ValueError, TypeError, OverflowError, RecursionError) as error:  # a damaged file
        raise LedgerUnusable(path=path, detail=error) from error
    return OutboxStanding(**known, oldest=since, last_error=in_the_way, next_try=again)
