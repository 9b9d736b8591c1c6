"""The idle poll: one conditional GET of timestamp.json (RFC 9110, 13) in place of a whole TUF refresh.

It can only ever say "nothing changed since the last whole refresh", never bring anything in: a file that is new in any
byte, or trouble of any kind, means a whole refresh. When even that little is not believed:

- for more than an hour (nginx makes ETags of time in seconds and size: two publishes may look the same),
- once any signed role has run out (whoever answers 304 for ever must end in "stale"),
- after the clock was set or the computer slept: the wall clock and the monotonic clock then disagree,
- when the store is not the one that refresh left behind (another process wrote it, or it was damaged).

What is remembered lives in memory only, with the one address and root it belongs to.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from app.sync.store import Expiry, Mark, Store

if TYPE_CHECKING:
    from app.sync.exchange import Exchange

REFRESH_SECONDS = 120.0
"""The time one refresh may take, whatever the network does: a cold sync over 16 kB/s."""

WHOLE_EVERY = timedelta(hours=1)

NOTE_EVERY = timedelta(minutes=10)
"""How often an idle poll is written down: flushing to the disk costs as much as the poll, and after a restart a policy
counts as fresh for longer than that (`state.FRESH_FOR`)."""

SURELY_DISTINCT = timedelta(seconds=2)
CLOCKS_AGREE = timedelta(seconds=30)
_LONGEST_VALIDATOR = 256

Monotonic = Callable[[], float]
"""Seconds of a clock that nobody sets and that stands still while the computer sleeps (CLOCK_MONOTONIC)."""


class LastWhole(msgspec.Struct, frozen=True, kw_only=True):
    """What the last whole refresh, which succeeded, leaves for the polls after it.

    `conditions` are the request headers that ask "changed since?"; empty when the host said nothing to ask by, and then
    the bytes themselves are compared with `timestamp`. `noted` is when the store was told last that all is unchanged.
    """

    timestamp: bytes
    conditions: Mapping[str, str]
    at: datetime
    monotonic: float
    store: Mark | None
    expiry: Expiry | None
    noted: datetime

    def enough(self, now: datetime, monotonic: float, store: Mark | None) -> bool:
        """Whether a poll may still stand in for a whole refresh."""
        passed = now - self.at
        drift = abs(passed - timedelta(seconds=monotonic - self.monotonic))
        alive = self.expiry is not None and now < self.expiry.at
        return passed < WHOLE_EVERY and drift < CLOCKS_AGREE and alive and store is not None and store == self.store

    def asked_again(self, exchange: "Exchange", url: str) -> "LastWhole | None":
        """Ask the host whether `url` is what it was: then what to ask by the next time, else None.

        Raises NetworkTrouble.
        """
        from http import HTTPStatus

        for _ in exchange.get(url, self.conditions):
            if len(exchange.body) > len(self.timestamp):
                return None
        if exchange.status == HTTPStatus.NOT_MODIFIED:
            return self
        same = bytes(exchange.body) == self.timestamp
        return msgspec.structs.replace(self, conditions=conditions(exchange.headers)) if same else None


def unchanged(
    last: LastWhole,
    store: Store,
    url: str,
    now: datetime,
    at: float,
    connected: "Callable[[], AbstractContextManager[Exchange]]",
) -> LastWhole | None:
    """What to ask by the next time, where one request to the policy host at `url` shows that nothing changed.

    None: only a whole refresh can tell. `at` is by the monotonic clock. Needs the store's lock. Raises NetworkTrouble,
    DiskFull, NotWritable, StoreDamaged, what opening a session can.
    """
    if not last.enough(now, at, store.mark()):
        return None
    with connected() as exchange:
        found = last.asked_again(exchange, f"{url}metadata/timestamp.json")
    if found is not None and now - found.noted >= NOTE_EVERY:
        store.note_verified(now)
        found = msgspec.structs.replace(found, noted=now)
    return found


def conditions(headers: Mapping[str, str]) -> dict[str, str]:
    """How to ask whether a file changed, given the headers it came with: by its ETag, else by its date.

    Not at all while the file is so young that it may change once more within the second its date and nginx's ETag count
    in (RFC 9110, 8.8.2.2).
    """
    if _age(headers) < SURELY_DISTINCT:
        return {}
    for said, asked in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        value = headers.get(said, "")
        if value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable():
            return {asked: value}
    return {}


def _age(headers: Mapping[str, str]) -> timedelta:
    """How old the file was when it was sent, by the host's own clock; without both dates: old."""
    from email.utils import parsedate_to_datetime

    try:
        sent, changed = (parsedate_to_datetime(headers[name]) for name in ("Date", "Last-Modified"))
        return sent - changed
    except (KeyError, ValueError, TypeError, OverflowError):  # a year of twenty digits is an OverflowError
        return timedelta.max


monotonic: Monotonic = time.monotonic
