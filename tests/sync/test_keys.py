"""Keys: what is signed by others, by too few or by keys that were replaced is refused; a lawful change is followed.

In each case the last good policy stays in force byte for byte, the person's state says so, and when the fault ends the
next refresh mends it without anybody.
"""

import errno
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from app.admin.tufapi import CryptoSigner, Metadata, Root
from app.errors import SignpostError
from app.host.files import NotWritable
from app.sync.client import Sync
from app.sync.errors import RolledBack, Tampered, TrustTrouble, WrongRoot
from app.sync.state import Standing
from tests.sync.company import LOCK, Company, word
from tests.sync.hosts import Host, answer


@pytest.fixture
def sync(company: Company, host: Host, tmp_path: Path) -> Sync:
    """A machine on which the policy `one` is in force, while `two` is published."""
    made = company.client(host.url, tmp_path / "store")
    assert made.refresh().error is None
    company.publish("two")
    return made


@pytest.fixture
def theirs() -> CryptoSigner:
    """A key of somebody else."""
    return CryptoSigner.generate_ed25519()


def refused(sync: Sync, host: Host, tmp_path: Path, *kinds: type[SignpostError]) -> None:
    """Twice the same error, the policy as it was, and everything well once the fault is gone."""
    before = (tmp_path / "store/last-good").read_bytes()
    for _ in range(2):
        outcome = sync.refresh()
        assert isinstance(outcome.error, kinds), outcome.error
        assert outcome.state.freshness.standing is Standing.STALE
        assert outcome.state.freshness.why is outcome.error
        assert (tmp_path / "store/last-good").read_bytes() == before
        assert word(sync) == "one"
    host.faults.clear()
    assert sync.refresh().error is None
    assert word(sync) == "two"


def root(
    company: Company, change: Callable[[Root], None], *others: CryptoSigner, ours: bool = True, version: int = 2
) -> bytes:
    """A next root, changed, signed by the company (if `ours`) and by others."""
    md: Metadata[Any] = Metadata[Any].from_bytes(company.root)
    keys = list(md.signed.roles["root"].keyids)
    signing = {keyid: md.signed.get_key(keyid) for keyid in keys}
    md.signed.version = version
    change(md.signed)
    md.signatures.clear()
    repository = company.repository()
    for keyid in keys if ours else ():
        repository.signers.sign(md, keyid, signing[keyid])
    for other in others:
        md.sign(other, append=True)
    return md.to_bytes()


def nothing(_: Root) -> None:
    """No change."""


def test_a_rogue_root(company: Company, host: Host, sync: Sync, tmp_path: Path, theirs: CryptoSigner) -> None:
    def take_over(signed: Root) -> None:
        for role in signed.roles:
            signed.add_key(theirs.public_key, role)

    host.faults["2.root.json"] = answer(200, root(company, take_over, theirs, ours=False))
    refused(sync, host, tmp_path, WrongRoot, Tampered)


def test_a_root_that_hands_over_to_a_key_that_did_not_sign(
    company: Company, host: Host, sync: Sync, tmp_path: Path, theirs: CryptoSigner
) -> None:
    def hand_over(signed: Root) -> None:
        for keyid in list(signed.roles["root"].keyids):
            signed.revoke_key(keyid, "root")
        signed.add_key(theirs.public_key, "root")

    host.faults["2.root.json"] = answer(200, root(company, hand_over))
    refused(sync, host, tmp_path, TrustTrouble)


def test_a_root_that_skips_a_version(company: Company, host: Host, sync: Sync, tmp_path: Path) -> None:
    host.faults["2.root.json"] = answer(200, root(company, nothing, version=3))
    refused(sync, host, tmp_path, RolledBack)


def test_a_root_whose_raised_threshold_it_does_not_meet_itself(
    company: Company, host: Host, sync: Sync, tmp_path: Path, theirs: CryptoSigner
) -> None:
    def demand_more(signed: Root) -> None:
        signed.add_key(theirs.public_key, "root")
        signed.roles["root"].threshold = len(signed.roles["root"].keyids)

    host.faults["2.root.json"] = answer(200, root(company, demand_more))
    refused(sync, host, tmp_path, Tampered)


