"""A thread the agent lives by hangs for real: it is noticed and told, and the agent starts itself anew."""

import json
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

from app.host import crash_reports
from app.host.paths import Paths
from app.report import recall
from app.report.activity import Activity
from app.report.happening import Kind
from app.runtime.watchdog import Patience, Pulse, Watchdog, stacks
from app.watch import standing
from tests.support.desktop import Person, wait_until
from tests.support.product import ROOT, Running, running, stand_in
from tests.sync.company import POLICY, Company, verified_earlier

BANNED = f"banned-{uuid.uuid4()}"
"""A package that no other agent's test starts on this machine."""

QUICK = Patience(every=0.01, answer=0.2, step=0.01)


@contextmanager
def watching(*pulses: Pulse) -> Iterator[tuple[threading.Event, threading.Event, list[str]]]:
    """A watchdog at work: set after a round, set after a stall, and who stalled."""
    stop, round_, stalled, who = threading.Event(), threading.Event(), threading.Event(), list[str]()

    def on_stall(pulse: Pulse, _: float) -> None:
        who.append(pulse.name)
        stalled.set()

    dog = threading.Thread(target=Watchdog(pulses, stop, on_stall, round_.set, QUICK).run)
    dog.start()
    try:
        yield round_, stalled, who
    finally:
        stop.set()
        dog.join(20)
        assert not dog.is_alive()


def test_who_answers_is_well_and_who_does_not_is_named() -> None:
    well, ill = Pulse("well", lambda: None), Pulse("ill", lambda: None)
    well.ask = well.turn
    with watching(well) as (round_, stalled, who):
        assert round_.wait(20)
        round_.clear()
        assert round_.wait(20), "round after round"
        assert not stalled.is_set()
    with watching(well, ill) as (_, stalled, who):
        assert stalled.wait(20)
        assert who == ["ill"]


def test_asking_itself_may_hang() -> None:
    lock = threading.Lock()
    with lock:
        hangs = Pulse("hangs", lambda: _takes(lock))
        with watching(hangs) as (_, stalled, who):
            assert stalled.wait(20)
            assert who == ["hangs"]


def _takes(lock: threading.Lock) -> None:
    with lock:
        pass


def test_work_that_goes_on_is_no_hang() -> None:
    busy = Pulse("busy", lambda: None)
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.005):
            busy.beat()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        with watching(busy) as (round_, stalled, _):
            assert round_.wait(20)
            assert not stalled.is_set()
    finally:
        over.set()
        worker.join()


class Sleeper:
    """A thread that answers when it is asked, and sleeps otherwise."""

    def __init__(self) -> None:
        self.pulse = Pulse("sleeper", self._ask)
        self.asked, self._order, self._answered, self._over = 0, threading.Event(), threading.Event(), False
        self._thread = threading.Thread(target=self._run)

    def _ask(self) -> None:
        self.asked += 1
        self._order.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._order.set()
        self._thread.join(20)
        assert not self._thread.is_alive()

    def run_once(self) -> None:
        self._answered.clear()
        self._order.set()
        assert self._answered.wait(20)

    def _run(self) -> None:
        while not self._over:
            self.pulse.turn()
            self._answered.set()
            self._order.wait()
            self._order.clear()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whether a thread ran")
def test_who_slept_since_its_answer_is_known_and_who_ran_is() -> None:
    with Sleeper() as sleeper:
        pulse = sleeper.pulse
        sleeper.run_once()
        assert not pulse.slept(), "nobody took note of its answer"

        def slept() -> bool:
            pulse.rest()
            return pulse.slept()

        wait_until(slept, "a thread that sleeps")
        sleeper.run_once()
        assert not pulse.slept()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whether a thread ran")
def test_who_sleeps_is_asked_now_and_then_all_the_same() -> None:
    rounds, asked, enough, stop = 0, list[int](), threading.Event(), threading.Event()
    patience = Patience(every=0.01, answer=20.0, step=0.05, anyway=10)

    def on_round() -> None:
        nonlocal rounds
        rounds += 1
        asked.append(sleeper.asked)
        if rounds == 4 * patience.anyway:
            stop.set()
            enough.set()

    with Sleeper() as sleeper:
        run = Watchdog([sleeper.pulse], stop, lambda *_: enough.set(), on_round, patience).run
        dog = threading.Thread(target=run)
        dog.start()
        assert enough.wait(60)
        dog.join(20)
    assert len(asked) == 4 * patience.anyway, "no stall"
    assert asked[0] == 1, "nothing is known of it at first"
    assert all(asked[number - 1] > asked[number - 2] for number in (10, 20, 30, 40))
    assert asked[-1] < len(asked), "it was let sleep meanwhile"


def test_stacks_name_the_thread_and_no_values() -> None:
    planted = "planted-value"
    held, over = threading.Event(), threading.Event()

    def hangs(secret: str) -> None:
        assert secret
        held.set()
        over.wait()

    thread = threading.Thread(target=hangs, args=(planted,), name="the-one")
    thread.start()
    try:
        assert held.wait(20)
        said = stacks(thread.ident)
    finally:
        over.set()
        thread.join()
    assert "in hangs" in said.partition("Thread the-one")[2]
    assert planted + '"' not in said.partition("Thread the-one")[2]


