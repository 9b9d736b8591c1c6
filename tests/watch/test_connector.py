"""The connector and its supervision: nothing is missed in silence, whatever happens to the watcher process."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from app.policy.launch import Launch
from app.watch import frames, helper
from app.watch.connector import Connector
from app.watch.scheduling import Mode
from app.watch.source import Gap, Unavailable
from app.watch.supervision import Patience
from tests.watch.person import PATIENCE_SECONDS, Line, Person, Watching

pytestmark = pytest.mark.alone

SH = os.path.realpath("/bin/sh")
SLEEP = os.path.realpath(shutil.which("sleep") or "/bin/sleep")
SMALLEST = 1  # the kernel makes it 2,304 bytes, doubled: five events


def test_the_shortest_programs_are_each_told_once(person: Person) -> None:
    with person.watching("connector") as watching:
        assert watching.opened["mode"] in list(Mode)
        pids = []
        for _ in range(100):
            child = person.start(["/bin/true"])
            child.wait()
            pids.append(child.pid)
        for pid in pids:
            watching.told(pid)
        watching.stop()
        launches = [launch for pid in pids for launch in watching.launches(pid)]
    assert [launch["pid"] for launch in launches] == pids
    assert all(launch["argv"] == ["/bin/true"] or launch["problem"] for launch in launches)
    assert watching.lines[-1]["lost"] == 0


def test_a_chain_of_execs_is_told_link_by_link(person: Person) -> None:
    script = "exec sh -c 'exec env sh -c \"exec sleep 300\"'"
    with person.watching("connector") as watching, person.running([SH, "-c", script]) as child:
        launches = [watching.launch_of(child) for _ in range(5)]
        with person.running(["sleep", "300"]) as later:
            watching.launch_of(later)
        assert watching.launches(child.pid) == launches
    assert SLEEP in [launch["exe"] for launch in launches if "problem" not in launch]
    problems = [launch["problem"] for launch in launches if "problem" in launch]
    assert all("exec'd again" in problem or "empty" in problem for problem in problems), problems


def test_what_ended_before_it_could_be_read_is_told(person: Person) -> None:
    with person.watching("connector") as watching:
        watching.freeze()
        gone = person.start(["/bin/true"])
        gone.wait()
        zombie = person.start(["/bin/true"])
        os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
        watching.thaw()
        unknown, known = watching.told(gone.pid), watching.told(zombie.pid)
        zombie.wait()
    assert unknown["problem"] == known["problem"] == "it ended before it could be read"
    assert (known["comm"], known["uid"], known["parent"]["pid"]) == ("true", person.uid, os.getpid())


def test_two_execs_in_a_row_that_both_show_the_second_are_not_told_as_one_twice(person: Person) -> None:
    with person.watching("connector") as watching:
        watching.freeze()
        with person.running([SH, "-c", "exec sleep 300"]) as child:
            while Path(f"/proc/{child.pid}/comm").read_text() != "sleep\n":
                os.sched_yield()
            watching.thaw()
            told, replaced = watching.launch_of(child), watching.launch_of(child)
    assert told["argv"] == ["sleep", "300"]
    assert (replaced["exe"], replaced["argv"]) == ("", [])
    assert "exec'd again" in replaced["problem"]


def test_an_overrun_is_told_and_what_still_runs_is_found(person: Person) -> None:
    with person.watching("connector", buffer=SMALLEST) as watching:
        watching.freeze()
        pids = []
        for _ in range(100):
            child = person.start(["/bin/true"])
            child.wait()
            pids.append(child.pid)
        with person.running(["sleep", "300"]) as survivor:
            watching.thaw()
            gap = watching.gap()
            watching.told(survivor.pid)
        with person.running(["sleep", "300"]) as later:
            watching.launch_of(later)
        while lost(watching) + len([pid for pid in pids if watching.launches(pid)]) < len(pids):
            watching.wait(lambda _line: True)  # each CPU tells its own gap
        watching.stop()
        assert len(watching.launches(survivor.pid)) == 1
    assert gap["lost"] > 0
    assert "buffer" in gap["reason"]
    assert watching.lines[-1]["lost"] == lost(watching)


def lost(watching: Watching) -> int:
    """What all gaps so far add up to."""
    return sum(line["gap"]["lost"] for line in watching.lines if "gap" in line)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_watcher_that_dies_is_replaced_and_nothing_that_runs_is_missed(person: Person, number: int) -> None:
    with person.watching("connector") as watching:
        os.kill(watching.helper, number)
        with person.running(["sleep", "300"]) as meanwhile:
            gap = watching.gap()
            watching.told(meanwhile.pid)
            with person.running(["sleep", "300"]) as later:
                watching.launch_of(later)
        watching.stop()
        assert len(watching.launches(meanwhile.pid)) == 1
        assert not [line for line in watching.lines if line.get("launch", {}).get("argv", [])[1:2] == ["-I"]]
    assert "watching starts again" in gap["reason"]
    assert watching.lines[-1]["restarts"] == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP])
def test_what_ends_or_stops_the_whole_group_does_not_end_the_watcher(person: Person, number: int) -> None:
    """Its parent ends it; until then it misses nothing."""
    with person.watching("connector") as watching:
        os.kill(watching.helper, number)
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)
        watching.stop()
    closed = watching.lines[-1]
    assert (closed["gaps"], closed["restarts"]) == (0, 0)


def test_a_watcher_that_was_stopped_goes_on_and_missed_nothing(person: Person) -> None:
    """Also the second time."""
    with person.watching("connector", patience={"stopped": 0.1}) as watching:
        for _ in range(2):
            os.kill(watching.helper, signal.SIGSTOP)
            with person.running(["sleep", "300"]) as child:
                assert watching.launch_of(child)["exe"] == SLEEP
        watching.stop()
    closed = watching.lines[-1]
    assert (closed["gaps"], closed["restarts"]) == (0, 0)


def test_a_watcher_that_hangs_is_replaced(person: Person) -> None:
    with person.watching("connector", patience={"silence": 0.3, "answer": 0.3}) as watching:
        watching.freeze()
        assert "hung" in watching.gap()["reason"]
        assert not psutil.pid_exists(watching.helper)
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)
        replaced = watching.wait(lambda line: line.get("helper", 0) not in (0, watching.helper))
        assert psutil.pid_exists(replaced["helper"])


def test_a_watcher_that_hangs_in_one_process_says_so_and_ends(person: Person) -> None:
    """One ear hangs in a read; the others and the one who answers do not."""
    pipe = subprocess.PIPE
    with person.running(person.command("-c", _HANG_IN_TRUE, str(person.uid)), stdin=pipe, stdout=pipe) as watcher:
        assert watcher.stdin is not None
        assert watcher.stdout is not None
        decoder, said = frames.Decoder(), list[tuple[frames.Kind, bytes]]()
        while not said:
            said += decoder.feed(watcher.stdout.read(65536))
        assert said[0][0] is frames.Kind.READY
        person.start(["/bin/true"]).wait()
        while not said or said[-1][0] is not frames.Kind.FAILED:
            with contextlib.suppress(BrokenPipeError):
                watcher.stdin.write(b"?\n")
            arrived = watcher.stdout.read(65536)
            assert arrived, "it ended and did not say why"
            said = [one for one in decoder.feed(arrived) if one[0] is not frames.Kind.COUNTS] or said
        assert said[-1][1] == b"reading a process hangs"
        assert watcher.wait(PATIENCE_SECONDS) == 1


_HANG_IN_TRUE = """
import sys, threading
from app.watch import helper, procfs
helper.STUCK_SECONDS = 0.2
identify = procfs.identify
def hang(*arguments):
    reading = identify(*arguments)
    if reading.argv == b"/bin/true\\0" or not reading.argv:
        threading.Event().wait()
    return reading
