"""`init` makes a repository or nothing, whatever cuts it off; and before its first signatures nobody can go astray."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.admin.conftest import Admin, Said
from tests.admin.test_publish import policy, tree


def killed(folder: Path, number: int, root: Path) -> "subprocess.CompletedProcess[str]":
    """`init` that dies at that touch of the disk."""
    command = [sys.executable, "-m", "tests.admin.victim", str(folder), str(number), "init", str(folder)]
    return subprocess.run(
        [*command, "--no-passphrase"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def rounds(folder: Path, root: Path) -> int:
    """How often an `init` touches the disk."""
    found = re.search(r"touches (\d+)", killed(folder, 10_000, root).stdout)
    assert found
    return int(found[1])


def round_(admin: Admin, folder: Path, number: int, root: Path) -> None:
    """Killed there, the folder is no repository, says so, and the next `init` makes one."""
    assert killed(folder, number, root).returncode == -signal.SIGKILL
    if (folder / ".unfinished").exists():
        for words in (
            ("status", folder),
            ("publish", folder / "x.yaml", "--repo", folder),
            ("hosting", "plan", folder),
        ):
            said = admin(*words)
            assert said.code in (1, 2), said
        assert "`init` was cut off" in admin("status", folder).err
    said = admin("init", folder, "--no-passphrase")
    assert said.code == 0, said.err
    assert "Made a repository" in said.out
    assert admin("refresh", folder).code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitignore",
        "keys",
        "lock",
        "public",
        "root.json",
        "signpost-admin.json",
    ]
    assert len(list((folder / "keys").iterdir())) == 9


def test_an_init_killed_at_a_few_writes_is_begun_anew(admin: Admin, tmp_path: Path, root: Path) -> None:
    total = rounds(tmp_path / "first", root)
    assert total > 30
    for number in (1, 2, total // 2, total - 3, total - 1):
        round_(admin, tmp_path / str(number), number, root)


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_an_init_killed_at_every_write_is_begun_anew(admin: Admin, tmp_path: Path, root: Path) -> None:
    for number in range(rounds(tmp_path / "first", root)):
        round_(admin, tmp_path / str(number), number, root)


@pytest.mark.parametrize("was_there", [True, False])
def test_an_init_on_a_full_disk_leaves_nothing(
    admin: Admin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, was_there: bool
) -> None:
    folder, stick = tmp_path / "acme", tmp_path / "stick"
    stick.mkdir()
    (stick / "root-4.pem").write_text("somebody's own")
    if was_there:
        folder.mkdir()
    whole = tempfile.mkstemp
    for allowed in range(60):
        left = allowed

        def failing(*args: Any, **kwargs: Any) -> tuple[int, str]:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return whole(*args, **kwargs)

        monkeypatch.setattr(tempfile, "mkstemp", failing)
        said = admin("init", folder, "--no-passphrase", "--keys-dir", f"root={stick}")
        monkeypatch.setattr(tempfile, "mkstemp", whole)
        if said.code == 0:
            break
        assert "not enough space" in said.err
        assert list(tmp_path.glob("acme/*")) == []
        assert folder.exists() == was_there
        assert [path.name for path in stick.iterdir()] == ["root-4.pem"]
    assert allowed > 10
    assert sorted(path.name for path in stick.iterdir()) == ["root-1.pem", "root-2.pem", "root-3.pem", "root-4.pem"]


def test_a_key_file_is_never_replaced(admin: Admin, tmp_path: Path) -> None:
    (tmp_path / "root-2.pem").write_text("somebody's own")
    for words in (
        ("init", tmp_path / "acme", "--no-passphrase", "--keys-dir", f"root={tmp_path}"),
        ("key", tmp_path / "root-2.pem", "--no-passphrase"),
    ):
        said = admin(*words)
        assert said.code == 1
        assert "a key file is never replaced" in said.err
        assert [path.name for path in tmp_path.iterdir()] == ["root-2.pem"]
        assert (tmp_path / "root-2.pem").read_text() == "somebody's own"


def test_what_somebody_put_beside_what_was_left_is_kept(admin: Admin, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / ".unfinished").touch()
    (folder / "thesis.txt").write_text("do not lose")
    said = admin("init", folder, "--no-passphrase")
    assert said.code == 1
    assert "not empty" in said.err
    assert (folder / "thesis.txt").read_text() == "do not lose"


@pytest.fixture
def unsigned(admin: Admin, tmp_path: Path) -> Path:
    """A repository whose first root waits for bob's signature."""
    assert admin("key", tmp_path / "bob.pem", "--no-passphrase").code == 0
    made = admin("init", tmp_path / "repo", "--no-passphrase", "--key", f"policy={tmp_path / 'bob.pub.pem'}")
    assert made.code == 3, made.err
    return tmp_path / "repo"


def test_before_the_first_signatures_every_command_says_so(admin: Admin, unsigned: Path, tmp_path: Path) -> None:
    said = admin("status", unsigned)
    assert said.code == 3
    assert "bob can sign" in said.out
    assert "ran out" not in said.out
    assert json.loads(admin("status", unsigned, "--json").out)["roles"] == []
    before = tree(unsigned)
    path = policy(tmp_path, "one")

    def refused(*words: str | Path) -> Said:
        answer = admin(*words)
        assert answer.code == 1, answer
        assert answer.err.count("\n") >= 2, "what happened, and what to do"
        return answer

    first = "its first signatures are missing"
    assert first in refused("refresh", unsigned).err
    assert first in refused("serve", unsigned).err
    assert first in refused("verify", "https://127.0.0.1:1/", "--repo", unsigned).err
    assert first in refused("hosting", "plan", unsigned).err
    for words in (("publish", path), ("rotate", "root"), ("stage", "withdraw", "x")):
        assert "waits for signatures" in refused(*words, "--repo", unsigned).err
    refused("lift", "bad", "--repo", unsigned)
    assert "its first keys and roles" in refused("discard", unsigned, "--yes").err
    assert "is a repository already" in admin("init", unsigned).out
    assert {name: data for name, data in tree(unsigned).items() if name != "lock"} == {
        name: data for name, data in before.items() if name != "lock"
    }
    (unsigned / "keys/bob.pem").write_bytes((tmp_path / "bob.pem").read_bytes())
    assert admin("sign", unsigned, "--yes").code == 0
    assert admin("status", unsigned).code == 0


def test_a_repository_without_its_root_is_damaged(admin: Admin, unsigned: Path) -> None:
    (unsigned / "pending.json").unlink()
    for words in (("status", unsigned), ("refresh", unsigned), ("rotate", "root", "--repo", unsigned, "--yes")):
        said = admin(*words)
        assert said.code == 1
        assert "its root of trust is missing" in said.err
