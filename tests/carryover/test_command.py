"""`signpost carry-over`: previewed, carried, taken back, as sentences and as JSON lines, with its exit codes."""

import argparse
import io
import json
from typing import Any

import pytest

from app.carryover import command
from app.policy.recipe import Recipes
from tests.carryover.conftest import Person
from tests.support.settings import SECRETS, put


def run(person: Person, *words: str) -> tuple[int, str]:
    """The exit code and what was printed."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    out = io.StringIO()
    options = parser.parse_args(["claude-code", "qoder-cli", *words])
    return command.run(options, Recipes(format=1, carry_over=(person.pair,)), person.paths, out), out.getvalue()


def lines(person: Person, *words: str) -> tuple[int, list[dict[str, Any]]]:
    code, said = run(person, "--json", *words)
    return code, [json.loads(line) for line in said.splitlines()]


def test_a_dry_run_shows_everything_and_writes_nothing(person: Person) -> None:
    before = person.tree()
    code, said = run(person, "--dry-run", "--project", str(person.project))
    assert code == 0
    assert person.tree() == before
    assert "mcp-servers (3): comes along. ~/.claude.json -> ~/.qoder/settings.json" in said
    assert "Fill in ISSUES_API_KEY before you use issues." in said
    assert '+      "command": "acme-issues-mcp",' in said
    assert "sign-in: stays behind. ~/.claude/.credentials.json\n" in said
    assert said.endswith("Nothing was written.\n")
    assert "PreToolUse: guard --token=${PRETOOLUSE_TOKEN}. It arrives switched off." in said
    for secret in SECRETS.values():
        assert secret not in said


def test_carried_and_taken_back(person: Person) -> None:
    before = person.tree()
    code, told = lines(person, "--without", "memory")
    assert code == 0
    assert told[-1]["event"] == "carry-over-done"
    assert set(told[-1]["items"]) == {
        "mcp-servers", "rules", "agents", "skills", "commands", "permissions", "hooks", "status-line",
    }  # fmt: skip
    items = {one["id"]: one for one in told if one["event"] == "carry-over-item"}
    assert (items["memory"]["chosen"], items["agents"]["chosen"]) == (False, True)
    assert items["agents"]["diff"][0].startswith("--- /dev/null\n+++ .qoder/agents/reviewer.md")
    assert {note["kind"] for note in items["hooks"]["notes"]} == {"hook_off", "hook_unknown", "fill_in"}
    assert run(person, "--without", "memory") == (0, run(person, "--without", "memory")[1])
    assert "There is nothing to do." in run(person, "--without", "memory")[1]
    assert lines(person, "--undo") == (0, [{"event": "carry-over-undone", "restored": 10, "kept": []}])
    assert person.tree() == before
    code, told = lines(person, "--undo")
    assert (code, told[0]["code"]) == (1, "nothing-to-undo")


def test_only_one_item(person: Person) -> None:
    _, told = lines(person, "--only", "memory")
    assert told[-1] == {"event": "carry-over-done", "items": ["memory"], "files": ["~/.qoder/AGENTS.md"]}


def test_one_file_is_one_and_what_is_left_out_is_not_unfolded(person: Person) -> None:
    code, said = run(person, "--only", "memory")
    assert code == 0
    assert "hooks (2): left out." in said or "hooks (1): left out." in said
    assert "switched off" not in said
    assert said.endswith("Done: memory. 1 file written. Your originals are as they were.\n")
    assert run(person, "--undo") == (0, "Undone: 1 file is as it was before.\n")


def test_an_item_that_fails_is_told_and_the_others_come_along(person: Person) -> None:
    put(person.home / ".claude.json", "{")
    code, told = lines(person)
    assert code == 1
    failed = next(one for one in told if one.get("id") == "mcp-servers")
    assert (failed["standing"], failed["error"]["code"]) == ("failed", "settings-unreadable")
    assert "agents" in told[-1]["items"]
    assert lines(person, "--without", "mcp-servers")[0] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--only", "nothing"), "no-such-item"), (("--project", "/"), "no-project")],
)
def test_what_cannot_be(person: Person, words: tuple[str, ...], code: str) -> None:
    before = person.tree()
    left, told = lines(person, *words)
    assert (left, told[-1]["code"]) == (1, code)
    assert person.tree() == before


def test_the_policy_says_nothing_of_it(person: Person) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    out = io.StringIO()
    options = parser.parse_args(["--json", "claude-code", "other"])
    assert command.run(options, Recipes(format=1, carry_over=(person.pair,)), person.paths, out) == 1
    assert json.loads(out.getvalue())["facts"]["known"] == "claude-code to qoder-cli"


def test_the_persons_own_secrets_are_masked_in_a_preview(person: Person) -> None:
    put(person.home / ".qoder/settings.json", {"mcpServers": {"own": {"url": "https://x.example/?token=abcdef123456"}}})
    _, said = run(person, "--dry-run")
    assert "https://x.example/?token=${YOURS_TOKEN}" in said
    assert "abcdef123456" not in said
