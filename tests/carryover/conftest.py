"""A person with a full home and project of Claude Code."""

from pathlib import Path

import pytest

from app.carryover.carry import Carried, CarryOver
from app.host.paths import Paths
from app.policy.carryover import Pair
from tests.support.settings import claude_code, shipped, snapshot


class Person:
    """A home with a project in it, and the carry-over from Claude Code to Qoder CLI."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.project = self.home / "work/shop"
        self.project.mkdir(parents=True)
        self.paths = Paths.below(self.home)
        self.pair: Pair = shipped("claude-code", "qoder-cli")

    def carrying(self, *, project: bool = True) -> CarryOver:
        return CarryOver(self.pair, self.paths, self.project if project else None)

    def carry(self, *items: str, project: bool = True) -> Carried:
        """Look, and carry over everything that can be, or these items."""
        carrying = self.carrying(project=project)
        seen = carrying.look()
        return carrying.carry(seen, frozenset(items or (one.id for one in seen.ready)))

    def tree(self) -> dict[str, tuple[int, str]]:
        """Everything of theirs, without our own state."""
        return {path: one for path, one in snapshot(self.home).items() if not path.startswith(".local")}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path)
    claude_code(person.home, person.project)
    return person
