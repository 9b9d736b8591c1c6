"""The last good policy on disk: damage, crashes, full disks, two at once. There is never a state in between."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from app.host.files import InUse, NotWritable, exclusive
from app.sync import client
from app.sync.client import Sync
from app.sync.errors import StoreDamaged, StoreFromNewer
from app.sync.state import Standing
from app.sync.store import Store
from tests.sync.company import Company, word
from tests.sync.hosts import Host, answer, hosting

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "garbage": lambda _: os.urandom(5000),
    "truncated": lambda data: data[: len(data) // 2],
    "one-byte": lambda data: data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
    "longer": lambda data: data + b"x",
    "other-format": lambda data: data.replace(b"last good 2", b"last good 3"),
    "text": lambda _: "not ours\n".encode("utf-16"),
}


@pytest.fixture
def sync(company: Company, host: Host, tmp_path: Path) -> Sync:
    """A machine on which the policy `one` is in force."""
    made = company.client(host.url, tmp_path / "store")
    assert made.refresh().error is None
    return made


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("noticed_by", ["current", "refresh"])
def test_a_damaged_store_is_reported_put_aside_and_mended(
    company: Company, host: Host, sync: Sync, tmp_path: Path, damage: str, noticed_by: str
) -> None:
    path = tmp_path / "store/last-good"
    damaged = DAMAGE[damage](path.read_bytes())
    path.write_bytes(damaged)
    if noticed_by == "current":
        state = sync.current()
        assert state.policy is None
        assert isinstance(state.freshness.why, StoreDamaged)
        assert state.freshness.standing is Standing.NEVER
        assert (tmp_path / "store/set-aside/last-good").read_bytes() == damaged
    assert sync.refresh().error is None
    assert word(company.client(host.url, tmp_path / "store")) == "one"
    assert (tmp_path / "store/set-aside/last-good").read_bytes() == damaged


def test_a_form_of_a_newer_version_is_said_put_aside_and_fetched_again(sync: Sync, tmp_path: Path) -> None:
    sync.refresh()
    path = tmp_path / "store/last-good"
    newer = path.read_bytes().replace(b"signpost last good 2 ", b"signpost last good 3 ", 1)
    path.write_bytes(newer)
    state = sync.current()
    assert isinstance(state.freshness.why, StoreFromNewer)
    assert (tmp_path / "store/set-aside/last-good").read_bytes() == newer
    assert sync.refresh().state.freshness.standing is Standing.FRESH


def test_damaged_offline_means_none_and_no_crash(sync: Sync, host: Host, tmp_path: Path) -> None:
    (tmp_path / "store/last-good").write_bytes(b"x")
    host.stop()
    outcome = sync.refresh()
    assert outcome.error is not None
    assert outcome.state.policy is None
    assert outcome.state.freshness.standing is Standing.NEVER


@pytest.mark.parametrize("file", ["timestamp.json", "snapshot.json", "root_history/1.root.json", "policy.json"])
@pytest.mark.parametrize("damage", [b"", b"{", None])
def test_damaged_metadata_mends_itself(
    company: Company, sync: Sync, tmp_path: Path, file: str, damage: bytes | None
) -> None:
    path = tmp_path / "store/metadata" / file
    whole = path.read_bytes()
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)
    (tmp_path / "store/metadata/tmpabc").write_bytes(b"left by a killed process")
    assert sync.refresh().error is None
    assert path.read_bytes() == whole
    assert not (tmp_path / "store/metadata/tmpabc").exists()
    company.publish("two")
    assert sync.refresh().error is None
    assert word(sync) == "two"


def test_a_lost_time_of_verification_costs_nothing_else(sync: Sync, tmp_path: Path) -> None:
    (tmp_path / "store/verified.json").write_bytes(b"{")
    state = sync.current()
    assert state.version == 1
    assert state.freshness.standing is Standing.FRESH


def test_an_idle_refresh_leaves_the_policy_alone_and_notes_the_time(sync: Sync, tmp_path: Path) -> None:
    path = tmp_path / "store/last-good"
    before, first = path.stat().st_ino, sync.current().freshness.since
    outcome = sync.refresh()
    assert outcome.error is None
    assert path.stat().st_ino == before
    since = sync.current().freshness.since
    assert first is not None
    assert since is not None
    assert since > first


def test_only_this_person_can_read_it(sync: Sync, tmp_path: Path) -> None:
    assert word(sync) == "one"
    assert (tmp_path / "store").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "store/last-good").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made(company: Company, host: Host, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    sync = company.client(host.url, tmp_path / "file/store")
    assert sync.current().policy is None
    outcome = sync.refresh()
    assert isinstance(outcome.error, NotWritable)
    assert outcome.state.policy is None


def test_while_another_holds_the_store(sync: Sync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LOCK_SECONDS", 0.2)
    with exclusive(tmp_path / "store/lock"):
        outcome = sync.refresh()
        assert isinstance(outcome.error, InUse)
        assert outcome.state.version == 1
    assert sync.refresh().error is None


def machine(company: Company, url: str, store: Path, *, rounds: int = 0, largest: int = 0) -> "subprocess.Popen[str]":
    """Start a machine of the company in a process of its own."""
    root = company.folder / "root.json"
    root.write_bytes(company.root)
    command = [sys.executable, "-m", "tests.sync.machine", url, str(store), str(root), str(rounds), str(largest)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize("largest", [1, 400, 1200, 3000, 6000])
def test_a_full_disk(company: Company, host: Host, sync: Sync, tmp_path: Path, largest: int) -> None:
    company.publish("two" * 3000)
    before = (tmp_path / "store/last-good").read_bytes()
    with machine(company, host.url, tmp_path / "store", rounds=1, largest=largest) as limited:
        out, _ = limited.communicate(timeout=60)
    assert limited.returncode == 0
    assert out.split() in (["1", "not-writable"], ["1", "disk-full"])
    assert (tmp_path / "store/last-good").read_bytes() == before
    assert word(sync) == "one"
    assert sync.refresh().error is None
    assert word(sync) == "two" * 3000


def test_two_instances_at_once(company: Company, host: Host, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with machine(company, host.url, store, rounds=12) as one, machine(company, host.url, store, rounds=12) as other:
        for number in range(6):
            company.publish(f"word {number}")
        said = [line.split() for each in (one, other) for line in each.communicate(timeout=100)[0].splitlines()]
    assert len(said) == 24
    assert {outcome for _, outcome in said} == {"ok"}
    sync = company.client(host.url, store)
    assert sync.refresh().error is None
    assert word(sync) == "word 5"


def killing(company: Company, tmp_path: Path, rounds: int) -> None:
    """Kill machines at random moments of a refresh; after each, the whole old or the whole new policy is in force."""
    store, chance = tmp_path / "store", random.Random(1)  # noqa: S311 - moments, not secrets
    published = {"one"}
    with hosting(company.public) as host:
        sync = company.client(host.url, store)
        assert sync.refresh().error is None
        for number in range(rounds):
            newest = f"round {number}" + "." * chance.randrange(20_000)
            doomed = machine(company, host.url, store)
            assert doomed.stdout is not None
            with doomed:
                doomed.stdout.readline()  # from here on it is in the middle of one refresh after another
                company.publish(newest)
                published.add(newest)
                time.sleep(chance.random() * 0.06)  # any moment will do; that is the point
                doomed.kill()
            assert word(sync) in published
            again = company.client(host.url, store)
            assert again.current().freshness.why is None
            assert again.refresh().error is None
            assert word(again) == newest
    left = {path.name for path in store.iterdir()} - {"last-good", "verified.json", "metadata", "lock"}
    assert not [name for name in left if not name.startswith((".", "staging-"))]
    assert "set-aside" not in left


def test_killed_in_the_middle(company: Company, tmp_path: Path) -> None:
    killing(company, tmp_path, 6)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_killed_in_the_middle_many_times(company: Company, tmp_path: Path) -> None:
    killing(company, tmp_path, 200)


def test_what_killed_processes_left_is_swept_away(sync: Sync, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "staging-left").mkdir()
    (store / "staging-left/file").write_text("x")
    (store / ".last-good.left").write_text("x")
    assert sync.refresh().error is None
    assert sorted(path.name for path in store.iterdir()) == ["last-good", "lock", "metadata", "verified.json"]


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "last-good").mkdir()
    with pytest.raises(StoreDamaged):
        Store(tmp_path).read()


def test_who_only_looks_is_told_why_the_agents_last_attempt_failed(
    company: Company, host: Host, tmp_path: Path
) -> None:
    agent, looker = (company.client(host.url, tmp_path / "store") for _ in range(2))
    assert agent.refresh().error is None
    assert looker.standing().freshness.standing is Standing.FRESH
    host.faults["timestamp.json"] = answer(403)
    failed = agent.refresh()
    seen = looker.standing()
    assert seen.freshness.standing is Standing.STALE
    assert failed.error is not None
    assert str(seen.freshness.why) == str(failed.error)
    assert seen.policy == failed.state.policy
    assert looker.current().freshness.standing is Standing.FRESH
    host.faults.clear()
    assert agent.refresh().error is None
    assert looker.standing().freshness.why is None


@pytest.mark.parametrize(
    "name", ["../../planted.json", "{here}/planted.json", "root_history/../../planted.json", "a\nb"]
)
def test_a_store_written_by_somebody_else_plants_no_file(
    company: Company, host: Host, tmp_path: Path, name: str
) -> None:
    made = company.client(host.url, tmp_path / "home/store")
    assert made.refresh().error is None
    store = Store(tmp_path / "home/store")
    good = store.read()
    assert good is not None
    planted = msgspec.structs.replace(good, proof={**good.proof, name.format(here=tmp_path): b"planted"})
    store.write(planted, None)
    outcome = company.client(host.url, tmp_path / "home/store").refresh()
    assert outcome.error is None
    assert word(made) == "one"
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == b"planted"]
