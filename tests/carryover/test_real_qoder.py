"""A full home and project of Claude Code, carried over: the real Qoder CLI itself finds every kind it supports."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.carryover.carry import CarryOver, undo
from tests.carryover.conftest import Person
from tests.carryover.test_narrowing import CALLS, COMMANDS, runs
from tests.support.qoder import unpacked
from tests.support.settings import put, shipped

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

MATCHER = Path(__file__).with_name("matcher.cjs")
SPY = Path(__file__).with_name("spy.cjs")


class Qoder:
    """Qoder CLI in somebody's home and project, not signed in, with nothing else in its environment."""

    def __init__(self, program: Path, npm: Path, person: Person) -> None:
        self._program, self._node, self.person = program, npm.parent / "node", person
        self.environment = {"HOME": str(person.home), "PATH": "/usr/bin:/bin", "TERM": "dumb", "NODE_NO_WARNINGS": "1"}

    def says(self, *words: str, given: str = "") -> str:
        """What it prints."""
        done = subprocess.run(
            [self._node, self._program, *words],
            cwd=self.person.project,
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return done.stdout

    def begins(self, said: str) -> dict[str, Any]:
        """A session begins with a message, which nobody answers; what it says of itself."""
        messages = [
            {"type": "control_request", "request_id": "1", "request": {"subtype": "initialize"}},
            {"type": "user", "message": {"role": "user", "content": said}},
        ]
        stream = ["-p", "--input-format", "stream-json", "--output-format", "stream-json"]
        lines = self.says(*stream, given="".join(f"{json.dumps(one)}\n" for one in messages)).splitlines()
        found: dict[str, Any] = next(one for one in map(json.loads, lines) if one.get("subtype") == "init")
        return found

    def matches(self, cases: list[tuple[str, str]]) -> list[bool]:
        """Which rules of Bash are about which command, as its own functions say."""
        told = subprocess.run(
            [self._node, MATCHER, self._program],
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        found: list[bool] = json.loads(told.stdout)
        return found


@pytest.fixture
def qoder(person: Person, downloads: Path, npm: Path, tmp_path: Path) -> Qoder:
    return Qoder(unpacked(downloads, npm, tmp_path / "qoder"), npm, person)


def test_hooks_do_not_run_before_they_are_put_in_force(person: Person, qoder: Qoder) -> None:
    ran = person.home / "ran"
    hooks = {"SessionEnd": [{"hooks": [{"type": "command", "command": f"touch {ran}"}]}]}
    put(person.home / ".claude/settings.json", {"hooks": hooks})
    person.carry(project=False)
    qoder.begins("hello")
    assert not ran.exists(), "what arrived switched off was run"
    # Put in force as Qoder CLI documents it: `hooks` in settings.json (docs.qoder.com/cli/hooks).
    arrived = json.loads((person.home / ".qoder/hooks.from-claude-code.json").read_text())
    file = person.home / ".qoder/settings.json"
    put(file, {**json.loads(file.read_text() if file.exists() else "{}"), "hooks": arrived["hooks"]})
    qoder.begins("hello")
    assert ran.exists(), "the very hook that arrived runs once it stands there"


def test_its_own_matcher_takes_commands_as_the_model_does(qoder: Qoder) -> None:
    """What decides of a command, cut out of the program; `narrow` is tested against a model of it (test_narrowing)."""
    rules = (*COMMANDS, "npm run test:*", "git * -f", "a\\\\*", "git:* push", "git status *", "* *")
    calls = [*(call.what for call in CALLS if call.family == "run"), "git push:x", "git\\", "git*", "npm runner"]
    cases = [(rule, call) for rule in rules for call in calls]
    for (rule, call), matches in zip(cases, qoder.matches(cases), strict=True):
        assert matches == runs(rule, call), f"Bash({rule}) and {call}"


def test_qoder_finds_every_kind(person: Person, qoder: Qoder, tmp_path: Path) -> None:
    put(person.home / ".qoder/settings.json", {"theme": "auto"})
    person.carry()
    carried = person.tree()
    servers = re.findall(r"^\S (\S+): (.+) \((\w+)\)", qoder.says("mcp", "list"), re.MULTILINE)
    assert {(name, kind) for name, _, kind in servers} == {
        ("issues", "stdio"),
        ("docs", "http"),
        ("events", "sse"),
        ("local", "stdio"),
        ("shared", "stdio"),  # the project's .mcp.json, which Qoder reads itself
    }
    agents = qoder.says("agents", "list")
    assert {f"{name} · {model}" for name, model in re.findall(r"^  (\w+) · (\w+)$", agents, re.MULTILINE)} >= {
        "reviewer · Auto",
        "planner · Inherit",
        "tester · Efficient",
    }
    qoder.environment |= {"ISSUES_SECRET": "filled-in"}
    assert "ISSUES_SECRET=filled-in" in qoder.says("mcp", "get", "issues"), "it fills in placeholders itself"

    # What has no listing: which files it opens when a session begins.
    spied = tmp_path / "spied"
    qoder.environment |= {"SPY": str(spied), "NODE_OPTIONS": f"--require {SPY}"}
    told = qoder.begins("hello")
    assert {"reviewer", "planner", "tester"} <= set(told["agents"])
    assert {"deploy", "release"} <= set(told["skills"])
    assert {"ship", "front:component", "check"} <= set(told["slash_commands"])
    assert {one["name"] for one in told["mcp_servers"]} == {name for name, _, _ in servers}
    assert told["permissionMode"] == "default", "no bypass came along"
    opened = {os.path.realpath(path) for path in spied.read_text().splitlines() if path.startswith("/")}
    home, project = person.home / ".qoder", person.project
    for path in (
        home / "AGENTS.md",
        home / "rules/style.md",
        home / "settings.json",
        project / "AGENTS.md",
        project / "AGENTS.local.md",
        project / ".qoder/rules/tests.md",
        project / ".qoder/settings.json",
        project / ".qoder/settings.local.json",
    ):
        assert str(path) in opened, f"Qoder CLI reads {path}"
    assert not [path for path in opened if "from-claude-code" in path], "what arrives switched off is not read"

    after = person.tree()
    changed = {path for path in carried if after.get(path) != carried[path]}
    assert changed <= {".qoder/settings.json", ".qoder", "work/shop"}, "it took everything as it came"
    settings = json.loads((person.home / ".qoder/settings.json").read_text())
    assert undo(person.paths, "claude-code", "qoder-cli").kept == ()
    ours = ("mcpServers", "permissions", "statusLine")
    own = json.loads((person.home / ".qoder/settings.json").read_text())
    assert own == {key: value for key, value in settings.items() if key not in ours}, "what it wrote since stays"
    assert not (person.home / ".qoder/agents").exists()


def test_qoder_finds_what_comes_from_codex_and_cursor(qoder: Qoder, tmp_path: Path) -> None:
    person = qoder.person
    home, shop = person.home, person.project
    for old in (home / ".claude", shop / ".claude"):
        shutil.rmtree(old)
    for file in (home / ".claude.json", shop / ".mcp.json"):
        file.unlink()
    put(
        home / ".codex/config.toml",
        '[mcp_servers.local]\ncommand = "local-mcp"\n[mcp_servers.web]\nurl = "https://127.0.0.1:9/mcp"\n',
    )
    put(home / ".codex/AGENTS.md", "Be brief.\n")
    put(home / ".codex/prompts/ship.md", "Ship it.\n")
    put(shop / ".codex/config.toml", '[mcp_servers.shop]\ncommand = "shop-mcp"\n')
    put(home / ".cursor/mcp.json", {"mcpServers": {"issues": {"command": "issues-mcp"}}})
    put(shop / ".cursor/mcp.json", {"mcpServers": {"stock": {"command": "stock-mcp"}}})
    put(shop / ".cursor/rules/style.mdc", "---\nglobs: '*.py'\nalwaysApply: false\n---\nType.\n")
    put(shop / ".cursor/commands/check.md", "Check it.\n")
    put(home / ".cursor/agents/tester.md", "---\nname: tester\ndescription: Tests\n---\nYou test.\n")
    put(home / ".cursor/commands/tidy.md", "Tidy up.\n")
    for place, name in ((home / ".codex", "one"), (shop / ".codex", "two"), (home / ".cursor", "three")):
        put(place / f"skills/{name}/SKILL.md", f"---\nname: {name}\ndescription: Does {name}\n---\nDo.\n")
    for source in ("codex", "cursor-agent"):
        carrying = CarryOver(shipped(source, "qoder-cli"), person.paths, shop)
        seen = carrying.look()
        carrying.carry(seen, frozenset(one.id for one in seen.ready))
    for folder in (home / ".codex", home / ".cursor", shop / ".codex", shop / ".cursor"):
        shutil.rmtree(folder)  # whatever it finds now, it finds where it was brought
    spied = tmp_path / "spied"
    qoder.environment |= {"SPY": str(spied), "NODE_OPTIONS": f"--require {SPY}"}
    told = qoder.begins("hello")
    assert {one["name"] for one in told["mcp_servers"]} == {"local", "web", "shop", "issues", "stock"}
    assert {"one", "two", "three"} <= set(told["skills"])
    assert {"ship", "check", "tidy"} <= set(told["slash_commands"])
    assert "tester" in told["agents"]
    opened = {os.path.realpath(path) for path in spied.read_text().splitlines() if path.startswith("/")}
    assert {str(home / ".qoder/AGENTS.md"), str(shop / ".qoder/rules/style.md")} <= opened
