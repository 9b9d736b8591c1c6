"""What a foreign manager was doing when its run ended: finished, removed by itself, or said with what to do."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from app.host import offspring
from app.host.paths import Paths
from app.policy.recipe import FlatpakRecipe
from app.setup import journal
from app.setup.artifacts import Held
from app.setup.engine import Setup
from app.setup.errors import Cancelled, HalfInstalled, NotDetected, NotThere, NpmFailed, TimedOut
from app.setup.kinds import KINDS
from app.setup.place import Installed, Place
from app.setup.plan import Progress
from app.setup.receipt import PackageReceipt
from app.setup.recovery import recover_all
from app.setup.removal import take_away
from tests.setup.foreign import PACKAGE, ForeignInstaller, manager_in, recipe


class World:
    """A machine with a foreign manager."""

    def __init__(self, paths: Paths, folder: Path) -> None:
        self.paths, self.folder = paths, folder
        self.environment = {"PATH": f"{folder}:/usr/bin:/bin"}
        self.seen: list[Progress] = []
        manager_in(folder)

    def run(self, how: str = "works", version: str = "1.2.3", timeout: int = 60) -> Installed:
        manager_in(self.folder, how)
        setup = Setup(self.paths, environment=self.environment)
        offered = [recipe(version, timeout)]
        return setup.run("demo", offered, Held({}), self.seen.append, threading.Event())

    def killed(self, how: str, root: Path, version: str = "1.2.3", scope: str = "user") -> None:
        manager_in(self.folder, how)
        done = subprocess.run(
            [sys.executable, "-m", "tests.setup.foreign_victim", self.paths.home, self.folder, version, scope],
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root)},
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == -9, done.stderr
        assert done.stdout.split()[-1] == "installing"
        manager_in(self.folder)

    def recovered(self) -> list[str]:
        """The codes of the problems there were at the next start."""
        return [error.code for error in recover_all(self.paths, self.environment, threading.Event())]

    @property
    def record(self) -> Installed | None:
        return Place(self.paths, "demo").read()

    @property
    def held(self) -> str:
        """The version the manager has; "" for none."""
        file = self.folder / PACKAGE
        return file.read_text() if file.exists() else ""

    @property
    def open_journal(self) -> bool:
        return Place(self.paths, "demo").journal.exists()


@pytest.fixture
def world(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(paths, tmp_path / "foreign world")
    assert isinstance(KINDS, dict)
    monkeypatch.setitem(KINDS, FlatpakRecipe, ForeignInstaller(made.folder))
    return made


def test_a_foreign_manager_does_it(world: World) -> None:
    installed = world.run()
    assert [one.state.value for one in world.seen][-3:] == ["installing", "detecting", "done"]
    assert installed.receipt == PackageReceipt(
        manager="demo-manager", package=PACKAGE, version="1.2.3", commands=(f"{PACKAGE}.command",)
    )
    assert (world.held, world.record, world.open_journal) == ("1.2.3", installed, False)
    take_away(world.paths, "demo", world.environment)
    assert (world.held, Place(world.paths, "demo").folder.exists()) == ("", False)


def test_what_was_updated_again_and_again_is_still_ours_to_take_away(world: World) -> None:
    for version in ("1.2.3", "2.0.0", "3.0.0"):
        world.run(version=version)
    take_away(world.paths, "demo", world.environment)
    assert (world.held, world.record) == ("", None)


def test_what_the_person_had_before_our_updates_stays(world: World) -> None:
    (world.folder / PACKAGE).write_text("0.9")
    for version in ("1.2.3", "2.0.0", "3.0.0"):
        world.run(version=version)
    take_away(world.paths, "demo", world.environment)
    assert (world.held, world.record) == ("3.0.0", None)


@pytest.mark.parametrize("how", ["kill-before", "kill-half", "kill-after"])
def test_taken_away_before_anybody_saw_to_what_was_killed(world: World, root: Path, how: str) -> None:
    world.killed(how, root)
    take_away(world.paths, "demo", world.environment)
    assert (world.held, Place(world.paths, "demo").folder.exists()) == ("", False)


def test_a_manager_that_lies_with_exit_code_0(world: World) -> None:
    with pytest.raises(NotThere, match=r"says nothing, not 1\.2\.3"):
        world.run("lies")
    assert (world.held, world.record, world.open_journal) == ("", None, False)


def test_a_manager_that_fails_half_way_removes_its_half(world: World) -> None:
    with pytest.raises(NpmFailed):
        world.run("half")
    assert (world.held, world.record, world.open_journal) == ("", None, False)


def test_what_was_installed_and_does_not_work_is_removed(world: World) -> None:
    with pytest.raises(NotDetected, match="answered: broken"):
        world.run("broken")
    assert (world.held, world.record) == ("", None)


def test_what_cannot_be_removed_is_said_with_what_to_do(world: World) -> None:
    (world.folder / PACKAGE).write_text("0.9")
    with pytest.raises(HalfInstalled, match=f"demo-manager now has {PACKAGE} 1.2.3"):
        world.run("broken")
    assert world.held == "1.2.3", "what the person had before is not ours to take away"
    assert "remove" not in (world.folder / "log").read_text()
    assert not world.open_journal


def test_a_manager_that_hangs_is_ended_with_all_it_started(world: World) -> None:
    with pytest.raises(TimedOut):
        world.run("hangs", timeout=10)
    group = int((world.folder / "pid").read_text())
    assert [one.pid for one in psutil.process_iter() if _group(one.pid) == group and _lives(one)] == []
    assert (world.held, world.record, world.open_journal) == ("", None, False)


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_cancelled_while_the_manager_works(world: World) -> None:
    manager_in(world.folder, "hangs")
    cancel = threading.Event()

    def at(progress: Progress) -> None:
        if progress.state.value == "installing":
            cancel.set()

    with pytest.raises(Cancelled):
        Setup(world.paths, environment=world.environment).run("demo", [recipe()], Held({}), at, cancel)
    assert (world.held, world.record, world.open_journal) == ("", None, False)


@pytest.mark.parametrize("how", ["kill-before", "kill-half"])
def test_killed_before_the_manager_was_through(world: World, root: Path, how: str) -> None:
    world.killed(how, root)
    assert world.open_journal
    assert world.recovered() == []
    assert (world.held, world.record, world.open_journal) == ("", None, False)
    assert world.run().version == "1.2.3"


def test_killed_after_the_manager_was_through(world: World, root: Path) -> None:
    world.killed("kill-after", root)
    assert world.recovered() == []
    assert world.record is not None
    assert (world.held, world.record.version, world.open_journal) == ("1.2.3", "1.2.3", False)


def test_a_manager_that_outlives_us_is_ended_before_anything_is_looked_at(world: World, root: Path) -> None:
    world.killed("outlives", root)
    entry = journal.read(Place(world.paths, "demo"))
    assert entry is not None
    assert entry.run
    assert world.recovered() == []
    assert (world.held, world.record, world.open_journal) == ("", None, False)
    assert offspring.end(entry.run) == 0, "nothing is left to end"


def test_killed_in_an_update_half_way_is_said_once(world: World, root: Path) -> None:
    first = world.run()
    world.killed("kill-half", root, "2.0.0")
    (world.folder / f"{PACKAGE}.command").unlink()
    assert world.recovered() == ["half-installed"]
    assert world.recovered() == []
    assert world.record == first, "what was recorded is what can be set up again"
    assert world.run(version="2.0.0").version == "2.0.0"


def test_for_the_whole_machine_nothing_is_removed_that_nobody_asked_for(world: World, root: Path) -> None:
    """It would ask for a password out of nothing: it is said instead, and the next set-up sees to it."""
    world.killed("kill-half", root, scope="machine")
    assert world.recovered() == ["half-installed"]
    assert world.held == "1.2.3"
    assert "remove" not in (world.folder / "log").read_text()
    assert world.run().version == "1.2.3"


def test_what_was_left_half_for_the_whole_machine_is_never_taken_for_the_persons_own(world: World, root: Path) -> None:
    world.killed("kill-half", root, scope="machine")
    assert world.recovered() == ["half-installed"]
    assert world.recovered() == [], "it is said once"
    world.run()
    take_away(world.paths, "demo", world.environment)
    assert (world.held, world.record) == ("", None)


def test_what_was_left_half_for_the_whole_machine_can_be_taken_away_at_once(world: World, root: Path) -> None:
    world.killed("kill-half", root, scope="machine")
    assert world.recovered() == ["half-installed"]
    take_away(world.paths, "demo", world.environment)
    assert (world.held, Place(world.paths, "demo").folder.exists()) == ("", False)


def test_the_next_set_up_sees_to_it_first(world: World, root: Path) -> None:
    world.killed("kill-after", root)
    world.run()
    assert [one.state.value for one in world.seen] == ["planned", "checking", "detecting", "done"]
    assert (world.folder / "log").read_text().count("install") == 1


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"recipe": {"kind": "later"}}'])
def test_a_journal_nobody_can_read(world: World, data: bytes) -> None:
    installed = world.run()
    Place(world.paths, "demo").journal.write_bytes(data)
    assert world.recovered() == []
    assert (world.record, world.open_journal) == (installed, False)


def test_a_start_that_is_ended_leaves_it_for_the_next(world: World, root: Path) -> None:
    world.killed("kill-after", root)
    ended = threading.Event()
    ended.set()
    assert recover_all(world.paths, world.environment, ended) == []
    assert world.open_journal
    assert world.recovered() == []
    assert world.record is not None
