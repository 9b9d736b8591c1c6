"""`check`: every error and every warning, with its exact place, all at once."""

import json
import os
import textwrap
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.admin import document
from app.admin.check import Report, check
from app.admin.schema import authoring_schema, text_fields
from app.policy import model
from app.policy.recipe import locks_of
from tests.admin.conftest import Admin

NOW = datetime(2026, 7, 1, tzinfo=UTC)

GOOD = """\
company:
  name: Acme
tools:
  bad:
    name: Bad
    status: banned
    effective: 2026-07-10T00:00+08:00
    reason: {en: Because}
    alternatives: [good]
    match:
      - purl: pkg:npm/bad
  good:
    name: Good
    status: approved
recipes:
  good:
    - kind: npm
      package: "@good/tool"
      version: 1.0.0
      lock: lock.json
      builds:
        linux-x64:
          download_bytes: 1
          installed_bytes: 1
          commands:
            - name: good
              file: node_modules/@good/tool/cli.js
      detect:
        command: good
        version: 1.0.0
"""

LOCK: dict[str, Any] = {
    "lockfileVersion": 3,
    "packages": {
        "": {"dependencies": {"@good/tool": "1.0.0"}},
        "node_modules/@good/tool": {"version": "1.0.0", "integrity": "sha512-AAAA"},
        "node_modules/@good/tool/node_modules/inside": {"version": "2.0.0", "inBundle": True},
    },
}


def found(folder: Path, text: str, lock: object = LOCK) -> Report:
    """Check this text beside this lock file."""
    (folder / "policy.yaml").write_text(text)
    if lock is not None:
        (folder / "lock.json").write_text(lock if isinstance(lock, str) else json.dumps(lock))
    return check(folder / "policy.yaml", NOW)


def lines(report: Report) -> list[str]:
    """What was found, as it is printed."""
    return [problem.line("policy.yaml") for problem in report.problems]


def test_a_good_policy_has_nothing_to_say(tmp_path: Path) -> None:
    report = found(tmp_path, GOOD)
    assert lines(report) == []
    assert report.authored is not None
    assert report.authored.policy.tools[0].effective == datetime.fromisoformat("2026-07-10T00:00+08:00")
    assert locks_of(report.authored.recipes.of("good")[0]) == ("artifacts/good/lock.json",)
    assert report.authored.artifacts == {"artifacts/good/lock.json": json.dumps(LOCK).encode()}


