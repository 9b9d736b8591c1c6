"""A file of many megabytes from IT's desk to the host: never whole in memory, and treated like the rest."""

import hashlib
import os
import shutil
import threading
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.admin import content
from app.admin.check import check
from app.admin.content import LargeFile
from app.admin.errors import RepositoryDamaged
from app.admin.publish import publish
from app.admin.repository import open_repository
from app.host import http
from app.sync.artifact import SignedArtifacts
from app.sync.client import Sync
from tests.admin.conftest import Admin
from tests.sync.company import LOCK, POLICY
from tests.sync.hosts import hosting

TARGET = "artifacts/good/good-1.0.0-linux-x64.AppImage"
LARGE = """
    - kind: appimage
      name: Good
      version: 1.0.0
      builds:
        linux-x64:
          artifact: good-1.0.0-linux-x64.AppImage
          command: good
      detect: {{command: good, version: 1.0.0}}
"""


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A policy whose recipe names an archive that counts as large."""
    monkeypatch.setattr(content, "HELD", 100_000)
    return written(tmp_path / "authored", os.urandom(300_000))


def written(folder: Path, archive: bytes, word: str = "two") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "policy.yaml").write_text((POLICY + LARGE).format(word=word))
    (folder / "lock.json").write_text(LOCK)
    (folder / "good-1.0.0-linux-x64.AppImage").write_bytes(archive)
    return folder / "policy.yaml"


def served(repo: Path) -> list[Path]:
    return list((repo / "public/targets").rglob("*.good-1.0.0-linux-x64.AppImage"))


def archive_of(policy: Path) -> bytes:
    return (policy.parent / "good-1.0.0-linux-x64.AppImage").read_bytes()


def test_it_is_published_under_its_hash_and_fetched(
    admin: Admin, published: Path, policy: Path, tmp_path: Path
) -> None:
    said = admin("publish", policy, "--repo", published, "--yes")
    assert said.code == 0, said.err
    assert TARGET in said.out
    (file,) = served(published)
    assert file.read_bytes() == archive_of(policy)
    assert file.name.startswith(hashlib.sha256(archive_of(policy)).hexdigest())
    assert file.stat().st_mode & 0o777 == 0o644
    found = open_repository(published, datetime.now(UTC)).published("artifacts")[TARGET]
    assert isinstance(found, LargeFile)

    with hosting(published / "public") as host:
        root = (published / "root.json").read_bytes()
        outcome = Sync(url=host.url, root=root, folder=tmp_path / "store").refresh()
        assert outcome.error is None
        assert list(outcome.state.artifacts) == ["artifacts/good/lock.json"], "large ones come when they are wanted"
        assert not any(path.endswith("AppImage") for path in host.requests)
        artifacts = SignedArtifacts(
            url=host.url, root=root, store_folder=tmp_path / "store", folder=tmp_path / "cache",
            held=outcome.state.artifacts, open_session=http.session,
        )  # fmt: skip
        fetched = artifacts.fetch(TARGET, lambda *_: None, threading.Event())
        assert fetched.read_bytes() == archive_of(policy)

        verified = admin("verify", host.url, "--repo", published)
        assert verified.code == 0, verified.out + verified.err


def test_publishing_again_copies_nothing_and_another_archive_is_a_change(
    admin: Admin, published: Path, policy: Path
) -> None:
    assert admin("publish", policy, "--repo", published, "--yes").code == 0
    (file,) = served(published)
    before = file.stat().st_ino
    assert "Nothing changed" in admin("publish", policy, "--repo", published, "--yes").out
    assert file.stat().st_ino == before
    written(policy.parent, os.urandom(300_000))
    assert "another file is installed" in admin("diff", policy, "--repo", published).out
    assert admin("publish", policy, "--repo", published, "--yes").code == 0
    assert len(served(published)) == 2, "whoever is in the middle of it still finds the old one"


def test_it_waits_for_signatures_beside_what_waits(admin: Admin, published: Path, policy: Path, tmp_path: Path) -> None:
    shutil.move(published / "keys/artifacts-2.pem", tmp_path / "artifacts-2.pem")
    assert admin("publish", policy, "--repo", published, "--yes").code == 3
    assert served(published) == [], "nothing of it is served yet"
    (waiting,) = (published / "pending").iterdir()
    assert waiting.read_bytes() == archive_of(policy)
    assert (published / "pending.json").stat().st_size < 100_000
    shutil.move(tmp_path / "artifacts-2.pem", published / "keys/artifacts-2.pem")
    said = admin("sign", published, "--yes")
    assert said.code == 0, said.out + said.err
    assert served(published)[0].read_bytes() == archive_of(policy)
    assert not (published / "pending").exists()


@pytest.mark.parametrize("damage", ["gone", "other bytes", "a link"])
def test_what_waits_must_be_what_was_signed(
    admin: Admin, published: Path, policy: Path, tmp_path: Path, damage: str
) -> None:
    shutil.move(published / "keys/artifacts-2.pem", tmp_path / "artifacts-2.pem")
    assert admin("publish", policy, "--repo", published, "--yes").code == 3
    (waiting,) = (published / "pending").iterdir()
    match damage:
        case "gone":
            waiting.unlink()
        case "other bytes":
            waiting.write_bytes(os.urandom(300_000))
        case _:
            shutil.move(waiting, tmp_path / "elsewhere")
            waiting.symlink_to(tmp_path / "elsewhere")
    shutil.move(tmp_path / "artifacts-2.pem", published / "keys/artifacts-2.pem")
    said = admin("sign", published, "--yes")
    assert said.code == 1
    assert served(published) == []
    assert admin("discard", published, "--yes").code == 0
    assert not (published / "pending").exists()
    assert admin("publish", policy, "--repo", published, "--yes").code == 0


def test_a_roll_out_brings_its_own(admin: Admin, published: Path, policy: Path) -> None:
    assert admin("publish", policy, "--repo", published, "--yes").code == 0
    mine = os.urandom(300_000)
    written(policy.parent, mine, word="three")
    stage = ("--stage", "one", "--percent", "5")
    assert admin("publish", policy, "--repo", published, "--yes", *stage).code == 0
    found = open_repository(published, datetime.now(UTC)).published("artifacts")
    large = {path: one for path, one in found.items() if isinstance(one, LargeFile)}
    assert large.keys() > {TARGET}
    assert hashlib.sha256(mine).hexdigest() in {one.sha256 for one in large.values()}
    promoted = admin("stage", "promote", "one", "--repo", published, "--yes")
    assert promoted.code == 0, promoted.err


def test_it_is_copied_to_the_host(admin: Admin, published: Path, policy: Path, tmp_path: Path) -> None:
    assert admin("publish", policy, "--repo", published, "--yes").code == 0
    assert admin("hosting", "copy", published, tmp_path / "www").code == 0
    (file,) = (tmp_path / "www").rglob("*.AppImage")
    assert file.read_bytes() == archive_of(policy)
    before = file.stat().st_ino
    assert admin("hosting", "copy", published, tmp_path / "www").code == 0
    assert file.stat().st_ino == before
    said = admin("hosting", "plan", published)
    assert "300000 bytes, application/octet-stream" in said.out


def test_a_damaged_one_keeps_anything_from_being_published(admin: Admin, published: Path, policy: Path) -> None:
    assert admin("publish", policy, "--repo", published, "--yes").code == 0
    (file,) = served(published)
    file.write_bytes(os.urandom(300_000))
    with pytest.raises(RepositoryDamaged):
        open_repository(published, datetime.now(UTC)).published("artifacts")
    assert admin("publish", policy, "--repo", published, "--yes").code == 1


def test_a_real_one_is_never_whole_in_memory(published: Path, tmp_path: Path) -> None:
    size = 60_000_000
    policy = written(tmp_path / "authored", b"")
    archive = policy.parent / "good-1.0.0-linux-x64.AppImage"
    with archive.open("wb") as file:
        file.truncate(size)
        file.write(b"begins with this")
    now = datetime.now(UTC)
    tracemalloc.start()
    try:
        report = check(policy, now)
        assert report.authored is not None, report.problems
        publish(report.authored, published, now)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert served(published)[0].stat().st_size == size
    assert most < size / 2
