"""What the agent says of itself: added up where it comes often, told once where it stays so."""

from typing import Any

import msgspec

from app.errors import SignpostError
from app.policy.model import PolicyUnreadable
from app.policy.recipe import Recipes
from app.policy.rollout import RolloutIgnored
from app.report.kinds import kind_of
from app.runtime.shortfalls import GAPS_SECONDS, Shortfalls
from app.sync.errors import Expired, NothingPublished, Offline
from app.sync.state import Freshness, Standing, SyncState
from app.watch.source import Gap
from tests.support.ocsf import faults


def state(why: SignpostError | None, version: int = 7, ignored: RolloutIgnored | None = None) -> SyncState:
    fresh = Freshness(standing=Standing.STALE if why is not None else Standing.FRESH, why=why)
    return SyncState(policy=None, recipes=Recipes(format=1), freshness=fresh, version=version, ignored=ignored)


def test_gaps_are_added_up_and_told_once_in_a_while() -> None:
    told, now = list[dict[str, Any]](), 0.0
    shortfalls = Shortfalls(told.append, lambda: now)
    for lost in (3, 4, 0, 5):
        shortfalls.missed(Gap(lost, "the buffer overran"))
    assert [event["unmapped"]["lost"] for event in told] == [3]
    now = GAPS_SECONDS
    shortfalls.missed(Gap(1, "signal 9"))
    assert [event["unmapped"] for event in told][1] == {"lost": 10, "reason": "signal 9"}
    shortfalls.otherwise("poll", "")
    assert [kind_of(event) for event in told] == ["agent"] * 3
    assert [fault for event in told for fault in faults(event)] == []


def test_a_policy_that_is_not_applied_is_told_once_and_again_when_that_changes() -> None:
    told = list[dict[str, Any]]()
    shortfalls = Shortfalls(told.append)
    bad, old = PolicyUnreadable(detail="format 9"), Expired(role="targets")
    ignored = RolloutIgnored(detail="unknown condition")
    for why, version in ((None, 7), (bad, 7), (bad, 7), (Offline(host="x"), 7), (bad, 7), (bad, 8), (old, 8)):
        shortfalls.policy(state(why, version))
    shortfalls.policy(state(None, 8, ignored))
    said = [(event["status_code"], event["unmapped"]["policy_version"]) for event in told]
    assert said == [
        ("policy-unreadable", 7),
        ("policy-unreadable", 7),
        ("policy-unreadable", 8),
        ("expired", 8),
        ("rollout-ignored", 8),
    ]
    assert [fault for event in told for fault in faults(event)] == []


def test_what_a_better_connection_would_cure_is_nobodys_event() -> None:
    told = list[dict[str, Any]]()
    shortfalls = Shortfalls(told.append)
    for why in (Offline(host="x"), NothingPublished()):
        shortfalls.policy(state(why))
    assert told == []


def test_nothing_else_of_an_error_is_told_than_its_code() -> None:
    told = list[dict[str, Any]]()
    Shortfalls(told.append).policy(state(PolicyUnreadable(detail="/home/ana/policy.json")))
    assert "ana" not in str(msgspec.to_builtins(told))
