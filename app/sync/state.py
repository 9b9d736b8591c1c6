"""What sync knows, as one frozen value: the policy in force, the recipes, and how fresh they are. Pure."""

import enum
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import msgspec

from app.errors import SignpostError
from app.policy.exceptions import NONE, Exceptions
from app.policy.model import Policy
from app.policy.recipe import Recipes
from app.policy.rollout import RolloutIgnored
from app.sync.errors import NotCheckedYet

FRESH_FOR = timedelta(minutes=30)
"""How long after a check a policy counts as fresh when nothing has been tried since (a restart, a wake-up)."""


class Standing(enum.Enum):
    """How far the policy in force can be taken for the company's latest word."""

    FRESH = "fresh"
    STALE = "stale"
    NEVER = "never"


class Freshness(msgspec.Struct, frozen=True, kw_only=True):
    """`since` is when the policy was last verified against the host, aware (None: never); `why` says why not now."""

    standing: Standing
    since: datetime | None = None
    why: SignpostError | None = None


class SyncState(msgspec.Struct, frozen=True, kw_only=True):
    """What is in force. `policy` is None until the first sync ever; `version` is then 0.

    `artifacts` holds the signed lock files by the path that a recipe names in `lock`. `checked_at` is the last attempt,
    whatever came of it, `next_at` when the next one is due. `exceptions` are those that can concern this machine's
    person. `verified`: this very program has gone through the signatures, and did not only read what was stored;
    nothing may be set up before. `staged` is the id of the roll-out the policy came by, "" for everybody's; `ignored`
    says why this device could take no part.
    """

    policy: Policy | None
    recipes: Recipes
    artifacts: Mapping[str, bytes] = MappingProxyType({})
    exceptions: Exceptions = NONE
    freshness: Freshness
    version: int = 0
    verified: bool = False
    staged: str = ""
    ignored: RolloutIgnored | None = None
    checked_at: datetime | None = None
    next_at: datetime | None = None

    def still_fresh(self, now: datetime) -> "SyncState":
        """The same, found unchanged at that moment."""
        return msgspec.structs.replace(self, freshness=freshness(now, None, now), checked_at=now)


def freshness(
    verified_at: datetime | None, error: SignpostError | None, now: datetime, run_out: SignpostError | None = None
) -> Freshness:
    """Judge how fresh a policy is that was last verified at `verified_at`, after an attempt that met `error` (or none).

    A moment in the future means that the clock was set back since: nothing is known then, so it is stale. `run_out`
    says that what is held has expired: however lately it was checked, nobody vouches for it any more.
    """
    if verified_at is None:
        return Freshness(standing=Standing.NEVER, why=error)
    if error is None and not timedelta(0) <= now - verified_at <= FRESH_FOR:
        error = NotCheckedYet(since=verified_at.isoformat(timespec="minutes"))
    error = error or run_out
    standing = Standing.FRESH if error is None else Standing.STALE
    return Freshness(standing=standing, since=verified_at, why=error)
