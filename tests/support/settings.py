"""A person's settings of Claude Code, every kind of them, as fixtures for carry-over; and trees to compare."""

import hashlib
import json
import stat
from pathlib import Path

from app.admin.carryover import build
from app.policy.carryover import Pair

SECRETS = {
    "env": "planted-env-value-1",
    "header": "planted-header-value-2",
    "argument": "planted-argument-3",
    "query": "planted-query-4",
    "userinfo": "planted-login-5",
    "local": "planted-local-6",
    "hook": "planted-hook-7",
    "memory": "sk-ant-api03-plantedplantedplanted8",
    "skill": "ghp_planted9planted9planted9planted9",
    "credentials": "planted-credential-10",
}
"""What must never arrive anywhere, by where it is planted."""


def shipped(source: str, target: str) -> Pair:
    """A pair of the library."""
    return build({"shipped": [f"{source}--{target}"]})[0]


def put(path: Path, content: str | dict[str, object], mode: int = 0o644) -> None:
    """A file with that content; a mapping as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2))
    path.chmod(mode)


def claude_code(home: Path, project: Path) -> None:
    """A full home and project of Claude Code, with a planted secret wherever one can be."""
    put(
        home / ".claude.json",
        {
            "numStartups": 12,
            "oauthAccount": {"emailAddress": "ana@example.com"},
            "mcpServers": {
                "issues": {
                    "command": "acme-issues-mcp",
                    "args": ["--api-key", SECRETS["argument"], "--verbose"],
                    "env": {"ISSUES_SECRET": SECRETS["env"], "LOG_LEVEL": "info"},
                },
                "docs": {
                    "type": "http",
                    "url": f"https://ana:{SECRETS['userinfo']}@127.0.0.1:9/mcp?token={SECRETS['query']}",
                    "headers": {"X-Team": SECRETS["header"], "Accept": "application/json"},
                    "trust": True,
                },
                "events": {"type": "sse", "url": "http://127.0.0.1:9/sse"},
            },
            "projects": {
                str(project): {
                    "allowedTools": ["Bash(rm:*)"],
                    "hasTrustDialogAccepted": True,
                    "mcpServers": {"local": {"command": "local-mcp", "env": {"KEY": SECRETS["local"]}}},
                }
            },
        },
        0o600,
    )
    put(home / ".claude/.credentials.json", {"claudeAiOauth": {"accessToken": SECRETS["credentials"]}}, 0o600)
    put(home / ".claude/history.jsonl", SECRETS["credentials"])
    put(
        home / ".claude/settings.json",
        {
            "permissions": {
                "allow": ["Bash(git status:*)", "Bash", "Bash(*)", "Read(~/notes/**)", "mcp__issues__list"],
                "ask": ["Bash(git push:*)"],
                "deny": ["Read(./.env)", "Edit(/etc/**)"],
                "defaultMode": "bypassPermissions",
                "additionalDirectories": ["/"],
            },
            "hooks": {
                "PreToolUse": [
                    {
                        "matcher": "Bash",
                        "hooks": [{"type": "command", "command": f"guard --token={SECRETS['hook']}", "timeout": 5}],
                    }
                ],
                "Stop": [{"hooks": [{"type": "command", "command": "notify-send done"}]}],
                "Unheard": [{"hooks": [{"type": "command", "command": "true"}]}],
            },
            "statusLine": {"type": "command", "command": "~/.claude/status.sh", "padding": 0},
            "enableAllProjectMcpServers": True,
        },
    )
    put(home / ".claude/CLAUDE.md", f"Answer briefly.\nThe key is {SECRETS['memory']}.\n")
    put(home / ".claude/rules/style.md", "---\npaths: ['**/*.py']\n---\nType everything.\n")
    put(
        home / ".claude/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Reviews changes: all of them\nmodel: sonnet\ntools: Read, Grep\n"
        "permissionMode: bypassPermissions\n---\nYou review.\n",
    )
    put(home / ".claude/agents/team/planner.md", "---\nname: planner\ndescription: Plans\n---\nYou plan.\n")
    put(home / ".claude/skills/deploy/SKILL.md", "---\nname: deploy\ndescription: Deploys\n---\nRun scripts/go.sh.\n")
    put(home / ".claude/skills/deploy/scripts/go.sh", f"#!/bin/sh\necho {SECRETS['skill']}\n", 0o755)
    (home / ".claude/skills/deploy/logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff\x00")
    put(home / ".claude/commands/ship.md", "---\nallowed-tools: Bash(git add:*), Bash\n---\nShip $ARGUMENTS\n")
    put(home / ".claude/commands/front/component.md", "Write $1\n")
    put(project / ".mcp.json", {"mcpServers": {"shared": {"command": "shared-mcp"}}})
    put(project / "CLAUDE.md", "This project uses make.\n")
    put(project / "CLAUDE.local.md", "My own notes.\n")
    put(project / ".claude/rules/tests.md", "Test first.\n")
    put(project / ".claude/agents/tester.md", "---\nname: tester\ndescription: Tests\nmodel: haiku\n---\nYou test.\n")
    put(project / ".claude/skills/release/SKILL.md", "---\nname: release\ndescription: Releases\n---\nRelease.\n")
    put(project / ".claude/commands/check.md", "---\ndescription: Checks\n---\nCheck it.\n")
    put(
        project / ".claude/settings.json",
        {"permissions": {"allow": ["Bash(make:*)"], "deny": ["Bash(make deploy:*)"]}},
    )
    put(
        project / ".claude/settings.local.json",
        {
            "permissions": {"allow": ["Bash(curl:*)"], "ask": ["WebFetch(domain:example.com)"]},
            "hooks": {"SessionStart": [{"hooks": [{"type": "command", "command": "make env"}]}]},
            "enabledMcpjsonServers": ["shared"],
        },
    )


def snapshot(folder: Path) -> dict[str, tuple[int, str]]:
    """Everything below a folder: each path with its mode and what it holds."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        held = "folder"
        if stat.S_ISLNK(about.st_mode):
            held = f"link to {path.readlink()}"
        elif stat.S_ISREG(about.st_mode):
            held = hashlib.sha256(path.read_bytes()).hexdigest()
        found[str(path.relative_to(folder))] = (stat.S_IMODE(about.st_mode), held)
    return found
