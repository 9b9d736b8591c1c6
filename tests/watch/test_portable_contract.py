"""The contract of every source, kept by those of Windows and macOS: the product's code against systems of our own."""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.host.companion import Companion, companion
from app.policy.launch import Launch, Parent
from app.watch.etw import Etw
from app.watch.polling import Poll
from app.watch.source import Unavailable
from app.watch.workspace import Workspace
from tests.watch.fake_macos import Macos
from tests.watch.fake_windows import Windows

Machine = Windows | Macos


class Silent:
    """An event session that tells nothing: what the list beneath it tells has to be enough."""

    def lost(self) -> int:
        return 0

    def close(self) -> None:
        pass


def quiet_observer() -> Companion:
    """A process that observes nothing."""
    script = "import sys; print('ready', flush=True); sys.stdin.read()"
    return companion([sys.executable, "-I", "-S", "-c", script], env={})


SOURCES: dict[str, tuple[type[Machine], Callable[[Any], Poll]]] = {
    "windows": (Windows, lambda machine: Poll(machine.reader, tick=0.0, sweep=0.0)),
    "etw": (Windows, lambda machine: Etw(machine.reader, lambda _consumer: Silent(), look=0.0)),
    "macos": (Macos, lambda machine: Poll(machine.reader, tick=0.0, sweep=0.0)),
    "workspace": (Macos, lambda machine: Workspace(machine.reader, quiet_observer, tick=0.0, sweep=0.0)),
}


@pytest.fixture(params=SOURCES)
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def machine(kind: str) -> Iterator[Machine]:
    made = SOURCES[kind][0]()
    yield made
    if isinstance(made, Windows):
        assert (made.handles, made.blocks) == ({}, {}), "not given back"


@pytest.fixture
def source(kind: str, machine: Machine) -> Iterator[Poll]:
    with contextlib.closing(SOURCES[kind][1](machine)) as made:
        yield made


def told(source: Poll, looks: int = 3) -> list[Launch]:
    return [one for _ in range(looks) for one in source.read(0.0) if isinstance(one, Launch)]


def test_a_launch_says_who_it_is(machine: Machine, source: Poll) -> None:
    parent = machine.start("/bin/zsh", ["-zsh"])
    program = machine.start("/opt/tool", ["tool", "two words", "", "中文"], ppid=parent.pid, cwd="/work")
    launch = next(one for one in told(source) if one.pid == program.pid)
    assert (launch.exe, launch.argv) == ("/opt/tool", ("tool", "two words", "", "中文"))
    assert (launch.cwd, launch.problem, launch.previous_exe) == ("/work", "", "")
    assert launch.start_time > 0
    assert launch.parent.pid == parent.pid
    assert launch.parent.exe == "/bin/zsh"
    assert 0 < launch.seen_ns <= launch.identified_ns


def test_each_is_told_once(machine: Machine, source: Poll) -> None:
    programs = [machine.start("/opt/tool", ["tool", str(number)]) for number in range(50)]
    launches = told(source, 5)
    assert sorted(one.pid for one in launches) == sorted(one.pid for one in programs)
    assert source.stats().launches == 50


def test_what_already_runs_is_listed_and_not_announced(kind: str, machine: Machine) -> None:
    program = machine.start("/opt/tool", ["tool"])
    with contextlib.closing(SOURCES[kind][1](machine)) as source:
        assert told(source) == []
        listed = source.running()
    assert [one.exe for one in listed if one.pid == program.pid] == ["/opt/tool"]
    assert [one.start_time for one in listed] == sorted(one.start_time for one in listed)


def test_other_users_programs_are_left_alone(machine: Machine, source: Poll) -> None:
    stranger: Any = {"owner": b"\1\1\0\0\0\0\0\5\22\0\0\0" if isinstance(machine, Windows) else 0}
    machine.start("/opt/tool", ["tool"], **stranger)
    assert told(source) == []
    assert all(one.exe != "/opt/tool" for one in source.running())


def test_an_id_given_again_is_another_process(machine: Machine, source: Poll) -> None:
    first = machine.start("/opt/first", ["first"])
    assert [one.exe for one in told(source)] == ["/opt/first"]
    machine.end(first.pid)
    machine.start("/opt/second", ["second"], pid=first.pid)
    assert [one.exe for one in told(source)] == ["/opt/second"]


def test_what_may_not_be_read_is_told_with_what_is_known(machine: Machine, source: Poll) -> None:
    program = machine.start("/opt/tool", ["tool"], readable=False)
    (launch,) = told(source)
    assert (launch.pid, launch.exe, launch.argv) == (program.pid, "/opt/tool", ())
    assert "arguments: Permission denied" in launch.problem
    assert "tool" in launch.comm
    assert source.stats().unidentified == 1


def test_what_ended_before_it_could_be_read_is_told_as_gone(machine: Machine, source: Poll) -> None:
    program = machine.start("/opt/tool", ["tool"], ended=True)
    launches = told(source)
    assert [(one.pid, one.problem) for one in launches] == [(program.pid, "it ended before it could be read")]


def test_only_named_variables_are_taken(machine: Machine, source: Poll) -> None:
    env = {"API_KEY": "secret", "MY_PWD": "secret", "PWD": "/here", "VIRTUAL_ENV": "x" * 5000, "TOOL_RUNS": "1"}
    machine.start("/opt/tool", ["tool"], env=env)
    (launch,) = told(source)
    assert launch.env == {"PWD": "/here"}
    source.seek(["TOOL_RUNS"])
    machine.start("/opt/tool", ["tool", "2"], env=env)
    (launch,) = told(source)
    assert launch.env == {"PWD": "/here", "TOOL_RUNS": "1"}


def test_a_reader_that_waits_can_be_woken(machine: Machine) -> None:
    source = Poll(machine.reader, tick=60.0, sweep=60.0)
    results: list[list[Any]] = []
    thread = threading.Thread(target=lambda: results.append(source.read(60.0)))
    thread.start()
    source.wake()
    thread.join(30.0)
    assert results == [[]]
    source.close()


def test_without_a_list_of_processes_it_is_unavailable(kind: str, machine: Machine) -> None:
    machine.failing = 0xC0000017 if isinstance(machine, Windows) else 1
    with pytest.raises(Unavailable, match="the list of processes cannot be read"):
        SOURCES[kind][1](machine)


def test_the_parent_of_what_the_system_started_is_named(machine: Machine, source: Poll) -> None:
    """Of a parent that is gone only the id is left."""
    machine.start("/opt/tool", ["tool"], ppid=99)
    (launch,) = told(source)
    assert launch.parent == Parent(99)
