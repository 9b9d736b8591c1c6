"""Reading /proc: hostile names and rewritten arguments, processes that are gone, files that are."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.host.process import start_time
from app.watch import procfs, procstat
from app.watch.environment import Wanted
from app.watch.records import ProcReader, as_launch, items, path, text

ME = os.getuid()
_RENAMED = """
import os, sys
open("/proc/self/comm", "wb").write(bytes.fromhex(sys.argv[1]))
print(flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=[b"a) R (b", b"x\ny", b"\xff\xfe", b"((((", b"))))"])
def renamed(request: pytest.FixtureRequest) -> Iterator[tuple[int, bytes]]:
    """A process that calls itself something nasty."""
    argv = [sys.executable, "-I", "-S", "-c", _RENAMED, request.param.hex()]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        yield child.pid, request.param


def test_a_nasty_name_does_not_confuse_the_fields(renamed: tuple[int, bytes]) -> None:
    pid, name = renamed
    reading = procfs.identify(pid, ME)
    assert (reading.comm, reading.ppid, reading.problem) == (name, os.getpid(), b"")
    assert reading.start_time == start_time(pid)


def test_a_zombie_is_told_with_its_name_and_parent() -> None:
    child = subprocess.Popen(["/bin/true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    reading = procfs.identify(child.pid, ME)
    running = ProcReader(ME).running()
    found = procfs.find(child.pid, ME)
    child.wait()
    assert (reading.problem, reading.comm, reading.ppid) == (procfs.GONE, b"true", os.getpid())
    assert child.pid not in [launch.pid for launch in running]
    assert found is not None
    assert found.problem == procfs.GONE


def test_a_process_that_never_was_is_told_as_gone() -> None:
    reading = procfs.identify(2**22 + 1, ME)
    assert (reading.problem, reading.uid, reading.start_time) == (procfs.GONE, -1, 0)


class Execs:
    """A process that goes through so many programs, one with each time its file is asked for."""

    def __init__(self, programs: int) -> None:
        self._left = programs

    def exe(self, _folder: bytes, name: bytes, _problems: list[bytes]) -> bytes:
        if name == b"exe" and self._left:
            self._left -= 1
        return b"/bin/%d" % self._left

    def content(self, path: bytes, _size: int = 0) -> bytes:
        return b"%d\0" % self._left if path.endswith(b"cmdline") else b""


def test_a_process_that_execs_while_it_is_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would have the arguments of one program and the file of the next."""
    execs = Execs(2)

    def identify(pid: int, me: int, _wanted: Wanted) -> procfs.Reading:
        argv = execs.content(b"cmdline")
        return procfs.Reading(pid, 7, me, argv=argv, exe=execs.exe(b"", b"exe", []))

    stat = procstat.Stat(b"x", b"S", 1, 0, 7, b"1", True)
    monkeypatch.setattr(procfs, "_owner", lambda _folder: ME or 1)
    monkeypatch.setattr(procfs, "read_stat", lambda _pid: stat)
    monkeypatch.setattr(procfs, "content", execs.content)
    monkeypatch.setattr(procfs, "identify", identify)
    found = procfs.find(4711, ME or 1)
    assert found is not None
    assert (found.argv, found.exe) == (b"0\0", b"/bin/0")


def test_somebody_elses_process_and_kernel_threads_are_not_found() -> None:
    assert procfs.find(os.getpid(), ME + 1) is None
    assert procfs.find(2, 0) is None


def environment_of_a_program(variables: dict[str, str]) -> bytes:
    """What is taken from a program that runs with these variables; it has spoken, so that its exec is over."""
    argv = ["/bin/sh", "-c", "echo; read line"]
    with subprocess.Popen(argv, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        return procfs.identify(child.pid, ME).env


def test_variables_are_found_in_a_huge_environment_and_never_cut() -> None:
    padding = {f"FILL_{number}": "x" * 1000 for number in range(40)}
    found = environment_of_a_program({"PWD": "/here", **padding, "VIRTUAL_ENV": "/venv"})
    assert found == b"PWD=/here\0VIRTUAL_ENV=/venv\0"
    found = environment_of_a_program({"PWD": "/here", **padding, "VIRTUAL_ENV": "y" * 40_000})
    assert found == b"PWD=/here\0"


@given(st.binary(max_size=200), st.lists(st.binary(max_size=12), max_size=8), st.sampled_from(["", "TOOL_RUNS"]))
def test_no_environment_is_too_strange(junk: bytes, items: list[bytes], sought: str) -> None:
    """A process may write anything where its environment stood (prctl(2), PR_SET_MM_ENV_START)."""
    wanted = Wanted(sought.split())
    block = b"\0".join([b"", *items, b"PWD=/here", b"TOOL_RUNS=1", b"API_TOKEN=secret", junk])
    found = dict(item.partition(b"=")[::2] for item in wanted.among(block).split(b"\0")[:-1])
    assert found.keys() <= wanted.names
    assert (b"TOOL_RUNS" in found) is bool(sought) or any(item.startswith(b"TOOL_RUNS=") for item in (*items, junk))
    assert b"PWD" in found
    assert as_launch(procfs.Reading(1, env=wanted.among(block)), 7).env.keys() == {name.decode() for name in found}


def test_the_same_variables_are_sifted_anew_when_others_are_wanted() -> None:
    block, wanted = b"PWD=/here\0TOOL_RUNS=1\0PWD=/there\0", Wanted()
    assert [wanted.among(block) for _ in range(2)] == [b"PWD=/here\0"] * 2
    wanted.seek(["TOOL_RUNS"])
    assert [wanted.among(block) for _ in range(2)] == [b"PWD=/here\0TOOL_RUNS=1\0"] * 2
    wanted.seek([])
    assert wanted.among(block) == b"PWD=/here\0"


@given(st.binary(max_size=15).filter(lambda name: b"\0" not in name))
def test_no_name_hides_the_fields_behind_it(name: bytes) -> None:
    fields = b"S 7 1 1 0 -1 4194304" + b" 0" * 12 + b" 99" + b" 0" * 5 + b" 140" + b" 0" * 9 + b" 17 0 0"
    line = b"42 (" + name + b") " + fields
    assert procstat.origin(line) == procstat.Origin(name, b"S", 7, 99)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(procstat, "content", lambda *_: line)
        assert procstat.read_stat(42) == procstat.Stat(name, b"S", 7, 4194304, 99, b"140", True)


def test_start_times_compare_with_events() -> None:
    before = time.monotonic_ns()
    with subprocess.Popen(["sleep", "300"]) as child:
        after = time.monotonic_ns()
        started = procfs.identify(child.pid, ME).start_time
        child.kill()
    assert procstat.ticks_at(before) - 1 <= started <= procstat.ticks_at(after) + 1


def test_items_keep_empty_and_unterminated_ones() -> None:
    assert items(b"") == []
    assert items(b"\0") == [b""]
    assert items(b"a\0\0b\0") == [b"a", b"", b"b"]
    assert items(b"rewritten title") == [b"rewritten title"]


def test_the_kernels_mark_for_a_file_that_is_gone_is_taken_off(tmp_path: Path) -> None:
    gone = os.fsencode(tmp_path / "tool")
    assert path(gone + b" (deleted)") == str(tmp_path / "tool")
    really = tmp_path / "tool (deleted)"
    really.touch()
    assert path(os.fsencode(really)) == str(really)


def test_text_can_be_turned_back() -> None:
    data = bytes(range(256))
    assert text(data).encode("utf-8", "surrogateescape") == data


def test_a_value_of_a_variable_may_hold_an_equals_sign() -> None:
    launch = as_launch(procfs.Reading(1, env=b"PWD=/a=b\0VIRTUAL_ENV=\0"), 7)
    assert launch.env == {"PWD": "/a=b", "VIRTUAL_ENV": ""}
    assert launch.seen_ns == 7
