"""Which projects a tool knows, from its own settings: those that are there and have something to bring along."""

import os
from pathlib import Path

import pytest

from app.carryover.projects import MOST, known_projects
from app.host.paths import Paths
from tests.support.settings import put, shipped

PAIR = shipped("claude-code", "qoder-cli")


def test_only_those_that_are_there_and_have_something(paths: Paths) -> None:
    home = paths.home
    for name in ("a", "b", "c", "empty"):
        (home / name).mkdir(parents=True)
    put(home / "a/CLAUDE.md", "x")
    put(home / "b/.claude/agents/x.md", "x")
    (home / "link").symlink_to(home / "a")
    fifo = home / "fifo"
    os.mkfifo(fifo)
    server = {"mcpServers": {"s": {"command": "s"}}}
    named = [home / "a", home / "b", home / "c", home / "empty", home / "gone", home, home.parent, fifo, home / "link"]
    projects: dict[str, object] = {str(one): {} for one in named}
    projects |= {str(home / "c"): server, "relative": server, "a\0b": server, "/" + "x" * 5000: server}
    put(home / ".claude.json", {"projects": projects})
    assert known_projects(PAIR, paths) == (home / "a", home / "b", home / "c")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"projects": []}', '{"projects": {"/": 1}}', '{"projects": null}'])
def test_settings_that_name_none(paths: Paths, content: str) -> None:
    put(paths.home / ".claude.json", content)
    assert known_projects(PAIR, paths) == ()


def test_settings_that_are_a_link_are_not_followed(paths: Paths, tmp_path: Path) -> None:
    put(tmp_path / "p/CLAUDE.md", "x")
    put(tmp_path / "settings.json", {"projects": {str(tmp_path / "p"): {}}})
    paths.home.mkdir(exist_ok=True, parents=True)
    (paths.home / ".claude.json").symlink_to(tmp_path / "settings.json")
    assert known_projects(PAIR, paths) == ()


def test_there_is_an_end_to_them(paths: Paths) -> None:
    for number in range(MOST + 5):
        put(paths.home / f"p{number}/CLAUDE.md", "x")
    put(paths.home / ".claude.json", {"projects": {str(paths.home / f"p{number}"): {} for number in range(MOST + 5)}})
    assert len(known_projects(PAIR, paths)) == MOST
    assert known_projects(shipped("cursor-agent", "qoder-cli"), paths) == (), "Cursor's settings name none"
