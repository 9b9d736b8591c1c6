"""When to look for a new policy: at once, then every so often with jitter, later and later while it fails.

Jitter keeps a fleet that was switched on together from asking together; the back-off keeps it from storming a host that
has just come back (research note, section 2).
"""

import threading
from collections.abc import Callable
from typing import Protocol

from app.errors import SignpostError
from app.sync.state import SyncState

JITTER = 0.2
FIRST_RETRY_SECONDS = 30.0
LONGEST_RETRY_SECONDS = 1800.0


class Attempt(Protocol):
    """What came of one refresh."""

    @property
    def state(self) -> SyncState:
        """What is in force now."""

    @property
    def error(self) -> SignpostError | None:
        """Why it failed; None when it did not."""


class Source(Protocol):
    """What the loop drives: `app.sync.client.Sync`."""

    def verify(self) -> SyncState:
        """What is in force, from this machine alone, once its signatures were gone through."""

    def refresh(self, *, thorough: bool = False) -> Attempt:
        """Ask the policy host; `thorough`: whatever it said the last time."""


def delay(poll_seconds: float, failures: int, chance: float) -> float:
    """Seconds until the next attempt after `failures` in a row, for `chance` drawn evenly from [0, 1).

    Without failures: the interval, 20 % more or less. With: doubling from half a minute (or the interval, when that is
    shorter) to half an hour (or the interval, when that is longer), and of that between half and all.
    """
    if failures == 0:
        return poll_seconds * (1 + JITTER * (2 * chance - 1))
    first, longest = min(FIRST_RETRY_SECONDS, poll_seconds), max(LONGEST_RETRY_SECONDS, poll_seconds)
    step = min(longest, first * 2.0 ** min(failures - 1, 30))
    return step * (0.5 + chance / 2)


def _chance() -> float:
    import random  # not before the policy is in force: it loads OpenSSL

    return random.random()  # noqa: S311  it spreads load and guards nothing


def run(
    sync: Source,
    on_state: Callable[[SyncState], None],
    stop: threading.Event,
    poke: threading.Event,
    *,
    poll_seconds: float,
    chance: Callable[[], float] = _chance,
) -> None:
    """The body of the sync thread: verify what is in force, tell, refresh, tell, wait, until `stop`.

    `poke` ends a wait early ("Sync now", the network is back) and has the host asked thoroughly. To end the thread at
    once: `stop.set()`, then `poke.set()`.
    """
    on_state(sync.verify())
    failures, poked = 0, False
    while not stop.is_set():
        poke.clear()
        attempt = sync.refresh(thorough=poked)
        on_state(attempt.state)
        failures = failures + 1 if attempt.error is not None else 0
        if not stop.is_set():
            poked = poke.wait(delay(poll_seconds, failures, chance()))
