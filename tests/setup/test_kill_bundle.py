"""kill -9 at every single change a bundle's set-up makes: what is there afterwards is whole, old or new."""

import collections
import hashlib
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from app.host.paths import Paths
from app.policy import bundle
from app.setup.place import Installed, Place
from app.setup.recovery import recover_all
from app.setup.removal import take_away
from tests.setup.test_bundle import Desk

ENVIRONMENT = {"PATH": "/nowhere"}


class Rounds:
    """Set-ups of the newer version, over nothing or over an older one, each killed at another change."""

    def __init__(self, paths: Paths, folder: Path, root: Path) -> None:
        self.paths, self.folder, self.root = paths, folder, root
        self.desk = Desk(paths, folder)
        self.old = self.desk.recipe(), self.desk.made.path
        self.desk.bundle("2.0.0")
        self.new = self.desk.recipe(), self.desk.made.path
        self.recipe = folder / "recipe.json"
        self.recipe.write_bytes(msgspec.json.encode(self.new[0]))
        self.seen: collections.Counter[str] = collections.Counter()

    def fresh(self, *, with_old: bool) -> None:
        if Place(self.paths, "demo").folder.exists():
            take_away(self.paths, "demo")
        if with_old:
            self.desk.files.targets = dict.fromkeys(self.desk.files.targets, self.old[1])
            self.desk.run(self.old[0])
            self.desk.files.targets = dict.fromkeys(self.desk.files.targets, self.new[1])

    def killed_at(self, change: int) -> list[str]:
        """The lines it printed, and whether it came to its end is the last one: a number."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.setup.bundle_victim", self.paths.home, self.recipe, self.new[1], str(change)],
            cwd=self.root,
            env={"PYTHONPATH": str(self.root), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, -9), done.stderr
        lines = done.stdout.split()
        if done.returncode:
            self.seen[lines[-1] if lines else "before"] += 1
        return lines

    def check(self, *, with_old: bool) -> None:
        """At the next start: one whole version or nothing, and no trace of anything else."""
        assert recover_all(self.paths, ENVIRONMENT, threading.Event()) == []
        found = self.whole()
        assert (found.version if found else "") in (("1.0.0", "2.0.0") if with_old else ("", "2.0.0"))

    def whole(self) -> Installed | None:
        place = Place(self.paths, "demo")
        installed = place.read()
        if installed is None:
            assert self.desk.left() == []
            assert not place.folder.exists()
            return None
        assert {path.name for path in place.folder.iterdir()} == {"installed.json", *installed.folders}
        assert self.desk.left() == sorted([*installed.folders, "demo"])
        assert self.desk.answer() == f"demo {installed.version}\n"
        prefix = place.prefix(installed)
        assert prefix is not None
        for file in bundle.load((prefix / bundle.MANIFEST).read_bytes()).files:
            assert hashlib.sha256((prefix / file.path).read_bytes()).hexdigest() == file.sha256
        return installed

    def run(self, changes: range, *, with_old: bool) -> int:
        """Kill at each of these changes; returns how many rounds there were."""
        count = 0
        for change in changes:
            self.fresh(with_old=with_old)
            self.killed_at(change)
            self.check(with_old=with_old)
            if count % 7 == 0:
                assert self.desk.run(self.new[0]).version == "2.0.0"
                self.whole()
            count += 1
        return count

    def changes(self, *, with_old: bool) -> int:
        """How many changes a set-up makes that nobody kills."""
        self.fresh(with_old=with_old)
        return int(self.killed_at(0)[-1])


@pytest.fixture
def rounds(paths: Paths, tmp_path: Path, root: Path) -> Rounds:
    return Rounds(paths, tmp_path, root)


def test_killed_at_some_changes(rounds: Rounds) -> None:
    last = rounds.changes(with_old=True)
    rounds.run(range(2, last + 1, last // 8), with_old=True)
    assert sum(rounds.seen.values()) >= 8


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_killed_at_every_change(rounds: Rounds, capsys: pytest.CaptureFixture[str]) -> None:
    count = 0
    for with_old in (False, True):
        last = rounds.changes(with_old=with_old)
        count += rounds.run(range(1, last + 1), with_old=with_old)
    assert count >= 60
    assert {"planned", "checking", "downloading", "verifying", "installing", "detecting"} <= set(rounds.seen)
    with capsys.disabled():
        print(f"\nbundle's set-up killed {count} times, 0 broken: {dict(rounds.seen)}")
