"""How the watcher is scheduled: in real time where it may be, and every program then has its name."""

import os
import subprocess
from pathlib import Path

import pytest

from app.watch import scheduling
from app.watch.scheduling import Mode
from tests.watch.person import Person, Watching


def policies(watching: Watching) -> list[int]:
    """The scheduling policy of each of the watcher's threads, the main one first."""
    threads = sorted(int(task.name) for task in Path(f"/proc/{watching.helper}/task").iterdir())
    return [os.sched_getscheduler(thread) for thread in threads]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can let somebody be scheduled in real time")
def test_in_real_time_every_program_is_told_with_its_name(person: Person) -> None:
    """Even from another session, which is another CPU group (sched(7), autogroup)."""
    with person.watching("connector", real_time=True) as watching:
        assert (watching.opened["mode"], watching.opened["uid"]) == ("real-time", person.uid)
        main, *ears = policies(watching)
        assert main == os.SCHED_OTHER
        assert {policy & ~os.SCHED_RESET_ON_FORK for policy in ears} == {os.SCHED_FIFO}
        pids = []
        for _ in range(50):
            with person.running(["setsid", "/bin/true"]) as child:
                child.wait()
                pids.append(child.pid)
        told = [[watching.told(pid), watching.launch(lambda one: one["argv"] == ["/bin/true"])] for pid in pids]
    assert [launch["problem"] for pair in told for launch in pair if "problem" in launch] == []


def test_who_may_not_gets_the_next_mode(person: Person) -> None:
    script = "from app.watch.scheduling import Mode, take; print(take(Mode.REAL_TIME), take(Mode.PLAIN))"
    with person.running(person.command("-c", script), stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        taken, plain = child.stdout.read().decode().split()
    assert taken in list(Mode)
    assert os.getuid() != 0 or taken != "real-time"
    assert plain == "plain"


def test_a_machine_whose_system_calls_we_do_not_know_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduling, "_SYSCALLS", {})
    assert scheduling.take(Mode.SLICE) is Mode.PLAIN
