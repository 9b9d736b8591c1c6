"""A staged roll-out from IT's side, each step as its command, and what real clients make of it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.admin import stages
from app.admin.create import create
from app.admin.repository import open_repository
from app.policy import rollout
from app.policy.person import Person
from app.policy.recipe import locks_of
from app.sync.client import Sync
from tests.admin.conftest import Admin
from tests.sync.company import LOCK, POLICY, word
from tests.sync.hosts import Host, hosting

ID = "2026-11-25-codex"
PILOT, OTHER = Person("ana", ("pilot",), "lt-1"), Person("bo", (), "lt-2")
UNTIL = (datetime.now(UTC) + timedelta(days=3)).isoformat(timespec="seconds")
EXEMPT = f"""
exceptions:
  - {{id: x1, tool: bad, who: {{users: [ana]}}, until: "{UNTIL}"}}
"""


@pytest.fixture
def repo(admin: Admin, tmp_path: Path) -> Path:
    """A repository whose policy, version 1, says `one`."""
    create(tmp_path / "repo", datetime.now(UTC))
    assert admin("publish", policy(tmp_path, "one"), "--repo", tmp_path / "repo").code == 0
    return tmp_path / "repo"


@pytest.fixture
def host(repo: Path) -> Iterator[Host]:
    with hosting(repo / "public") as made:
        yield made


def policy(folder: Path, word: str, *, extra: str = "", lock: str = LOCK) -> Path:
    (folder / "policy.yaml").write_text(POLICY.format(word=word) + extra)
    (folder / "lock.json").write_text(lock)
    return folder / "policy.yaml"


def client(repo: Path, host: Host, folder: Path, person: Person, key: str = "") -> Sync:
    root = (repo / "root.json").read_bytes()
    return Sync(url=host.url, root=root, folder=folder, seconds=30.0, person=person, device_key=lambda: key)


def targets(repo: Path, role: str = "policy") -> dict[str, bytes]:
    found = open_repository(repo, datetime.now(UTC)).published(role)
    return {path: one for path, one in found.items() if isinstance(one, bytes)}


def answer(admin: Admin, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
    said = admin(*arguments, "--json")
    assert said.code == code, said
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_from_the_pilot_to_everybody(admin: Admin, repo: Path, host: Host, tmp_path: Path) -> None:
    before = targets(repo)["policy.json"]
    pilot, other = (client(repo, host, tmp_path / one.user, one) for one in (PILOT, OTHER))
    said = admin("publish", policy(tmp_path, "two"), "--repo", repo, "--stage", ID, "--group", "pilot")
    assert said.out.splitlines()[-1] == f"{ID}: version 2 for the group pilot. Everybody else has version 1."
    assert targets(repo)["policy.json"] == before
    assert [pilot.refresh().state.staged, other.refresh().state.staged] == [ID, ""]
    assert (word(pilot), word(other)) == ("two", "one")
    shown = answer(admin, "stage", "show", "--repo", repo)
    terms = {"id": ID, "version": 2, "percent": 0.0, "groups": ["pilot"], "devices": []}
    assert shown == {"stage": terms, "version": 1, "waiting": []}
    salt = rollout.load(targets(repo)["rollout.json"]).salt
    wider = answer(admin, "stage", "widen", ID, "--repo", repo, "--percent", "12.25", "--device", "lt-2")
    assert wider["stage"] == {**terms, "percent": 12.25, "devices": ["lt-2"]}
    assert rollout.load(targets(repo)["rollout.json"]).salt == salt
    assert other.refresh().state.staged == ID
    staged = targets(repo)[rollout.policy_target(ID)]
    assert answer(admin, "stage", "promote", ID, "--repo", repo) == {"stage": None, "version": 2, "waiting": []}
    assert targets(repo) == {"policy.json": staged}
    host.requests.clear()
    state = pilot.refresh().state
    assert (state.staged, state.version, word(pilot)) == ("", 2, "two")
    assert not [path for path in host.requests if "/targets/" in path], "those who are in see no change"
    again = admin("publish", policy(tmp_path, "two"), "--repo", repo)
    assert "Nothing changed: version 2 stays in force" in again.out


def test_withdrawn_its_devices_go_back_and_its_number_is_never_used_again(
    admin: Admin, repo: Path, host: Host, tmp_path: Path
) -> None:
    pilot = client(repo, host, tmp_path / "store", PILOT)
    before = targets(repo)
    admin("publish", policy(tmp_path, "two"), "--repo", repo, "--stage", ID, "--group", "pilot")
    assert pilot.refresh().state.version == 2
    assert answer(admin, "stage", "withdraw", ID, "--repo", repo) == {"stage": None, "version": 1, "waiting": []}
    assert targets(repo) == before
    assert (pilot.refresh().state.version, word(pilot)) == (1, "one")
    assert answer(admin, "publish", policy(tmp_path, "three"), "--repo", repo)["version"] == 3


def test_staging_again_replaces_the_policy_and_the_terms_but_not_the_line(
    admin: Admin, repo: Path, tmp_path: Path
) -> None:
    admin("publish", policy(tmp_path, "two"), "--repo", repo, "--stage", ID, "--percent", "50")
    salt = rollout.load(targets(repo)["rollout.json"]).salt
    made = answer(admin, "publish", policy(tmp_path, "three"), "--repo", repo, "--stage", ID, "--percent", "5")
    assert (made["stage"]["version"], made["stage"]["percent"]) == (3, 5.0)
    assert rollout.load(targets(repo)["rollout.json"]).salt == salt
    same = answer(admin, "publish", tmp_path / "policy.yaml", "--repo", repo, "--stage", ID, "--percent", "7.5")
    assert (same["stage"]["version"], same["stage"]["percent"]) == (3, 7.5)


def test_a_change_for_everybody_needs_a_word_about_the_roll_out(admin: Admin, repo: Path, tmp_path: Path) -> None:
    admin("publish", policy(tmp_path, "two"), "--repo", repo, "--stage", ID, "--group", "pilot")
    before = targets(repo)
    refused = admin("publish", policy(tmp_path, "three"), "--repo", repo)
    assert refused.code == 1
    assert f"The roll-out {ID} is under way" in refused.err
    assert targets(repo) == before
    renewed = admin("publish", policy(tmp_path, "one"), "--repo", repo)
    assert "Nothing changed" in renewed.out
    assert targets(repo) == before, "what renews the dates leaves the roll-out alone"
    ended = answer(admin, "publish", policy(tmp_path, "three"), "--repo", repo, "--end-stage")
    assert ended["version"] == 3
    assert list(targets(repo)) == ["policy.json"]


def test_exceptions_and_recipes_travel_with_the_staged_policy(
    admin: Admin, repo: Path, host: Host, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    newer = LOCK.replace("sha512-AAAA", "sha512-BBBB")
    live = targets(repo, "artifacts")
    staged = policy(tmp_path, "two", extra=EXEMPT, lock=newer)
    admin("publish", staged, "--repo", repo, "--stage", ID, "--group", "pilot")
    pilot, other = (client(repo, host, tmp_path / one.user, one) for one in (PILOT, OTHER))
    for expected in ({"ana": newer, "bo": LOCK}, {"ana": newer, "bo": newer}):
        for sync, person in ((pilot, PILOT), (other, OTHER)):
            outcome = sync.refresh()
            assert outcome.error is None
            (recipe,) = outcome.state.recipes.of("good")
            (lock,) = locks_of(recipe)
            assert outcome.state.artifacts[lock].decode() == expected[person.user]
            assert outcome.state.exceptions.holds(person, "bad", now) == ("x1" if person is PILOT else None)
        if expected["bo"] == LOCK:
            assert live.items() <= targets(repo, "artifacts").items()
            assert not pilot.verify().freshness.why, "its signatures hold offline, too"
            admin("stage", "promote", ID, "--repo", repo)
    assert {path.partition("/")[0] for path in targets(repo)} == {"policy.json", "exceptions"}
    # a roll-out after that one still has everybody's lock
    admin("publish", policy(tmp_path, "three", lock=newer), "--repo", repo, "--stage", "next", "--group", "pilot")
    assert client(repo, host, tmp_path / "third", OTHER).refresh().error is None
    assert pilot.refresh().state.staged == "next"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("publish", "POLICY", "--stage", ID), 1, "is for nobody"),
        (("publish", "POLICY", "--stage", ID, "--percent", "0"), 1, "is for nobody"),
        (("publish", "POLICY", "--percent", "5"), 2, "--stage is; it is missing"),
        (("publish", "POLICY", "--stage", "Codex!", "--percent", "5"), 2, "small letters"),
        (("publish", "POLICY", "--stage", ID, "--percent", "5.123"), 2, "two decimals"),
        (("publish", "POLICY", "--stage", ID, "--percent", "101"), 2, "0 to 100"),
        (("publish", "POLICY", "--stage", ID, "--percent", "nan"), 2, "0 to 100"),
        (("publish", "POLICY", "--stage", ID, "--group", " "), 2, "1 to 256"),
        (("publish", "POLICY", "--stage", ID, "--end-stage"), 2, "--end-stage"),
        (("publish", "POLICY", "--stage", "other", "--percent", "5"), 1, f"{ID} is still under way"),
        (("publish", "OLD", "--stage", ID, "--percent", "5"), 1, "what everybody has already (version 1)"),
        (("stage", "widen", ID), 1, "is for 5% of the devices, the groups pilot, audit already"),
        (("stage", "widen", ID, "--percent", "4"), 1, "5% of the devices"),
        (("stage", "widen", ID, "--group", "pilot"), 1, "is for 5% of the devices"),
        (("stage", "widen", "other", "--percent", "9"), 1, f"No roll-out other is under way; {ID} is."),
        (("stage", "promote", "other"), 1, "No roll-out other"),
        (("stage", "withdraw", "other"), 1, "No roll-out other"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    admin: Admin, repo: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    new, old = policy(tmp_path, "two"), tmp_path / "old.yaml"
    old.write_text(POLICY.format(word="one"))
    whom = ("--percent", "5", "--group", "pilot", "--group", "audit")
    assert admin("publish", new, "--repo", repo, "--stage", ID, *whom).code == 0
    before = targets(repo)
    files = {"POLICY": str(new), "OLD": str(old)}
    refused = admin(*(files.get(one, one) for one in arguments), "--repo", repo)
    assert refused.code == code, refused
    assert says in " ".join(refused.err.split())
    assert targets(repo) == before


def test_there_must_be_something_for_everybody_first(admin: Admin, tmp_path: Path) -> None:
    create(tmp_path / "repo", datetime.now(UTC))
    refused = admin("publish", policy(tmp_path, "one"), "--repo", tmp_path / "repo", "--stage", ID, "--percent", "5")
    assert refused.code == 1
    assert "Publish a policy for everybody first" in refused.err
    assert answer(admin, "stage", "show", "--repo", tmp_path / "repo")["stage"] is None


def test_without_a_roll_out_every_step_says_so(admin: Admin, repo: Path) -> None:
    assert "No roll-out is under way: version 1 is everybody's." in admin("stage", "show", "--repo", repo).out
    assert f"No roll-out {ID} is under way; none is." in admin("stage", "withdraw", ID, "--repo", repo).err


def test_withdrawing_takes_the_policy_key_alone(admin: Admin, repo: Path, tmp_path: Path) -> None:
    staged = policy(tmp_path, "two", lock=LOCK.replace("AAAA", "BBBB"))
    admin("publish", staged, "--repo", repo, "--stage", ID, "--percent", "50")
    for path in (repo / "keys").glob("artifacts*"):
        path.unlink()
    assert answer(admin, "stage", "withdraw", ID, "--repo", repo)["waiting"] == []
    assert stages.running(open_repository(repo, datetime.now(UTC))) is None


def test_where_a_signature_is_missing_the_step_waits_for_it(admin: Admin, repo: Path, tmp_path: Path) -> None:
    key = next(iter((repo / "keys").glob("policy*")))
    away = tmp_path / key.name
    key.rename(away)
    waiting = answer(admin, "publish", policy(tmp_path, "two"), "--repo", repo, "--stage", ID, "--percent", "5", code=3)
    assert [one["role"] for one in waiting["waiting"]] == ["policy"]
    assert stages.running(open_repository(repo, datetime.now(UTC))) is None
    away.rename(key)
    signed = admin("sign", repo, "--yes")
    assert signed.code == 0, signed
    assert f"Devices in {ID}:\n  + the roll-out {ID}: version 2 for 5% of the devices\n" in signed.out
    assert f"In {ID}: Everyone:\n  ~ Bad: summary in en: two\n" in signed.out
    running = stages.running(open_repository(repo, datetime.now(UTC)))
    assert running is not None
    assert str(running) == f"{ID}: version 2 for 5% of the devices"


def test_what_is_signed_is_said_in_words_at_every_step(admin: Admin, repo: Path, tmp_path: Path) -> None:
    staged = policy(tmp_path, "two", extra=EXEMPT)
    key = next(iter((repo / "keys").glob("policy*")))

    def said(*arguments: str | Path) -> list[dict[str, Any]]:
        """What the next person is told when the policy's key is elsewhere."""
        key.rename(tmp_path / key.name)
        assert admin(*arguments, "--repo", repo, "--yes").code == 3
        (tmp_path / key.name).rename(key)
        return [change for change in answer(admin, "sign", repo, "--yes")["changes"] if change["what"] != "recipe"]

    began = said("publish", staged, "--stage", ID, "--group", "pilot")
    assert [(one["whom"], one["what"]) for one in began] == [
        (f"Devices in {ID}", "stage"),
        (f"In {ID}: Everyone", "summary.en"),
        (f"In {ID}: Whom the exception x1 is for", "exception"),
    ]
    (wider,) = said("stage", "widen", ID, "--percent", "5")
    assert wider["said"] == (
        f"the roll-out {ID}: version 2 for the group pilot -> {ID}: version 2 for 5% of the devices, the group pilot"
    )
    promoted = said("stage", "promote", ID)
    assert [one["what"] for one in promoted] == ["summary.en", "exception", "stage"]
    assert promoted[-1]["said"] == f"the roll-out {ID} ends: its policy is everybody's"
    said("publish", policy(tmp_path, "three", extra=EXEMPT), "--stage", "next", "--group", "pilot")
    (ended,) = said("stage", "withdraw", "next")
    assert ended["said"] == "the roll-out next ends: its devices go back to everybody's policy"


