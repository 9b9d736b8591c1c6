"""kill -9 at any moment: what is there afterwards is whole, old or new, and the next set-up works."""

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import psutil
import pytest

from app.setup.errors import AlreadyRunning
from app.setup.place import Installed, Place
from app.setup.recovery import recover_all
from app.setup.removal import take_away
from tests.setup.conftest import Desk
from tests.setup.registry import demo_packages, lock_of, recipe_of

OLD, NEW = demo_packages(payload=300_000), demo_packages("2.0.0", payload=300_000)


class Victim:
    """Set-ups of the newer version in processes of their own."""

    def __init__(self, desk: Desk, folder: Path, root: Path) -> None:
        self.desk, self.root = desk, root
        self.files = folder / "recipe.json", folder / "lock.json"
        self.files[0].write_bytes(msgspec.json.encode(recipe_of(NEW)))
        self.files[1].write_bytes(lock_of(NEW))

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.setup.victim", self.desk.paths.home, self.desk.npm, *self.files],
            env={**self.desk.environment, "PYTHONPATH": str(self.root)},
            cwd=self.root,
            stdout=subprocess.PIPE,
            text=True,
        )

    def lasts(self) -> dict[str, float]:
        """How many seconds one that nobody kills is in each state."""
        victim, found, before, since = self.start(), dict[str, float](), "", time.monotonic()
        assert victim.stdout is not None
        for line in victim.stdout:
            now = time.monotonic()
            found[before] = found.get(before, 0.0) + now - since
            before, since = line.strip(), now
        assert (victim.wait(), before) == (0, "done")
        victim.stdout.close()
        return found

    def killed_in(self, state: str, seconds: float) -> str:
        """Kill one that many seconds after it told that state; returns the last state it told."""
        victim = self.start()
        assert victim.stdout is not None
        told = next((line.strip() for line in victim.stdout if line.strip() == state), "")
        assert told, "it came by there"
        with contextlib.suppress(subprocess.TimeoutExpired):
            victim.wait(timeout=seconds)
        victim.kill()
        last = [told, *victim.stdout.read().split()][-1]
        victim.stdout.close()
        victim.wait()
        return last

    def orphans(self) -> list[str]:
        """npm processes that work for this home and still run, and whoever holds its lock."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                line = " ".join(process.cmdline())
                if "npm" in line and str(self.desk.paths.tools) in line:
                    found.append(line)
        try:  # what was between vfork and exec as its parent was killed still has the lock for a moment
            with Place(self.desk.paths, "demo").alone():
                return found
        except AlreadyRunning:
            return [*found, "the lock"]


@pytest.fixture
def victim(desk: Desk, tmp_path: Path, root: Path) -> Victim:
    desk.registry.publish([*OLD, *NEW])
    return Victim(desk, tmp_path, root)


STATES = ("planned", "checking", "downloading", "verifying", "installing", "detecting")


def whole(desk: Desk, tool: str = "demo") -> Installed | None:
    """Assert that what is there is one whole installation or nothing, and say which."""
    installed = Place(desk.paths, tool).read()
    if installed is None:
        assert desk.left() == []
    else:
        assert desk.left() == sorted([*installed.folders, "demo", "demo-tool", "installed.json"])
        answer = subprocess.run([desk.link], capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"})
        assert answer.stdout == f"demo {installed.version}\n"
    return installed


def rounds(desk: Desk, victim: Victim, number: int, seed: int) -> dict[str, int]:
    """Kill that many set-ups, at chance in each state in turn, over nothing and over an older version by turns.

    Returns how often in which state.
    """
    lasts = victim.lasts()
    chance, seen = random.Random(seed), dict[str, int]()  # noqa: S311 - not a secret
    for one in range(number):
        _fresh(desk, with_old=one % 2 == 1)
        sought = STATES[one // 2 % len(STATES)]
        state = victim.killed_in(sought, chance.uniform(0, lasts[sought]))
        seen[state] = seen.get(state, 0) + 1
        _wait_until_no(victim.orphans)
        assert recover_all(desk.paths, {}, threading.Event()) == []
        found = whole(desk)
        assert (found.version if found else "") in (("1.2.3", "2.0.0") if one % 2 else ("", "2.0.0"))
        if one % 5 == 0:
            desk.run(recipe_of(NEW), lock_of(NEW))
            now = whole(desk)
            assert now is not None
            assert now.version == "2.0.0"
    return seen


def _fresh(desk: Desk, *, with_old: bool) -> None:
    if Place(desk.paths, "demo").folder.exists():
        take_away(desk.paths, "demo")
    if with_old:
        desk.run(recipe_of(OLD), lock_of(OLD))


def _wait_until_no(find: Callable[[], list[str]]) -> None:
    deadline = time.monotonic() + 5
    while left := find():
        assert time.monotonic() < deadline, left


def test_killed_at_random_moments(desk: Desk, victim: Victim) -> None:
    assert sum(rounds(desk, victim, 6, seed=os.getpid()).values()) == 6


@pytest.mark.full
@pytest.mark.timeout(900)
def test_killed_sixty_times(desk: Desk, victim: Victim, capsys: pytest.CaptureFixture[str]) -> None:
    seen = rounds(desk, victim, 60, seed=20260710)
    with capsys.disabled():
        print(f"\nset-up killed 60 times, 0 broken: {seen}")


@pytest.mark.parametrize("state", STATES[1:])
def test_killed_in_each_state(desk: Desk, victim: Victim, state: str) -> None:
    _fresh(desk, with_old=True)
    process = victim.start()
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == state:
            process.kill()
            break
    process.stdout.close()
    process.wait()
    _wait_until_no(victim.orphans)
    assert recover_all(desk.paths, {}, threading.Event()) == []
    assert whole(desk) is not None
