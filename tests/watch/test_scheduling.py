"""How the watcher is scheduled: in real time where it may be, and every program then has its name."""

import os
import resource
import signal
import subprocess
from pathlib import Path

import pytest

from app.watch import scheduling
from app.watch.scheduling import Mode
from tests.watch.person import Person, Watching

pytestmark = pytest.mark.alone

CAP_SYS_RESOURCE = 24  # linux/capability.h


def may_raise_limits() -> bool:
    """Whether we may give somebody a limit for real time."""
    status = Path("/proc/self/status").read_text()
    return bool(int(status.partition("CapEff:\t")[2][:16], 16) >> CAP_SYS_RESOURCE & 1)


ALLOWED_BY = ["capability", "limit"] if may_raise_limits() else ["capability"]
"""Some sandboxes keep root from raising a limit (CAP_SYS_RESOURCE): there the limit is tested at the system call."""

NO_BUS = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere/bus"}


def policies(watching: Watching) -> list[int]:
    """The scheduling policy of the watcher's main thread, and of each that sits on the CPU it listens to."""
    tasks = sorted(Path(f"/proc/{watching.helper}/task").iterdir(), key=lambda task: int(task.name))
    threads = [task for task in tasks if task is tasks[0] or "signpost-cpu" in (task / "comm").read_text()]
    return [os.sched_getscheduler(int(thread.name)) for thread in threads]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can let somebody be scheduled in real time")
@pytest.mark.parametrize("allowed_by", ALLOWED_BY)
def test_in_real_time_every_program_is_told_with_its_name(person: Person, allowed_by: str) -> None:
    """Even from another session, which is another CPU group (sched(7), autogroup)."""
    with person.watching("connector", real_time=allowed_by) as watching:
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


@pytest.mark.skipif(os.getuid() != 0, reason="only root can let somebody be scheduled in real time")
def test_a_thread_that_ran_too_long_in_real_time_gives_it_back(person: Person) -> None:
    """The signal is the kernel's, for a thread that did not pause for 0.1 s (setrlimit(2), RLIMIT_RTTIME)."""
    with person.watching("connector", real_time="capability") as watching:
        os.kill(watching.helper, signal.SIGXCPU)
        told = watching.wait(lambda line: line.get("mode", "real-time") != "real-time")
        assert set(policies(watching)) <= {os.SCHED_OTHER, os.SCHED_OTHER | os.SCHED_RESET_ON_FORK}
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)
    assert told["helper"] == watching.helper
    assert "taken away" in told["refusals"][0]["reason"]


@pytest.mark.parametrize("mode", ["real-time", "slice"])
def test_a_mode_that_is_asked_for_is_had_or_refused(person: Person, mode: str) -> None:
    with person.watching("connector", mode=mode, exactly=True, env=NO_BUS) as watching:
        refusal = watching.opened.get("unavailable")
    if refusal is None:
        assert watching.opened["mode"] == mode
    else:
        assert refusal["source"] == f"connector-{mode}"
    assert mode != "real-time" or refusal == {
        "source": "connector-real-time",
        "reason": "this account has no limit for it (RLIMIT_RTPRIO), and there is no system bus to ask rtkit on",
    }


def test_who_may_not_gets_the_next_mode(person: Person) -> None:
    script = "from app.watch.scheduling import Mode, take; print(take(Mode.REAL_TIME), take(Mode.PLAIN))"
    with person.running(person.command("-c", script), stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        taken, plain = child.stdout.read().decode().split()
    assert taken in list(Mode)
    assert os.getuid() != 0 or taken != "real-time"
    assert plain == "plain"


def test_a_limit_for_real_time_is_raised_and_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit that counts is the soft one, and the machine's owner may have given the hard one only."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (0, 5))
    monkeypatch.setattr(resource, "setrlimit", lambda which, limits: calls.append((which, limits)))
    monkeypatch.setattr(os, "sched_setscheduler", lambda *arguments: calls.append(arguments[:2]))
    assert scheduling.take(Mode.REAL_TIME) is Mode.REAL_TIME
    assert calls == [(resource.RLIMIT_RTPRIO, (5, 5)), (0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK)]


def test_a_machine_whose_system_calls_we_do_not_know_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduling, "_SYSCALLS", {})
    assert scheduling.take(Mode.SLICE) is Mode.PLAIN
