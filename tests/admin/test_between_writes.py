"""A computer that looks between any two files of a change, at a real nginx: it takes what it gets, always."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.admin.hosting.copy import copy
from app.admin.hosting.plan import plan
from app.host import files
from app.sync.client import Sync
from tests.admin.conftest import Admin
from tests.admin.test_publish import policy
from tests.support import nginx

Words = list[str | Path]


class Watched:
    """A repository behind nginx, a computer that has been in sync, and looks at both by it and by one that is new."""

    def __init__(self, repo: Path, served: Path, url: str, folder: Path) -> None:
        self.repo, self.served, self.url, self.folder = repo, served, url, folder
        self.root = (repo / "root.json").read_bytes()
        self.looks = 0
        self.old = self.computer("old")
        assert self.old.refresh().error is None

    def computer(self, name: str) -> Sync:
        return Sync(url=self.url, root=self.root, folder=self.folder / name)

    def look(self, after: object) -> None:
        """Both get a policy that is in order."""
        self.looks += 1
        outcome = self.old.refresh()
        assert outcome.error is None, f"after {after}: {outcome.error}"
        outcome = self.computer(f"new-{self.looks}").refresh()
        assert outcome.error is None, f"new, after {after}: {outcome.error}"


@pytest.fixture
def watched(published: Path, tmp_path: Path) -> Iterator[Watched]:
    with nginx.serving(published / "public", tmp_path / "nginx") as url:
        yield Watched(published, published / "public", url, tmp_path / "computers")


def looking(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Have every file that is written below `public` looked at at once; the answer takes that back."""
    write = files.write_durably

    def written(path: Path, data: bytes, mode: int = 0o600) -> None:
        write(path, data, mode)
        if path.is_relative_to(watched.served):
            watched.look(path.name)

    monkeypatch.setattr(files, "write_durably", written)
    return lambda: monkeypatch.setattr(files, "write_durably", write)


def rotation(role: str) -> Words:
    return [role, "--new", "1", "--remove", "root-1" if role == "root" else role, "--no-passphrase", "--yes"]


def test_a_client_between_the_two_files_of_a_refresh(
    watched: Watched, admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (datetime.now(UTC) + timedelta(days=15)).isoformat()  # the snapshot is due, too
    assert admin("refresh", watched.repo).code == 0
    end = looking(watched, monkeypatch)
    assert admin("refresh", watched.repo, "--now", later).code == 0
    end()
    assert watched.looks == 2, "a snapshot and a timestamp"


def test_a_client_between_any_two_files_of_refresh_publish_and_lift(
    watched: Watched, admin: Admin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = looking(watched, monkeypatch)
    assert admin("refresh", watched.repo).code == 0
    assert admin("publish", policy(tmp_path, "two"), "--repo", watched.repo, "--yes").code == 0
    assert admin("lift", "bad", "--repo", watched.repo, "--yes").code == 0
    end()
    assert watched.looks >= 9


@pytest.mark.parametrize("role", ["root", "snapshot", "timestamp", "policy"])
def test_a_client_between_any_two_files_of_a_rotation(
    watched: Watched, admin: Admin, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    end = looking(watched, monkeypatch)
    said = admin("rotate", *rotation(role), "--repo", watched.repo)
    end()
    assert said.code == 0, said.err
    assert "signs nothing any more; it can be deleted." in said.out
    assert watched.looks >= 2
    watched.look("all of it")
    assert admin("refresh", watched.repo).code == 0
    watched.look("the next refresh, by the new key alone")


@pytest.mark.parametrize("role", ["root", "snapshot", "timestamp", "policy"])
def test_a_client_at_any_moment_of_the_upload_of_a_rotation(
    published: Path, admin: Admin, tmp_path: Path, role: str
) -> None:
    host = tmp_path / "host"
    list(copy(published, plan(published), host))
    with nginx.serving(host, tmp_path / "nginx") as url:
        watched = Watched(published, host, url, tmp_path / "computers")
        assert admin("rotate", *rotation(role), "--repo", published).code == 0
        for path in copy(published, plan(published), host):
            watched.look(path)
        assert watched.looks >= 2


def test_a_lost_key_is_replaced_all_the_same(watched: Watched, admin: Admin) -> None:
    (watched.repo / "keys/timestamp.pem").unlink()
    assert admin("rotate", *rotation("timestamp"), "--repo", watched.repo).code == 0
    watched.look("all of it")
