"""`signpost watch` from end to end, as an ordinary user runs it."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from app.policy.launch import Launch
from app.watch.command import as_json, as_text
from app.watch.source import Gap
from tests.watch.person import Person

pytestmark = pytest.mark.alone

SLEEP = os.path.realpath(shutil.which("sleep") or "/bin/sleep")
SCRIPT = """
import argparse, sys
from app.watch import command
parser = argparse.ArgumentParser()
command.add_arguments(parser)
sys.exit(command.watch(parser.parse_args()))
"""


@contextlib.contextmanager
def signpost_watch(person: Person, *options: str) -> "Iterator[subprocess.Popen[bytes]]":
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with person.running(person.command("-c", SCRIPT, *options), **pipes) as command:
        yield command


def until_ready(command: "subprocess.Popen[bytes]") -> list[str]:
    """The lines on standard error up to the one that says it is ready."""
    assert command.stderr is not None
    said: list[str] = []
    while not said or said[-1] != "watching: ready":
        line = command.stderr.readline().decode()
        assert line, said
        said.append(line.rstrip("\n"))
    return said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_launch_is_a_json_line_at_once(person: Person, number: int) -> None:
    with signpost_watch(person, "--json", "--stats") as command:
        first = until_ready(command)[0]
        assert first.startswith("watching: connector (")
        assert "not seen" in first
        assert command.stdout is not None
        with person.running(["sleep", "300"]) as child:
            line = json.loads(command.stdout.readline())
            while line["pid"] != child.pid:
                line = json.loads(command.stdout.readline())
        assert (line["exe"], line["argv"], line["cwd"]) == (SLEEP, ["sleep", "300"], str(person.home))
        assert (line["uid"], line["parent"]["pid"]) == (person.uid, os.getpid())
        assert line["seen_ns"] <= line["identified_ns"]
        assert {"start_time", "comm"} <= set(line)
        command.send_signal(number)
        assert command.stderr is not None
        assert command.wait(30) == 0
        last = command.stderr.read().decode()
    assert "0 gaps, 0 events lost, 0 restarts" in last
    assert "s of CPU" in last


def test_what_ends_its_whole_group_leaves_no_gap(person: Person) -> None:
    """As a log-out or a service manager does."""
    argv = person.command("-c", f"import os\nos.setpgrp()\n{SCRIPT}", "--stats")
    with person.running(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        until_ready(command)
        os.killpg(command.pid, signal.SIGTERM)
        assert command.wait(30) == 0
        assert command.stdout is not None
        assert command.stderr is not None
        assert b"gap:" not in command.stdout.read()
        assert b"0 gaps, 0 events lost, 0 restarts" in command.stderr.read()


@pytest.mark.parametrize("source", ["connector", "counter", "poll"])
def test_it_ends_when_nobody_reads_any_more(person: Person, source: str) -> None:
    with signpost_watch(person, "--json", "--source", source) as command:
        until_ready(command)
        assert command.stdout is not None
        command.stdout.close()
        assert command.wait(30) == 0
        assert command.stderr is not None
        assert command.stderr.read() == b""


def test_each_source_says_what_it_can_miss(person: Person) -> None:
    for source, says in (("counter", "lives less than 0.05 s"), ("poll", "lives less than 0.2 s")):
        with signpost_watch(person, "--source", source) as command:
            first = until_ready(command)[0]
        assert first.startswith(f"watching: {source}: Every program that {says}")
        assert all(place in first for place in ("WSL 2", "containers", "SSH", "remote desktops"))


def test_the_table_cannot_be_used_to_paint_the_screen(person: Person) -> None:
    with signpost_watch(person) as command:
        until_ready(command)
        assert command.stdout is not None
        with person.running(["/bin/sh", "-c", "read line", "\x1b[2J\nroot", b"\xff"], stdin=subprocess.PIPE):
            line = command.stdout.readline()
            while b"read line" not in line:
                line = command.stdout.readline()
    assert b"\x1b" not in line
    assert b"\\x1b[2J\\nroot" in line
    assert b"\\udcff" in line


def test_a_source_that_does_not_work_here_ends_it_with_the_reason(person: Person) -> None:
    argv = person.command("-c", SCRIPT, "--source", "connector")
    command = person.within(["--net"], argv, stderr=subprocess.PIPE)
    out, said = command.communicate(timeout=30)
    assert out == b""
    assert b"namespace" in said
    assert command.returncode == 1


def test_where_neither_thread_nor_process_can_be_had_it_still_watches(person: Person) -> None:
    """As beside a fork bomb of one's own: the limit counts all that runs under the account."""
    script = f"import resource\nresource.setrlimit(resource.RLIMIT_NPROC, (1, 1))\n{SCRIPT}"
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with person.running(person.command("-c", script, "--json"), **pipes) as command:
        said = until_ready(command)
        with person.running(["sleep", "300"]) as child:
            assert command.stdout is not None
            launch = next(launch for launch in map(json.loads, command.stdout) if launch["pid"] == child.pid)
    assert (launch["exe"], launch["argv"]) == (SLEEP, ["sleep", "300"])
    assert said[0].startswith("watching: poll: ")
    assert any("connector: the watcher process cannot be started" in line for line in said), said
    assert any("counter: no thread can be started" in line for line in said), said


def test_a_gap_is_a_line_of_its_own() -> None:
    gap = Gap(3, "because")
    assert json.loads(as_json(gap)) == {"gap": {"lost": 3, "reason": "because"}}
    assert "gap: 3 missed: because" in as_text(gap)
    assert "some missed" in as_text(Gap(0, "because"))


def test_only_what_is_known_is_in_the_line() -> None:
    line = json.loads(as_json(Launch(pid=1, exe="/bin/\udcff", argv=("\udcff",))))
    assert (line["exe"], line["argv"]) == ("/bin/\udcff", ["\udcff"])
    assert not {"problem", "previous_exe", "execfn", "env"} & set(line)
    line = json.loads(as_json(Launch(pid=1, problem="gone", previous_exe="/bin/sh")))
    assert (line["problem"], line["previous_exe"]) == ("gone", "/bin/sh")
