"""Killed (SIGKILL) before every single change to the disk: what was begun is taken back, or carried to its end."""

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.carryover.carry import undo
from app.carryover.errors import NothingToUndo
from app.host.paths import Paths
from tests.carryover.conftest import Person
from tests.support.settings import put

pytestmark = pytest.mark.timeout(600)  # each of some hundred rounds waits for the disk

_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate")


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do the work in a process of its own that kills itself before the change of that number; whether it came to it."""
    child = os.fork()
    if not child:
        left = number

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            flags = arguments[2] if event == "open" and len(arguments) > 2 else 0
            if event in _CHANGES or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

        try:
            sys.addaudithook(count)
            work()
        except BaseException:  # noqa: BLE001 - a child of fork must never come back into the test run
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.fixture
def settled(person: Person) -> Person:
    """A person who has settings of Qoder CLI already, so that there is something to restore."""
    put(person.home / ".qoder/settings.json", '{"theme": "auto"}', 0o640)
    put(person.home / ".qoder/AGENTS.md", "mine")
    return person


class Rounds:
    """A person's home, put back for each round."""

    def __init__(self, person: Person, folder: Path) -> None:
        self._person, self._kept = person, folder / "kept"
        shutil.copytree(person.home, self._kept, symlinks=True)

    def again(self) -> None:
        shutil.rmtree(self._person.home)
        shutil.copytree(self._kept, self._person.home, symlinks=True)


def taken_back(paths: Paths) -> None:
    with contextlib.suppress(NothingToUndo):  # it was killed before its record was there, so before anything else was
        assert undo(paths, "claude-code", "qoder-cli").kept == ()


SOME = ("memory", "mcp-servers", "permissions", "rules", "commands", "project-mcp-servers")
"""New files, new folders, documents that are there and that are not, in the home and in a project."""


@pytest.mark.parametrize(
    ("items", "least"),
    [(SOME, 40), pytest.param((), 100, marks=[pytest.mark.full, pytest.mark.timeout(900)])],
    ids=["some", "all"],
)
def test_killed_while_carrying_over(settled: Person, tmp_path: Path, items: tuple[str, ...], least: int) -> None:
    before = settled.tree()
    rounds = Rounds(settled, tmp_path)
    settled.carry(*items)
    carried = settled.tree()
    number = 0
    while True:
        rounds.again()
        if not killed_at(number, lambda: settled.carry(*items)):
            break
        if number % 2:
            taken_back(settled.paths)
            assert settled.tree() == before, f"undone after a kill at change {number}"
        else:
            settled.carry(*items)
            assert settled.tree() == carried, f"carried over after a kill at change {number}"
            taken_back(settled.paths)
            assert settled.tree() == before, f"carried over and undone after a kill at change {number}"
        number += 1
    assert number > least, "every file has been killed at"


def test_killed_while_undoing(settled: Person, tmp_path: Path) -> None:
    before = settled.tree()
    settled.carry("memory", "mcp-servers")
    settled.carry(*SOME)
    rounds = Rounds(settled, tmp_path)
    number = 0
    while True:
        rounds.again()
        if not killed_at(number, lambda: taken_back(settled.paths)):
            break
        taken_back(settled.paths)
        assert settled.tree() == before, f"undone after a kill at change {number}"
        number += 1
    assert number > 30, "every file has been killed at"
