"""How things stand, in words."""

from datetime import datetime, timedelta

import pytest

from app.desktop import samples
from app.desktop.status_text import Status, missed, status
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.policy.launch import ProcessId
from app.policy.model import Policy
from app.policy.recipe import Recipes
from app.sync.errors import NetworkTrouble, Offline, Tampered
from app.sync.state import Freshness, Standing, SyncState
from app.watch.source import Gap
from app.watch.standing import Watching

NOW = datetime(2026, 7, 15, 9, 42, tzinfo=samples.BERLIN)
WORDING = Wording(now=NOW, zone=samples.BERLIN)
POLICY = Policy(format=1, version=3, published=datetime(2026, 7, 3, 12, tzinfo=samples.BERLIN), company=samples.COMPANY)


def said(
    standing: Standing, why: SignpostError | None = None, policy: Policy | None = POLICY, ago: float = 1.5
) -> Status:
    since = NOW - timedelta(hours=ago)
    fresh = Freshness(standing=standing, since=since if policy else None, why=why)
    return status(SyncState(policy=policy, recipes=Recipes(format=1), freshness=fresh, version=3), WORDING)


def test_before_the_first_word() -> None:
    assert status(None, WORDING) == Status("fine", ("Looking for your company's policy",))


def test_fresh() -> None:
    assert said(Standing.FRESH) == Status("fine", ("Policy of Acme, Friday 3 July", "Checked at 08:12"))


def test_offline_says_since_when_and_what_still_applies() -> None:
    found = said(Standing.STALE, Offline(host="policy.example.com", detail="no route"))
    assert found.icon == "offline"
    assert found.lines[0] == "Offline since 08:12. The policy of Friday 3 July still applies."
    assert "policy.example.com" in found.lines[1]


def test_offline_for_days_names_the_day() -> None:
    found = said(Standing.STALE, Offline(host="h", detail="d"), ago=48)
    assert found.lines[0] == "Offline since Monday 13 July. The policy of Friday 3 July still applies."


def test_a_policy_that_was_not_accepted_is_stale_and_says_why() -> None:
    found = said(Standing.STALE, Tampered(file="policy.json", host="h", detail="hash"))
    assert found == Status("stale", ("Policy of Acme, Friday 3 July", "policy.json from h is not what was signed."))


@pytest.mark.parametrize(
    ("why", "icon"),
    [(Offline(host="h", detail="d"), "offline"), (Tampered(file="f", host="h", detail="d"), "attention")],
)
def test_no_policy_at_all(why: SignpostError, icon: str) -> None:
    found = said(Standing.NEVER, why, policy=None)
    assert (found.icon, found.lines[0]) == (icon, "No policy yet")
    assert isinstance(why, NetworkTrouble) == (icon == "offline")


def test_a_gap_in_watching_is_news_for_a_day() -> None:
    watching = Watching(agent=ProcessId(1, 1), since=NOW, source="connector", mode="slice", blind_spots="Some.")
    assert missed(None, WORDING) == missed(watching, WORDING) == ()
    gap = Gap(0, "the watcher process hung; watching starts again")
    assert missed(watching.missing(gap, NOW - timedelta(hours=1)), WORDING) == (
        "Some launches may have been missed at 08:42",
    )
    assert missed(watching.missing(gap, NOW - timedelta(days=2)), WORDING) == ()
