"""The contract every source keeps, shown with real programs that an ordinary user really starts."""

import itertools
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.host.process import start_time
from app.watch import procstat
from tests.watch.person import Person, Watching
from tests.watch.test_kernel_events import started_as

pytestmark = pytest.mark.alone

SH = os.path.realpath("/bin/sh")
SLEEP = os.path.realpath(shutil.which("sleep") or "/bin/sleep")


@pytest.fixture(params=["connector", "inotify", "counter", "poll", "psutil"])
def watching(person: Person, request: pytest.FixtureRequest) -> Iterator[Watching]:
    with person.watching(request.param) as opened:
        yield opened


def test_it_runs_as_an_ordinary_user(person: Person, watching: Watching) -> None:
    assert watching.opened["uid"] == watching.opened["euid"] == person.uid != 0
    if watching.helper:
        assert psutil.Process(watching.helper).uids() == (person.uid, person.uid, person.uid)


def test_a_launch_says_who_it_is(person: Person, watching: Watching) -> None:
    before = time.monotonic_ns()
    with person.running([SH, "-c", "sleep 300 & wait", "name"]) as shell:
        launch = watching.launch(lambda one: one["exe"] == SLEEP and one["parent"]["pid"] == shell.pid)
        assert launch["argv"] == ["sleep", "300"]
        assert launch["comm"] == "sleep"
        assert launch["cwd"] == str(person.home)
        assert launch["uid"] == person.uid
        assert launch["parent"] == {"pid": shell.pid, "exe": SH, "comm": Path(SH).name}
        assert launch["start_time"] == start_time(launch["pid"])
        assert before < launch["seen_ns"] <= launch["identified_ns"] < time.monotonic_ns()
        assert "problem" not in launch
        assert watching.told(shell.pid)["argv"] == [SH, "-c", "sleep 300 & wait", "name"]
        os.kill(launch["pid"], 9)


def test_arguments_are_kept_to_the_byte(person: Person, watching: Watching) -> None:
    argv = [SH.encode(), b"-c", b"read line", b"\xff\xfe", b"two\nlines", b"", b"a b", "\u202e\u4e2d".encode()]
    with person.running(argv, stdin=subprocess.PIPE) as child:
        launch = watching.launch_of(child)
    assert [part.encode("utf-8", "surrogateescape") for part in launch["argv"]] == argv


def test_long_arguments_are_whole(person: Person, watching: Watching) -> None:
    argv = [SH, "-c", "read line", "x" * 100_000, "y" * 100_000]
    with person.running(argv, stdin=subprocess.PIPE) as child:
        launch = watching.launch_of(child)
    assert launch["argv"] == argv
    assert "problem" not in launch


def test_huge_arguments_are_whole_or_said_to_be_cut(person: Person, watching: Watching) -> None:
    argv = [SH, "-c", "read line", *["z" * 120_000] * 12]
    with person.running(argv, stdin=subprocess.PIPE) as child:
        launch = watching.launch_of(child)
    assert launch["exe"] == SH
    assert launch["argv"][:4] == argv[:4]
    assert launch["argv"] == argv or "cut" in launch["problem"]


def test_a_program_that_execs_another_in_its_place_is_two_launches(person: Person, watching: Watching) -> None:
    with person.running([SH, "-c", "read line; exec sleep 300"], stdin=subprocess.PIPE) as child:
        first = watching.launch_of(child)
        assert first["exe"] == SH
        assert child.stdin is not None
        child.stdin.write(b"go\n")
        second = watching.launch_of(child)
    assert (second["exe"], second["argv"]) == (SLEEP, ["sleep", "300"])
    assert second["previous_exe"] == SH
    assert second["start_time"] == first["start_time"]


def test_what_may_not_be_read_is_told_with_what_is_known(person: Person, watching: Watching) -> None:
    secret = person.folder / f"secret-{watching.opened['ready']}"
    shutil.copy(SLEEP, secret)
    secret.chmod(0o111)  # who may not read a program may not look into its process either
    with person.running([str(secret), "300"]) as child:
        launch = watching.launch_of(child)
    secret.unlink()
    assert launch["exe"] == ""
    assert "exe: Permission denied" in launch["problem"]
    assert launch["argv"] == [str(secret), "300"]
    assert launch["comm"] == secret.name[:15]
    assert launch["uid"] == person.uid
    assert launch["parent"]["pid"] == os.getpid()


def test_what_already_runs_is_listed_and_not_announced(person: Person) -> None:
    for source in ("connector", "inotify", "counter", "poll", "psutil"):
        with person.running(["sleep", "300"]) as child, person.watching(source) as watching:
            watching.order("running")
            running = watching.wait(lambda line: "running" in line)["running"]
            (listed,) = [launch for launch in running if launch["pid"] == child.pid]
            assert (listed["exe"], listed["argv"], listed["uid"]) == (SLEEP, ["sleep", "300"], person.uid)
            assert {launch["uid"] for launch in running} == {person.uid}
            watching.stop()
            assert watching.launches(child.pid) == []


