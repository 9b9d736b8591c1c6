"""The other pairs of the library: the same few steps between TOML and JSON, and between front matters."""

import json
import tomllib
from pathlib import Path

import pytest

from app.carryover.carry import CarryOver, undo
from app.carryover.notes import NoteKind
from app.host.paths import Paths
from app.policy.carrypaths import is_credential, source_fault
from tests.support.settings import SECRETS, claude_code, put, shipped, snapshot


def carry(source: str, target: str, paths: Paths, project: Path | None = None) -> dict[str, list[str]]:
    """Carry everything over; what was to be known, by item."""
    carrying = CarryOver(shipped(source, target), paths, project)
    seen = carrying.look()
    assert [str(one.error) for one in seen.items if one.error is not None] == []
    carrying.carry(seen, frozenset(one.id for one in seen.ready))
    assert carrying.look().ready == (), "the second time there is nothing to do"
    return {one.id: [str(note) for note in one.notes] for one in seen.items}


def test_codex_to_qoder_from_toml_to_json(paths: Paths) -> None:
    put(
        paths.home / ".codex/config.toml",
        'model = "gpt-5"\napproval_policy = "never"\nsandbox_mode = "danger-full-access"\n\n'
        '[mcp_servers.docs]\ncommand = "npx"\nargs = ["-y", "docs-mcp"]\nstartup_timeout_sec = 20\n'
        f'[mcp_servers.docs.env]\nDOCS_KEY = "{SECRETS["env"]}"\n\n'
        f'[mcp_servers.web]\nurl = "https://web.example/mcp"\nhttp_headers = {{ X-Team = "{SECRETS["header"]}" }}\n'
        'bearer_token_env_var = "WEB_TOKEN"\n\n[mcp_servers.off]\ncommand = "x"\nenabled = false\n',
    )
    put(paths.home / ".codex/AGENTS.md", "Be brief.\n")
    put(paths.home / ".codex/prompts/ship.md", "Ship it.\n")
    put(paths.home / ".codex/auth.json", SECRETS["credentials"])
    before = snapshot(paths.home)
    known = carry("codex", "qoder-cli", paths)
    assert json.loads((paths.home / ".qoder/settings.json").read_text()) == {
        "mcpServers": {
            "docs": {"command": "npx", "args": ["-y", "docs-mcp"], "env": {"DOCS_KEY": "${DOCS_KEY}"}},
            "web": {"url": "https://web.example/mcp", "headers": {"X-Team": "${WEB_X_TEAM}"}},
        }
    }
    assert known["mcp-servers"] == [
        "docs: startup_timeout_sec stays behind.",
        "web: bearer_token_env_var stays behind.",
        "off is switched off there and stays behind.",
        "Fill in DOCS_KEY before you use docs.",
        "Fill in WEB_X_TEAM before you use web.",
    ]
    assert (paths.home / ".qoder/AGENTS.md").read_text() == "Be brief.\n"
    assert (paths.home / ".qoder/commands/ship.md").read_text() == "Ship it.\n"
    undo(paths, "codex", "qoder-cli")
    after = {path: one for path, one in snapshot(paths.home).items() if not path.startswith(".local")}
    assert after == before


def test_claude_code_to_codex_from_json_into_toml(paths: Paths) -> None:
    claude_code(paths.home, paths.home / "work/shop")
    mine = '# My own settings.\nmodel = "gpt-5"  # the good one\n\n[mcp_servers.own]\ncommand = "own"\n\n[tui]\nx = 1\n'
    put(paths.home / ".codex/config.toml", mine)
    known = carry("claude-code", "codex", paths, paths.home / "work/shop")
    assert "events stays behind: it speaks SSE, which is not known there." in known["mcp-servers"]
    text = (paths.home / ".codex/config.toml").read_text()
    assert text.startswith('# My own settings.\nmodel = "gpt-5"  # the good one\n')
    values = tomllib.loads(text)
    assert set(values) == {"model", "mcp_servers", "tui"}
    assert set(values["mcp_servers"]) == {"own", "issues", "docs"}
    assert values["mcp_servers"]["docs"]["http_headers"] == {"X-Team": "${DOCS_X_TEAM}", "Accept": "application/json"}
    local = tomllib.loads((paths.home / "work/shop/.codex/config.toml").read_text())
    assert local["mcp_servers"]["local"]["command"] == "local-mcp"
    assert not (paths.home / ".codex/prompts").exists(), "nothing reads it any more"
    assert (paths.home / "work/shop/.codex/skills/release/SKILL.md").exists()
    for path in (paths.home / ".codex").rglob("*"):
        assert not path.is_file() or not any(one.encode() in path.read_bytes() for one in SECRETS.values())
    undo(paths, "claude-code", "codex")
    assert (paths.home / ".codex/config.toml").read_text() == mine


