"""Carry-over as IT writes it: checked with its place, whole in what is published, and told by `diff`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.admin import carryover
from app.admin.check import Report, check
from app.policy import recipe
from app.policy.carrysteps import Copy
from app.policy.recipe import Recipes

NOW = datetime(2026, 7, 1, tzinfo=UTC)

HEAD = """\
company: {name: Acme}
tools:
  claude-code: {name: Claude Code, status: approved}
  qoder-cli: {name: Qoder CLI, status: approved}
  gone: {name: Gone, status: banned, match: [{purl: "pkg:npm/gone"}]}
carry_over:
"""


def found(folder: Path, offered: str) -> Report:
    (folder / "policy.yaml").write_text(HEAD + offered)
    return check(folder / "policy.yaml", NOW)


def errors(folder: Path, offered: str) -> list[str]:
    return [one.line("p") for one in found(folder, offered).problems if one.severity.value == "error"]


def item(text: str) -> str:
    return f"  pairs:\n    - from: claude-code\n      to: qoder-cli\n      items:\n        - {{{text}}}\n"


@pytest.mark.parametrize(
    ("offered", "said"),
    [
        (
            "  shipped: [claude-code--qoder]\n",
            "7:13 carry_over.shipped[0] 'claude-code--qoder' ships with no Signpost; did you mean",
        ),
        ("  shipped: [codex--qoder-cli]\n", "7:13 carry_over.shipped[0] 'codex' is not defined under tools"),
        ("  shiped: []\n", "7:3 carry_over.shiped unknown key; did you mean"),
        (
            item("id: a, kind: agents, from: ../a.md, to: b.md, steps: [{do: copy}]"),
            "11:11 carry_over.pairs[0].items[0] from '../a.md'",
        ),
        (
            item("id: a, kind: memory, from: /etc/a.md, to: b.md, steps: [{do: copy}]"),
            "from '/etc/a.md' must be a plain path",
        ),
        (item("id: a, kind: memory, from: .a/credentials.md, to: b.md, steps: [{do: copy}]"), "holds credentials"),
        (
            item("id: a, kind: memory, from: a.md, to: .bashrc.md, steps: [{do: copy}]"),
            "to '.bashrc.md' is a place whose files are run",
        ),
        (item("id: a, kind: memory, from: a.md, to: a.md, steps: [{do: copy}]"), "would change the original"),
        (item("id: a, kind: memory, from: a.md, to: .q/settings.json, steps: [{do: copy}]"), "copies texts only"),
        (item("id: a, kind: skills, from: .a/**, to: .q/skills, steps: [{do: copy}]"), "to ends in /"),
        (item("id: a, kind: skills, from: '**', to: .q/, steps: [{do: copy}]"), "a whole home folder"),
        (item("id: a, kind: skills, from: .a/*/b, to: .q/, steps: [{do: copy}]"), "must be a plain path"),
        (
            item("id: a, kind: agents, from: .a/x.json, to: .q/x.json, steps: [{do: merge}]"),
            "of kind agents, which is copied",
        ),
        (
            item("id: a, kind: mcp-servers, from: .a/x.json, to: .q/x.json, steps: [{do: merge}]"),
            "a table named mcpServers",
        ),
        (
            item("id: a, kind: mcp-servers, from: .a/x.json, to: .q/x.json, steps: [{do: keep, keys: [url]}]"),
            "first step",
        ),
        (
            item("id: a, kind: status-line, from: .a/x.json, to: .q/x.json, steps: [{do: merge, only: [hooks]}]"),
            "takes only statusLine",
        ),
        (
            item("id: a, kind: permissions, from: .a/x.json, to: .q/x.json, steps: [{do: merge, only: [allow]}]"),
            "the step that goes with it",
        ),
        (
            item(
                "id: a, kind: permissions, from: .a/x.json, to: .q/x.json, "
                "steps: [{do: merge, only: [defaultMode]}, {do: narrow-permissions, tools: {Bash: [Bash]}}]"
            ),
            "takes only allow, ask and deny",
        ),
        (
            item(
                "id: a, kind: permissions, from: .a/x.json, to: .q/x.json, "
                "steps: [{do: merge, only: [allow, ask]}, {do: narrow-permissions, tools: {Bash: [Bash]}}]"
            ),
            "only together with ask and deny",
        ),
        (
            item(
                "id: a, kind: mcp-servers, from: .a/x.json, to: .q/x.json, "
                "steps: [{do: merge, into: [mcpServers]}, {do: rename, keys: {env: description}}]"
            ),
            "gives env, headers, http_headers no other names",
        ),
        (
            item(
                "id: a, kind: hooks, from: .a/x.json, to: .q/x.json, "
                "steps: [{do: merge}, {do: disable-hooks, events: [A]}]"
            ),
            "a file that nothing reads",
        ),
        (
            item("id: a, kind: memory, from: a.md, to: b.md, steps: [{do: run, command: x}]"),
            "steps[0].do is 'run', not one of",
        ),
        (
            item("id: a, kind: memory, from: a.md, to: b.md, steps: [{do: copy, command: x}]"),
            "steps[0].command unknown key",
        ),
        (
            "  shipped: [claude-code--qoder-cli, claude-code--qoder-cli]\n",
            "7:37 carry_over.shipped[1] claude-code to qoder-cli is there twice",
        ),
        ("  pairs: [{from: claude-code, to: gone, items: []}]\n", "7:35 carry_over.pairs[0].to 'gone' is banned"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, offered: str, said: str) -> None:
    assert any(said in one for one in errors(tmp_path, offered)), errors(tmp_path, offered)


def test_every_shipped_pair_is_right_and_published_whole(tmp_path: Path) -> None:
    report = found(tmp_path, "  shipped: [claude-code--qoder-cli]\n")
    assert report.authored is not None
    signed = report.authored.artifact_targets()["artifacts/recipes.json"]
    assert isinstance(signed, bytes)
    published = recipe.load(signed)
    pair = published.carrying("claude-code", "qoder-cli")
    assert pair is not None
    assert pair.skipped == published.skipped == ()
    assert len(pair.items) == 20
    for name in carryover.library():
        one = carryover.build({"shipped": [name]})[0]
        assert f"{one.source}--{one.target}" == name
        assert all(one.items)


def test_an_item_that_a_client_does_not_understand_is_left_out_and_named() -> None:
    good = {"id": "a", "kind": "memory", "from": "a.md", "to": "b.md", "steps": [{"do": "copy"}]}
    newer = {**good, "id": "b", "steps": [{"do": "copy"}, {"do": "translate"}]}
    odd = {**good, "id": "c", "to": "../b.md"}
    document = {
        "format": 1,
        "recipes": {},
        "carry_over": [{"from": "x", "to": "y", "items": [good, newer, odd]}, {"from": "x"}, 7],
    }
    loaded = recipe.load(json.dumps(document).encode())
    (pair,) = loaded.carry_over
    assert [(one.id, one.steps) for one in pair.items] == [("a", (Copy(),))]
    assert [one.partition(":")[0] for one in pair.skipped] == ["b", "c"]
    assert len(loaded.skipped) == 2
    assert recipe.load(recipe.dump(Recipes(format=1, carry_over=loaded.carry_over))).carry_over[0].items == pair.items
