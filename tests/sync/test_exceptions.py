"""Exceptions on their way to a machine: only the documents of its own person, none of anybody's names, and an end."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.admin.roles import DELEGATED
from app.policy import exceptions
from app.policy.person import Person
from app.sync.state import Standing
from tests.sync.company import Company
from tests.sync.hosts import Host

NOW = datetime.now(UTC)
UNTIL = (NOW + timedelta(days=3)).isoformat()
ANA, BO = Person("anastasia", ("audit",), "lt-1"), Person("bo", (), "lt-2")
EXTRA = f"""
exceptions:
  - {{id: x1, tool: bad, who: {{users: [Anastasia], devices: [lt-9]}}, until: "{UNTIL}", reason: Anastasia reviews it}}
  - {{id: x2, tool: bad, who: {{groups: [audit]}}, until: "{(NOW + timedelta(days=9)).isoformat()}"}}
"""


def test_a_machine_learns_of_its_own_exceptions_and_asks_for_no_others(
    company: Company, host: Host, tmp_path: Path
) -> None:
    published = company.publish("two", extra=EXTRA)
    assert published.changed
    ana, bo = (company.client(host.url, tmp_path / person.user, person=person) for person in (ANA, BO))
    first = ana.refresh()
    assert first.error is None
    assert first.state.exceptions.holds(ANA, "bad", NOW) == "x2"
    assert first.state.exceptions.holds(BO, "bad", NOW) is None
    asked = [path for path in host.requests if "/exceptions/" in path]
    assert len(asked) == 2  # of three that exist: the one of lt-9 is not ana's
    host.requests.clear()
    assert bo.refresh().state.exceptions.holds(BO, "bad", NOW) is None
    assert [path for path in host.requests if "/exceptions/" in path] == []
    assert company.client(host.url, tmp_path / ANA.user, person=ANA).current().exceptions == first.state.exceptions


def test_no_served_byte_names_anybody(company: Company) -> None:
    company.publish("two", extra=EXTRA)
    served = b"".join(path.read_bytes().lower() for path in company.public.rglob("*.json"))
    for name in (b"anastasia", b"audit", b"lt-9", b"reviews"):
        assert name not in served


def test_the_same_exceptions_are_no_new_version_and_changed_ones_arrive(
    company: Company, host: Host, tmp_path: Path
) -> None:
    company.publish("two", extra=EXTRA)
    assert not company.publish("two", extra=EXTRA).changed
    sync = company.client(host.url, tmp_path / "store", person=ANA)
    assert sync.refresh().state.exceptions.holds(ANA, "bad", NOW) == "x2"
    assert company.publish("two", extra=EXTRA.replace("id: x2", "id: x3")).changed
    newer = sync.refresh()
    assert newer.changed
    assert newer.state.exceptions.holds(ANA, "bad", NOW) == "x3"
    assert company.publish("two").changed
    assert sync.refresh().state.exceptions.holds(ANA, "bad", NOW) is None


def test_an_exception_ends_offline_and_without_a_new_policy(company: Company, host: Host, tmp_path: Path) -> None:
    company.publish("two", extra=EXTRA)
    company.client(host.url, tmp_path / "store", person=ANA).refresh()
    held = company.client("http://127.0.0.1:9/", tmp_path / "store", person=ANA).current().exceptions
    assert held.holds(ANA, "bad", NOW + timedelta(days=8)) == "x2"
    assert held.holds(ANA, "bad", NOW + timedelta(days=9)) is None
    later = company.repository(ago=-timedelta(days=4))
    assert later.published("policy").keys() >= {exceptions.target(_digest(company, "user:anastasia"))}
    company.publish("two", extra=EXTRA, ago=-timedelta(days=4))
    assert exceptions.target(_digest(company, "user:anastasia")) not in company.repository().published("policy")


@pytest.mark.parametrize("wrong", [b"{}", b"\xff", b'{"format": 9}'])
def test_a_signed_document_that_cannot_be_read_leaves_what_was_in_force(
    company: Company, host: Host, tmp_path: Path, wrong: bytes
) -> None:
    company.publish("two", extra=EXTRA)
    sync = company.client(host.url, tmp_path / "store", person=ANA)
    assert sync.refresh().error is None
    targets = company.repository().published("policy")
    company.sign("policy", {path: data if path == "policy.json" else wrong for path, data in targets.items()})
    outcome = sync.refresh()
    assert outcome.error is not None
    assert outcome.error.code == "policy-unreadable"
    assert outcome.state.freshness.standing is Standing.STALE
    assert outcome.state.exceptions.holds(ANA, "bad", NOW) == "x2"


def test_a_repository_of_an_earlier_signpost_learns_to_carry_exceptions(
    company: Company, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def paths() -> list[str]:
        delegations = company.repository().targets().delegations
        assert delegations is not None
        return list((delegations.roles or {})["policy"].paths or ())

    with monkeypatch.context() as earlier:
        earlier.setitem(DELEGATED, "policy", ["policy.json"])
        company.publish("one")
    assert paths() == ["policy.json"]
    company.publish("two", extra=EXTRA)
    assert paths() == ["policy.json", "exceptions/*", "rollout.json", "rollout/*"]
    sync = company.client(host.url, tmp_path / "store", person=ANA)
    assert sync.refresh().state.exceptions.holds(ANA, "bad", NOW) == "x2"


def _digest(company: Company, subject: str) -> str:
    policy = json.loads(company.repository().published("policy")["policy.json"])
    return exceptions.digest(policy["exceptions_key"], subject)
