"""The policy in force on this machine, told from its disk alone: read in a few milliseconds, vouched for soon after.

What the store holds is this company's or counts as none. `verify` goes through its signatures; whatever is damaged,
signed by nobody or another company's is put aside and said.
"""

import contextlib
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urlsplit

from app.errors import SignpostError
from app.host.clock import Clock
from app.policy import exceptions, model, recipe
from app.policy.rollout import RolloutIgnored
from app.sync.errors import Expired, NotVouchedFor, OtherCompany, StoreDamaged
from app.sync.state import SyncState, freshness
from app.sync.store import LastGood, Store


class InForce:
    """What `store` holds, trusted from `root` (TUF root metadata) on; `url` is the host's, for what is said of it.

    `checked_at` is when the host was last asked, whatever came of it; who asks sets it.
    """

    def __init__(self, store: Store, url: str, root: bytes, now: Clock) -> None:
        self._store, self._url, self._root, self._now = store, url, root, now
        self._vouched: LastGood | None = None
        self.checked_at: datetime | None = None

    def current(self) -> SyncState:
        """What is in force. Never raises: a store that cannot be used counts as none."""
        try:
            return self.state(self._stored())
        except SignpostError as error:
            self._put_aside()
            return self.state(None, error)

    def standing(self) -> SyncState:
        """The same for somebody who only looks: stale, too, where the last attempt of the agent failed, with why."""
        try:
            return self.state(self._stored(), self._store.trouble())
        except SignpostError as error:
            return self.state(None, error)

    def verify(self) -> SyncState:
        """Go through the signatures of what is in force, offline; what nobody signed is put aside. Never raises."""
        return self.state(*self.verified())

    def verified(self) -> tuple[LastGood | None, SignpostError | None]:
        """The same as it is stored, and what was in the way."""
        try:
            stored = self._stored()
            if stored is not None:
                self._vouch(stored)
        except SignpostError as error:
            self._put_aside()
            return None, error
        return stored, None

    def vouched(self, stored: LastGood) -> None:
        """Another process of ours has gone through the signatures of just that."""
        self._vouched = stored

    def held(self) -> LastGood | None:
        """The last good policy, read only; None where there is none that can be used."""
        try:
            return self._stored()
        except SignpostError:
            return None

    def vouched_for(self) -> LastGood | None:
        """The last good policy with its signatures checked; what does not pass is put aside. Needs the lock."""
        try:
            stored = self._stored()
            if stored is not None:
                self._vouch(stored)
        except SignpostError:
            self._store.set_aside()
            return None
        return stored

    def replace(self, new: LastGood, old: LastGood | None) -> None:
        """Put into force what was just verified. Needs the lock. Raises DiskFull, NotWritable; `old` is whole then."""
        self._store.write(new, old)
        self._vouched = new

    def state(self, stored: LastGood | None, error: SignpostError | None = None) -> SyncState:
        """What `stored` means, after an attempt that met `error` (None: none that failed)."""
        if stored is None:
            return SyncState(
                policy=None,
                recipes=recipe.Recipes(format=model.FORMAT),
                freshness=freshness(None, error, self._now()),
                checked_at=self.checked_at,
            )
        policy = model.load(stored.policy)
        return SyncState(
            policy=policy,
            recipes=_recipes(stored),
            artifacts=MappingProxyType(stored.artifacts),
            exceptions=exceptions.load(policy.exceptions_key, stored.exceptions),
            freshness=freshness(stored.verified_at, error, self._now(), self._run_out(stored)),
            version=policy.version,
            staged=stored.staged,
            ignored=RolloutIgnored(detail=stored.ignored) if stored.ignored else None,
            verified=stored.same_but_for_time(self._vouched),
            checked_at=self.checked_at,
        )

    def _stored(self) -> LastGood | None:
        """The last good policy when it is whole and this company's.

        Raises StoreDamaged, NotOurs, OtherCompany, and NotVouchedFor for one that others could have written.
        """
        stored = self._store.read()
        if stored is None:
            return None
        try:
            exceptions.load(model.load(stored.policy).exceptions_key, stored.exceptions)
            _recipes(stored)
        except SignpostError as error:
            raise StoreDamaged(detail=error.happened) from error
        if self._store.exposed():
            self._vouch(stored)
        if self._root not in (data for name, data in stored.proof.items() if name.startswith("root_history/")):
            # A root installed anew. The company's next one vouches for its policy; another company's does not.
            try:
                self._vouch(stored)
            except NotVouchedFor as error:
                raise OtherCompany from error
        return stored

    def _vouch(self, stored: LastGood) -> None:
        """Check the signatures, once for the same bytes. Raises NotVouchedFor."""
        if not stored.same_but_for_time(self._vouched):
            from app.sync import proof

            proof.verify(self._root, stored)
            self._vouched = stored

    def _put_aside(self) -> None:
        with contextlib.suppress(SignpostError), self._store.locked(0):
            self._store.set_aside()  # if not we, then the process that holds the store, or mends the disk

    def _run_out(self, stored: LastGood) -> SignpostError | None:
        expiry = stored.expiry
        if expiry is None or self._now() < expiry.at:
            return None
        host, since = urlsplit(self._url).netloc, expiry.at.isoformat(timespec="seconds")
        return Expired(host=host, role=expiry.role, since=since)


def _recipes(stored: LastGood) -> recipe.Recipes:
    return recipe.load(stored.recipes) if stored.recipes else recipe.Recipes(format=model.FORMAT)
