"""Settings come along by what the company signed: published, served, verified, carried over, taken back offline."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.host.paths import Paths
from tests.support import nginx, product
from tests.support.settings import claude_code, snapshot

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def signpost(*words: str | Path) -> tuple[int, list[dict[str, Any]]]:
    """`signpost carry-over` from Claude Code to Qoder CLI: its exit code and lines."""
    command = [product.BIN / "signpost", "carry-over", "claude-code", "qoder-cli", "--json", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_settings_come_along_by_the_signed_policy(tmp_path: Path, paths: Paths) -> None:
    project = paths.home / "work/shop"
    claude_code(paths.home, project)
    before = snapshot(paths.home)
    public = product.publish_example(tmp_path / "acme")
    with nginx.serving(public, tmp_path / "nginx") as url:
        where = ("--url", url, "--root", tmp_path / "acme/root.json", "--home", paths.home, "--project", project)
        code, shown = signpost(*where, "--dry-run")
        assert code == 0
        assert {one["id"] for one in shown if one["standing"] == "ready"} >= {"mcp-servers", "agents", "project-memory"}
        assert not (paths.home / ".qoder").exists()
        code, told = signpost(*where)
    assert (code, told[-1]["event"]) == (0, "carry-over-done")
    assert (paths.home / ".qoder/skills/deploy/SKILL.md").exists()
    code, told = signpost("--undo", "--home", paths.home)
    assert (code, told[-1]["event"], told[-1]["kept"]) == (0, "carry-over-undone", [])
    after = snapshot(paths.home)
    assert {path: after[path] for path in before} == before
    assert not (paths.home / ".qoder").exists()
