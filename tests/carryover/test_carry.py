"""The whole way: looked at, carried, carried again, undone; and what must never happen on it."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from app.carryover import carry, writing
from app.carryover.carry import can_undo, undo
from app.carryover.errors import ChangedMeanwhile, NoProject, NoSuchItem, NothingToUndo, RecordDamaged
from app.carryover.journal import Written
from app.carryover.notes import NoteKind
from app.carryover.proposal import Standing
from app.host.files import NotWritable
from tests.carryover.conftest import Person
from tests.support.settings import SECRETS, put, snapshot


def test_everything_arrives_and_nothing_else_changes(person: Person) -> None:
    before = person.tree()
    seen = person.carrying().look()
    assert person.tree() == before, "looking writes nothing"
    assert [one.id for one in seen.items if one.standing is Standing.FAILED] == []
    done = person.carry()
    after = person.tree()
    assert {path: after[path] for path in before} == before, "originals and everything else are as they were"
    fresh = {path for path, (_, held) in after.items() if path not in before and held != "folder"}
    shop = "work/shop"
    assert fresh == {
        ".qoder/settings.json",
        ".qoder/AGENTS.md",
        ".qoder/hooks.from-claude-code.json",
        ".qoder/rules/style.md",
        ".qoder/agents/reviewer.md",
        ".qoder/agents/team/planner.md",
        ".qoder/skills/deploy/SKILL.md",
        ".qoder/skills/deploy/scripts/go.sh",
        ".qoder/skills/deploy/logo.png",
        ".qoder/commands/ship.md",
        ".qoder/commands/front/component.md",
        f"{shop}/AGENTS.md",
        f"{shop}/AGENTS.local.md",
        f"{shop}/.qoder/settings.json",
        f"{shop}/.qoder/settings.local.json",
        f"{shop}/.qoder/hooks-local.from-claude-code.json",
        f"{shop}/.qoder/rules/tests.md",
        f"{shop}/.qoder/agents/tester.md",
        f"{shop}/.qoder/skills/release/SKILL.md",
        f"{shop}/.qoder/commands/check.md",
    }
    assert len(done.files) == len(fresh)
    assert (person.home / ".qoder/skills/deploy/scripts/go.sh").stat().st_mode & 0o777 == 0o755
    assert (person.home / ".qoder/skills/deploy/logo.png").read_bytes().startswith(b"\x89PNG")
    assert (person.home / ".qoder/settings.json").stat().st_mode & 0o077 == 0


def test_what_arrives_is_narrow_and_without_secrets(person: Person) -> None:
    person.carry()
    settings = json.loads((person.home / ".qoder/settings.json").read_text())
    assert settings["permissions"] == {
        "allow": ["Bash(git status:*)", "Read(~/notes/**)", "mcp__issues__list"],
        "ask": ["Bash(git push:*)"],
        "deny": [
            "Read(./.env)",
            "Read(//**/.env)",
            "Edit(/etc/**)",
            "Edit(//**/etc/**)",
            "Write(/etc/**)",
            "NotebookEdit(/etc/**)",
        ],
    }
    assert settings["statusLine"] == {"type": "command", "command": "~/.claude/status.sh", "padding": 0}
    assert settings["mcpServers"]["issues"] == {
        "command": "acme-issues-mcp",
        "args": ["--api-key", "${ISSUES_API_KEY}", "--verbose"],
        "env": {"ISSUES_SECRET": "${ISSUES_SECRET}", "LOG_LEVEL": "info"},
    }
    assert settings["mcpServers"]["docs"]["headers"] == {"X-Team": "${DOCS_X_TEAM}", "Accept": "application/json"}
    assert "trust" not in settings["mcpServers"]["docs"]
    assert set(settings) == {"mcpServers", "permissions", "statusLine"}, "hooks are not where they would run"
    shop = json.loads((person.project / ".qoder/settings.json").read_text())
    assert shop["permissions"] == {"deny": ["Bash(make deploy:*)"]}, "what a project allows stays behind"
    local = json.loads((person.project / ".qoder/settings.local.json").read_text())
    assert local["permissions"] == {"ask": ["WebFetch(domain:example.com)"]}
    assert local["mcpServers"] == {"local": {"command": "local-mcp", "env": {"KEY": "${LOCAL_KEY}"}}}
    agent = (person.home / ".qoder/agents/reviewer.md").read_text()
    assert "\nmodel: auto\n" in agent
    assert "permissionMode" not in agent
    assert "\ntools: Read, Grep\n" in agent
    assert "allowed-tools: Bash(git add:*)\n" in (person.home / ".qoder/commands/ship.md").read_text()
    arrived = [path for path in person.home.rglob("*") if path.is_file() and ".claude" not in str(path)]
    for path in arrived:
        for secret in SECRETS.values():
            assert secret.encode() not in path.read_bytes(), f"{secret} is in {path}"


def test_hooks_arrive_switched_off_and_listed(person: Person) -> None:
    seen = person.carrying().look()
    item = seen.item("hooks")
    assert item is not None
    listed = [note.facts for note in item.notes if note.kind is NoteKind.HOOK_OFF]
    assert [(one["event"], one["command"]) for one in listed] == [
        ("PreToolUse", "guard --token=${PRETOOLUSE_TOKEN}"),
        ("Stop", "notify-send done"),
    ]
    assert [note.facts["event"] for note in item.notes if note.kind is NoteKind.HOOK_UNKNOWN] == ["Unheard"]
    person.carry()
    hooks = json.loads((person.home / ".qoder/hooks.from-claude-code.json").read_text())["hooks"]
    assert hooks["PreToolUse"][0]["matcher"] == "Bash", "conditions are kept"


def test_the_person_is_told_what_to_fill_in_and_what_stays(person: Person) -> None:
    items = {one.id: one for one in person.carrying().look().items}
    assert set(items["mcp-servers"].to_fill_in) == {
        "ISSUES_SECRET",
        "ISSUES_API_KEY",
        "DOCS_X_TEAM",
        "DOCS_LOGIN",
        "DOCS_TOKEN",
    }
    assert items["mcp-servers"].count == 3
    broad = [note.facts["rule"] for note in items["permissions"].notes if note.kind is NoteKind.RULE_TOO_BROAD]
    assert broad == ["Bash", "Bash(*)"]
    assert any(note.kind is NoteKind.APPROVALS_STAY for note in items["permissions"].notes)
    assert items["sign-in"].standing is Standing.STAYS
    assert items["sign-in"].reason["en"]
    assert "plugins" not in items, "only what is there is spoken of"


def test_the_second_time_there_is_nothing_to_do(person: Person) -> None:
    person.carry()
    after = snapshot(person.home)
    seen = person.carrying().look()
    assert seen.ready == ()
    assert person.carrying().carry(seen, frozenset(one.id for one in seen.items)).files == ()
    assert snapshot(person.home) == after


def test_a_filled_in_placeholder_is_the_same_entry(person: Person) -> None:
    person.carry()
    settings = person.home / ".qoder/settings.json"
    settings.write_text(settings.read_text().replace("${ISSUES_API_KEY}", "the real one"))
    agent = person.home / ".qoder/agents/reviewer.md"
    agent.write_text(agent.read_text() + "And be kind.\n")
    assert person.carrying().look().ready == (), "what came along and was changed since is the person's"


def test_undo_restores_every_byte_mode_and_absence(person: Person) -> None:
    put(person.home / ".qoder/settings.json", '{ "theme": "auto" /* mine */ }', 0o640)
    put(person.home / ".qoder/agents/own.md", "mine")
    before = person.tree()
    person.carry("agents", "mcp-servers")
    person.carry()
    assert person.tree() != before
    assert can_undo(person.paths, "claude-code", "qoder-cli")
    undone = undo(person.paths, "claude-code", "qoder-cli")
    assert undone.kept == ()
    assert person.tree() == before
    with pytest.raises(NothingToUndo):
        undo(person.paths, "claude-code", "qoder-cli")


def test_undo_leaves_what_the_person_did_since(person: Person) -> None:
    put(person.home / ".qoder/settings.json", {"theme": "auto"})
    person.carry()
    settings = person.home / ".qoder/settings.json"
    values = json.loads(settings.read_text())
    settings.write_text(json.dumps({**values, "securityScan": {"l1": True}}, indent=4))  # Qoder CLI does so at start
    (person.home / ".qoder/agents/reviewer.md").write_text("rewritten")
    (person.home / ".qoder/skills/deploy/own.txt").write_text("mine")
    undone = undo(person.paths, "claude-code", "qoder-cli")
    assert json.loads(settings.read_text()) == {"theme": "auto", "securityScan": {"l1": True}}
    assert undone.kept == (str(person.home / ".qoder/agents/reviewer.md"),)
    assert (person.home / ".qoder/agents/reviewer.md").read_text() == "rewritten"
    assert [path.name for path in (person.home / ".qoder/skills/deploy").iterdir()] == ["own.txt"]


def test_a_conflict_is_won_by_the_person(person: Person) -> None:
    mine = {"mcpServers": {"docs": {"url": "https://mine.example"}}, "statusLine": {"type": "command", "command": "x"}}
    put(person.home / ".qoder/settings.json", mine)
    put(person.home / ".qoder/AGENTS.md", "mine")
    put(person.home / ".qoder/skills/deploy/SKILL.md", "mine")
    put(person.home / ".qoder/agents/reviewer.md", "mine")
    person.carry()
    home = person.home / ".qoder"
    settings = json.loads((home / "settings.json").read_text())
    assert settings["mcpServers"]["docs"] == {"url": "https://mine.example"}
    assert settings["statusLine"] == mine["statusLine"]
    assert "issues" in settings["mcpServers"]
    assert json.loads((home / "settings.from-claude-code.json").read_text())["mcpServers"]["docs"]["type"] == "http"
    assert json.loads((home / "settings.from-claude-code-2.json").read_text())["statusLine"]["padding"] == 0
    for own in ("AGENTS.md", "skills/deploy/SKILL.md", "agents/reviewer.md"):
        assert (home / own).read_text() == "mine"
    assert (home / "AGENTS.md.from-claude-code").read_text().startswith("Answer briefly.")
    assert (home / "skills.from-claude-code/deploy/scripts/go.sh").exists(), "a skill goes beside as a whole"
    assert not (home / "skills/deploy/scripts").exists()
    assert (home / "agents.from-claude-code/reviewer.md").exists()
    assert (home / "agents/team/planner.md").exists()
    assert person.carrying().look().ready == ()


def test_what_the_person_denies_is_not_allowed_by_ours(person: Person) -> None:
    rules = {"allow": ["Bash(ls:*)"], "deny": ["Bash(git status:*)"]}
    put(person.home / ".qoder/settings.json", {"permissions": rules})
    person.carry("permissions")
    settings = json.loads((person.home / ".qoder/settings.json").read_text())["permissions"]
    assert settings["allow"] == ["Bash(ls:*)", "Read(~/notes/**)", "mcp__issues__list"]
    assert settings["deny"][0] == "Bash(git status:*)"


def test_comments_order_and_spacing_stay(person: Person) -> None:
    mine = '// mine\n{\n\t"z": 1, // last first\n\t"a": [ 1,2 ],\n}\n'
    put(person.home / ".qoder/settings.json", mine)
    person.carry("mcp-servers")
    text = (person.home / ".qoder/settings.json").read_text()
    assert text.startswith('// mine\n{\n\t"z": 1, // last first\n\t"a": [ 1,2 ],\n\t"mcpServers": {\n\t\t"issues": {\n')
    undo(person.paths, "claude-code", "qoder-cli")
    assert (person.home / ".qoder/settings.json").read_text() == mine


def test_credentials_are_never_opened(person: Person) -> None:
    put(person.home / ".claude/skills/deploy/.env", "X=1")
    put(person.home / ".claude/skills/deploy/id_rsa", "key")
    put(person.home / ".claude/skills/deploy/.ssh/config", "x")
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open":
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    seen = person.carrying().look()
    person.carry()
    watching = False
    read = [path for path in opened if str(person.home) in path]
    assert any(path.endswith("SKILL.md") for path in read), "the hook sees what is opened"
    for name in (".credentials.json", "history.jsonl", "id_rsa", ".env", ".ssh/config"):
        assert not [path for path in read if path.endswith(name)]
    skills = seen.item("skills")
    assert skills is not None
    kinds = [note.facts["path"] for note in skills.notes if note.kind is NoteKind.CREDENTIAL]
    assert kinds == [f"~/.claude/skills/deploy/{name}" for name in (".env", ".ssh", "id_rsa")]
    assert not (person.home / ".qoder/skills/deploy/.env").exists()


@pytest.mark.parametrize("place", [".claude", ".claude/agents", ".qoder", ".qoder/agents", ".qoder/settings.json"])
def test_no_link_is_followed(person: Person, tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    put(outside / "agents/evil.md", "evil")
    put(outside / "evil.md", "evil")
    put(outside / "settings.json", "{}")
    link = person.home / place
    if link.exists():
        link.rename(tmp_path / "aside")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside / "settings.json" if place.endswith(".json") else outside)
    before = snapshot(outside)
    seen = person.carrying().look()
    items = {one.id: one for one in seen.items}
    failed = {"mcp-servers", "permissions", "status-line"} if place.endswith(".json") else {"agents"}
    assert {one for one, item in items.items() if item.standing is Standing.FAILED} >= failed
    assert "is a link" in str(items[min(failed)].error)
    person.carry()
    assert snapshot(outside) == before
    if place.startswith(".claude"):
        assert not list(person.home.glob(".qoder/agents/evil*"))


def test_links_in_what_is_copied_are_told_and_left(person: Person, tmp_path: Path) -> None:
    put(tmp_path / "secret.txt", "outside")
    (person.home / ".claude/skills/deploy/notes.md").symlink_to(tmp_path / "secret.txt")
    (person.home / ".claude/skills/deploy/more").symlink_to(tmp_path)
    os.mkfifo(person.home / ".claude/skills/deploy/pipe")
    seen = person.carrying().look()
    skills = seen.item("skills")
    assert skills is not None
    links = [note.facts["path"] for note in skills.notes if note.kind is NoteKind.LINK]
    assert links == ["~/.claude/skills/deploy/more", "~/.claude/skills/deploy/notes.md"]
    person.carry()
    assert sorted(path.name for path in (person.home / ".qoder/skills/deploy").iterdir()) == [
        "SKILL.md",
        "logo.png",
        "scripts",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{" * 100_000, "line 1"),
        (b'{"mcpServers": {"a": {}, "a": {}}}', "twice"),
        (b'{"mcpServers": "\xff"}', "not UTF-8"),
        (b'{"mcpServers": []}', "is no table"),
        (b"[]", "no table of settings"),
        (b'{"a": ' + b"[" * 2000 + b"]" * 2000 + b', "mcpServers": {}}', "nested"),
        (b'{"mcpServers": {"a": {"command": "\\ud800"}}}', "text that is none"),
        (b'{"mcpServers": ' + b'{"a": 1' + b"1" * 10_000 + b"}}", "line 1"),
        (b"{" + b'"x": 1,' * 3_500_000 + b"}", "at most"),
        (b'{"pad": "' + b"x" * 2_000_000 + b'", "mcpServers": {"a": 1, "a": 2}}', "twice"),
        (b'{"pad": "' + b"x" * 2_000_000 + b'", "mcpServers": ' + b"[" * 200_000 + b"}", "nested"),
        (b'{"pad": "' + b"x" * 2_000_000 + b'", "mcpServers": NaN}', "NaN"),
    ],
)
def test_a_hostile_source_fails_its_item_and_no_other(person: Person, content: bytes, said: str) -> None:
    (person.home / ".claude.json").write_bytes(content)
    seen = person.carrying().look()
    items = {one.id: one for one in seen.items}
    error = items["mcp-servers"].error
    assert error is not None
    assert said in error.happened
    assert "~/.claude.json" in error.happened
    assert items["agents"].standing is Standing.READY
    assert "agents" in person.carry().items


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": 1, "a": 2}', b"\xff\xfe{\x00}\x00"])
def test_a_broken_target_is_not_touched(person: Person, content: bytes) -> None:
    (person.home / ".qoder").mkdir()
    (person.home / ".qoder/settings.json").write_bytes(content)
    person.carry()
    assert (person.home / ".qoder/settings.json").read_bytes() == content
    assert (person.home / ".qoder/agents/reviewer.md").exists()


def test_something_else_where_entries_would_go(person: Person) -> None:
    put(person.home / ".qoder/settings.json", {"mcpServers": 3})
    seen = person.carrying().look().item("mcp-servers")
    assert seen is not None
    assert "mcpServers is no table" in str(seen.error)
    person.carry()
    assert json.loads((person.home / ".qoder/settings.json").read_text())["mcpServers"] == 3


def test_more_than_settings_ever_are(person: Person) -> None:
    folder = person.home / ".claude/skills/huge"
    folder.mkdir()
    for number in range(2001):
        (folder / str(number)).touch()
    items = {one.id: one for one in person.carrying().look().items}
    assert "over 2000 files" in str(items["skills"].error)
    assert items["commands"].standing is Standing.READY


def test_a_file_that_changed_since_it_was_shown(person: Person) -> None:
    carrying = person.carrying()
    seen = carrying.look()
    (person.home / ".claude/CLAUDE.md").write_text("other")
    before = person.tree()
    with pytest.raises(ChangedMeanwhile):
        carrying.carry(seen, frozenset({"memory"}))
    assert person.tree() == before
    assert carrying.carry(seen, frozenset({"agents"})).items == ("agents",)


def test_a_file_the_person_saves_in_the_middle_of_it_is_not_overwritten(person: Person) -> None:
    theirs = person.home / ".qoder/settings.json"
    carrying = person.carrying()
    seen = carrying.look()

    def save(path: str) -> None:
        if path == ".qoder/settings.json":
            put(theirs, '{"model": "auto"}\n')

    with pytest.raises(ChangedMeanwhile):
        carrying.carry(seen, frozenset(one.id for one in seen.ready), on_write=save)
    assert theirs.read_text() == '{"model": "auto"}\n'
    assert not (person.home / ".qoder/AGENTS.md").exists(), "the rest is taken back"


def test_only_what_was_chosen(person: Person) -> None:
    assert person.carry("memory").files == ("~/.qoder/AGENTS.md",)
    with pytest.raises(NoSuchItem):
        person.carry("nothing-like-it")


def test_a_write_that_fails_takes_everything_back(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = person.tree()
    put_file = writing.put

    def fails(written: Written, data: bytes) -> None:
        if written.path == ".qoder/commands/ship.md":
            raise NotWritable(path=written.path, detail="no space")
        put_file(written, data)

    monkeypatch.setattr(writing, "put", fails)
    with pytest.raises(NotWritable):
        person.carry()
    assert person.tree() == before
    assert not can_undo(person.paths, "claude-code", "qoder-cli")


def test_a_home_is_no_project(person: Person) -> None:
    for folder in (person.home, person.home.parent, person.home / "nothing"):
        with pytest.raises(NoProject):
            carry.CarryOver(person.pair, person.paths, folder)


def test_a_record_without_what_was_there_stops_everything(person: Person) -> None:
    """Found before the first file is taken back, not in the middle."""
    put(person.home / ".qoder/settings.json", "{}\n")
    person.carry()
    record = next((person.paths.state / "carry-over").glob("*.json"))
    record.write_bytes(re.sub(rb'"before":"[^"]+"', b'"before":"x"', record.read_bytes()))
    before = person.tree()
    with pytest.raises(RecordDamaged):
        undo(person.paths, "claude-code", "qoder-cli")
    assert person.tree() == before


def test_nothing_is_lost_in_a_crowded_folder(person: Person) -> None:
    folder = person.home / ".claude/agents"
    for number in range(2_500):
        (folder / f"a{number}.log").touch()
    put(folder / "zoe.md", "---\nname: zoe\n---\nHelps.\n")
    person.carry("agents")
    assert (person.home / ".qoder/agents/zoe.md").exists()


def test_a_damaged_record_stops_everything(person: Person) -> None:
    person.carry("memory")
    record = next((person.paths.state / "carry-over").glob("*.json"))
    record.write_bytes(b"{")
    with pytest.raises(RecordDamaged):
        person.carry()
    with pytest.raises(RecordDamaged):
        undo(person.paths, "claude-code", "qoder-cli")
