"""Two ears hear of each program: one on its CPU, one on another. Whoever comes first tells it, and only that one."""

import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from app.watch import ear, frames
from app.watch.claims import Claims
from app.watch.ear import Agent, Attention, Ear, Place
from app.watch.environment import Wanted
from app.watch.netlink import EXEC
from app.watch.outbox import Outbox
from app.watch.parents import Parents
from app.watch.scheduling import Mode
from tests.watch.person import Person

pytestmark = pytest.mark.alone

UNKNOWN = 99
"""A CPU that comes up later."""


def hears(place: Place, cpu: int) -> bool:
    """Whether events of that CPU reach an ear in that place."""
    return (cpu in place.cpus) is not place.others


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_each_cpu_has_an_ear_that_sits_on_it(count: int) -> None:
    places = ear.first_places(range(count))
    for cpu in range(count):
        assert [tuple(place.sits) for place in places if hears(place, cpu)] == [(cpu,)]
    assert len([place for place in places if hears(place, UNKNOWN)]) == 1


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_each_cpu_has_a_second_ear_that_sits_on_others(count: int) -> None:
    places = ear.second_places(range(count))
    assert len(places) == (2 if count > 1 else 0)
    for cpu in (*range(count), UNKNOWN):
        heard_by = [place for place in places if hears(place, cpu)]
        assert len(heard_by) == (1 if places else 0)
        assert all(place.second and place.sits and cpu not in place.sits for place in heard_by)


def test_an_event_is_taken_by_the_first_who_hears_it() -> None:
    claims = Claims()
    claims.shared = True
    assert [claims.take(0, 7), claims.take(1, 7), claims.take(0, 9), claims.take(0, 7)] == [True, True, True, False]
    assert [claims.take(0, 9), claims.take(1, 7)] == [False, False]


def test_what_the_other_ear_lost_is_forgotten_in_the_end() -> None:
    """And then an event of that number is another, four thousand million events later."""
    claims = Claims()
    claims.shared = True
    assert all(claims.take(0, number) for number in range(100_000))
    assert claims.take(0, 0)
    assert not claims.take(0, 99_999)


def test_with_one_ear_for_each_event_nothing_is_remembered() -> None:
    claims = Claims()
    assert claims.take(0, 7)
    assert claims.take(0, 7)


class OneExec:
    """A source that has one event."""

    def __init__(self, pid: int) -> None:
        self._datagrams = [b"\0" * 24 + struct.pack("=I8xIIQII", 1, EXEC, 0, time.monotonic_ns(), pid, pid)]

    def receive(self) -> bytes:
        if not self._datagrams:
            raise BrokenPipeError
        return self._datagrams.pop()


@pytest.mark.parametrize(("agent", "told"), [(None, True), ("other file", True), ("other parent", True), ("us", False)])
def test_what_the_agent_starts_of_its_own_program_is_not_told(agent: str | None, told: bool) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", "print(flush=True); input()"], stdin=pipe, stdout=pipe) as child:
        assert child.stdout is not None
        child.stdout.readline()
        exe = os.fsencode(Path(f"/proc/{child.pid}/exe").readlink())
        agents = {"us": (os.getpid(), exe), "other file": (os.getpid(), b"/bin/false"), "other parent": (1, exe)}
        known = Agent(*agents[agent]) if agent is not None else None
        attention = Attention(os.getuid(), Wanted(), Parents(), Claims(), known)
        reading, writing = os.pipe()
        one = Ear(Place((0,), (0,)), Mode.PLAIN, 0, attention)
        with pytest.raises(BrokenPipeError):
            one.listen(OneExec(child.pid), Outbox(writing, lambda: None))  # type: ignore[arg-type]
        os.close(writing)
        found = frames.Decoder().feed(os.read(reading, 65536))
        os.close(reading)
        child.communicate(b"\n")
    assert one.events == 1
    assert [frames.read_launch(payload).reading.pid for _, payload in found] == ([child.pid] if told else [])


def test_a_program_whose_own_ear_sleeps_is_told_by_the_second(person: Person) -> None:
    """On whatever CPU it is started."""
    cpus, pipe = sorted(os.sched_getaffinity(0)), subprocess.PIPE
    assert len(cpus) > 1, "this machine has one CPU: nobody can listen from another"
    with person.running(person.command("-c", _FIRST_ONES_SLEEP, str(person.uid)), stdin=pipe, stdout=pipe) as watcher:
        read = _frames(watcher)
        assert read()[0][0] is frames.Kind.READY
        for cpu in cpus:
            with _on(person, cpu) as child:
                while not any(_tells(frame, child.pid) for frame in read()):
                    pass


def _on(person: Person, cpu: int) -> "AbstractContextManager[subprocess.Popen[bytes]]":
    return person.running(["taskset", "--cpu-list", str(cpu), "sleep", "300"])


def _tells(frame: tuple[frames.Kind, bytes], pid: int) -> bool:
    kind, payload = frame
    return kind is frames.Kind.LAUNCH and frames.read_launch(payload).reading[:7:6] == (pid, b"sleep\x00300\x00")


def _frames(watcher: "subprocess.Popen[bytes]") -> Callable[[], list[tuple[frames.Kind, bytes]]]:
    """What waits for the next frames of that watcher process."""
    decoder = frames.Decoder()

    def read() -> list[tuple[frames.Kind, bytes]]:
        assert watcher.stdout is not None
        found: list[tuple[frames.Kind, bytes]] = []
        while not found:
            arrived = watcher.stdout.read(65536)
            assert arrived, "it ended"
            found = decoder.feed(arrived)
        return found

    return read


_FIRST_ONES_SLEEP = """
import sys, threading
from app.watch import ear, helper
listen = ear.Ear.listen
def sleep(self, *arguments):
    if not self._place.second:
        threading.Event().wait()
    listen(self, *arguments)
ear.Ear.listen = sleep
sys.exit(helper.main([sys.argv[1], "plain", "0"]))
"""
