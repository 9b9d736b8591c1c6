"""Whatever the host serves: the last good policy stays in force byte for byte, and the error says what it was."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.admin.roles import ARTIFACTS_ROLE, POLICY_ROLE
from app.errors import SignpostError
from app.policy.model import PolicyUnreadable
from app.policy.recipe import RecipesUnreadable
from app.sync.client import Sync
from app.sync.errors import Expired, NothingPublished, RolledBack, Tampered, TooLarge, WrongRoot
from app.sync.state import Standing
from tests.sync.company import LOCK_TARGET, Company, word
from tests.sync.hosts import Host, answer, flipped, hosting, reply


@pytest.fixture
def sync(company: Company, host: Host, tmp_path: Path) -> Sync:
    """A machine on which the policy `one` is in force."""
    made = company.client(host.url, tmp_path / "store")
    assert made.refresh().error is None
    return made


def fails(sync: Sync, kind: type[SignpostError], folder: Path) -> SignpostError:
    """Refresh, see this error, and find the last good policy as it was, byte for byte."""
    before = (folder / "last-good").read_bytes()
    outcome = sync.refresh()
    assert type(outcome.error) is kind, outcome.error
    assert outcome.state.freshness.standing is Standing.STALE
    assert not outcome.changed
    assert (folder / "last-good").read_bytes() == before
    assert word(sync) == "one"
    assert "…" not in str(outcome.error)
    return outcome.error


@pytest.mark.usefixtures("sync")
def test_another_companys_repository(company: Company, tmp_path: Path) -> None:
    other = Company(tmp_path / "other")
    other.publish("theirs")
    with hosting(other.public) as theirs:
        moved = company.client(theirs.url, tmp_path / "store")
        fails(moved, WrongRoot, tmp_path / "store")


def test_a_root_that_is_none(company: Company, host: Host, tmp_path: Path) -> None:
    company.root = b"<html>"
    outcome = company.client(host.url, tmp_path / "new").refresh()
    assert isinstance(outcome.error, WrongRoot)
    assert outcome.state.freshness.standing is Standing.NEVER


@pytest.mark.parametrize("file", [".policy.json", ".recipes.json", ".lock.json"])
def test_a_tampered_target(company: Company, host: Host, sync: Sync, tmp_path: Path, file: str) -> None:
    company.publish("two", lock='{"lockfileVersion": 3, "packages": {"": {"dependencies": {"@good/tool": "1.0.0"}}, '
                    '"node_modules/@good/tool": {"version": "1.0.0", "integrity": "sha512-BBBB"}}}')  # fmt: skip
    if file == ".recipes.json":
        company.sign(ARTIFACTS_ROLE, {"artifacts/recipes.json": b'{"format":1,"recipes":{}}  '})
    targets = company.public / "targets"
    newest = max(targets.rglob(f"*{file}"), key=lambda path: path.stat().st_mtime_ns)
    host.faults[newest.name] = flipped
    fails(sync, Tampered, tmp_path / "store")


def test_a_tampered_timestamp(company: Company, host: Host, sync: Sync, tmp_path: Path) -> None:
    company.publish("two")
    timestamp = json.loads((company.public / "metadata/timestamp.json").read_bytes())
    timestamp["signed"]["version"] += 1
    host.faults["timestamp.json"] = answer(200, json.dumps(timestamp).encode())
    fails(sync, Tampered, tmp_path / "store")


def test_mixed_snapshots(company: Company, host: Host, sync: Sync, tmp_path: Path) -> None:
    company.publish("two")
    company.publish("three")
    newest = json.loads((company.public / "metadata/timestamp.json").read_bytes())
    version = newest["signed"]["meta"]["snapshot.json"]["version"]
    older = (company.public / f"metadata/{version - 1}.snapshot.json").read_bytes()
    host.faults[f"{version}.snapshot.json"] = answer(200, older)
    fails(sync, Tampered, tmp_path / "store")


@pytest.mark.parametrize("forget", [False, True], ids=["as-it-was", "metadata-lost"])
def test_an_older_policy(company: Company, sync: Sync, tmp_path: Path, *, forget: bool) -> None:
    kept = company.copy_of_public()
    company.publish("two")
    company.publish("one")
    assert sync.refresh().error is None
    company.serve_again(kept)
    if forget:
        for path in (tmp_path / "store/metadata").rglob("*.json"):
            path.unlink()
    fails(sync, RolledBack, tmp_path / "store")


def test_a_timestamp_that_ran_out(tmp_path: Path) -> None:
    old = Company(tmp_path / "old", datetime.now(UTC) - timedelta(days=8))
    old.publish("one", ago=timedelta(days=8))
    with hosting(old.public) as host:
        outcome = old.client(host.url, tmp_path / "store").refresh()
    assert isinstance(outcome.error, Expired)
    assert outcome.error.facts["role"] == "timestamp"
    assert outcome.error.facts["since"].startswith(f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}")


@pytest.mark.parametrize(("role", "days"), [("policy", 91), ("root", 366)])
def test_other_roles_that_ran_out(tmp_path: Path, role: str, days: int) -> None:
    long_ago = timedelta(days=days)
    old = Company(tmp_path / "old", datetime.now(UTC) - long_ago)
    old.publish("one", ago=long_ago)
    repository = old.repository()
    repository.renew()
    repository.save()
    with hosting(old.public) as host:
        outcome = old.client(host.url, tmp_path / "store").refresh()
    assert isinstance(outcome.error, Expired)
    assert outcome.error.facts["role"] == role
    assert outcome.error.facts["since"].startswith("20")


def test_a_freeze_is_noticed_and_ends(tmp_path: Path) -> None:
    stale = Company(tmp_path / "stale", datetime.now(UTC))
    stale.publish("one")
    repository = stale.repository(ago=timedelta(days=10))
    repository.renew()
    repository.save()
    with hosting(stale.public) as frozen:
        machine = stale.client(frozen.url, tmp_path / "frozen")
        assert isinstance(machine.refresh().error, Expired)
        stale.publish("two")
        assert machine.refresh().error is None
        assert word(machine) == "two"


@pytest.mark.parametrize("data", [b'{"format": 99}', b"[]", b"{", b'{"format": 1, "version": 2}', b"\xff" * 100])
def test_a_signed_policy_that_nobody_understands(company: Company, sync: Sync, tmp_path: Path, data: bytes) -> None:
    company.sign(POLICY_ROLE, {"policy.json": data})
    fails(sync, PolicyUnreadable, tmp_path / "store")


def test_signed_recipes_that_nobody_understands(company: Company, sync: Sync, tmp_path: Path) -> None:
    company.sign(ARTIFACTS_ROLE, {"artifacts/recipes.json": b'{"format": 1, "recipes": {"good": [{}]}}'})
    fails(sync, RecipesUnreadable, tmp_path / "store")


def recipes(lock: str) -> bytes:
    """Recipes whose one lock lies at `lock`."""
    detect = {"command": "good", "version": "1.0.0"}
    recipe = {"kind": "npm", "package": "a", "version": "1.0.0", "lock": lock, "builds": {}, "detect": detect}
    return json.dumps({"format": 1, "recipes": {"good": [recipe]}}).encode()


def test_a_lock_that_another_role_would_vouch_for(company: Company, sync: Sync, tmp_path: Path) -> None:
    company.sign(ARTIFACTS_ROLE, {"artifacts/recipes.json": recipes("policy.json")})
    fails(sync, RecipesUnreadable, tmp_path / "store")


def test_a_lock_that_was_not_published(company: Company, sync: Sync, tmp_path: Path) -> None:
    company.sign(ARTIFACTS_ROLE, {"artifacts/recipes.json": recipes("artifacts/good/other.json")})
    fails(sync, NothingPublished, tmp_path / "store")


def test_too_many_locks(company: Company, sync: Sync, tmp_path: Path) -> None:
    document = {"format": 1, "recipes": {}}
    offered = [json.loads(recipes(f"artifacts/{n}.json"))["recipes"]["good"][0] for n in range(201)]
    document["recipes"] = {"good": offered}
    company.sign(ARTIFACTS_ROLE, {"artifacts/recipes.json": json.dumps(document).encode()})
    fails(sync, RecipesUnreadable, tmp_path / "store")


def test_the_policy_key_cannot_speak_for_recipes(company: Company, sync: Sync) -> None:
    policy = company.target("policy.json").read_bytes()
    evil = recipes(LOCK_TARGET).replace(b'"1.0.0"', b'"6.6.6"')
    company.sign(POLICY_ROLE, {"policy.json": policy, "artifacts/recipes.json": evil})
    outcome = sync.refresh()
    assert outcome.error is None
    assert outcome.state.recipes.of("good")[0].version == "1.0.0"


def test_a_repository_without_a_policy(company: Company, sync: Sync, tmp_path: Path) -> None:
    company.sign(POLICY_ROLE, {})
    error = fails(sync, NothingPublished, tmp_path / "store")
    assert "publish" in error.advice


def test_endless_metadata(host: Host, sync: Sync, tmp_path: Path) -> None:
    host.faults["timestamp.json"] = lambda connection, _: reply(connection, b'{"signed":"' + b"x" * 200_000)
    fails(sync, TooLarge, tmp_path / "store")


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "not-json": lambda _: b"hello",
    "nested": lambda _: b"[" * 10_000,
    "null": lambda _: b"null",
    "list": lambda _: b"[]",
    "no-signatures": lambda data: json.dumps({**json.loads(data), "signatures": []}).encode(),
    "signatures-null": lambda data: json.dumps({**json.loads(data), "signatures": None}).encode(),
    "keyid-number": lambda data: json.dumps({**json.loads(data), "signatures": [{"keyid": 1, "sig": "00"}]}).encode(),
    "sig-no-hex": lambda data: data.replace(b'"sig": "', b'"sig": "zz').replace(b'"sig":"', b'"sig":"zz'),
    "huge-number": lambda data: data.replace(b'"version":', b'"version":' + b"9" * 6000),
    "float": lambda data: data.replace(b'"version":', b'"version":1e400,"v":'),
    "no-expiry": lambda data: data.replace(b"expires", b"expired"),
    "other-type": lambda data: data.replace(b'"timestamp"', b'"snapshot"'),
    "unknown-type": lambda data: data.replace(b'"timestamp"', b'"surprise"'),
    "surrogates": lambda data: data.replace(b'"timestamp"', b'"\\ud800"'),
    "duplicate-signature": lambda data: json.dumps(
        {**json.loads(data), "signatures": json.loads(data)["signatures"] * 2}
    ).encode(),
    "nul": lambda _: b"\x00" * 1000,
    "truncated": lambda data: data[:-10],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_metadata_is_a_typed_error(company: Company, host: Host, sync: Sync, tmp_path: Path, name: str) -> None:
    company.publish("two")
    host.faults["timestamp.json"] = lambda connection, data: reply(connection, HOSTILE[name](data))
    before = (tmp_path / "store/last-good").read_bytes()
    outcome = sync.refresh()
    assert isinstance(outcome.error, SignpostError)
    assert (tmp_path / "store/last-good").read_bytes() == before
    host.faults.clear()
    assert sync.refresh().error is None
    assert word(sync) == "two"
