"""Sync: how the policy in force on this machine is renewed.

A refresh replaces that policy only when everything was verified and understood; whatever fails, the last good one stays
in force byte for byte. What a refresh leaves for idle polls (`app.sync.poll`) is part of its outcome. Nothing heavy
(tuf, requests) is loaded before the first refresh.
"""

import contextlib
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.errors import SignpostError
from app.host import clock, files
from app.host.clock import Clock
from app.host.loading import loading
from app.policy.person import Person
from app.sync import poll
from app.sync.in_force import InForce
from app.sync.poll import REFRESH_SECONDS
from app.sync.stages import Place
from app.sync.state import SyncState
from app.sync.store import LastGood, Store

if TYPE_CHECKING:
    import requests

    from app.host.deadline import Deadline

LOCK_SECONDS = 30.0

_HEAVY = ("app.host.http", "app.sync.proof", "app.sync.updater", "app.sync.trusted")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one refresh: what is in force now, whether that is new, why it failed (None: it did not).

    `held` is what `state` says, as it is stored. `last` is what idle polls may go by from now on; None: by nothing.
    """

    state: SyncState
    held: LastGood | None = None
    last: poll.LastWhole | None = None
    changed: bool = False
    error: SignpostError | None = None


class Sync:
    """Keeps one company's policy in `folder`, from `url` (ending in a slash), trusting `root` (TUF root metadata).

    Of the exceptions it fetches only the documents that can concern `person` (default: an unknown one, so none).
    `person` and `device_key` decide whether this device is in a staged roll-out.
    `open_session` makes the HTTP session (default: the system's proxies, no token); it may raise SignpostError. Not for
    two threads at once; two processes may share the folder, for the same person.
    """

    def __init__(
        self,
        *,
        url: str,
        root: bytes,
        folder: Path,
        now: Clock = clock.now,
        monotonic: poll.Monotonic = poll.monotonic,
        seconds: float = REFRESH_SECONDS,
        person: Person | None = None,
        device_key: Callable[[], str] = str,
        open_session: Callable[[], "requests.Session"] | None = None,
    ) -> None:
        self._place = Place(person or Person(), device_key)
        self._url, self._root, self._seconds = url, root, seconds
        self._now, self._monotonic = now, monotonic
        self._store = Store(folder)
        self._in_force = InForce(self._store, url, root, now)
        self._open_session = open_session

    def current(self) -> SyncState:
        """What is in force, from this machine alone. Never raises: a store that cannot be used counts as none."""
        return self._in_force.current()

    def standing(self) -> SyncState:
        """The same for somebody who only looks: stale, too, where the last attempt of the agent failed, with why."""
        return self._in_force.standing()

    def verify(self) -> SyncState:
        """Go through the signatures of what is in force, offline; what nobody signed is put aside. Never raises."""
        return self._in_force.verify()

    def verified(self) -> tuple[LastGood | None, SignpostError | None]:
        """The same as it is stored, and what was in the way."""
        return self._in_force.verified()

    def refresh(self) -> Outcome:
        """Ask the policy host, once. Never raises what the network, the host or the disk can bring about."""
        from app.host.deadline import deadline

        before, after, last, problem = None, None, None, None
        try:
            with self._store.locked(LOCK_SECONDS), deadline(self._seconds) as running:
                before = self._in_force.vouched_for()
                after, last = self._fetched(before, running)
        except SignpostError as error:
            problem, after = error, before
        except OSError as error:
            problem, after = files.translated(error, self._store.folder), before
        self._in_force.checked_at = self._now()
        if not isinstance(problem, files.InUse):  # that is the other one's to tell
            self._store.note_trouble(problem)
        if before is None and after is None:
            held = self._in_force.held()
            return Outcome(state=self._in_force.state(held, problem), held=held, error=problem)
        changed = after is not None and not _same_content(after, before)
        return Outcome(
            state=self._in_force.state(after, problem), held=after, last=last, changed=changed, error=problem
        )

    def _fetched(self, before: LastGood | None, running: "Deadline") -> tuple[LastGood, poll.LastWhole | None]:
        """What is in force from now on, and what polls may go by."""
        _load()
        import shutil
        import tempfile

        from app.sync.exchange import Exchange
        from app.sync.proof import expiry
        from app.sync.trusted import Trusted
        from app.sync.updater import Refresh

        at, monotonic = self._now(), self._monotonic()
        working_copy = self._store.working_copy
        self._store.sweep()
        working_copy.mend(before.proof if before else {})
        staging = Path(tempfile.mkdtemp(prefix="staging-", dir=self._store.folder))
        try:
            with self._opened() as session, contextlib.closing(Exchange(session, running)) as exchange:
                trusted = Trusted(
                    f"{self._url}metadata/", f"{self._url}targets/", self._root, working_copy.folder, staging, exchange
                )
                fetched = Refresh(trusted, self._place).fetch(before, self._now)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        proof = working_copy.files()
        after = msgspec.structs.replace(fetched, proof=proof, expiry=expiry(proof))
        self._in_force.replace(after, before)
        timestamp, headers = trusted.fetcher.timestamp
        if timestamp != proof["timestamp.json"]:
            return after, None
        return after, poll.LastWhole(
            timestamp=timestamp,
            conditions=poll.conditions(headers),
            at=at,
            monotonic=monotonic,
            store=self._store.mark(),
            expiry=after.expiry,
            noted=after.verified_at,
        )

    def _opened(self) -> "contextlib.closing[requests.Session]":
        from app.host import http

        return contextlib.closing(self._open_session() if self._open_session else http.session())


def _load() -> None:
    """Load what only a whole refresh needs (tuf, requests, cryptography), once, and have no garbage sought among it."""
    if _HEAVY[-1] not in sys.modules:
        with loading():
            for name in _HEAVY:
                importlib.import_module(name)


def _same_content(one: LastGood, other: LastGood | None) -> bool:
    if other is None:
        return False
    aside = {"verified_at": other.verified_at, "proof": other.proof, "expiry": other.expiry, "rollout": other.rollout}
    return msgspec.structs.replace(one, **aside) == other