class Faulty:
    """A real agent with a fault that can be triggered, its company's policy in force."""

    def __init__(self, tmp_path: Path, paths: Paths, fault: str, *options: str, env: dict[str, str]) -> None:
        company = Company(tmp_path / "company")
        url = verified_earlier(company, paths.state / "policy", POLICY.replace("npm/bad", f"npm/{BANNED}"))
        (tmp_path / "root.json").write_bytes(company.root)
        self.paths, self.trigger = paths, tmp_path / "trigger"
        command = [sys.executable, "-m", "tests.runtime.hanging_driver", fault, str(self.trigger), "run", *options]
        where = ["--events", "-", "--url", url, "--root", str(tmp_path / "root.json"), "--home", str(paths.home)]
        self._errors = tmp_path / "stderr"
        with self._errors.open("w") as errors:
            self.process = subprocess.Popen(
                [*command, *where], cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, env=env
            )
        self.agent = Running(self.process)

    def fail(self) -> None:
        """Have it happen; a program that starts wakes the thread that reads launches."""
        self.trigger.touch()
        subprocess.run(["/bin/true"], check=True)

    def end(self) -> str:
        """End it in order; what it said on standard error."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        finally:
            self.process.kill()
            self.process.wait()
            self.agent.join()
        return self._errors.read_text()


@pytest.mark.parametrize("fault", ["fifo", "deadlock"])
def test_a_watch_thread_that_hangs_is_noticed_and_the_agent_starts_anew(
    tmp_path: Path, paths: Paths, fault: str
) -> None:
    faulty = Faulty(tmp_path, paths, fault, "--headless", env=dict(os.environ))
    try:
        agent, pid = faulty.agent, faulty.process.pid
        assert agent.wait_for("policy")["version"] == 1
        faulty.fail()
        assert agent.wait_for("stalled")["thread"] == "watch"
        assert agent.wait_for("restarted")["count"] == 1
        assert agent.wait_for("gap")["reason"] == "the agent was started anew, because its thread watch hung"
        script = stand_in(tmp_path, BANNED, "bad")
        with running(script):
            assert agent.wait_for("alert")["tool"] == "bad"
        told = standing.read(paths.runtime / standing.FILE)
        assert told is not None
        assert (told.agent.pid, told.restarts, told.restarted) == (pid, 1, "its thread watch hung")
    finally:
        said = faulty.end()
    assert said == ""
    (report,) = crash_reports.reports(crash_reports.folder(paths))
    assert (report.kind, report.thread) == ("stalled", "watch")
    last = "\n".join(report.traceback[-12:])
    assert ("stuck_in_a_pipe" if fault == "fifo" else "in deadlock") in last
    logged = [(line["event"], line["level"]) for line in recall.entries(paths.state)]
    assert ("stalled", "error") in logged
    assert ("restarted", "warning") in logged
    activity = Activity(paths.state / "activity.db")
    assert Kind.RESTARTED in [one.kind for one in activity.newest(50)]
    activity.close()
    assert not [file for file in crash_reports.folder(paths).iterdir() if file.name.startswith("native")]


def test_a_screen_that_hangs_is_noticed_and_comes_back(tmp_path: Path, paths: Paths) -> None:
    with Person(tmp_path / "screen") as person:
        faulty = Faulty(tmp_path, paths, "screen", env=person.environment)
        try:
            agent = faulty.agent
            assert agent.wait_for("policy")["version"] == 1
            faulty.trigger.touch()
            assert agent.wait_for("stalled")["thread"] == "screen"
            assert agent.wait_for("restarted")["count"] == 1
            assert agent.wait_for("policy")["version"] == 1
        finally:
            faulty.end()


def test_an_agent_that_was_stopped_as_a_whole_is_not_late(tmp_path: Path, paths: Paths) -> None:
    faulty = Faulty(tmp_path, paths, "deadlock", "--headless", env=dict(os.environ))
    try:
        agent = faulty.agent
        agent.wait_for("policy")
        os.kill(faulty.process.pid, signal.SIGSTOP)
        with subprocess.Popen(["sleep", "4"]) as longer_than_its_patience:
            longer_than_its_patience.wait(timeout=60)
        os.kill(faulty.process.pid, signal.SIGCONT)
        script = stand_in(tmp_path, BANNED, "bad")
        with running(script):
            assert agent.wait_for("alert")["tool"] == "bad"
    finally:
        faulty.end()
    assert "stalled" not in [event["event"] for event in agent.seen]
    assert crash_reports.reports(crash_reports.folder(paths)) == ()


def test_a_thread_that_crashes_leaves_a_report_without_values_and_the_agent_starts_anew(
    tmp_path: Path, paths: Paths
) -> None:
    faulty = Faulty(tmp_path, paths, "crash", "--headless", env=dict(os.environ))
    try:
        faulty.agent.wait_for("policy")
        faulty.fail()
        assert faulty.agent.wait_for("restarted")["reason"] == "a thread crashed"
        faulty.agent.wait_for("policy")
    finally:
        faulty.end()
    (report,) = crash_reports.reports(crash_reports.folder(paths))
    assert (report.kind, report.thread) == ("exception", "watch")
    assert report.summary.startswith("RuntimeError: unforeseen")
    ((_, text),) = crash_reports.texts(crash_reports.folder(paths))
    assert "planted-in-the-message" not in text
    assert str(paths.home) not in text
    assert json.loads(text)["log"][-1]["run"]


def test_a_fault_of_the_machine_is_known_at_the_next_start(tmp_path: Path, paths: Paths) -> None:
    faulty = Faulty(tmp_path, paths, "segfault", "--headless", env=dict(os.environ))
    try:
        faulty.agent.wait_for("policy")
        faulty.fail()
        assert faulty.process.wait(timeout=60) == -signal.SIGSEGV
    finally:
        faulty.end()
    again = Faulty(tmp_path / "again", paths, "crash", "--headless", env=dict(os.environ))
    try:
        again.agent.wait_for("policy")
        (report,) = crash_reports.reports(crash_reports.folder(paths))
        assert report.kind == "native"
        assert report.traceback[0].startswith("Fatal Python error: Segmentation fault")
        assert "in segfault" in "\n".join(report.traceback)
    finally:
        again.end()
