"""`signpost-admin exceptions`: granted, listed and cleared away in the YAML, every other byte as it was."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.admin.cli import commands
from app.admin.exceptedit import with_exception, without_ended
from app.errors import SignpostError

NOW = datetime(2026, 7, 15, tzinfo=UTC)
ENTRY = {"id": "codex-1", "tool": "codex", "who": {"users": ["ana"]}, "until": "2027-04-01T00:00+08:00", "reason": ""}
POLICY = """\
# Acme's policy
company: {name: Acme}
tools:
  codex:
    name: Codex
    status: banned   # since July
    match: [{purl: "pkg:npm/%40openai/codex"}]
"""
HELD = """\
exceptions:
  # people of the study
  - id: study
    tool: codex
    who: {groups: [evaluation]}
    until: 2027-04-01T00:00+08:00
  - id: over
    tool: codex
    who:
      users:
        - bob
    until: 2026-07-01T00:00+08:00   # was short
tests: []
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "policy.yaml"
    file.write_text(POLICY + HELD)
    return file


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, ["exceptions", *words, "--now", "2026-07-15T00:00Z"])


def add(policy: Path, *more: str) -> Result:
    return run("add", str(policy), "--tool", "codex", "--until", "2026-09-01T00:00+08:00", *more)


def test_granted_before_the_others_and_nothing_else_moves(policy: Path) -> None:
    done = add(policy, "--user", "ana", "--device", "LT-7", "--reason", "A customer: 50 % #1", "--json")
    assert json.loads(done.stdout) == {"added": "codex-20260715-1"}
    new = policy.read_text()
    first = new.index("  - id: ")
    assert new[first:].startswith('  - id: "codex-20260715-1"\n    tool: "codex"\n')
    assert new.replace(new[first : new.index("  - id: study")], "") == POLICY + HELD
    listed = json.loads(run("list", str(policy), "--json").stdout)["exceptions"]
    assert [(one["id"], one["over"], one["who"]) for one in listed] == [
        ("codex-20260715-1", False, ["user:ana", "device:lt-7"]),
        ("study", False, ["group:evaluation"]),
        ("over", True, ["user:bob"]),
    ]
    assert listed[0]["reason"] == "A customer: 50 % #1"


def test_the_first_one_makes_the_list(policy: Path) -> None:
    policy.write_text(POLICY.rstrip("\n"))
    assert add(policy, "--user", "ana").exit_code == 0
    assert policy.read_text().startswith(POLICY)
    assert "codex-20260715-1" in run("list", str(policy)).stdout


def test_what_could_not_be_published_is_not_written(policy: Path) -> None:
    before = policy.read_bytes()
    for words in (["--user", "a*"], ["--user", "ana", "--id", "study"]):
        assert add(policy, *words).exit_code == 1
    wrong = run("add", str(policy), "--tool", "codx", "--until", "2027-01-01T00:00Z", "--user", "ana")
    assert "did you mean" in (wrong.stdout + wrong.stderr).casefold()
    assert add(policy).exit_code == 2
    assert policy.read_bytes() == before


def test_an_error_says_what_is_wrong_with_the_change_alone(policy: Path) -> None:
    wrong = add(policy, "--group", "a*")
    assert (
        wrong.stderr
        == "exceptions[0].who.groups[0] has a wildcard; subjects are published as hashes, so name a group instead\n"
    )
    assert isinstance(wrong.exception, SignpostError)
    assert wrong.exception.happened.endswith("was left as it is: 1 error with the change.")


def test_nobody_is_granted_the_past(policy: Path) -> None:
    before = policy.read_bytes()
    past = run("add", str(policy), "--tool", "codex", "--until", "2026-07-14T00:00+08:00", "--user", "ana")
    assert isinstance(past.exception, SignpostError)
    assert past.exception.happened.endswith("2026-07-14T00:00+08:00 is over.")
    assert policy.read_bytes() == before


def test_what_is_over_goes(policy: Path) -> None:
    assert json.loads(run("expire", str(policy), "--json").stdout) == {"removed": ["over"]}
    assert policy.read_text() == POLICY + HELD[: HELD.index("  - id: over")] + "tests: []\n"
    assert run("expire", str(policy)).stdout == "None is over.\n"


def test_the_last_one_takes_the_list_along(policy: Path) -> None:
    only = HELD[: HELD.index("  # people")] + HELD[HELD.index("  - id: over") :]
    policy.write_text(POLICY + only)
    assert run("expire", str(policy)).exit_code == 0
    assert policy.read_text() == POLICY + "tests: []\n"


@pytest.mark.parametrize("form", ["exceptions: []\n", "exceptions: [{id: a}]\n", "exceptions:\n", "exceptions: 1\n"])
def test_forms_that_only_a_person_edits(form: str) -> None:
    assert with_exception((POLICY + form).encode(), ENTRY) is None


def test_a_form_that_cannot_be_edited_is_said(policy: Path) -> None:
    policy.write_text(POLICY + "exceptions: []\n")
    done = add(policy, "--user", "ana")
    assert isinstance(done.exception, SignpostError)
    assert policy.read_text().endswith("exceptions: []\n")


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + (POLICY + HELD).replace("\n", "\r\n").encode()
    made = with_exception(data, ENTRY)
    assert made is not None
    assert made.startswith(b"\xef\xbb\xbf# Acme")
    assert made.count(b"\n") == made.count(b"\r\n")
    tidy, gone = without_ended(made, NOW)
    assert gone == ["over"]
    assert tidy is not None


def test_text_over_several_lines_is_left_to_a_person() -> None:
    data = (POLICY + HELD.replace("2026-07-01T00:00+08:00   # was short", "2026-07-01T00:00+08:00")).replace(
        "tests: []", '    reason: "long\n      text"\ntests: []'
    )
    made, gone = without_ended(data.encode(), NOW)
    assert gone == ["over"]
    assert made is None


def test_ways_to_ask_are_checked(policy: Path) -> None:
    policy.write_text(POLICY + "exception_requests: {mail: it@acme.example, webhook: https://acme.example/ask}\n")
    done = CliRunner().invoke(commands, ["check", str(policy), "--json", "--now", "2026-07-15T00:00Z"])
    found = [one["message"] for one in json.loads(done.stdout)["problems"]]
    assert any("exactly one of mail, webhook, events" in one for one in found)
