"""When to look for a new policy: at once, then every so often with jitter, later and later while it fails.

Jitter keeps a fleet that was switched on together from asking together; the back-off keeps it from storming a host that
has just come back (research note, section 2).
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import msgspec

from app.errors import SignpostError
from app.sync.errors import BadStatus, NetworkTrouble
from app.sync.state import SyncState

JITTER = 0.2
FIRST_RETRY_SECONDS = 30.0
LONGEST_RETRY_SECONDS = 1800.0
LOOK_SECONDS = 2.0
"""How often to look, while the host does not let this computer in, whether it may try with something better."""


class Attempt(Protocol):
    """What came of one refresh."""

    @property
    def state(self) -> SyncState:
        """What is in force now."""

    @property
    def error(self) -> SignpostError | None:
        """Why it failed; None when it did not."""


class Source(Protocol):
    """What the loop drives: whoever has `app.sync.client.Sync` at work in another process."""

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
    mended: Callable[[], bool] = lambda: False,
    chance: Callable[[], float] = _chance,
) -> None:
    """The body of the sync thread: verify what is in force, tell, refresh, tell, wait, until `stop`.

    `poke` ends a wait early ("Sync now", the network is back) and has the host asked thoroughly. So does `mended`,
    which is asked whether this computer can show something better (a token) after it was turned away. To end the thread
    at once: `stop.set()`, then `poke.set()`.
    """
    state = sync.verify()
    if not stop.is_set():
        on_state(state)
    failures, poked = 0, False
    while not stop.is_set():
        poke.clear()
        attempt = sync.refresh(thorough=poked)
        if stop.is_set():
            return  # it may have been cut off
        failures = failures + 1 if attempt.error is not None else 0
        seconds = delay(poll_seconds, failures, chance())
        on_state(_with_next(attempt.state, seconds))
        if not stop.is_set():
            poked = _mended(poke, seconds, mended) if _is_turned_away(attempt.error) else poke.wait(seconds)


def _with_next(state: SyncState, seconds: float) -> SyncState:
    """When the next attempt is due, by the clock on the wall: for people to read."""
    due = state.checked_at + timedelta(seconds=seconds) if state.checked_at is not None else None
    return msgspec.structs.replace(state, next_at=due)


def _is_turned_away(error: SignpostError | None) -> bool:
    """Whether something of this computer may be what is wrong, rather than the way to the host."""
    return error is not None and (isinstance(error, BadStatus) or not isinstance(error, NetworkTrouble))


def _mended(poke: threading.Event, seconds: float, mended: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if poke.wait(min(left, LOOK_SECONDS)) or mended():
            return True
    return False
