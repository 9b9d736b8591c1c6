"""`signpost-admin verify` against a real nginx: what was signed passes, any byte that was not is named."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.admin.repository import open_repository
from app.admin.verify import current
from tests.admin.conftest import Admin
from tests.admin.test_publish import policy
from tests.support import nginx


class Mirror:
    """A repository, and its copy on a host."""

    def __init__(self, repo: Path, folder: Path, url: str) -> None:
        self.repo, self.folder, self.url = repo, folder, url

    def files(self) -> list[str]:
        """Every file that counts today."""
        return sorted(current(open_repository(self.repo, datetime.now(UTC))))

    def again(self) -> None:
        """As it was signed."""
        shutil.copytree(self.repo / "public", self.folder, dirs_exist_ok=True)


@pytest.fixture
def mirror(published: Path, tmp_path: Path) -> Iterator[Mirror]:
    with nginx.serving(tmp_path / "www", tmp_path / "nginx") as url:
        made = Mirror(published, tmp_path / "www", url)
        made.again()
        yield made


def test_one_byte_of_any_file_is_noticed_and_named(admin: Admin, mirror: Mirror) -> None:
    assert admin("verify", mirror.url, "--repo", mirror.repo).code == 0
    names = mirror.files()
    assert len(names) == 9
    for name in names:
        path = mirror.folder / name
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        said = admin("verify", mirror.url, "--repo", mirror.repo)
        assert said.code == 1, name
        assert f"{name} is not what was signed here" in said.err
        assert "All " not in said.out
        computers = admin("verify", mirror.url, "--root", mirror.repo / "root.json", "--json")
        if not name.endswith("1.root.json"):  # which came with the installer
            assert computers.code == 1, name
            assert json.loads(computers.out)["refused"], name
        mirror.again()
    assert admin("verify", mirror.url, "--repo", mirror.repo).code == 0


def test_any_file_that_is_missing_is_named(admin: Admin, mirror: Mirror) -> None:
    for name in mirror.files():
        (mirror.folder / name).unlink()
        said = admin("verify", mirror.url, "--repo", mirror.repo)
        assert said.code == 1, name
        assert f"{name}: " in said.err
        assert "answered 404" in said.err
        mirror.again()


def test_a_file_that_grew_and_one_that_is_cut_are_noticed(admin: Admin, mirror: Mirror) -> None:
    for name in mirror.files():
        data = (mirror.folder / name).read_bytes()
        for other in (data + b" ", data[:-1]):
            (mirror.folder / name).write_bytes(other)
            said = admin("verify", mirror.url, "--repo", mirror.repo)
            assert said.code == 1, name
            assert f"{name} is not what was signed here" in said.err
        mirror.again()


def test_an_older_snapshot_and_an_older_timestamp(admin: Admin, mirror: Mirror, tmp_path: Path) -> None:
    older = (mirror.folder / "metadata/timestamp.json").read_bytes()
    [snapshot] = [name for name in mirror.files() if name.endswith(".snapshot.json")]
    assert admin("publish", policy(tmp_path, "two"), "--repo", mirror.repo, "--yes").code == 0
    mirror.again()
    assert admin("verify", mirror.url, "--repo", mirror.repo).code == 0
    (mirror.folder / "metadata/timestamp.json").write_bytes(older)
    said = admin("verify", mirror.url, "--repo", mirror.repo)
    assert said.code == 1
    assert "an older one: the upload is not finished, or a cache keeps it" in said.err
    mirror.again()
    [newer] = [name for name in mirror.files() if name.endswith(".snapshot.json")]
    assert newer != snapshot
    shutil.copyfile(mirror.folder / snapshot, mirror.folder / newer)
    said = admin("verify", mirror.url, "--repo", mirror.repo)
    assert said.code == 1
    assert f"{newer} is not what was signed here" in said.err
    assert "A computer would refuse this" in said.err


def test_a_timestamp_that_ran_out(admin: Admin, mirror: Mirror) -> None:
    """Signed for a week, ten days ago: a computer refuses it, and so says `verify`."""
    then = (datetime.now(UTC) - timedelta(days=10)).isoformat()
    folder = mirror.repo.parent / "early"
    assert admin("init", folder, "--no-passphrase", "--now", then).code == 0
    path = policy(folder.parent, "one")
    assert admin("publish", path, "--repo", folder, "--yes", "--now", then).code == 0
    shutil.copytree(folder / "public", mirror.folder, dirs_exist_ok=True)
    said = admin("verify", mirror.url, "--repo", folder)
    assert said.code == 1
    assert "A computer would refuse this" in said.err
    assert "All 9 files are what was signed here." in said.out
    assert admin("refresh", folder).code == 0
    shutil.copytree(folder / "public", mirror.folder, dirs_exist_ok=True)
    assert admin("verify", mirror.url, "--repo", folder).code == 0
