"""What the agent tells IT of itself: launches it missed, a watcher that began anew, a policy it cannot apply.

Each thing once, not as often as it happens: gaps are added up, a policy is told of when what is wrong with it changes.
"""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from app.errors import SignpostError
from app.host import clock
from app.policy.model import PolicyUnreadable
from app.sync.errors import NothingPublished, TrustTrouble
from app.sync.state import SyncState
from app.watch.source import Gap

if TYPE_CHECKING:  # loaded with the first event
    from app.report.ocsf import Event

GAPS_SECONDS = 600.0
"""Gaps are told once in so many seconds, all that came meanwhile with the next."""


class Shortfalls:
    """`tell` takes the events. Gaps come from one thread, policies from another."""

    def __init__(self, tell: "Callable[[Event], None]", now: Callable[[], float] = monotonic) -> None:
        self._tell, self._now = tell, now
        self._told_at: float | None = None
        self._lost = 0
        self._ignored: tuple[str, int] | None = None

    def missed(self, gap: Gap) -> None:
        """Launches were missed."""
        from app.report import ocsf

        now = self._now()
        self._lost += gap.lost
        if self._told_at is None or now - self._told_at >= GAPS_SECONDS:
            lost, self._lost, self._told_at = self._lost, 0, now
            self._tell(ocsf.launches_missed(clock.now(), lost, gap.reason))

    def otherwise(self, source: str, mode: str) -> None:
        """Launches are seen in another way from now on."""
        from app.report import ocsf

        self._tell(ocsf.watching_otherwise(clock.now(), source, mode))

    def policy(self, state: SyncState) -> None:
        """What is in force from now on, and why not something newer."""
        error = _in_the_way(state)
        now = (error.code, state.version) if error is not None else None
        if error is not None and now != self._ignored:
            from app.report import ocsf

            self._tell(ocsf.policy_ignored(clock.now(), error, state.version))
        self._ignored = now


def _in_the_way(state: SyncState) -> SignpostError | None:
    """Why a policy that was published is not applied here; a host that cannot be reached is nothing of the kind."""
    why = state.freshness.why
    if isinstance(why, TrustTrouble | PolicyUnreadable) and not isinstance(why, NothingPublished):
        return why
    return state.ignored
