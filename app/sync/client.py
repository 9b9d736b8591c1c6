"""Sync: the policy in force on this machine, and how it is renewed.

Offline and at start it reads the last good policy in a few milliseconds, without tuf or requests. A refresh replaces
that policy only when everything was verified and understood; whatever fails, the last good one stays in force byte for
byte.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import msgspec

from app.errors import SignpostError
from app.host import clock, files
from app.host.clock import Clock
from app.policy import exceptions, model, recipe
from app.policy.person import Person
from app.policy.rollout import RolloutIgnored
from app.sync.errors import OtherCompany, StoreDamaged
from app.sync.stages import Place
from app.sync.state import SyncState, freshness
from app.sync.store import LastGood, Store

REFRESH_SECONDS = 120.0
"""The time one refresh may take, whatever the network does: a cold sync over 16 kB/s."""

LOCK_SECONDS = 30.0


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one refresh: what is in force now, whether that is new, why it failed (None: it did not)."""

    state: SyncState
    changed: bool = False
    error: SignpostError | None = None


class Sync:
    """Keeps one company's policy in `folder`, from `url` (ending in a slash), trusting `root` (TUF root metadata).

    Of the exceptions it fetches only the documents that can concern `person` (default: an unknown one, so none).
    `person` and `device_key` decide whether this device is in a staged roll-out.
    Not for two threads at once; two processes may share the folder, for the same person.
    """

    def __init__(
        self,
        *,
        url: str,
        root: bytes,
        folder: Path,
        now: Clock = clock.now,
        seconds: float = REFRESH_SECONDS,
        person: Person | None = None,
        device_key: Callable[[], str] = str,
    ) -> None:
        self._place = Place(person or Person(), device_key)
        self._url, self._root, self._now, self._seconds = url, root, now, seconds
        self._store = Store(folder)
        self._checked_at: datetime | None = None

    def current(self) -> SyncState:
        """What is in force, from this machine alone. Never raises: a store that cannot be used counts as none."""
        try:
            stored = self._stored()
            return self._state(stored, None)
        except SignpostError as error:
            try:
                with self._store.locked(0):
                    self._store.set_aside()
            except SignpostError:
                pass  # the process that holds the store, or the one that mends the disk, will see to it
            return self._state(None, error)

    def refresh(self) -> Outcome:
        """Ask the policy host, once. Never raises what the network, the host or the disk can bring about."""
        before, after, problem = None, None, None
        try:
            with self._store.locked(LOCK_SECONDS):
                try:
                    before = self._stored()
                except SignpostError:
                    self._store.set_aside()
                after = self._fetched(before)
                self._store.write(after, before)
        except SignpostError as error:
            problem, after = error, before
        except OSError as error:
            problem, after = files.translated(error, self._store.folder), before
        self._checked_at = self._now()
        if before is None and after is None:
            return Outcome(state=self._state(self._stored_or_none(), problem), error=problem)
        changed = after is not None and not _same_content(after, before)
        return Outcome(state=self._state(after, problem), changed=changed, error=problem)

    def _fetched(self, before: LastGood | None) -> LastGood:
        # The heavy half: only a refresh pays for tuf, requests and cryptography.
        from app.host import http
        from app.host.deadline import deadline
        from app.sync.fetcher import SyncFetcher
        from app.sync.updater import Refresh

        self._store.sweep()
        self._store.mend_metadata(before.proof if before else {})
        staging = Path(tempfile.mkdtemp(prefix="staging-", dir=self._store.folder))
        try:
            with (
                http.session() as session,
                deadline(self._seconds) as running,
                contextlib.closing(SyncFetcher(session, running)) as fetcher,
            ):
                attempt = Refresh(self._url, self._root, self._store.metadata, staging, fetcher, self._place)
                fetched = attempt.fetch(before, self._now)
            return msgspec.structs.replace(fetched, proof=self._store.metadata_files())
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _stored(self) -> LastGood | None:
        """The last good policy when it is whole and this company's. Raises StoreDamaged, OtherCompany."""
        stored = self._store.read()
        if stored is None:
            return None
        try:
            exceptions.load(model.load(stored.policy).exceptions_key, stored.exceptions)
            _recipes(stored)
        except SignpostError as error:
            raise StoreDamaged(detail=error.happened) from error
        roots = (data for name, data in stored.proof.items() if name.startswith("root_history/"))
        if self._root not in roots:
            from app.sync.updater import vouches

            if not vouches(self._root, stored.proof):
                raise OtherCompany
        return stored

    def _stored_or_none(self) -> LastGood | None:
        try:
            return self._stored()
        except SignpostError:
            return None

    def _state(self, stored: LastGood | None, error: SignpostError | None) -> SyncState:
        if stored is None:
            return SyncState(
                policy=None,
                recipes=recipe.Recipes(format=model.FORMAT),
                freshness=freshness(None, error, self._now()),
                checked_at=self._checked_at,
            )
        policy = model.load(stored.policy)
        return SyncState(
            policy=policy,
            recipes=_recipes(stored),
            artifacts=MappingProxyType(stored.artifacts),
            exceptions=exceptions.load(policy.exceptions_key, stored.exceptions),
            freshness=freshness(stored.verified_at, error, self._now()),
            version=policy.version,
            staged=stored.staged,
            ignored=RolloutIgnored(detail=stored.ignored) if stored.ignored else None,
            checked_at=self._checked_at,
        )


def _recipes(stored: LastGood) -> recipe.Recipes:
    return recipe.load(stored.recipes) if stored.recipes else recipe.Recipes(format=model.FORMAT)


def _same_content(one: LastGood, other: LastGood | None) -> bool:
    return (
        other is not None
        and msgspec.structs.replace(one, verified_at=other.verified_at, proof=other.proof, rollout=other.rollout)
        == other
    )
