"""`signpost explain`: a process or a command, in words and as JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from app.policy.model import Shape, dump
from app.trial import command
from tests.identify.machine import Machine
from tests.support.fuse import silent_file
from tests.trial.conftest import BANNED, POLICY, Signpost


@pytest.fixture
def paint(machine: Machine) -> Path:
    script = machine.npm("lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"}) / "cli.js"
    return machine.link("bin/paint", script)


@pytest.fixture
def node(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = machine.file("node/node", b"\x7fELF" + bytes(64), 0o755)
    monkeypatch.setenv("PATH", f"{file.parent}:{machine.root / 'bin'}:/usr/bin:/bin")
    return file


@pytest.mark.usefixtures("node", "paint")
def test_a_command_is_explained_in_words(policy_file: Path, signpost: Signpost) -> None:
    said = signpost("explain", "--policy", policy_file, "paint", "--help")
    assert said.code == 0, said.err
    assert "paint --help: Paint: banned since 10 July 2026" in said.out
    assert "It belongs to the npm package @acme/paint 1.2.3." in said.out
    assert "paint/npm" in said.out


@pytest.mark.usefixtures("node", "paint")
@pytest.mark.parametrize("before", [True, False])
def test_our_options_may_stand_before_or_behind(policy_file: Path, signpost: Signpost, *, before: bool) -> None:
    ours: list[str | Path] = ["--json", "--policy", policy_file]
    words: list[str | Path] = ["env", "A=b", "paint"]
    said = signpost("explain", *((ours + words) if before else (words + ours)))
    found = json.loads(said.out)
    assert (found["verdict"], found["tool"], found["phase"], found["rule"]) == (
        "banned",
        "paint",
        "effective",
        "paint/npm",
    )
    assert found["words"] == ["It belongs to the npm package @acme/paint 1.2.3."]
    assert {"kind": "name", "value": "paint", "strength": "weak"} in found["known"]


def test_nothing_is_started(machine: Machine, policy_file: Path, signpost: Signpost) -> None:
    script = machine.file("tool", f"#!/bin/sh\ntouch {machine.root}/started\n", 0o755)
    said = signpost("explain", "--policy", policy_file, script)
    assert "Not listed" in said.out
    assert not (machine.root / "started").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a file system without its helper program")
def test_a_script_on_a_dead_file_server_is_not_waited_for(
    policy_file: Path, signpost: Signpost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "ANSWER_SECONDS", 1.0)
    with silent_file(tmp_path / "dead", mode=0o755) as file:
        said = signpost("explain", "--policy", policy_file, file.path)
        assert file.asked.is_set()
    assert (said.code, said.out) == (1, "")
    assert "has not answered for 1 s" in said.err
    assert "network drive" in said.err


def test_a_process_is_explained(machine: Machine, policy_file: Path, signpost: Signpost) -> None:
    mark = machine.file(".paint/versions/1.0", Path(sys.executable).resolve().read_bytes()[:4096], 0o755)
    process = subprocess.Popen([sys.executable, "-c", "input()", str(mark)], stdin=subprocess.PIPE)
    try:
        said = signpost("explain", str(process.pid), "--json", "--policy", policy_file)
        found = json.loads(said.out)
        assert found["pid"] == process.pid
        assert found["exe"] == str(Path(sys.executable).resolve())
        assert found["verdict"] == "unlisted"
    finally:
        process.communicate(b"\n", timeout=20)
    said = signpost("explain", str(process.pid), "--policy", policy_file)
    assert said.code == 1
    assert str(process.pid) in said.err


def test_a_process_is_known_by_what_a_tool_left_it(machine: Machine, signpost: Signpost) -> None:
    shape = Shape(id="left", environment="PAINT_RUNS=v*", sufficient=True)
    tool = msgspec.structs.replace(BANNED, match=(shape,))
    policy = machine.file("left.json", dump(msgspec.structs.replace(POLICY, tools=(tool,))))
    argv = [sys.executable, "-c", "print(flush=True); input()"]
    env = {**os.environ, "PAINT_RUNS": "v1-secret"}
    with subprocess.Popen(argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        said = signpost("explain", str(process.pid), "--json", "--policy", policy)
        process.communicate(b"\n", timeout=20)
    found = json.loads(said.out)
    assert (found["verdict"], found["rule"]) == ("banned", "paint/left")
    assert found["evidence"] == [{"kind": "environment", "value": "PAINT_RUNS=v*", "strength": "weak"}]
    assert "secret" not in said.out


def test_what_is_no_program_is_said(policy_file: Path, signpost: Signpost) -> None:
    said = signpost("explain", "--policy", policy_file, "no-such-command-anywhere")
    assert said.code == 1
    assert "no-such-command-anywhere" in said.err


def test_a_name_cannot_move_the_cursor(machine: Machine, policy_file: Path, signpost: Signpost) -> None:
    script = machine.file("to\x1b[2Jol\n", "#!/bin/sh\n", 0o755)
    said = signpost("explain", "--policy", policy_file, script)
    assert said.code == 0
    assert "\x1b" not in said.out


def test_without_a_policy_it_says_so(machine: Machine, signpost: Signpost) -> None:
    root = machine.file("root.json", '{"signed": {"_type": "root"}}')
    said = signpost("explain", "--home", machine.root, "--url", "https://policy.example.com", "--root", root, "ls")
    assert said.code == 1
    assert "no policy yet" in said.err
