"""kill -9, full and read-only disks at every write, terminals, two desks at once: as it was, or complete."""

import errno
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

import pytest

from app.admin.pkcs8 import is_encrypted
from app.sync.client import Sync
from tests.admin.conftest import Admin
from tests.admin.test_publish import policy, tree
from tests.sync.hosts import hosting

Words = list[str | Path]


class Attacked:
    """A repository that has published version 1, and a computer that has it; both as often as wanted."""

    def __init__(self, admin: Admin, repo: Path, checkout: Path) -> None:
        self.admin, self.folder, self.repo, self.checkout = admin, repo.parent, repo, checkout
        shutil.copytree(repo, self.folder / "template/repo")
        self.policy = policy(self.folder, "two")

    def again(self) -> None:
        """Everything as at the beginning."""
        shutil.rmtree(self.repo, ignore_errors=True)
        shutil.copytree(self.folder / "template/repo", self.repo)
        shutil.rmtree(self.folder / "store", ignore_errors=True)

    def commands(self) -> dict[str, Words]:
        """The commands that write."""
        change: Words = ["--remove", "timestamp", "--new", "1", "--no-passphrase", "--yes"]
        return {
            "publish": ["publish", self.policy, "--repo", self.repo, "--yes"],
            "lift": ["lift", "bad", "--repo", self.repo, "--yes"],
            "rotate": ["rotate", "timestamp", "--repo", self.repo, *change],
            "pending": ["publish", self.policy, "--repo", self.repo, "--yes", "--key", "timestamp"],
            "refresh": ["refresh", self.repo],
        }

    def killed(self, number: int, words: Words) -> "subprocess.CompletedProcess[str]":
        """Run a command that dies at that touch of the disk."""
        command = [sys.executable, "-m", "tests.admin.victim", str(self.repo), str(number), *map(str, words)]
        return subprocess.run(
            command,
            cwd=self.checkout,
            env={**os.environ, "PYTHONPATH": str(self.checkout)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def round(self, number: int, name: str) -> None:
        """Kill once; whatever a computer sees is version 1 or what the command was to bring, and the desk goes on."""
        self.again()
        with hosting(self.repo / "public") as host:
            root = (self.repo / "root.json").read_bytes()
            sync = Sync(url=host.url, root=root, folder=self.folder / "store")
            assert sync.refresh().state.version == 1
            died = self.killed(number, self.commands()[name])
            assert died.returncode == -signal.SIGKILL, died.stderr
            outcome = sync.refresh()
            assert outcome.error is None, outcome.error
            assert outcome.state.version in (1, 2)
            assert outcome.state.policy is not None
            if (self.repo / "pending.json").exists():
                said = self.admin("sign", self.repo, "--yes")
                assert said.code == 0, said.err
            said = self.admin("refresh", self.repo)
            assert said.code == 0, said.err
            outcome = sync.refresh()
            assert outcome.error is None, outcome.error
            said = self.admin("publish", policy(self.folder, "two"), "--repo", self.repo, "--yes")
            assert said.code == 0, said.err
            outcome = sync.refresh()
            assert outcome.error is None, outcome.error
            assert outcome.state.policy is not None
            assert outcome.state.policy.tools[0].summary == {"en": "two"}


@pytest.fixture
def attacked(admin: Admin, published: Path, root: Path) -> Attacked:
    return Attacked(admin, published, root)


def touches(attacked: Attacked, name: str) -> int:
    """How often a command touches the disk."""
    attacked.again()
    done = attacked.killed(10_000, attacked.commands()[name])
    found = re.search(r"touches (\d+)", done.stdout)
    assert (attacked.repo / "pending.json").exists() == (name == "pending"), done.stderr
    assert found, done.stdout + done.stderr
    return int(found[1])


@pytest.mark.parametrize("name", ["publish", "rotate"])
def test_killed_at_a_few_writes(attacked: Attacked, name: str) -> None:
    total = touches(attacked, name)
    assert total > 12
    for number in (0, total // 2, total - 1):
        attacked.round(number, name)


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", ["publish", "lift", "rotate", "pending", "refresh"])
def test_killed_at_every_write(attacked: Attacked, name: str) -> None:
    for number in range(touches(attacked, name)):
        attacked.round(number, name)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("name", ["publish", "lift", "rotate", "refresh"])
def test_a_disk_that_takes_no_more(attacked: Attacked, monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    whole = tempfile.mkstemp
    words = attacked.commands()[name]
    with hosting(attacked.repo / "public") as host:
        sync = Sync(url=host.url, root=(attacked.repo / "root.json").read_bytes(), folder=attacked.folder / "store")
        assert sync.refresh().error is None
        for allowed in range(40):
            left = allowed

            def failing(*args: Any, **kwargs: Any) -> tuple[int, str]:
                nonlocal left
                if str(kwargs.get("dir", "")).startswith(str(attacked.repo)):
                    left -= 1
                    if left < 0:
                        raise OSError(number, os.strerror(number))
                return whole(*args, **kwargs)

            monkeypatch.setattr(tempfile, "mkstemp", failing)
            said = attacked.admin(*words)
            monkeypatch.setattr(tempfile, "mkstemp", whole)
            if said.code == 0:
                assert allowed >= 1
                break
            assert said.code == 1
            assert "Traceback" not in said.err
            assert ("space" if number == errno.ENOSPC else "cannot be written") in said.err
            if (attacked.repo / "pending.json").exists():
                assert attacked.admin("sign", attacked.repo, "--yes").code == 0
                words = attacked.commands()["publish"]
            assert sync.refresh().error is None
        else:
            pytest.fail("it never got through")
        assert sync.refresh().error is None


def test_two_desks_at_once(attacked: Attacked) -> None:
    command = [sys.executable, "-m", "tests.admin.victim", str(attacked.repo), "10000"]
    command += list(map(str, attacked.commands()["publish"]))
    running = [
        subprocess.Popen(
            command,
            cwd=attacked.checkout,
            env={**os.environ, "PYTHONPATH": str(attacked.checkout)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=100) for process in running]
    codes = [process.returncode for process in running]
    assert 0 in codes
    assert all(code == 0 or "Another Signpost" in err for code, (_, err) in zip(codes, said, strict=True))
    assert sum("Published version 2" in out for out, _ in said) == 1
    assert attacked.admin("status", attacked.repo).code == 0


def read_until(stream: IO[bytes], words: bytes) -> bytes:
    """What is printed up to and with these words."""
    seen = b""
    while words not in seen:
        byte = stream.read(1)
        assert byte, seen
        seen += byte
    return seen


@pytest.mark.parametrize("typed", [["wrong", "wronger", "right words, at last"], ["1", "2", "3"]])
def test_a_passphrase_typed_at_a_terminal(attacked: Attacked, typed: list[str]) -> None:
    path = attacked.repo / "keys/policy.pem"
    right = "right words, at last"
    assert attacked.admin("rotate", "policy", "--repo", attacked.repo, "--threshold", "1", "--yes").code == 0
    encrypt = ["openssl", "pkcs8", "-topk8", "-in", str(path), "-scrypt", "-passout", f"pass:{right}", "-out"]
    subprocess.run([*encrypt, str(attacked.folder / "locked.pem")], check=True)
    (attacked.folder / "locked.pem").replace(path)
    assert is_encrypted(path.read_bytes())
    before = tree(attacked.repo / "public")
    words = [sys.executable, "-c", "from app.admin.cli import main; main()", *map(str, attacked.commands()["publish"])]
    with subprocess.Popen(
        ["script", "-qec", shlex.join(words), "/dev/null"],
        cwd=attacked.checkout,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as terminal:
        assert terminal.stdin is not None
        assert terminal.stdout is not None
        said = b""
        for word in typed:
            said += read_until(terminal.stdout, b"policy.pem: ")
            terminal.stdin.write(word.encode() + b"\n")
        said += terminal.stdout.read()
        assert terminal.wait(60) == (0 if right in typed else 1)
    assert not any(word.encode() in said for word in typed if len(word) > 1)
    if right in typed:
        assert b"Published version 2" in said
    else:
        assert b"The passphrase does not open" in said
        assert tree(attacked.repo / "public") == before
