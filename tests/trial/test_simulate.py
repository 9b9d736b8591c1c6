"""`signpost simulate`: a line for every row, alerts grouped by launch, plain words for what cannot be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.admin.cli import commands
from tests.identify.machine import ELF, Machine
from tests.trial.conftest import Signpost

AUTHORED = """
company: {name: Acme}
tools:
  paint:
    name: Paint
    status: banned
    reason: {en: Because.}
    announced: 2026-07-01T00:00+00:00
    effective: 2026-07-10T00:00+00:00
    lifted: 2026-08-01T00:00+00:00
    match:
      - {id: npm, purl: "pkg:npm/@acme/paint"}
"""


def row(launch: str | int, seq: int, exe: str | Path, *argv: str | Path, **more: Any) -> dict[str, Any]:
    words = [str(word) for word in argv] or [str(exe)]
    return {"launch_id": launch, "seq": seq, "exe": str(exe), "argv": words, "cwd": "/", **more}


def write(file: Path, *rows: dict[str, Any]) -> Path:
    file.write_text("".join(json.dumps(one) + "\n" for one in rows))
    return file


@pytest.fixture
def paint(machine: Machine) -> Path:
    return machine.npm("lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"}) / "cli.js"


def test_a_launch_of_several_processes_alerts_once_and_another_launch_again(
    machine: Machine, policy_file: Path, paint: Path, signpost: Signpost
) -> None:
    copied = machine.file("copied", ELF + b"the mark of paint" + bytes(8), 0o755)
    launches = write(
        machine.root / "rows",
        row("a", 0, "/usr/bin/sh", "sh", "-c", "paint"),
        row("a", 1, "/usr/bin/node", "node", paint, exec_chain_prev=0),
        row("b", 0, "/usr/bin/node", "node", paint),
        row("a", 2, "/usr/bin/node", "node", paint, "--worker", parent_exe="/usr/bin/node"),
        row(3, 0, copied),
        {"launch_id": "null", "seq": 0, "exe": None, "argv": None},
    )
    said = signpost("simulate", "--policy", policy_file, "--launches", launches, "--at", "2026-07-15T00:00Z")
    assert said.code == 0, said.err
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [(line["launch_id"], line["seq"], line["alerts"]) for line in lines] == [
        ("a", 0, False),
        ("a", 1, True),
        ("b", 0, True),
        ("a", 2, False),
        (3, 0, True),
        ("null", 0, False),
    ]
    assert lines[1] == {
        "launch_id": "a",
        "seq": 1,
        "verdict": "banned",
        "tool": "paint",
        "phase": "effective",
        "evidence": [{"kind": "package", "value": "pkg:npm/%40acme/paint@1.2.3", "strength": "strong"}],
        "rule": "paint/npm",
        "exception": None,
        "alerts": True,
    }
    assert lines[4]["evidence"][0]["kind"] == "marker"
    assert lines[5]["verdict"] == "unlisted"
    assert said.err.strip().endswith("3 alerts")


def test_what_a_tool_left_its_children_alerts_once(machine: Machine, signpost: Signpost) -> None:
    left = '      - {id: left, environment: "PAINT_AGENT=paint-*", sufficient: true}\n'
    policy = machine.file("policy.yaml", AUTHORED + left)
    mine, other = {"PAINT_AGENT": "paint-1"}, {"PAINT_AGENT": "brush-1"}
    launches = write(
        machine.root / "rows",
        row("a", 0, "/usr/bin/git", env=other),
        row("a", 1, "/usr/bin/git", env=mine),
        row("a", 2, "/usr/bin/ls", env=mine),
    )
    said = signpost("simulate", "--policy", policy, "--launches", launches, "--at", "2026-07-15T00:00Z")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [(line["rule"], line["alerts"]) for line in lines] == [
        (None, False),
        ("paint/left", True),
        ("paint/left", False),
    ]


@pytest.mark.parametrize(
    ("at", "verdict", "phase", "alerts"),
    [
        ("2026-06-30T00:00+00:00", "unlisted", None, False),
        ("2026-07-09T23:59+00:00", "banned", "announced", True),
        ("2026-07-10T00:00Z", "banned", "effective", True),
        ("2026-08-01T08:00+08:00", "unlisted", "lifted", False),
    ],
)
def test_an_authored_policy_is_judged_as_of_a_moment(
    machine: Machine, paint: Path, signpost: Signpost, at: str, verdict: str, phase: str | None, *, alerts: bool
) -> None:
    policy = machine.file("policy.yaml", AUTHORED)
    launches = write(machine.root / "rows", row("a", 0, "/usr/bin/node", "node", paint))
    said = signpost("simulate", "--policy", policy, "--launches", launches, "--at", at)
    (line,) = [json.loads(line) for line in said.out.splitlines()]
    assert (line["verdict"], line["phase"], line["alerts"]) == (verdict, phase, alerts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 2: is no JSON"),
        ("[]", "line 2: is no row"),
        ('{"launch_id": "a"}', "line 2: is no row"),
        ('{"launch_id": "a", "seq": -1, "exe": "", "argv": []}', "line 2: is no row"),
        ('{"launch_id": "a", "seq": 1, "exe": "", "argv": ["x", 1]}', "line 2: is no row"),
        ('{"launch_id": "first", "seq": 0, "exe": "", "argv": []}', "second row with seq 0"),
        ("[" * 100_000, "line 2: is no JSON"),
        ("\xff", "line 2: is no JSON"),
    ],
)
def test_a_bad_row_is_named_by_its_line(
    machine: Machine, policy_file: Path, signpost: Signpost, text: str, said: str
) -> None:
    launches = write(machine.root / "rows", row("first", 0, "/usr/bin/ls"))
    launches.write_bytes(launches.read_bytes() + text.encode("latin-1") + b"\n")
    answer = signpost("simulate", "--policy", policy_file, "--launches", launches)
    assert answer.code == 1
    assert said in answer.err
    assert len(answer.out.splitlines()) == 1


def test_hostile_rows_are_judged_like_others(machine: Machine, policy_file: Path, signpost: Signpost) -> None:
    names = ["\udcff\udcfe", "a\nb", "\x1b[2J", "/proc/self/exe", "x" * 10_000, "nul\0"]
    rows = [row(name, number, name, "node", name, env={"NODE_OPTIONS": name}) for number, name in enumerate(names)]
    said = signpost("simulate", "--policy", policy_file, "--launches", write(machine.root / "rows", *rows))
    assert said.code == 0, said.err
    assert [json.loads(line)["verdict"] for line in said.out.splitlines()] == ["unlisted"] * len(names)


def test_rules_of_a_published_policy_that_are_not_understood_are_named(machine: Machine, signpost: Signpost) -> None:
    shapes = [{"id": "future", "purl": "pkg:warp/paint"}, {"id": "npm", "purl": "pkg:npm/%40acme/paint"}]
    tool = {"id": "paint", "name": "Paint", "status": "banned", "match": shapes}
    policy = {"format": 1, "version": 1, "published": "2026-01-01T00:00:00Z", "company": {"name": "C"}, "tools": [tool]}
    published = machine.file("policy.json", json.dumps(policy))
    said = signpost("simulate", "--policy", published, "--launches", write(machine.root / "rows"))
    assert said.code == 0, said.err
    assert said.err.splitlines()[0].startswith("skipped: paint/future: ")
    assert "'warp' is no package type" in said.err


@pytest.mark.parametrize("at", ["yesterday", "2026-07-10", "2026-07-10T00:00"])
def test_a_moment_needs_a_time_zone(machine: Machine, policy_file: Path, signpost: Signpost, at: str) -> None:
    launches = write(machine.root / "rows")
    said = signpost("simulate", "--policy", policy_file, "--launches", launches, "--at", at)
    assert said.code == 1
    assert at in said.err


def test_a_policy_with_errors_is_not_tried(machine: Machine, signpost: Signpost) -> None:
    policy = machine.file("policy.yaml", AUTHORED.replace("status: banned", "status: baned"))
    said = signpost("simulate", "--policy", policy, "--launches", write(machine.root / "rows"))
    assert said.code == 1
    assert "policy.yaml:6" in said.err


def test_what_is_not_there_is_said(machine: Machine, policy_file: Path, signpost: Signpost) -> None:
    missing = machine.root / "missing"
    assert "missing" in signpost("simulate", "--policy", policy_file, "--launches", missing).err
    assert "missing" in signpost("simulate", "--policy", missing, "--launches", policy_file).err


def test_it_simulates_what_it_has_not_published(
    machine: Machine, policy_file: Path, paint: Path, signpost: Signpost
) -> None:
    launches = write(machine.root / "rows", row("a", 0, "/usr/bin/node", "node", paint))
    options = ["--launches", str(launches), "--at", "2026-07-15T00:00Z"]
    ours = signpost("simulate", "--policy", policy_file, *options)
    its = CliRunner().invoke(commands, ["simulate", str(policy_file), *options])
    assert (its.exit_code, its.stdout) == (0, ours.out)
    assert "banned" in its.stdout
