"""From `init` to what machines fetch: keys, thresholds, versions, refusals, and a publish that is cut off."""

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.admin.create import create
from app.admin.publish import publish
from app.admin.repository import SignedRepository, open_repository
from app.host import files
from app.host.files import DiskFull, exclusive
from app.policy import model
from app.policy.recipe import locks_of
from app.sync.client import Sync
from tests.admin.conftest import Admin
from tests.sync.company import LOCK, POLICY
from tests.sync.hosts import hosting

NOW = "2026-07-01T00:00Z"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A new repository."""
    create(tmp_path / "repo", datetime.fromisoformat(NOW))
    return tmp_path / "repo"


def policy(folder: Path, word: str, *, extra: str = "") -> Path:
    """An authored policy that says `word`, with its lock."""
    (folder / "policy.yaml").write_text(POLICY.format(word=word) + extra)
    (folder / "lock.json").write_text(LOCK)
    return folder / "policy.yaml"


def tree(folder: Path) -> dict[str, str]:
    """Every file below the folder by the digest of its bytes."""
    paths: Iterator[Path] = folder.rglob("*")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def timestamp(repo: Path) -> int:
    """The version of the served timestamp."""
    return int(json.loads((repo / "public/metadata/timestamp.json").read_bytes())["signed"]["version"])


def served(repo: Path) -> model.Policy:
    """The policy that the newest metadata leads to."""
    return model.load(open_repository(repo, datetime.now(UTC)).published("policy")["policy.json"])


def test_init_says_what_to_do_with_what_it_made(admin: Admin, tmp_path: Path) -> None:
    said = admin("init", tmp_path / "repo", "--no-passphrase")
    assert str(tmp_path / "repo/root.json") in said.out
    assert str(tmp_path / "repo/public") in said.out
    assert "not encrypted" in said.err
    assert (tmp_path / "repo/root.json").read_bytes() == (tmp_path / "repo/public/metadata/1.root.json").read_bytes()


def test_private_keys_are_private_and_never_served(repo: Path) -> None:
    keys = sorted(repo.rglob("*.pem"))
    assert len(keys) == 9
    assert (repo / "keys").stat().st_mode & 0o777 == 0o700
    for key in keys:
        assert key.stat().st_mode & 0o777 == 0o600
        assert not key.is_relative_to(repo / "public")
    assert not [path for path in (repo / "public").rglob("*") if path.is_file() and b"PRIVATE" in path.read_bytes()]
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in (repo / "public").rglob("*") if path.is_file())


def test_roles_have_keys_of_their_own_and_their_thresholds(repo: Path) -> None:
    root = json.loads((repo / "root.json").read_bytes())["signed"]
    targets = json.loads((repo / "public/metadata/1.targets.json").read_bytes())["signed"]
    roles = {**root["roles"], **{role["name"]: role for role in targets["delegations"]["roles"]}}
    assert {name: (role["threshold"], len(role["keyids"])) for name, role in roles.items()} == {
        "root": (2, 3),
        "targets": (1, 1),
        "snapshot": (1, 1),
        "timestamp": (1, 1),
        "policy": (1, 1),
        "artifacts": (2, 2),
    }
    used = [keyid for role in roles.values() for keyid in role["keyids"]]
    assert len(set(used)) == len(used)
    assert roles["policy"]["paths"] == ["policy.json", "exceptions/*", "rollout.json", "rollout/*"]
    assert all(path.startswith("artifacts/") for path in roles["artifacts"]["paths"])
    assert roles["policy"]["terminating"]
    assert roles["artifacts"]["terminating"]
    assert root["consistent_snapshot"]


def test_init_again_changes_nothing(admin: Admin, repo: Path) -> None:
    before = tree(repo)
    said = admin("init", repo)
    assert said.code == 0
    assert "already" in said.out
    assert tree(repo) == before


def test_init_leaves_other_peoples_folders_alone(admin: Admin, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("do not lose")
    said = admin("init", tmp_path / "mine")
    assert said.code == 1
    assert "not empty" in said.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_publish_says_what_and_until_when(admin: Admin, repo: Path, tmp_path: Path) -> None:
    said = admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes", "--now", NOW)
    assert said.code == 0, said.err
    assert "Published version 1 of the policy of Testing: 2 tools (1 banned, 1 approved)." in said.out
    assert "artifacts/good/lock.json" in said.out
    valid = dict(line.split(" valid until ") for line in said.out.splitlines() if "valid until" in line)
    assert {role.strip(): until for role, until in valid.items()} == {
        "timestamp": "2026-07-08 00:00 UTC",
        "snapshot": "2026-07-31 00:00 UTC",
        "targets": "2026-09-29 00:00 UTC",
        "policy": "2026-09-29 00:00 UTC",
        "artifacts": "2026-09-29 00:00 UTC",
        "root": "2027-07-01 00:00 UTC",
    }
    assert served(repo).version == 1
    assert served(repo).published == datetime(2026, 7, 1, tzinfo=UTC)


def test_another_content_is_another_version_and_the_same_is_not(admin: Admin, repo: Path, tmp_path: Path) -> None:
    for expected, word in [(1, "one"), (2, "two"), (3, "one")]:
        assert f"version {expected}" in admin("publish", policy(tmp_path, word), "--repo", repo, "--yes").out
    before = timestamp(repo)
    said = admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes")
    assert "Nothing changed: version 3 stays in force" in said.out
    assert served(repo).version == 3
    assert timestamp(repo) == before + 1


def test_what_comes_beside_the_policy_is_published_under_the_same_version(
    admin: Admin, repo: Path, tmp_path: Path
) -> None:
    path = policy(tmp_path, "one")
    assert "as before" not in admin("publish", path, "--repo", repo, "--yes").out
    path.write_text(path.read_text().replace("version: 1.0.0\n", "version: 1.0.0\n      update: auto\n", 1))
    said = admin("publish", path, "--repo", repo, "--yes").out
    assert "Published version 1 of" in said
    assert "The version is as before: recipes, exceptions or settings that come along have changed." in said


def test_publishing_again_renews_what_wears_out(admin: Admin, repo: Path, tmp_path: Path) -> None:
    admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes", "--now", NOW)
    said = admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes", "--now", "2026-08-15T00:00Z")
    assert "Nothing changed" in said.out
    for role, until in [("timestamp", "2026-08-22"), ("snapshot", "2026-09-14"), ("policy", "2026-11-13")]:
        assert f"  {role:<10} valid until {until}" in said.out


@pytest.mark.parametrize("extra", ["extra: true\n", "  ]["])
def test_what_check_rejects_is_not_published(admin: Admin, repo: Path, tmp_path: Path, extra: str) -> None:
    before = tree(repo)
    said = admin("publish", policy(tmp_path, "one", extra=extra), "--repo", repo, "--yes")
    assert said.code == 1
    assert "was not published: 1 error to correct" in said.err
    assert "policy.yaml:" in said.out
    assert tree(repo) == before


class Terminal(io.StringIO):
    """A person at a terminal who types this."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_a_person_is_asked_and_no_answer_is_no(
    admin: Admin, repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    before = tree(repo)
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    said = admin("publish", policy(tmp_path, "one"), "--repo", repo)
    assert said.code == code
    assert "Publish the policy of Testing (2 tools)" in said.err
    assert (tree(repo) == before) == (code == 1)


