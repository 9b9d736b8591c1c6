"""Node and npm from the wheel: there for a machine without its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from devtools import node, places


def test_the_machines_own_node_wins_when_it_is_new_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node.needed() == node.BIN
    _program(tmp_path / "npm", "exit 0")
    _program(tmp_path / "node", "echo v18.20.4")
    assert node.needed() == node.BIN
    _program(tmp_path / "node", "echo v22.1.0")
    assert node.needed() is None
    _program(tmp_path / "node", "exit 1")
    assert node.needed() == node.BIN


def test_the_wheels_npm_answers_with_nothing_else_on_path() -> None:
    env = places.child_environment(path_first=node.BIN)
    told = subprocess.run(
        [node.BIN / "npm", "--version"], env=env, capture_output=True, text=True, check=True, timeout=60
    )
    assert int(told.stdout.split(".")[0]) >= 11


def test_downloads_of_children_go_to_the_cache() -> None:
    env = places.child_environment()
    assert env["npm_config_cache"] == str(places.CACHE / "npm")
    assert env["SIGNPOST_CACHE"] == str(places.CACHE)
    assert "PYTHONPATH" not in env


def _program(file: Path, line: str) -> None:
    assert sys.platform != "win32"
    file.write_text(f"#!/bin/sh\n{line}\n")
    file.chmod(0o755)