def test_the_wrong_key_for_a_role(
    company: Company, host: Host, sync: Sync, tmp_path: Path, theirs: CryptoSigner
) -> None:
    md: Metadata[Any] = Metadata[Any].from_bytes((company.public / "metadata/timestamp.json").read_bytes())
    md.signatures.clear()
    md.sign(theirs)
    host.faults["timestamp.json"] = answer(200, md.to_bytes())
    refused(sync, host, tmp_path, WrongRoot)


def test_a_role_with_a_signature_missing(company: Company, host: Host, sync: Sync, tmp_path: Path) -> None:
    company.publish("two", lock=LOCK + "\n")  # the artifacts role asks for two signatures
    newest = max((company.public / "metadata").glob("*.artifacts.json"), key=lambda path: int(path.name.split(".")[0]))
    document = json.loads(newest.read_bytes())
    assert len(document["signatures"]) == 2
    del document["signatures"][1:]
    host.faults[newest.name] = answer(200, json.dumps(document).encode())
    refused(sync, host, tmp_path, Tampered)


def test_lawfully_raised_thresholds_and_new_keys_are_followed(
    company: Company, host: Host, sync: Sync, tmp_path: Path, theirs: CryptoSigner
) -> None:
    def rotate(signed: Root) -> None:
        signed.add_key(theirs.public_key, "root")
        signed.roles["root"].threshold = len(signed.roles["root"].keyids)
        for keyid in list(signed.roles["timestamp"].keyids):
            signed.revoke_key(keyid, "timestamp")
        signed.add_key(theirs.public_key, "timestamp")

    published = company.public / "metadata/timestamp.json"
    old = published.read_bytes()
    (company.public / "metadata/2.root.json").write_bytes(root(company, rotate, theirs))
    host.faults["timestamp.json"] = answer(200, old)  # still signed by the key that was replaced
    before = (tmp_path / "store/last-good").read_bytes()
    outcome = sync.refresh()
    assert isinstance(outcome.error, TrustTrouble)
    assert (tmp_path / "store/last-good").read_bytes() == before
    assert word(sync) == "one"
    md: Metadata[Any] = Metadata[Any].from_bytes(old)
    md.signatures.clear()
    md.sign(theirs)
    published.write_bytes(md.to_bytes())
    host.faults.clear()
    assert sync.refresh().error is None
    assert word(sync) == "two"
    again = company.client(host.url, tmp_path / "store")
    assert again.verify().verified, "offline, from the first root through the second"


def test_a_read_only_disk(sync: Sync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EROFS, "Read-only file system")

    before = (tmp_path / "store/last-good").read_bytes()
    with monkeypatch.context() as mounted:
        mounted.setattr(tempfile, "mkstemp", read_only)
        mounted.setattr(tempfile, "mkdtemp", read_only)
        for _ in range(2):
            outcome = sync.refresh()
            assert isinstance(outcome.error, NotWritable)
            assert outcome.state.freshness.standing is Standing.STALE
            assert (tmp_path / "store/last-good").read_bytes() == before
            assert word(sync) == "one"
    assert sync.refresh().error is None
    assert word(sync) == "two"


def test_a_mirror_that_went_back_in_time_and_comes_forward_again(company: Company, sync: Sync, tmp_path: Path) -> None:
    kept = company.copy_of_public()
    assert sync.refresh().error is None
    company.publish("three")
    assert sync.refresh().error is None
    newest = tmp_path / "newest"
    shutil.copytree(company.public, newest)
    company.serve_again(kept)
    outcome = sync.refresh()
    assert isinstance(outcome.error, RolledBack)
    assert outcome.state.freshness.standing is Standing.STALE
    assert word(sync) == "three"
    company.serve_again(newest)
    assert sync.refresh().error is None
    assert word(sync) == "three"