def test_status_and_diff_name_the_roll_out(admin: Admin, repo: Path, tmp_path: Path) -> None:
    assert answer(admin, "status", repo)["stage"] is None
    admin("publish", policy(tmp_path, "two"), "--repo", repo, "--stage", ID, "--percent", "0.5")
    assert f"Roll-out {ID}: version 2 for 0.5% of the devices" in admin("status", repo).out
    assert answer(admin, "status", repo)["stage"]["percent"] == 0.5
    compared = answer(admin, "diff", tmp_path / "policy.yaml", "--repo", repo)
    assert compared["stage"]["id"] == ID
    assert [one["what"] for one in compared["changes"]] == ["summary.en"]
    assert compared["staged"] == []
    assert f"Under way is the roll-out {ID}" in admin("diff", tmp_path / "policy.yaml", "--repo", repo).err


def test_diff_says_what_changes_within_the_roll_out_and_outside(admin: Admin, repo: Path, tmp_path: Path) -> None:
    newer = LOCK.replace("sha512-", "sha512-A", 1)
    assert newer != LOCK
    assert answer(admin, "diff", policy(tmp_path, "one"), "--repo", repo)["staged"] is None
    admin("publish", policy(tmp_path, "two", lock=newer), "--repo", repo, "--stage", ID, "--group", "pilot")
    said = admin("diff", tmp_path / "policy.yaml", "--repo", repo).out
    within, outside = said.split("On all others, with `publish --end-stage`:\n")
    assert within == f"On the devices in {ID}, with `publish --stage {ID}`:\nNothing changes.\n"
    assert "~ Bad: summary in en: two" in outside
    assert "other packages, by another lock file" in outside
    said = admin("diff", policy(tmp_path, "one"), "--repo", repo).out
    within, outside = said.split("On all others:\n")
    assert outside == "Nothing changes.\n"
    assert "2 changes since version 2 was published." in within
    assert "~ Bad: summary in en: one" in within
    found = answer(admin, "diff", policy(tmp_path, "three"), "--repo", repo)
    assert [[one["what"] for one in found[part]] for part in ("changes", "staged")] == [
        ["summary.en"],
        ["summary.en", "lock"],
    ]


def test_the_brake_reaches_the_devices_of_a_roll_out_too(admin: Admin, repo: Path, host: Host, tmp_path: Path) -> None:
    pilot, other = (client(repo, host, tmp_path / one.user, one) for one in (PILOT, OTHER))
    admin("publish", policy(tmp_path, "two"), "--repo", repo, "--stage", ID, "--group", "pilot")
    assert [pilot.refresh().state.version, other.refresh().state.version] == [2, 1]
    assert admin("lift", "bad", "--repo", repo, "--yes").code == 0
    versions = set()
    for sync in (pilot, other):
        state = sync.refresh().state
        assert state.policy is not None
        assert state.policy.tools[0].lifted is not None
        versions.add(state.version)
    assert versions == {3, 4}, "no number ever means two policies"
    assert pilot.current().staged == ID
