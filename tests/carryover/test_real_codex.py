"""Settings of Claude Code in the real Codex CLI: what it lists itself, and what it would tell its model. No sign-in."""

import base64
import hashlib
import json
import os
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from app.carryover.carry import CarryOver
from tests.carryover.conftest import Person
from tests.support.settings import shipped

pytestmark = [pytest.mark.full, pytest.mark.journey, pytest.mark.timeout(600)]  # 167 MB to bring

VERSION = "0.169.0-linux-x64"
DIGEST = "o05NyAOCDygSPRo1yinzxvkRSdmsZyBD9E7mbpmjRanSfM8lypqWtQgEo4XfNkwhuCR2aFu8mlGOsQGFXVbVww=="


@pytest.fixture
def codex(downloads: Path, npm: Path, tmp_path: Path) -> Path:
    """The program of one version, by hash. Kept for the next run."""
    folder = downloads / "codex"
    archive = folder / f"openai-codex-{VERSION}.tgz"
    if not archive.exists():
        folder.mkdir(exist_ok=True)
        env = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run([npm, "pack", f"@openai/codex@{VERSION}", "--ignore-scripts"], check=True, env=env, cwd=folder)
    assert base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() == DIGEST
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "codex", filter="data")
    return next((tmp_path / "codex").rglob("bin/codex"))


def test_codex_takes_up_every_kind(person: Person, codex: Path) -> None:
    carrying = CarryOver(shipped("claude-code", "codex"), person.paths, person.project)
    seen = carrying.look()
    carrying.carry(seen, frozenset(one.id for one in seen.ready))
    subprocess.run(["git", "init", "--quiet", person.project], check=True)

    def says(*words: str) -> str:
        environment = {"HOME": str(person.home), "PATH": "/usr/bin:/bin"}
        return subprocess.run(
            [codex, *words], cwd=person.project, env=environment, capture_output=True, text=True, timeout=60, check=True
        ).stdout

    def servers() -> set[str]:
        return {one["name"] for one in json.loads(says("mcp", "list", "--json"))}

    assert servers() == {"issues", "docs"}, "a project's settings count once the person trusts it"
    settings = person.home / ".codex/config.toml"
    settings.write_text(settings.read_text() + f'\n[projects."{person.project}"]\ntrust_level = "trusted"\n')
    assert servers() == {"issues", "docs", "local"}
    told = says("debug", "prompt-input", "hello")
    assert "Answer briefly." in told, "the person's memory"
    assert "This project uses make." in told, "the project's memory"
    assert {"deploy", "release"} <= set(re.findall(r"- ([a-z-]+): ", told)), "both skills"
