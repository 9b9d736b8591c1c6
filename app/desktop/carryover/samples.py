"""Made-up carry-overs for the gallery and tests: somebody who comes from Claude Code to Qoder CLI. No Qt."""

from pathlib import Path

import msgspec

from app.carryover.carry import Carried
from app.carryover.notes import NoteKind, note
from app.carryover.proposal import Change, Proposal, Proposed, Standing
from app.desktop.carryover.model import Carrying, Names, Stage
from app.policy.carryover import Kind

_SHOP, _SITE = Path("/home/lin/work/shop"), Path("/home/lin/work/a site with a longer name")
NAMES = Names("Claude Code", "Qoder CLI")

_BEFORE = b'{\n  "theme": "auto"\n}\n'
_AFTER = b"""{
  "theme": "auto",
  "mcpServers": {
    "issues": { "command": "acme-issues-mcp" },
    "docs": { "url": "https://docs.acme.example/mcp" },
    "browser": { "command": "browser-mcp", "env": { "BROWSER_TOKEN": "${BROWSER_TOKEN}" } }
  }
}
"""


def _item(kind: Kind, count: int, source: str, target: str, *texts: tuple[str, bytes]) -> Proposed:
    return Proposed(
        id=kind,
        kind=kind,
        source=f"~/.claude/{source}",
        target=f"~/.qoder/{target}",
        standing=Standing.READY,
        count=count,
        changes=tuple(
            Change(scope="user", path=f".qoder/{path}", before=None, after=data, mode=0o644) for path, data in texts
        ),
    )


def proposal() -> Proposal:
    """What can come along, and what stays behind."""
    servers = Proposed(
        id="mcp-servers",
        kind="mcp-servers",
        source="~/.claude.json",
        target="~/.qoder/settings.json",
        standing=Standing.READY,
        count=3,
        changes=(Change(scope="user", path=".qoder/settings.json", before=_BEFORE, after=_AFTER, mode=0o600),),
        notes=(note(NoteKind.FILL_IN, name="BROWSER_TOKEN", entry="browser"),),
    )
    hooks = Proposed(
        id="hooks",
        kind="hooks",
        source="~/.claude/settings.json",
        target="~/.qoder/hooks.from-claude-code.json",
        standing=Standing.READY,
        count=1,
        changes=(Change(scope="user", path="h.json", before=None, after=b'{\n  "hooks": {}\n}\n', mode=0o600),),
        notes=(note(NoteKind.HOOK_OFF, event="Stop", command="notify-send done"),),
    )
    agent = b"---\nname: reviewer\nmodel: auto\n---\nYou review changes.\n"
    return Proposal(
        source="claude-code",
        target="qoder-cli",
        items=(
            servers,
            _item("memory", 1, "CLAUDE.md", "AGENTS.md", ("AGENTS.md", b"Answer briefly.\n")),
            _item(
                "agents", 2, "agents/**/*.md", "agents/", ("agents/reviewer.md", agent), ("agents/planner.md", agent)
            ),
            _item("skills", 4, "skills/**", "skills/", ("skills/deploy/SKILL.md", agent)),
            _item("commands", 5, "commands/**/*.md", "commands/", ("commands/ship.md", b"Ship $ARGUMENTS\n")),
            hooks,
            Proposed(
                id="permissions",
                kind="permissions",
                source="~/.claude/settings.json",
                target="~/.qoder/settings.json",
                standing=Standing.THERE,
                count=7,
                notes=(note(NoteKind.RULE_TOO_BROAD, rule="Bash(*)"),),
            ),
            Proposed(
                id="sign-in",
                kind=None,
                source="~/.claude/.credentials.json",
                standing=Standing.STAYS,
                name={"en": "Sign-in", "de": "Anmeldung", "ja": "サインイン", "zh-Hans": "登录", "zh-Hant": "登入"},
                reason={
                    "en": "Sign in to Qoder CLI with your account there.",
                    "de": "Melden Sie sich bei Qoder CLI mit Ihrem dortigen Konto an.",
                    "ja": "Qoder CLI には専用のアカウントでサインインします。",
                    "zh-Hans": "请使用你的 Qoder 账号登录 Qoder CLI。",
                    "zh-Hant": "請使用你的 Qoder 帳號登入 Qoder CLI。",
                },
            ),
        ),
    )


def _of_a_project(found: Proposal) -> Proposal:
    """The same in a project, where a person's own sign-in is not."""
    items = (one for one in found.items if one.kind is not None)
    moved = (msgspec.structs.replace(one, source=one.source.replace("~", str(_SHOP))) for one in items)
    return msgspec.structs.replace(found, items=tuple(moved))


def carryings() -> dict[str, Carrying]:
    """What there is to draw, by name."""
    found = proposal()
    shop = _of_a_project(found)
    carried = Carried(("agents", "commands", "hooks", "mcp-servers", "memory"), ())
    return {
        "": Carrying(Stage.PREVIEW, NAMES, found, current="mcp-servers"),
        "project": Carrying(Stage.PREVIEW, NAMES, shop, current="agents", place=_SHOP, projects=(_SHOP, _SITE)),
        "agents": Carrying(Stage.PREVIEW, NAMES, found, off=frozenset({"skills"}), current="agents"),
        "done": Carrying(Stage.DONE, NAMES, found, off=frozenset({"skills"}), current="mcp-servers", carried=carried),
        "nothing": Carrying(Stage.PREVIEW, NAMES, Proposal(source="claude-code", target="qoder-cli", items=())),
    }
