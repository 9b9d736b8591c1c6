"""How long is kept: what is too old is erased on time, by a clock that can be believed, and its bytes with it.

A clock that is wrong for a while (an empty battery, 2099 for a minute) must erase nothing. So it is believed once it
has kept pace with the time since boot, sleep included, for a quarter of an hour while the policy is fresh: TUF's
metadata expire, so that a clock far ahead finds none fresh. For a day, where the policy host cannot be reached.
"""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.host import clock
from app.host.clock import Clock
from app.report.log import NAME

if TYPE_CHECKING:
    import sqlite3

STEADY_SECONDS, STEADY_ALONE_SECONDS = 900.0, 86_400.0
LEAP_SECONDS = 300.0
"""A clock that moved so much more or less than time went by was set."""

EVERY_SECONDS = 3600.0
"""How often to erase. What a day is told by needs no more."""


class Calendar:
    """Says what is too old, when that can be told. For one thread; `again` from any."""

    def __init__(self, now: Clock = clock.now, since_boot: Callable[[], float] = clock.since_boot) -> None:
        self._now, self._since_boot = now, since_boot
        self._steady_since = since_boot()
        self._ahead = now().timestamp() - self._steady_since
        self._erased: float | None = None

    def too_old(self, days: int, *, fresh: bool) -> datetime | None:
        """What happened before this is to be erased now; None while the clock is not believed, or it is not yet time.

        To be asked every few minutes. `fresh`: the policy was verified against its host by this clock.
        """
        now, since_boot = self._now(), self._since_boot()
        ahead = now.timestamp() - since_boot
        if abs(ahead - self._ahead) > LEAP_SECONDS:
            self._steady_since = since_boot
        self._ahead = ahead
        if since_boot - self._steady_since < (STEADY_SECONDS if fresh else STEADY_ALONE_SECONDS):
            return None
        if self._erased is not None and since_boot - self._erased < EVERY_SECONDS:
            return None
        self._erased = since_boot
        return now - timedelta(days=days)

    def again(self) -> None:
        """It could not be erased: the next time asked it is time."""
        self._erased = None


def wipe_what_is_deleted(db: "sqlite3.Connection") -> None:
    """From now on this connection overwrites what it deletes with zeros (sqlite.org/pragma.html, `secure_delete`)."""
    db.execute("pragma secure_delete = on")


def hold_little(db: "sqlite3.Connection") -> None:
    """Hold at most 256 KiB of the file in memory, and not SQLite's 2 MB: the agent has it open for months.

    Source: sqlite.org/pragma.html, `cache_size`; a negative number is KiB.
    """
    db.execute("pragma cache_size = -256")


def let_go(db: "sqlite3.Connection") -> bool:
    """Empty the write-ahead log, in which what was deleted stands, too; False, at once, while another reads."""
    (patience,) = db.execute("pragma busy_timeout").fetchone()
    db.execute("pragma busy_timeout = 0")
    try:
        busy, _, _ = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    finally:
        db.execute(f"pragma busy_timeout = {patience}")
    return not busy


def erase_logs(folder: Path, before: datetime) -> None:
    """The log's files that were set aside before then (`signpost.log.1`); one that is in use goes the next time."""
    for file in folder.glob(f"{NAME}.*"):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < before.timestamp():
                file.unlink()
