"""Programs from a file that a process was given open, read from real processes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tests.identify.machine import Machine, Observer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def script(machine: Machine) -> Iterator[IO[bytes]]:
    """The open script of an npm package."""
    with (machine.npm("lib", "tool", "cli.js", bin="cli.js") / "cli.js").open("rb") as file:
        yield file


@pytest.fixture
def process(script: IO[bytes]) -> Iterator[dict[str, Any]]:
    """A process with the script as its standard input and as a further descriptor: pid and start time."""
    with subprocess.Popen(["sleep", "60"], stdin=script, pass_fds=[script.fileno()]) as child:
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        yield {"pid": child.pid, "start_time": int(fields[19])}
        child.kill()


def test_a_script_from_an_open_file(observer: Observer, script: IO[bytes], process: dict[str, Any]) -> None:
    number = script.fileno()
    for words in ([f"/dev/fd/{number}"], [f"/proc/self/fd/{number}", "--help"], ["/dev/stdin"], ["-"], []):
        assert observer.node(*words, **process) == ["pkg:npm/tool@1.2.3"], words
    assert observer.node("--input-type=module", "-", "--help", **process) == ["pkg:npm/tool@1.2.3"]


def test_what_is_no_program_from_a_file(observer: Observer, script: IO[bytes], process: dict[str, Any]) -> None:
    number = script.fileno()
    assert observer.node("-e", "0", **process) == []
    assert observer.node("/dev/fd/999999", **process) == []
    assert observer.packages("/usr/bin/cat", "cat", f"/dev/fd/{number}", **process) == []
    assert observer.node(f"/dev/fd/{number}", **{**process, "start_time": 1}) == []  # another process by now
    assert observer.node(f"/dev/fd/{number}", pid=process["pid"]) == []  # a recorded launch