def test_codex_settings_that_changed_since_lose_only_what_came_along(paths: Paths) -> None:
    put(paths.home / ".claude.json", {"mcpServers": {"docs": {"command": "docs"}}})
    put(paths.home / ".codex/config.toml", '[mcp_servers.own]\ncommand = "own"\n')
    carry("claude-code", "codex", paths)
    file = paths.home / ".codex/config.toml"
    file.write_text(file.read_text() + '\n[projects."/work"]\ntrust_level = "trusted"\n')
    assert undo(paths, "claude-code", "codex").kept == ()
    own = {"mcp_servers": {"own": {"command": "own"}}, "projects": {"/work": {"trust_level": "trusted"}}}
    assert tomllib.loads(file.read_text()) == own


def test_cursor_to_qoder_between_front_matters(paths: Paths) -> None:
    project = paths.home / "work/shop"
    put(project / ".cursor/rules/style.mdc", "---\ndescription: Style\nglobs: '*.py'\nalwaysApply: false\n---\nType.\n")
    put(project / ".cursor/rules/always.mdc", "---\nalwaysApply: true\n---\nAlways.\n")
    put(
        project / ".cursor/cli.json",
        {"permissions": {"allow": ["Shell(rm)"], "deny": ["Shell(git)", "Write(**/*.key)"]}},
    )
    put(paths.home / ".cursor/mcp.json", {"mcpServers": {"docs": {"command": "docs", "env": {"K": "${env:K}"}}}})
    put(paths.home / ".cursor/cli-config.json", {"authInfo": {"token": SECRETS["credentials"]}})
    known = carry("cursor-agent", "qoder-cli", paths, project)
    rule = (project / ".qoder/rules/style.md").read_text()
    assert rule == "---\ndescription: Style\npaths: '*.py'\n---\nType.\n"
    assert (project / ".qoder/rules/always.md").read_text() == "---\nalwaysApply: true\n---\nAlways.\n"
    assert json.loads((project / ".qoder/settings.json").read_text())["permissions"] == {
        "deny": [
            "Bash(git:*)",
            "Write(**/*.key)",
            "Edit(**/*.key)",
            "Edit(//**/**/*.key)",
            "NotebookEdit(**/*.key)",
        ]
    }
    servers = json.loads((paths.home / ".qoder/settings.json").read_text())["mcpServers"]
    assert servers == {"docs": {"command": "docs", "env": {"K": "${K}"}}}, "as Qoder CLI names a variable"
    assert any(NoteKind.APPROVALS_STAY.value.partition("}")[2] in note for note in known["project-permissions"])


@pytest.mark.parametrize(
    "name", [".env", ".ENV.local", "Credentials", "auth.json", "id_rsa.pub", "a.pem", "oauth_creds.json"]
)
def test_credentials_are_known_by_name(name: str) -> None:
    assert is_credential(name)
    assert source_fault(f".tool/{name}.md" if "." not in name else f".tool/{name}")


@pytest.mark.parametrize("name", ["settings.json", "tokens.md", "keys.md", "environment.md", "authoring.md"])
def test_ordinary_names_are_none(name: str) -> None:
    assert not is_credential(name)
    assert source_fault(f".tool/{name}") == ""
