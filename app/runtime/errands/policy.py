"""The policy in force, as the agent holds it: read here from its disk, looked for and verified by errands.

So the agent holds neither tuf nor requests nor OpenSSL, which are half as much again as all the rest of it (measured:
20 MB). What comes into force here are the very bytes whose signatures the errand's process went through, not what lies
on the disk by then.
"""

import threading

import msgspec

from app.access import policy_store
from app.errors import SignpostError
from app.host import clock
from app.host.clock import Clock
from app.host.config import Config
from app.host.conversation import NoAnswer
from app.host.keychain import KeyringLocked
from app.host.paths import Paths
from app.runtime.errands import passed
from app.runtime.errands.errand import Errand
from app.runtime.errands.looks import Look, Looked
from app.runtime.errands.passed import Kind
from app.sync.in_force import InForce
from app.sync.poll import LastWhole
from app.sync.schedule import Attempt
from app.sync.state import SyncState, freshness

SECONDS = 300.0
"""The longest look there is: two of its own deadlines, another process's look to wait for, a token to be renewed."""


class Attempted(msgspec.Struct, frozen=True):
    """See `app.sync.schedule.Attempt`."""

    state: SyncState
    error: SignpostError | None = None


class PolicyErrands:
    """What `app.sync.schedule` drives. `end` from any thread, the rest from one.

    The process stays from `verify` to the look that follows, and while the keyring waits for its password, lest it ask
    again and again.
    """

    def __init__(self, config: Config, paths: Paths, now: Clock = clock.now) -> None:
        self._config, self._paths, self._now = config, paths, now
        self._store = policy_store(paths)
        self._in_force = InForce(self._store, config.url, config.root, now)
        self._state: SyncState | None = None
        self._last: LastWhole | None = None
        self._errand: Errand | None = None
        self._lock, self._over = threading.Lock(), False

    def current(self) -> SyncState:
        """What is in force, from this machine's disk alone. Never raises."""
        return self._in_force.current()

    def verify(self) -> SyncState:
        """What is in force, once its signatures were gone through. Never raises; the look that follows says why not."""
        try:
            return self._took(self._ask("verify", Look()), asked=False)
        except SignpostError:
            self.close()
            return self._state or self.current()

    def refresh(self, *, thorough: bool = False) -> Attempt:
        """Look for a new policy. Never raises what the network, the host, the disk or the process can bring about."""
        last, self._last = self._last, None
        try:
            looked = self._ask("look", Look(last, thorough))
        except SignpostError as error:
            self.close()
            return self._failed(error)
        state, why = self._took(looked), passed.error_of(looked.error) if looked.error is not None else None
        if not isinstance(why, KeyringLocked):
            self.close()
        return Attempted(state, why)

    def end(self) -> None:
        """Cut off what is under way, and begin nothing more."""
        with self._lock:
            self._over = True
            if self._errand is not None:
                self._errand.end()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            errand, self._errand = self._errand, None
        if errand is not None:
            errand.close()

    def _ask(self, what: str, look: Look) -> Looked:
        with self._lock:
            if self._over:
                raise NoAnswer(detail="it was ended")
            errand = self._errand = self._errand or Errand(Kind.POLICY, self._config, self._paths)
        looked = errand.ask(what, look, Looked, SECONDS)
        if looked is None or (looked.unchanged and self._state is None):
            raise NoAnswer(detail="it said nothing")
        return looked

    def _took(self, looked: Looked, *, asked: bool = True) -> SyncState:
        """`asked`: the host was."""
        self._last = looked.last
        if asked:
            self._in_force.checked_at = looked.at
        if looked.unchanged and self._state is not None:
            self._state = self._state.still_fresh(looked.at)
            return self._state
        if looked.held is not None and looked.verified:
            self._in_force.vouched(looked.held)
        why = passed.error_of(looked.error) if looked.error is not None else None
        self._state = self._in_force.state(looked.held, why)
        return self._state

    def _failed(self, error: SignpostError) -> Attempted:
        """The process gave no answer. What keeps us from starting one may keep us from the disk, too (EMFILE): what is
        in force stays so."""
        held, before = self._in_force.held(), self._state
        self._in_force.checked_at = now = self._now()
        self._store.note_trouble(error)
        if held is None and before is not None and before.policy is not None:
            stale = freshness(before.freshness.since, error, now)
            return Attempted(msgspec.structs.replace(before, freshness=stale, checked_at=now), error)
        return Attempted(self._in_force.state(held, error), error)