procfs.identify = hang
sys.exit(helper.main([sys.argv[1], "plain", "0"]))
"""


def test_a_watcher_that_is_only_asked_stays(person: Person) -> None:
    with person.watching("connector", patience={"silence": 0.05, "answer": PATIENCE_SECONDS}) as watching:
        for _ in range(5):
            with person.running(["sleep", "300"]) as child:
                watching.launch_of(child)
        watching.stop()
    assert watching.lines[-1]["restarts"] == 0


def test_the_watcher_ends_with_its_parent(person: Person) -> None:
    with person.watching("connector") as watching:
        process = psutil.Process(watching.helper)
        watching.child.kill()
        process.wait(PATIENCE_SECONDS)


def test_attempts_to_start_the_watcher_again_become_rarer(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Connector(patience=Patience(retry=0.05, longest_retry=0.2, attempts=1000))
    try:
        with monkeypatch.context() as broken:
            broken.setattr(sys, "executable", "/nowhere/python")
            os.kill(source.pid, signal.SIGKILL)
            gaps: list[Gap] = []
            while len(gaps) < 5:
                gaps += [record for record in source.read(PATIENCE_SECONDS) if isinstance(record, Gap)]
        assert "signal 9" in gaps[0].reason
        assert all("cannot be started" in gap.reason for gap in gaps[1:])
        assert source.stats().restarts >= 5
        child = None
        while not source.pid or not source.mode:
            source.read(0.1)
        child = subprocess.Popen(["sleep", "300"])
        try:
            seen: list[int] = []
            while child.pid not in seen:
                seen += [record.pid for record in source.read(PATIENCE_SECONDS) if isinstance(record, Launch)]
        finally:
            child.kill()
            child.wait()
    finally:
        source.close()


def test_nobody_is_left_who_would_let_an_ended_watcher_go_on() -> None:
    source = Connector()
    assert "resume" in {thread.name for thread in threading.enumerate()}
    source.close()
    assert "resume" not in {thread.name for thread in threading.enumerate()}


def test_a_watcher_that_cannot_be_started_makes_the_source_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Unavailable, match="cannot be started"):
        Connector()


def test_the_watcher_process_is_isolated(person: Person) -> None:
    """Isolated mode, no site packages, and nothing loaded but the standard library and its own few modules."""
    with person.watching("connector") as watching:
        command = Path(f"/proc/{watching.helper}/cmdline").read_bytes().split(b"\0")
        assert command[1:3] == [b"-I", b"-S"]
        assert Path(f"/proc/{watching.helper}/environ").read_bytes() == b""
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LIST_MODULES, helper.__file__], capture_output=True, text=True, check=True
    ).stdout.split()
    names = (
        "claims",
        "ear",
        "ears",
        "environment",
        "frames",
        "netlink",
        "outbox",
        "parents",
        "procfs",
        "procstat",
        "scheduling",
    )
    assert set(loaded) <= {"app", "app.watch", *(f"app.watch.{name}" for name in names)}
    assert "app.watch.ear" in loaded


_LIST_MODULES = """
import runpy, sys
sys.path.append(sys.argv[1].rsplit("/", 3)[0])
runpy.run_path(sys.argv[1], run_name="watcher")
foreign = {name for name in sys.modules if name.partition(".")[0] not in sys.stdlib_module_names}
print(*foreign - {"__main__"})
"""


def test_what_it_did_is_counted(person: Person) -> None:
    with person.watching("connector") as watching:
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)
        watching.stop()
    counts: Line = watching.lines[-1]
    assert counts["launches"] >= 1
    assert (counts["gaps"], counts["lost"], counts["restarts"]) == (0, 0, 0)