def test_a_script_is_not_asked(admin: Admin, repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert admin("publish", policy(tmp_path, "one"), "--repo", repo).code == 0
    assert served(repo).version == 1


def test_publish_into_something_else(admin: Admin, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = admin("publish", policy(tmp_path, "one"), "--repo", tmp_path / "empty", "--yes")
    assert said.code == 1
    assert "is no Signpost repository" in said.err
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize(
    ("key", "damage"),
    [
        ("policy", b""),
        ("artifacts-2", b"nothing"),
        ("timestamp", b""),
        ("snapshot", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
    ],
)
def test_a_key_that_cannot_be_used(admin: Admin, repo: Path, tmp_path: Path, key: str, damage: bytes) -> None:
    (repo / f"keys/{key}.pem").write_bytes(damage)
    before = tree(repo / "public")
    said = admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes")
    assert said.code == 1
    assert f"{key}.pem cannot be used" in said.err
    assert tree(repo / "public") == before


def test_a_swapped_key_is_noticed(admin: Admin, repo: Path, tmp_path: Path) -> None:
    (repo / "keys/policy.pem").write_bytes((repo / "keys/targets.pem").read_bytes())
    said = admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes")
    assert "another key than the repository names" in said.err


def test_a_change_of_words_needs_no_artifact_keys(admin: Admin, repo: Path, tmp_path: Path) -> None:
    assert admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes").code == 0
    for key in repo.glob("keys/artifacts-*.pem"):
        key.unlink()
    assert admin("publish", policy(tmp_path, "two"), "--repo", repo, "--yes").code == 0
    assert served(repo).version == 2


def test_a_damaged_repository_is_not_built_upon(admin: Admin, repo: Path, tmp_path: Path) -> None:
    assert admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes").code == 0
    target = next((repo / "public/targets").glob("*.policy.json"))
    target.write_bytes(target.read_bytes() + b" ")
    said = admin("publish", policy(tmp_path, "two"), "--repo", repo, "--yes")
    assert said.code == 1
    assert "not what was signed" in said.err
    (repo / "public/metadata/2.policy.json").write_bytes(b"{")
    assert "policy cannot be read" in admin("publish", policy(tmp_path, "two"), "--repo", repo, "--yes").err
    (repo / "public/metadata/2.policy.json").unlink()
    assert "is damaged" in admin("publish", policy(tmp_path, "two"), "--repo", repo, "--yes").err


def test_two_publishers_at_once(admin: Admin, repo: Path, tmp_path: Path) -> None:
    with exclusive(repo / "lock"):
        said = admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes")
    assert said.code == 1
    assert "Another Signpost" in said.err


def test_a_publish_that_is_cut_off_anywhere_changes_nothing_for_machines(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.admin.check import check

    now = datetime.now(UTC)
    first = check(policy(tmp_path, "one"), now).authored
    second = check(policy(tmp_path, "two"), now).authored
    assert first is not None
    assert second is not None
    publish(first, repo, now)
    original, writes = files.write_durably, 0
    with hosting(repo / "public") as host:
        root = (repo / "root.json").read_bytes()
        sync = Sync(url=host.url, root=root, folder=tmp_path / "store")
        assert sync.refresh().state.version == 1
        for allowed in range(20):
            writes = 0

            def failing(path: Path, data: bytes, mode: int = 0o600, allowed: int = allowed) -> None:
                nonlocal writes
                if writes == allowed:
                    raise DiskFull(path=path)
                writes += 1
                original(path, data, mode)

            monkeypatch.setattr(files, "write_durably", failing)
            try:
                publish(second, repo, now + timedelta(seconds=1))
                break
            except DiskFull:
                monkeypatch.setattr(files, "write_durably", original)
                outcome = sync.refresh()
                assert (outcome.error, outcome.state.version) == (None, 1)
        monkeypatch.setattr(files, "write_durably", original)
        assert writes >= 4
        assert sync.refresh().state.version == 2


def test_the_example_company_reaches_a_machine(admin: Admin, repo: Path, root: Path, tmp_path: Path) -> None:
    example = root / "resources/example-company"
    assert admin("publish", example / "policy.yaml", "--repo", repo, "--yes").code == 0
    assert isinstance(open_repository(repo, datetime.now(UTC)), SignedRepository)
    with hosting(repo / "public") as host:
        sync = Sync(url=host.url, root=(repo / "root.json").read_bytes(), folder=tmp_path / "store")
        outcome = sync.refresh()
    assert outcome.error is None
    state = outcome.state
    assert state.policy is not None
    banned = state.policy.tool("claude-code")
    assert banned is not None
    assert banned.effective == datetime.fromisoformat("2026-07-10T00:00+08:00")
    assert banned.alternatives == ("qoder-cli",)
    assert state.policy.skipped == ()
    (lock,) = locks_of(state.recipes.of("qoder-cli")[0])
    assert state.artifacts[lock] == (example / "locks/qoder-cli/package-lock.json").read_bytes()