ERRORS: dict[str, tuple[str, str, str]] = {
    "misspelt-key": (
        "effective: 2026",
        "efective: 2026",
        '7:5 tools.bad.efective unknown key; did you mean "effective"?',
    ),
    "unknown-key": ("  name: Acme", "  name: Acme\n  colour: blue", "3:3 company.colour unknown key"),
    "unknown-top-key": ("recipes:\n", "recipies:\n", '15:1 recipies unknown key; did you mean "recipes"?'),
    "unknown-key-in-recipe": (
        "      lock: lock.json",
        "      lock: lock.json\n      script: rm -rf /",
        "21:7 recipes.good[0].script unknown key",
    ),
    "set-by-publish": ("company:\n", "version: 7\ncompany:\n", "1:1 version unknown key"),
    "missing-status": ("    status: banned\n", "", "4:3 tools.bad lacks status"),
    "missing-name": ("  name: Acme\n", "  timezone: UTC\n", "1:1 company lacks name"),
    "wrong-status": (
        "status: banned",
        "status: baned",
        "6:13 tools.bad.status is 'baned', not one of approved, banned, restricted; did you mean \"banned\"?",
    ),
    "text-in-place-of-list": (
        "alternatives: [good]",
        "alternatives: good",
        "9:19 tools.bad.alternatives is text where a list belongs",
    ),
    "number-in-place-of-text": (
        "version: 1.0.0\n      lock",
        "version: 1.0\n      lock",
        "19:16 recipes.good[0].version is a number where text belongs; put it in quotes",
    ),
    "text-in-place-of-mapping": (
        "reason: {en: Because}",
        "reason: Because",
        "8:13 tools.bad.reason is text where a mapping (key: value) belongs",
    ),
    "empty-value": (
        "reason: {en: Because}",
        "reason:",
        "8:5 tools.bad.reason is empty where a mapping (key: value) belongs",
    ),
    "undefined-alternative": (
        "alternatives: [good]",
        "alternatives: [god]",
        "9:20 tools.bad.alternatives[0] 'god' is not defined under tools; did you mean \"good\"?",
    ),
    "banned-alternative": (
        "alternatives: [good]",
        "alternatives: [good, bad]",
        "9:26 tools.bad.alternatives[1] 'bad' is banned, so it cannot be an alternative",
    ),
    "tool-twice": ("  good:\n    name", "  bad:\n    name", "12:3 tools.bad is defined twice, first in line 4"),
    "key-twice": (
        "    name: Bad\n",
        "    name: Bad\n    name: Worse\n",
        "6:5 tools.bad.name is defined twice, first in line 5",
    ),
    "shape-id-twice": (
        "      - purl: pkg:npm/bad",
        "      - {id: a, purl: pkg:npm/bad}\n      - {id: a, name: b}",
        "12:14 tools.bad.match[1].id 'a' is already the id of match[0]",
    ),
    "bad-tool-id": (
        "  bad:\n",
        "  Bad_Tool:\n",
        "4:3 tools.Bad_Tool is no valid key: an id has small letters, digits and hyphens",
    ),
    "no-purl": (
        "purl: pkg:npm/bad",
        "purl: npm/bad",
        "11:15 tools.bad.match[0].purl 'npm/bad' is no package URL (pkg:npm/%40scope/name)",
    ),
    "unknown-purl-type": (
        "purl: pkg:npm/bad",
        "purl: pkg:npn/bad",
        "11:15 tools.bad.match[0].purl 'npn' is no package type; did you mean \"npm\"?",
    ),
    "purl-with-version": (
        "purl: pkg:npm/bad",
        "purl: pkg:npm/bad@1.0",
        "11:15 tools.bad.match[0].purl names more than a package; leave out everything after pkg:npm/bad",
    ),
    "ban-without-shape": (
        "    match:\n      - purl: pkg:npm/bad\n",
        "",
        "4:3 tools.bad is banned but has no match, so it would never be recognised",
    ),
    "ban-by-weak-name": (
        "purl: pkg:npm/bad",
        "name: bad",
        "10:5 tools.bad.match has only names and variables, which do not count alone; add a purl, or sufficient: true",
    ),
    "ban-by-weak-variable": (
        "purl: pkg:npm/bad",
        "environment: BAD_RUNS=1",
        "10:5 tools.bad.match has only names and variables, which do not count alone; add a purl, or sufficient: true",
    ),
    "variable-without-name": (
        "- purl: pkg:npm/bad",
        "- {environment: 'BAD*=1', sufficient: true}",
        "11:23 tools.bad.match[0].environment 'BAD*' is no name of a variable",
    ),
    "variable-with-secrets": (
        "- purl: pkg:npm/bad",
        "- {environment: GITHUB_TOKEN=ghp_a*, sufficient: true}",
        "11:23 tools.bad.match[0].environment GITHUB_TOKEN may hold a secret of the person's",
    ),
    "variable-of-everybody": (
        "- purl: pkg:npm/bad",
        "- {environment: HOME=/home/jo*, sufficient: true}",
        "11:23 tools.bad.match[0].environment HOME is set in everybody's programs",
    ),
    "signer-as-keychain-shows-it": (
        "- purl: pkg:npm/bad",
        "- signer: 'Developer ID Application: Google LLC (EQHXZ8M8AV)'",
        "11:17 tools.bad.match[0].signer is the name of a whole certificate; write the Team ID alone: EQHXZ8M8AV",
    ),
    "signer-with-wildcard": (
        "- purl: pkg:npm/bad",
        "- signer: EQHXZ8M8AV/com.google.*",
        "11:17 tools.bad.match[0].signer is one exact name; wildcards match nothing",
    ),
    "signer-where-nothing-is-signed": (
        "- purl: pkg:npm/bad",
        "- {signer: Google LLC, platforms: [linux]}",
        "11:18 tools.bad.match[0].signer can match nothing: programs on Linux carry no signature",
    ),
    "two-conditions": (
        "- purl: pkg:npm/bad",
        "- {purl: pkg:npm/bad, name: bad}",
        "11:9 tools.bad.match[0] needs exactly one of sha256, signer, purl, marker, path, environment, name; has purl,",
    ),
    "no-condition": (
        "- purl: pkg:npm/bad",
        "- {id: x}\n      - purl: pkg:npm/bad",
        "11:9 tools.bad.match[0] needs exactly one of sha256, signer, purl, marker, path, environment, name; has none",
    ),
    "bad-digest": (
        "- purl: pkg:npm/bad",
        "- sha256: ABC",
        "11:17 tools.bad.match[0].sha256 'ABC' is not valid: a SHA-256 digest is 64 digits 0-9 a-f, in small letters",
    ),
    "dead-path": (
        "- purl: pkg:npm/bad",
        "- path: bin/claude",
        "11:15 tools.bad.match[0].path 'bin/claude' can match nothing: begin it with ~/, / or **/",
    ),
    "two-owners": (
        "    status: approved",
        "    status: approved\n    match: [purl: pkg:npm/Bad]",
        "15:19 tools.good.match[0].purl already stands for the tool 'bad'",
    ),
    "unknown-platform": (
        "- purl: pkg:npm/bad",
        "- {purl: pkg:npm/bad, platforms: [linx]}",
        "11:41 tools.bad.match[0].platforms[0] is 'linx', not one of linux, macos, windows; did you mean \"linux\"?",
    ),
    "no-time-zone": (
        "2026-07-10T00:00+08:00",
        "2026-07-10T00:00",
        "7:16 tools.bad.effective '2026-07-10T00:00' has no time zone; write it like 2026-07-10T00:00+08:00",
    ),
    "only-a-date": (
        "2026-07-10T00:00+08:00",
        "2026-07-10",
        "7:16 tools.bad.effective '2026-07-10' has no time zone; write it like 2026-07-10T00:00+08:00",
    ),
    "no-date": (
        "2026-07-10T00:00+08:00",
        "10 July",
        "7:16 tools.bad.effective '10 July' is no date and time; write it like 2026-07-10T00:00+08:00",
    ),
    "impossible-date": (
        "2026-07-10T00:00+08:00",
        "2026-02-30T00:00+08:00",
        "7:16 tools.bad.effective '2026-02-30T00:00+08:00' is no date and time; write it like 2026-07-10T00:00+08:00",
    ),
    "effective-before-announced": (
        "    reason:",
        "    announced: 2026-07-11T00:00Z\n    reason:",
        "7:16 tools.bad.effective is before announced (2026-07-11T00:00Z)",
    ),
    "lifted-before-effective": (
        "    reason:",
        "    lifted: 2026-07-09T00:00+08:00\n    reason:",
        "8:13 tools.bad.lifted is before effective (2026-07-10T00:00+08:00)",
    ),
    "unknown-zone": (
        "  name: Acme",
        "  name: Acme\n  timezone: Asia/Shangai",
        "3:13 company.timezone 'Asia/Shangai' is no time zone (IANA: Asia/Shanghai); did you mean \"Asia/Shanghai\"?",
    ),
    "no-language": (
        "{en: Because}",
        "{en: Because, zh_Hans: x}",
        "8:27 tools.bad.reason.zh_Hans 'zh_Hans' is no language tag (BCP 47: en, zh-Hans, pt-BR)",
    ),
    "empty-text": ("{en: Because}", '{en: " "}', "8:18 tools.bad.reason.en is empty"),
    "session-too-long": (
        "tools:\n",
        "session_minutes: 9000\ntools:\n",
        "3:18 session_minutes is 9000, more than 1440",
    ),
    "no-alerts-at-all": (
        "tools:\n",
        "alerts: {most_per_hour: 0}\ntools:\n",
        "3:25 alerts.most_per_hour is 0, less than 1",
    ),
    "closes-in-no-time": (
        "    reason: {en: Because}",
        "    close_after: 0\n    reason: {en: Because}",
        "8:18 tools.bad.close_after is 0, less than 1",
    ),
    "closes-what-is-approved": (
        "    status: approved",
        "    status: approved\n    close_after: 10",
        "15:18 tools.good.close_after is for banned tools only; this one is approved",
    ),
    "closes-what-is-only-called-so": (
        "      - purl: pkg:npm/bad",
        "      - {name: bad, sufficient: true}\n    close_after: 10",
        "12:18 tools.bad.close_after would close nothing: what is known only by a name or a variable is left running",
    ),
    "recipe-without-tool": (
        "recipes:\n  good:",
        "recipes:\n  goood:",
        "16:3 recipes.goood 'goood' is not defined under tools; did you mean \"good\"?",
    ),
    "recipe-for-the-banned": (
        "recipes:\n  good:",
        "recipes:\n  bad:",
        "16:3 recipes.bad 'bad' is banned; only approved tools are set up",
    ),
    "lock-missing": (
        "lock: lock.json",
        "lock: other.json",
        "20:13 recipes.good[0].lock the lock file 'other.json' cannot be read: No such file or directory",
    ),
    "lock-outside": (
        "lock: lock.json",
        "lock: ../lock.json",
        "20:13 recipes.good[0].lock '../lock.json' must lie in the policy's folder or below it",
    ),
    "wrong-package": (
        'package: "@good/tool"',
        'package: "@good/other"',
        "20:13 recipes.good[0].lock does not contain the recipe's package @good/other",
    ),
    "wrong-version": (
        "version: 1.0.0\n      lock",
        "version: 1.0.1\n      lock",
        "20:13 recipes.good[0].lock contains @good/tool 1.0.0, not 1.0.1",
    ),
    "file-of-no-package": (
        "file: node_modules/@good/tool/cli.js",
        "file: node_modules/elsewhere/cli.js",
        "27:21 recipes.good[0].builds.linux-x64.commands[0].file 'node_modules/elsewhere/cli.js' belongs to no package",
    ),
    "undetectable": (
        "command: good\n",
        "command: other\n",
        "22:9 recipes.good[0].builds.linux-x64 lacks the command 'other', by which it is detected",
    ),
    "no-such-system": (
        "linux-x64:",
        "beos-x64:",
        "22:9 recipes.good[0].builds.beos-x64 is no valid key: write linux, windows or macos, a hyphen, x64 or arm64",
    ),
    "malformed": ("    name: Bad\n", "    name: [Bad\n", "6:11 is not YAML: while parsing a flow sequence; "),
    "tab": ("    name: Bad\n", "\tname: Bad\n", "5:1 is not YAML: "),
    "alias": ("{en: Because}", "&a {en: Because}", "8:13 anchors (&) and aliases (*) are not supported; write it out"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_has_its_place_and_words(tmp_path: Path, name: str) -> None:
    old, new, expected = ERRORS[name]
    assert GOOD.count(old) == 1, "the test changes one place"
    report = found(tmp_path, GOOD.replace(old, new))
    assert report.authored is None
    errors = [line for line in lines(report) if "warning: " not in line]
    assert any(line.startswith(f"policy.yaml:{expected}") for line in errors), errors


def without(text: str, old: str, new: str) -> str:
    """The text with one place changed."""
    assert text.count(old) == 1
    return text.replace(old, new)


WARNINGS: dict[str, tuple[str, str, str]] = {
    "past": (
        "2026-07-10T00:00+08:00",
        "2026-06-30T00:00Z",
        "7:16 tools.bad.effective warning: is in the past (1 day ago)",
    ),
    "no-reason": (
        "    reason: {en: Because}\n",
        "",
        "4:3 tools.bad warning: is banned without a reason; people will ask",
    ),
    "no-alternative": ("    alternatives: [good]\n", "", "4:3 tools.bad warning: is banned without an alternative"),
    "missing-language": (
        "    status: approved",
        "    status: approved\n    summary: {en: Fine, zh-Hans: 可以}",
        "8:5 tools.bad.reason warning: is missing in zh-Hans",
    ),
    "no-recipe": (
        GOOD[GOOD.index("recipes:") :],
        "",
        "12:3 tools.good warning: is an alternative but has no recipe, so nobody can set it up with a click",
    ),
    "restricted-without-conditions": (
        "status: banned",
        "status: restricted",
        "4:3 tools.bad warning: is restricted without conditions; people will not know what is allowed",
    ),
    "detected-by-another-version": (
        "        version: 1.0.0\n",
        "        version: 1.0.1\n",
        "30:18 recipes.good[0].detect.version warning: differs from the recipe's version (1.0.0)",
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_has_its_place_and_words_and_stops_nothing(tmp_path: Path, name: str) -> None:
    old, new, expected = WARNINGS[name]
    report = found(tmp_path, without(GOOD, old, new))
    assert lines(report) == [f"policy.yaml:{expected}"]
    assert report.authored is not None


def lock_with(**entry: object) -> dict[str, object]:
    """The good lock with another package in it."""
    return {**LOCK, "packages": {**LOCK["packages"], "node_modules/more": {"version": "1.0.0", **entry}}}


LOCKS: dict[str, tuple[object, str]] = {
    "no-json": ("{", "is no JSON, so no npm lock file"),
    "nested": ("[" * 100_000, "is no JSON, so no npm lock file"),
    "no-lock": ("[]", "is no npm lock file of version 2 or 3"),
    "old": ({"lockfileVersion": 1, "dependencies": {}}, "is no npm lock file of version 2 or 3"),
    "no-integrity": (lock_with(), "has no integrity hash for 1 of its packages, first node_modules/more"),
    "linked": (
        lock_with(link=True, inBundle=True),
        "has no integrity hash for 1 of its packages, first node_modules/more",
    ),
    "not-asked-for": (
        {**LOCK, "packages": {**LOCK["packages"], "": {}}},
        "asks for @good/tool only through another package, not for exactly 1.0.0",
    ),
    "asked-for-a-range": (
        {**LOCK, "packages": {**LOCK["packages"], "": {"dependencies": {"@good/tool": "^1.0.0"}}}},
        "asks for @good/tool ^1.0.0, not for exactly 1.0.0",
    ),
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_that_does_not_pin(tmp_path: Path, name: str) -> None:
    lock, expected = LOCKS[name]
    assert lines(found(tmp_path, GOOD, lock)) == [f"policy.yaml:20:13 recipes.good[0].lock {expected}"]


def test_a_lock_with_addresses_is_a_warning(tmp_path: Path) -> None:
    report = found(tmp_path, GOOD, lock_with(integrity="sha512-AA", resolved="https://somewhere.example/more.tgz"))
    assert report.authored is not None
    assert lines(report)[0].startswith("policy.yaml:20:13 recipes.good[0].lock warning: names download addresses")


def test_a_lock_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lock.json")
    assert lines(found(tmp_path, GOOD, None)) == ["policy.yaml:20:13 recipes.good[0].lock 'lock.json' is no file"]


def test_everything_is_reported_at_once(tmp_path: Path) -> None:
    text = without(GOOD, "status: banned", "status: baned")
    text = without(text, "effective", "efective")
    text = without(text, "[good]", "[goof]")
    text = without(text, "pkg:npm/bad", "bad")
    text = without(text, "lock.json", "none.json")
    assert [line.split()[0] for line in lines(found(tmp_path, text))] == [
        "policy.yaml:6:13",
        "policy.yaml:7:5",
        "policy.yaml:9:20",
        "policy.yaml:11:15",
        "policy.yaml:20:13",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "1:1 is empty"),
        (b"# nothing\n", "1:1 is empty"),
        (b"- a\n", "1:1 is no mapping"),
        (b"just text", "1:1 is no mapping"),
        (b"a: 1\nb: \xff\n", "2:1 is not UTF-8 text"),
        (b"a: 1\x00", "1:1 is not YAML: "),
        (b"a: 1\n---\nb: 2\n", "2:1 is not YAML: "),
        (b"? [a]\n: b\n", "1:3 has a key that is not text"),
        (b"a: !!python/object:os.system x\n", "1:1 a unknown key"),
        (b"[" * 5000, "1:41 is nested too deeply"),
        (b"a: " + b"x" * document.LARGEST_BYTES, "1:1 is larger than"),
        (b'a: "\\U00110000"\n', "1:1 is not YAML: "),
        (b"x: [" + b"1," * 101_000 + b"]\n", "1:"),
    ],
    ids=range(13),
)
def test_what_is_no_policy_at_all(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "policy.yaml").write_bytes(data)
    report = check(tmp_path / "policy.yaml", NOW)
    assert report.authored is None
    assert any(line.startswith(f"policy.yaml:{expected}") for line in lines(report)), lines(report)


def test_an_alias_bomb_costs_nothing(tmp_path: Path) -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    bomb = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise(names))
    expected = "policy.yaml:1:4 anchors (&) and aliases (*) are not supported; write it out"
    assert lines(found(tmp_path, bomb)) == [expected]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_change_to_a_policy_makes_check_fall_over(tmp_path: Path, data: st.DataObject) -> None:
    rows = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.integers(0, len(rows) - 1))
        change = data.draw(st.sampled_from(["drop", "null", "list", "number", "text", "twice", "indent", "junk"]))
        key = rows[row].partition(":")[0]
        rows[row] = {
            "drop": "",
            "null": f"{key}:",
            "list": f"{key}: [1, [2], {{a: b}}]",
            "number": f"{key}: 7",
            "text": f"{key}: text",
            "twice": rows[row] + "\n" + rows[row],
            "indent": "  " + rows[row],
            "junk": rows[row] + data.draw(st.text(max_size=8)),
        }[change]
    report = found(tmp_path, "\n".join(rows).encode("utf-8", "replace").decode())
    assert (report.authored is None) == (report.errors > 0)


EXTRA = """\
exceptions:
  - id: q3-check
    tool: bad
    who: {users: [ana], groups: [audit]}
    until: 2026-08-01T00:00+08:00
    reason: Has to read it
tests:
  - evidence: {purl: pkg:npm/bad@1.0.0}
    at: 2026-07-20T00:00+08:00
    user: bo
    expect: {verdict: banned, tool: bad, phase: effective, rule: bad/0}
  - evidence: {purl: pkg:npm/bad@1.0.0}
    at: 2026-07-20T00:00+08:00
    groups: [Audit]
    expect: {verdict: banned, exception: q3-check}
  - evidence: {name: good}
    expect: {verdict: unlisted}
"""

EXTRA_ERRORS: dict[str, tuple[str, str, str]] = {
    "exception-of-unknown": ("tool: bad\n", "tool: bat\n", "33:11 exceptions[0].tool 'bat' is not defined under tools"),
    "exception-of-approved": ("tool: bad\n", "tool: good\n", "33:11 exceptions[0].tool 'good' is approved"),
    "exception-without-zone": ("08-01T00:00+08:00", "08-01T00:00", "35:12 exceptions[0].until"),
    "exception-for-nobody": ("{users: [ana], groups: [audit]}", "{}", "34:5 exceptions[0].who names nobody"),
    "exception-wildcard": ("users: [ana]", "users: [a*a]", "34:19 exceptions[0].who.users[0] has a wildcard"),
    "exception-unknown-key": ("reason: Has", "raeson: Has", "36:5 exceptions[0].raeson unknown key"),
    "test-of-unknown": ("tool: bad, ", "tool: bat, ", "41:37 tests[0].expect.tool 'bat' is not defined"),
    "test-without-evidence": (
        "evidence: {name: good}",
        "user: cy",
        "46:5 tests[2] needs exactly one of evidence, launch",
    ),
    "test-expects-nothing": ("{verdict: unlisted}", "{}", "47:5 tests[2].expect expects nothing"),
    "test-when": (
        "    at: 2026-07-20T00:00+08:00\n    user",
        "    at: soon\n    user",
        "39:9 tests[0].at 'soon' is no date",
    ),
    "test-fails-verdict": (
        "verdict: unlisted",
        "verdict: banned",
        "47:23 tests[2].expect.verdict the test fails: it is unl",
    ),
    "test-fails-phase": (
        "phase: effective",
        "phase: announced",
        "41:49 tests[0].expect.phase the test fails: it is effe",
    ),
    "test-fails-exception": (
        "groups: [Audit]",
        "groups: [sales]",
        "45:42 tests[1].expect.exception the test fails: it is n",
    ),
}


@pytest.mark.parametrize("name", EXTRA_ERRORS)
def test_an_exception_or_test_that_is_wrong_has_its_place_and_words(tmp_path: Path, name: str) -> None:
    old, new, expected = EXTRA_ERRORS[name]
    assert EXTRA.count(old) == 1, "the test changes one place"
    report = found(tmp_path, GOOD + EXTRA.replace(old, new))
    assert report.authored is None
    assert any(line.startswith(f"policy.yaml:{expected}") for line in lines(report)), lines(report)


def test_exceptions_and_tests_are_no_part_of_the_policy(tmp_path: Path) -> None:
    report = found(tmp_path, GOOD + EXTRA)
    assert report.errors == 0, lines(report)
    assert report.authored is not None
    assert b"audit" not in model.dump(report.authored.policy)
    assert len(report.authored.exception_targets("k", NOW)) == 2
    assert report.authored.exception_targets("k", NOW.replace(year=2027)) == {}


def test_a_launch_is_tried_where_its_files_are(tmp_path: Path) -> None:
    program = tmp_path / "node_modules/bad/run"
    program.parent.mkdir(parents=True)
    (program.parent / "package.json").write_text('{"name": "bad", "version": "1.0.0", "bin": "run"}')
    program.write_bytes(Path("/bin/true").read_bytes())
    program.chmod(0o755)
    case = "tests:\n  - launch: {{exe: {}}}\n    expect: {{verdict: {}}}\n"
    assert found(tmp_path, GOOD + case.format(program, "banned")).errors == 0
    assert found(tmp_path, GOOD + case.format(program, "approved")).errors == 1
    report = found(tmp_path, GOOD + case.format("/nowhere/run", "approved"))
    assert report.errors == 0
    assert any("tests[0].launch warning: was not tried" in line for line in lines(report)), lines(report)


def test_a_variable_is_tested_with_its_value(tmp_path: Path) -> None:
    shape = "- {environment: 'BAD_AGENT=bad-*', sufficient: true}"
    case = "tests:\n  - evidence: {{environment: {}}}\n    expect: {{verdict: {}}}\n"
    document = GOOD.replace("- purl: pkg:npm/bad", shape)
    for setting, verdict in (("BAD_AGENT=bad-7", "banned"), ("BAD_AGENT=good", "unlisted"), ("BAD_AGENT", "unlisted")):
        assert found(tmp_path, document + case.format(setting, verdict)).errors == 0
    started = f"tests:\n  - launch: {{exe: {os.path.realpath('/bin/true')}, env: {{BAD_AGENT: bad-7}}}}\n"
    assert found(tmp_path, document + started + "    expect: {verdict: banned, rule: bad/0}\n").errors == 0


def test_an_id_that_holds_a_name_is_worth_a_second_look(tmp_path: Path) -> None:
    report = found(tmp_path, GOOD + EXTRA.replace("q3-check", "for-Ana"))
    assert "exceptions[0].id warning: holds the name 'ana'; ids are published" in "\n".join(lines(report))


def test_versions_are_checked_where_they_are_written(tmp_path: Path) -> None:
    def said(versions: str, purl: str = "pkg:npm/bad") -> list[str]:
        shape = f"- purl: {purl}\n        versions: {versions}"
        return [line for line in lines(found(tmp_path, GOOD.replace("- purl: pkg:npm/bad", shape))) if "12:19" in line]

    assert not said("vers:npm/>=1.0|<2")
    assert "12:19 tools.bad.match[0].versions is not sorted: 1 after 3" in said("vers:npm/>=3|<1")[0]
    assert "no version scheme known here" in said("vers:npn/1")[0]
    assert "is a range of pypi for a package of npm; write vers:npm/" in said("vers:pypi/1")[0]
    assert not said("vers:intdot/1", "pkg:deb/debian/bad")


def test_a_reason_of_a_rules_own_is_a_text_like_any_other(tmp_path: Path) -> None:
    shape = "- purl: pkg:npm/bad\n        reason: {zh-Hans: 不}"
    warned = lines(found(tmp_path, GOOD.replace("- purl: pkg:npm/bad", shape)))
    assert any("tools.bad.match[0].reason warning: is missing in en" in line for line in warned), warned


def test_the_schema_is_closed_and_knows_every_field() -> None:
    schema = authoring_schema()
    assert schema["additionalProperties"] is False
    for definition in schema["$defs"].values():
        assert "properties" not in definition or definition["additionalProperties"] is False
    own = {"company", "session_minutes", "alerts", "exception_requests", "events", "tools"}
    assert set(schema["properties"]) == {*own, "recipes", "carry_over", "exceptions", "tests"}
    assert set(text_fields()) == {"summary", "reason", "conditions"}


def test_the_example_company_has_no_error(root: Path) -> None:
    report = check(root / "resources/example-company/policy.yaml", NOW)
    assert report.errors == 0, lines(report)
    assert report.authored is not None
    statuses = [tool.status.value for tool in report.authored.policy.tools]
    assert len(statuses) >= 10
    assert set(statuses) == {"banned", "restricted", "approved"}
    assert not [line for line in lines(report) if "is missing in" in line]


def test_on_the_command_line(admin: Admin, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    found(tmp_path, GOOD)
    fine = admin("check", path, "--now", "2026-07-01T00:00Z")
    assert (fine.code, fine.out, fine.err) == (0, "", f"{path}: 0 errors, 0 warnings.\n")
    found(tmp_path, without(GOOD, "effective", "efective"))
    wrong = admin("check", path)
    assert wrong.code == 1
    assert wrong.out == f'{path}:7:5 tools.bad.efective unknown key; did you mean "effective"?\n'
    assert wrong.err == f"{path}: 1 error, 0 warnings.\n"
    machine = json.loads(admin("check", path, "--json").out)
    assert machine == {
        "ok": False,
        "problems": [
            {
                "file": str(path),
                "line": 7,
                "column": 5,
                "path": "tools.bad.efective",
                "severity": "error",
                "message": 'unknown key; did you mean "effective"?',
            }
        ],
    }
    assert admin("check", tmp_path / "none.yaml").code == 2
    assert admin("check").code == 2
    assert admin("chekc", path).code == 2


def test_help_for_every_command(admin: Admin) -> None:
    said = admin("--help").out
    for command in ("init", "check", "publish", "serve"):
        assert textwrap.shorten(command, 20) in said
        assert "--now" not in admin(command, "--help").out
