"""A staged roll-out on its way to devices: who takes it, what is fetched, what happens when it ends or is broken."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.lines import policy_line
from app.policy import exceptions, model, rollout
from app.policy.exceptions import Granted
from app.policy.person import Person
from app.sync.client import Sync
from app.sync.errors import NotVouchedFor
from app.sync.state import Standing
from app.sync.store import Store
from tests.sync.company import Company, word
from tests.sync.hosts import Host
from tests.sync.staged import SALT, stage

INSIDE, OUTSIDE = Person("ana", ("pilot",), "lt-1"), Person("bo", (), "lt-2")
UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)


def withdraw(company: Company) -> None:
    live = company.repository().published("policy")
    company.sign("policy", {path: data for path, data in live.items() if not path.startswith("rollout")})


def device(company: Company, host: Host, folder: Path, person: Person = INSIDE, key: str = "") -> Sync:
    return Sync(url=host.url, root=company.root, folder=folder, seconds=30.0, person=person, device_key=lambda: key)


def test_only_those_who_are_named_get_it_and_everybody_elses_policy_is_untouched(
    company: Company, host: Host, tmp_path: Path
) -> None:
    before = company.repository().published("policy")["policy.json"]
    stage(company, groups=["Pilot"])
    inside, outside = device(company, host, tmp_path / "in"), device(company, host, tmp_path / "out", OUTSIDE)
    taken, left = inside.refresh(), outside.refresh()
    assert (taken.error, left.error) == (None, None)
    assert (word(inside), taken.state.staged, taken.state.version) == ("staged", "codex", 2)
    assert (word(outside), left.state.staged, left.state.version) == ("one", "", 1)
    # what a device without knowledge of roll-outs reads is still there, byte for byte
    assert company.repository().published("policy")["policy.json"] == before


def test_a_share_of_the_devices_is_in_by_hash_and_stays_in_when_it_widens(
    company: Company, host: Host, tmp_path: Path
) -> None:
    keys = [f"device:lt-{number}" for number in range(8)]
    devices = {key: device(company, host, tmp_path / str(number), OUTSIDE, key) for number, key in enumerate(keys)}
    before: set[str] = set()
    for percent in (25, 60, 100):
        stage(company, percent=percent)
        inside = {key for key, sync in devices.items() if sync.refresh().state.staged == "codex"}
        assert inside == {key for key in keys if rollout.slot(SALT, key) < percent * 100}
        assert before <= inside
        before = inside
    assert before == set(keys)


def test_the_stable_key_is_asked_for_only_where_a_percentage_decides(
    company: Company, host: Host, tmp_path: Path
) -> None:
    asked: list[str] = []

    def key() -> str:
        asked.append("key")
        return "key"

    sync = Sync(url=host.url, root=company.root, folder=tmp_path / "store", person=OUTSIDE, device_key=key)
    assert sync.refresh().error is None
    stage(company, groups=["pilot"])
    assert sync.refresh().error is None
    assert asked == []
    stage(company, percent=100)
    assert sync.refresh().state.staged == "codex"
    assert asked == ["key"]
    assert not [path for path in host.requests if "key" in path]


def test_a_device_that_leaves_goes_back_whole_and_offline_it_stays_where_it_was(
    company: Company, host: Host, tmp_path: Path
) -> None:
    sync = device(company, host, tmp_path / "store")
    assert sync.refresh().state.staged == ""
    stage(company, groups=["pilot"])
    taken = sync.refresh()
    assert taken.changed
    assert taken.state.staged == "codex"
    offline = Sync(url="http://127.0.0.1:9/", root=company.root, folder=tmp_path / "store", person=INSIDE)
    state = offline.current()
    assert (state.staged, state.version, word(offline)) == ("codex", 2, "staged")
    assert state.freshness.standing is Standing.FRESH
    assert policy_line(state)["staged"] == "codex"
    assert offline.refresh().state.staged == "codex"
    withdraw(company)
    back = sync.refresh()
    assert back.changed
    assert (back.state.staged, back.state.version, word(sync)) == ("", 1, "one")
    assert policy_line(back.state)["staged"] is None


def test_an_idle_refresh_reads_no_more_than_without_a_roll_out(company: Company, host: Host, tmp_path: Path) -> None:
    for name, person in (("in", INSIDE), ("out", OUTSIDE)):
        sync = device(company, host, tmp_path / name, person)
        withdraw(company)
        assert sync.refresh().error is None
        host.requests.clear()
        assert sync.refresh().error is None
        usual = list(host.requests)
        stage(company, groups=["pilot"])
        assert sync.refresh().error is None
        assert [path for path in host.requests if path.endswith(".rollout.json")]
        host.requests.clear()
        assert not sync.refresh().changed
        assert len(host.requests) == len(usual)
        assert not [path for path in host.requests if "/targets/" in path]


def test_offline_the_staged_policy_is_gone_through_like_any_other(company: Company, host: Host, tmp_path: Path) -> None:
    stage(company, groups=["pilot"])
    assert device(company, host, tmp_path / "store").refresh().state.staged == "codex"
    offline = Sync(url="http://127.0.0.1:9/", root=company.root, folder=tmp_path / "store", person=INSIDE)
    state = offline.verify()
    assert (state.verified, state.staged, word(offline)) == (True, "codex", "staged")
    store = Store(tmp_path / "store")
    held = store.read()
    assert held is not None
    forged = model.dump(msgspec.structs.replace(model.load(held.policy), tools=()))
    store.write(msgspec.structs.replace(held, policy=forged), held)
    refused = offline.verify()
    assert refused.policy is None
    assert refused.staged == ""
    assert isinstance(refused.freshness.why, NotVouchedFor)


def test_exceptions_are_those_of_the_policy_that_holds(company: Company, host: Host, tmp_path: Path) -> None:
    def exempt(key: str, name: str) -> dict[str, bytes]:
        digest = exceptions.digest(key, "group:pilot")
        return exceptions.dump([Granted(subject=digest, tool="bad", until=UNTIL, id=name)])

    live = company.repository().published("policy")
    keyed = msgspec.structs.replace(model.load(live["policy.json"]), exceptions_key="00")
    company.sign("policy", {"policy.json": model.dump(keyed), **exempt("00", "everybodys")})
    sync, now = device(company, host, tmp_path / "store"), datetime.now(UTC)
    assert sync.refresh().state.exceptions.holds(INSIDE, "bad", now) == "everybodys"
    staged = {rollout.exceptions_target("codex", path): data for path, data in exempt("00", "staged").items()}
    stage(company, groups=["pilot"])
    company.sign("policy", {**company.repository().published("policy"), **staged})
    assert sync.refresh().state.exceptions.holds(INSIDE, "bad", now) == "staged"
    withdraw(company)
    assert sync.refresh().state.exceptions.holds(INSIDE, "bad", now) == "everybodys"


def test_recipes_can_be_staged_too_under_the_artifacts_keys(company: Company, host: Host, tmp_path: Path) -> None:
    stage(company, groups=["pilot"])
    live = company.repository().published("artifacts")
    recipes = live["artifacts/recipes.json"]
    assert isinstance(recipes, bytes)
    newer = recipes.replace(b'"download_bytes":1', b'"download_bytes":2')
    company.sign("artifacts", {**live, rollout.recipes_target("codex"): newer})
    sizes = {}
    for person in (INSIDE, OUTSIDE):
        state = device(company, host, tmp_path / person.user, person).refresh().state
        sizes[person.user] = state.recipes.of("good")[0].builds["linux-x64"].download_bytes
    assert sizes == {"ana": 2, "bo": 1}


@pytest.mark.parametrize(
    ("fields", "drop", "says"),
    [
        ({"format": 9}, (), "format 9 is newer"),
        ({"percent": "all"}, (), "percent"),
        ({"policy": "policy.json"}, (), "is not rollout/codex.json"),
        ({}, ("rollout/codex.json",), "is not published"),
        ({"more": {"rollout/codex.json": b"{}"}}, (), "rollout/codex.json: The policy document cannot be read"),
        ({"more": {"rollout.json": b"[" * 2_000_001}}, (), "is larger than it may be (2000001 of 2000000 bytes)"),
        ({"more": {"rollout/codex.json": b" " * 8_000_001}}, (), "rollout/codex.json from"),
    ],
)
def test_a_roll_out_that_cannot_be_used_is_ignored_and_reported(
    company: Company, host: Host, tmp_path: Path, fields: dict[str, Any], drop: tuple[str, ...], says: str
) -> None:
    stage(company, drop=drop, **{"groups": ["pilot"], **fields})
    sync = device(company, host, tmp_path / "store")
    outcome = sync.refresh()
    assert outcome.error is None
    assert (word(sync), outcome.state.staged) == ("one", "")
    for state in (outcome.state, sync.current()):
        assert state.ignored is not None
        assert says in state.ignored.happened
        assert policy_line(state)["ignored"]["code"] == "rollout-ignored"
    withdraw(company)
    assert sync.refresh().state.ignored is None


def test_a_roll_out_that_breaks_later_sends_its_devices_back(company: Company, host: Host, tmp_path: Path) -> None:
    stage(company, groups=["pilot"])
    sync = device(company, host, tmp_path / "store")
    assert sync.refresh().state.staged == "codex"
    stage(company, groups=["pilot"], format=2)
    assert sync.refresh().state.staged == ""
    assert word(sync) == "one"


def test_a_roll_out_signed_by_nobody_is_never_taken(company: Company, host: Host, tmp_path: Path) -> None:
    stage(company, groups=["pilot"])
    sync = device(company, host, tmp_path / "store")
    assert sync.refresh().state.staged == "codex"
    stage(company, "newer", groups=["pilot"])
    company.target("codex.json").write_bytes(b'{"format": 1}')
    outcome = sync.refresh()
    assert outcome.error is not None
    assert (word(sync), outcome.state.staged, outcome.state.freshness.standing) == ("staged", "codex", Standing.STALE)
