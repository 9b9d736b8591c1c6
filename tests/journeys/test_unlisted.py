"""What is nobody's business leaves no trace: hundreds of launches past the real agent, and every byte it wrote is read.

The policy asks for everything it can ask for, so that nothing is left out for want of being asked.
"""

import json
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.host.paths import Paths
from tests.support import nginx, product
from tests.support.ocsf import faults

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

WORD = "nobodysbusiness"
"""Part of every name, folder, argument and variable of what is started."""

EVENTS = """
events:
  url: https://127.0.0.1:9/events
  include: [command_line, user, device, paths]
"""


def program(folder: Path, name: str) -> Path:
    """A program of that name that does nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy("/bin/true", folder / name))


def launches(folder: Path) -> Iterator[list[str]]:
    """Hundreds, of every sort: programs, scripts, packages, near misses by name, approved tools."""
    here = folder / f"project-{WORD}"
    for number in range(120):
        yield [str(program(here / f"bin{number % 7}", f"{WORD}-tool-{number}")), "--token", f"{WORD}-secret-{number}"]
    names = [
        "claude",
        "codex",
        "gemini",
        "aider",
        "cursor-agent",
        "opencode",
        "llm",
        "goose",
        "windsurf",
        "copilot",
        "amp",
        "crush",
        "qwen",
    ]
    for name in names * 4:
        yield [str(program(here / "own" / name, name)), f"--of-{WORD}", f"{here}/notes.md"]
    for name in ("eslint", "prettier", "@acme/claude-code", "@anthropic-ai-fan/claude-code", f"{WORD}-package"):
        script = product.stand_in(here / name.replace("/", "-"), name, "cli", "exit 0")
        yield from ([str(script), f"--{WORD}", str(number)] for number in range(12))
    script = product.stand_in(here / "approved", "@qoder-ai/qodercli", "qodercli", "exit 0")
    yield from ([str(script), f"a prompt of {WORD}", f"{here}/{number}"] for number in range(40))
    for number in range(40):
        yield ["/bin/sh", "-c", f": {WORD} claude {number}; exit 0"]


def written(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below them, as it is on the disk."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink():
                yield file, file.read_bytes()


def told(paths: Paths) -> list[dict[str, Any]]:
    """The events in the ledger, as the person sees them."""
    command: list[str | Path] = [product.BIN / "signpost", "ledger", "--json", "--home", paths.home]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_hundreds_of_launches_that_are_nobodys_business_leave_no_trace(tmp_path: Path, paths: Paths) -> None:
    example = shutil.copytree(product.POLICY.parent, tmp_path / "example")
    policy = example / "policy.yaml"
    policy.write_text(policy.read_text() + EVENTS)
    public = product.publish_example(tmp_path / "acme", policy)
    commands = list(launches(tmp_path / "elsewhere"))
    assert len(commands) > 300
    banned = product.stand_in(tmp_path / "elsewhere/banned", "@anthropic-ai/claude-code", "claude")
    errors = tmp_path / "stderr"
    path = f"{tmp_path / 'elsewhere/banned/bin'}{os.pathsep}{os.environ['PATH']}"
    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(
            paths.home, url, tmp_path / "acme/root.json", "--headless", env={"PATH": path}, errors=errors
        ) as agent,
    ):
        agent.wait_for("policy", state="fresh")
        for command in commands:
            subprocess.run(
                command, env={**os.environ, f"{WORD.upper()}_KEY": WORD}, check=True, capture_output=True, timeout=60
            )
        with product.running(banned):  # launches are told in their order: all the others were judged before
            agent.wait_for("alert", tool="claude-code")
        deadline = time.monotonic() + 120
        while not any(event["class_uid"] == 5020 for event in told(paths)):  # found by a look of its own, at leisure
            assert time.monotonic() < deadline
    assert [event["tool"] for event in agent.seen if event["event"] == "alert"] == ["claude-code"]
    found = list(written(paths.home))
    assert [str(file) for file, data in found if WORD.encode() in data.lower()] == []
    assert WORD not in json.dumps(agent.seen).lower()
    assert WORD not in errors.read_text().lower()
    # What there is, is OCSF, with what the policy includes and nothing else.
    events = told(paths)
    assert [fault for event in events for fault in faults(event)] == []
    launch = next(event for event in events if event["class_uid"] == 1007)
    assert launch["process"]["cmd_line"].startswith("/bin/sh ")
    assert launch["device"]["name"] == platform.node()
    found_installed = next(event for event in events if event["class_uid"] == 5020)
    assert found_installed["package"]["purl"] == "pkg:npm/%40anthropic-ai/claude-code@1.0.0"
    # And the look itself finds what it looks for: the banned launch is there, and where it lies.
    trace = str(banned.parent).encode()
    kept = [file.name for file, data in found if trace in data]
    assert any(name.startswith("ledger.db") for name in kept)
    assert any(name.startswith("activity.db") for name in kept)
