"""What lies on disk is gone through again, offline: from the installed root to every byte, or it is put aside."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from app.sync import proof
from app.sync.client import Sync
from app.sync.errors import NotVouchedFor
from app.sync.state import Standing
from app.sync.store import LastGood, Store
from tests.sync.company import LOCK_TARGET, Company, word
from tests.sync.hosts import Host


@pytest.fixture
def sync(company: Company, host: Host, tmp_path: Path) -> Sync:
    """A machine on which the policy `one` is in force; its host is gone and its program was started anew."""
    assert company.client(host.url, tmp_path / "store").refresh().error is None
    host.faults["json"] = lambda connection, _: connection.close()
    return company.client(host.url, tmp_path / "store")


def stored(folder: Path) -> LastGood:
    found = Store(folder).read()
    assert found is not None
    return found


def rewrite(folder: Path, **changed: object) -> None:
    """Write the store as whoever owns the folder could: with a checksum that fits."""
    before = stored(folder)
    Store(folder).write(msgspec.structs.replace(before, **changed), None)


def test_what_was_verified_is_found_so_again_without_a_network(sync: Sync, host: Host) -> None:
    asked = len(host.requests)
    first, again = sync.current(), sync.verify()
    assert (first.version, first.verified) == (1, False)
    assert (again.version, again.verified) == (1, True)
    assert again.policy == first.policy
    assert len(host.requests) == asked


def flip(data: bytes, old: bytes, new: bytes) -> bytes:
    assert data.count(old) >= 1
    return data.replace(old, new)


def without(proof: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {key: value for key, value in proof.items() if key != name}


FORGED: dict[str, Callable[[LastGood], dict[str, object]]] = {
    "policy": lambda was: {"policy": flip(was.policy, b'"Bad"', b'"Mad"')},
    "recipes": lambda was: {"recipes": flip(was.recipes, b"1.0.0", b"6.6.6")},
    "lock": lambda was: {"artifacts": {LOCK_TARGET: was.artifacts[LOCK_TARGET] + b" "}},
    "one lock more": lambda was: {"artifacts": {**was.artifacts, "artifacts/more.json": b"{}"}},
    "exceptions": lambda _: {"exceptions": {"exceptions/00.json": b'{"format":1,"exceptions":[]}'}},
    "roll-out": lambda _: {"rollout": b'{"format":1}'},
    "timestamp": lambda was: {
        "proof": {**was.proof, "timestamp.json": flip(was.proof["timestamp.json"], b'"version":', b'"version": 1')}
    },
    "snapshot": lambda was: {"proof": {**was.proof, "snapshot.json": was.proof["snapshot.json"] + b"\n"}},
    "role": lambda was: {"proof": {**was.proof, "policy.json": flip(was.proof["policy.json"], b"2", b"3")}},
    "role of another": lambda was: {"proof": {**was.proof, "policy.json": was.proof["artifacts.json"]}},
    "not json": lambda was: {"proof": {**was.proof, "targets.json": b"["}},
    "nested": lambda was: {"proof": {**was.proof, "targets.json": b"[" * 100_000}},
    "no timestamp": lambda was: {"proof": without(was.proof, "timestamp.json")},
    "no role": lambda was: {"proof": without(was.proof, "artifacts.json")},
    "nothing": lambda was: {"proof": {key: data for key, data in was.proof.items() if key.startswith("root_history/")}},
}


@pytest.mark.parametrize("name", FORGED)
def test_what_nobody_signed_is_put_aside_and_comes_back_from_the_host(
    host: Host, sync: Sync, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "store"
    good = stored(folder)
    rewrite(folder, **FORGED[name](good))
    state = sync.verify()
    assert state.policy is None
    assert state.freshness.standing is Standing.NEVER
    assert state.freshness.why is not None
    assert state.freshness.why.code in {"not-vouched-for", "store-damaged"}
    assert not (folder / "last-good").exists()
    host.faults.clear()
    assert sync.refresh().error is None
    assert stored(folder).policy == good.policy
    assert sync.current().verified


def test_a_refresh_that_fails_offers_nothing_unverified_either(sync: Sync, tmp_path: Path) -> None:
    rewrite(tmp_path / "store", recipes=flip(stored(tmp_path / "store").recipes, b"1.0.0", b"6.6.6"))
    outcome = sync.refresh()
    assert outcome.error is not None
    assert outcome.state.policy is None


def test_swapped_while_we_run_it_is_noticed_at_the_next_refresh(sync: Sync, host: Host, tmp_path: Path) -> None:
    assert sync.verify().verified
    rewrite(tmp_path / "store", policy=flip(stored(tmp_path / "store").policy, b'"Bad"', b'"Mad"'))
    assert not sync.current().verified
    host.faults.clear()
    outcome = sync.refresh()
    assert outcome.error is None
    assert outcome.state.policy is not None
    assert outcome.state.policy.tools[0].name == "Bad"


def test_a_chain_of_roots_is_followed_from_the_installed_one(company: Company, host: Host, tmp_path: Path) -> None:
    for _ in range(3):
        repository = company.repository()
        with repository.edit_root():
            pass
        repository.save()
    assert company.client(host.url, tmp_path / "store").refresh().error is None
    good = stored(tmp_path / "store")
    proof.verify(company.root, good)
    for number in (2, 3, 4):
        name = f"root_history/{number}.root.json"
        assert json.loads(good.proof[name])["signed"]["version"] == number
        forged = {
            **good.proof,
            name: flip(good.proof[name], b'"spec_version":"1.', b'"spec_version":"2.'),
        }
        with pytest.raises(NotVouchedFor):
            proof.verify(company.root, msgspec.structs.replace(good, proof=forged))
    skipped = {**good.proof, "root_history/2.root.json": good.proof["root_history/3.root.json"]}
    with pytest.raises(NotVouchedFor):
        proof.verify(company.root, msgspec.structs.replace(good, proof=skipped))


def test_another_companys_root_vouches_for_nothing(sync: Sync, tmp_path: Path) -> None:
    other = Company(tmp_path / "other")
    with pytest.raises(NotVouchedFor):
        proof.verify(other.root, stored(tmp_path / "store"))
    with pytest.raises(NotVouchedFor):
        proof.verify(b"<html>", stored(tmp_path / "store"))
    assert sync.verify().verified


def test_a_date_that_is_past_is_told_and_no_reason_to_refuse(company: Company, host: Host, tmp_path: Path) -> None:
    later = datetime.now(UTC) + timedelta(days=400)
    assert company.client(host.url, tmp_path / "store").refresh().error is None
    sync = Sync(url=host.url, root=company.root, folder=tmp_path / "store", now=lambda: later)
    state = sync.verify()
    assert (state.version, state.verified) == (1, True)
    assert state.freshness.standing is Standing.STALE
    expiry = stored(tmp_path / "store").expiry
    assert expiry is not None
    assert expiry.role == "timestamp"
    assert expiry.at < later


def test_only_what_is_in_use_can_run_out(company: Company, host: Host, tmp_path: Path) -> None:
    sync = company.client(host.url, tmp_path / "store")
    assert sync.refresh().error is None
    files = stored(tmp_path / "store").proof
    forgotten = {**files, "gone.json": flip(files["policy.json"], b'"expires":"20', b'"expires":"19')}
    assert proof.expiry(forgotten) == proof.expiry(files)
    assert word(sync) == "one"
