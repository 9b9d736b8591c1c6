"""Whoever reads launches may stand still: nothing is lost until a bound; beyond it, it is said how many."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator

import psutil
import pytest

from app.watch import outbox
from tests.benchmarks import watch_rivals
from tests.watch.person import PATIENCE_SECONDS, Person, Watching

pytestmark = pytest.mark.alone


@contextlib.contextmanager
def standing_still(watching: Watching) -> Iterator[None]:
    """The process that reads launches is stopped, with all its threads; its watcher process goes on."""
    os.kill(watching.child.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(watching.child.pid, signal.SIGCONT)


def start_tagged(person: Person, watching: Watching, count: int, padding: int = 0) -> list[str]:
    """Start programs that carry a number each and end once all were read; the numbers."""
    script = (
        'zeros=$(printf "%0$2d" 0); for i in $(seq -f %05.0f $1); do sleep 300 0.00$i $zeros & done; '
        "echo; read line; kill -KILL 0"
    )
    argv = ["setsid", "/bin/sh", "-c", script, "sh", str(count), str(padding)]
    with person.running(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as shell:
        assert shell.stdin is not None
        assert shell.stdout is not None
        shell.stdout.readline()
        while [child.name() for child in psutil.Process(shell.pid).children()] != ["sleep"] * count:
            os.sched_yield()  # not all have exec'd
        watching.caught_up()
        shell.stdin.close()
        assert shell.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    return [f"0.00{number:05}" for number in range(1, count + 1)]


def tags(watching: Watching) -> list[str]:
    """The numbers that were told."""
    launches = [line["launch"] for line in watching.lines if "launch" in line]
    return [launch["argv"][2] for launch in launches if launch["argv"][:2] == ["sleep", "300"] and launch["argv"][2:]]


def until_later(person: Person, watching: Watching) -> None:
    """Take what is told up to a program that is started now."""
    with person.running(["sleep", "300"]) as later:
        watching.launch_of(later)


def test_a_reader_that_stands_still_loses_nothing(person: Person) -> None:
    with person.watching("connector") as watching:
        assert watching.opened["uid"] == person.uid != 0
        with standing_still(watching):
            started = start_tagged(person, watching, 1000)
        until_later(person, watching)
        watching.stop()
    assert sorted(tags(watching)) == started
    assert (watching.lines[-1]["gaps"], watching.lines[-1]["lost"]) == (0, 0)


def test_a_reader_whose_process_is_busy_loses_nothing(person: Person) -> None:
    with person.watching("connector") as watching:
        watching.order("busy 0.9")  # as a screen that paints in Python
        started = start_tagged(person, watching, 300)
        watching.order("idle")
        until_later(person, watching)
        watching.stop()
    assert sorted(tags(watching)) == started
    assert (watching.lines[-1]["gaps"], watching.lines[-1]["lost"]) == (0, 0)


def test_beyond_the_bound_it_is_said_how_many_and_memory_stays_small(person: Person) -> None:
    with person.watching("connector") as watching:
        with standing_still(watching):
            started = start_tagged(person, watching, 400, padding=100_000)
            resident = psutil.Process(watching.helper).memory_info().rss
        gap = watching.gap()
        until_later(person, watching)
        watching.stop()
    told = tags(watching)
    assert "nobody took them" in gap["reason"]
    assert set(told) < set(started)
    assert len(told) == len(set(told))
    assert len(started) - len(told) <= gap["lost"] == watching.lines[-1]["lost"]
    assert resident < 4 * outbox.LIMIT_BYTES


@pytest.mark.full
def test_ten_seconds_of_a_thousand_a_second_wait_for_a_reader_that_stands_still(person: Person) -> None:
    programs = watch_rivals.build(person.folder)
    with person.watching("connector") as watching:
        with standing_still(watching):
            order = [programs["launcher"], programs["live"], "500", "10000", "1000"]
            assert person.start(order).wait(2 * PATIENCE_SECONDS) == 0
            resident = psutil.Process(watching.helper).memory_info().rss
        until_later(person, watching)
        watching.stop()
    launches = [line["launch"] for line in watching.lines if "launch" in line]
    told = [launch["argv"][2] for launch in launches if launch["argv"][:1] == [programs["live"]]]
    assert len(told) == len(set(told)) == 10_000
    assert watching.lines[-1]["lost"] == 0
    assert resident < 4 * outbox.LIMIT_BYTES