def test_other_users_programs_are_left_alone(person: Person, watching: Watching) -> None:
    stranger = subprocess.Popen(["sleep", "300"])
    try:
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)
    finally:
        stranger.kill()
        stranger.wait()
    assert bool(watching.launches(stranger.pid)) == (os.getuid() == person.uid)


def test_a_fork_that_execs_nothing_is_no_launch(person: Person, watching: Watching) -> None:
    script = "exec 3<&0; (read line <&3) & echo $!; wait"
    with person.running([SH, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as shell:
        assert shell.stdout is not None
        fork = int(shell.stdout.readline())
        with person.running(["sleep", "300"]) as child:
            watching.launch_of(child)
        watching.told(shell.pid)
        watching.stop()
        assert len(watching.launches(shell.pid)) == 1
        assert watching.launches(fork) == []


THREADS = """
import os, sys, threading
standing = threading.Event()
threads = [threading.Thread(target=standing.wait) for _ in range(3)]
for thread in threads:
    thread.start()
print(*[thread.native_id for thread in threads], flush=True)
sys.stdin.readline()
program = threading.Thread(target=os.execv, args=(sys.argv[1], ["sleep", "300"]))
program.start()
standing.wait()
"""


def test_a_thread_is_no_launch_and_what_one_execs_is_its_process(person: Person, watching: Watching) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with person.running(person.command("-I", "-S", "-c", THREADS, SLEEP), **pipes) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        threads = [int(word) for word in child.stdout.readline().split()]
        first = watching.launch_of(child)
        child.stdin.write(b"go\n")
        second = watching.launch_of(child)
        watching.stop()
        assert len(watching.launches(child.pid)) == 2
        assert [watching.launches(thread) for thread in threads] == [[], [], []]
    assert (second["exe"], second["argv"], second["uid"]) == (SLEEP, ["sleep", "300"], person.uid)
    assert (second["start_time"], second["previous_exe"]) == (first["start_time"], first["exe"])


def test_a_program_that_ended_and_nobody_waited_for_is_told_once(person: Person, watching: Watching) -> None:
    with person.running([SH, "-c", "read line"], stdin=subprocess.PIPE) as child:
        launch = watching.launch_of(child)
        assert child.stdin is not None
        child.stdin.close()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # a zombie from now on
        for _ in range(3):
            with person.running(["sleep", "300"]) as later:
                watching.launch_of(later)
        watching.stop()
        assert watching.launches(child.pid) == [launch]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can say which process id comes next")
def test_a_process_id_given_again_is_another_launch(person: Person, watching: Watching) -> None:
    with person.running(["sleep", "300"]) as first:
        before = watching.launch_of(first)
    while procstat.ticks_at(time.monotonic_ns()) <= before["start_time"] + 1:  # a process is (pid, start time)
        os.sched_yield()
    with started_as(first.pid, person):
        after = watching.launch(lambda one: one["pid"] == first.pid and one["start_time"] > before["start_time"])
    assert (after["exe"], after["uid"]) == (SLEEP, person.uid)
    assert "previous_exe" not in after


def test_only_named_variables_are_taken(person: Person, watching: Watching) -> None:
    named = {"PWD": "/somewhere", "npm_package_name": "@scope/tool", "VIRTUAL_ENV": "/venv"}
    with person.running(["/bin/sleep", "300"], env={"API_KEY": "secret", "MY_PWD": "secret", **named}) as child:
        launch = watching.launch_of(child)
    assert launch["env"] == named
    assert "secret" not in str(launch)


def test_variables_the_policy_names_are_taken_from_then_on(person: Person, watching: Watching) -> None:
    env = {"TOOL_RUNS": "1", "OTHER": "secret", "PWD": "/here"}
    with person.running(["/bin/sleep", "300"], env=env) as before:
        assert watching.launch_of(before)["env"] == {"PWD": "/here"}
        for names, taken in (("TOOL_RUNS TOOL_AGENT", {"TOOL_RUNS": "1"}), ("", {})):
            watching.order(f"seek {names}")
            watching.order("running")
            running = watching.wait(lambda line: "running" in line)["running"]
            assert [one["env"] for one in running if one["pid"] == before.pid] == [{"PWD": "/here"} | taken]
            assert {"PWD": "/here"} | taken in itertools.islice(variables(person, watching, env), 100)


def variables(person: Person, watching: Watching, env: dict[str, str]) -> Iterator[dict[str, str]]:
    """What is taken from one program after the other; the word takes a moment to the watcher process."""
    while True:
        with person.running(["/bin/sleep", "300"], env=env) as child:
            yield watching.launch_of(child)["env"]


def test_a_reader_that_waits_can_be_woken_and_the_source_closed(watching: Watching) -> None:
    started = time.monotonic()
    watching.stop()
    assert watching.lines[-1]["closed"] is True
    assert watching.child.wait() == 0
    assert time.monotonic() - started < 10
