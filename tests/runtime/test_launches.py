"""Launches as they come: what hangs is told wherever it was judged, and holds up nothing else."""

import contextlib
import io
import json
import threading
from collections.abc import Iterator
from typing import cast

import pytest

from app.agent import Agent
from app.host.paths import Paths
from app.policy.launch import Launch
from app.policy.person import Person
from app.report.stream import Stream
from app.runtime import launches
from app.runtime.identification import Identification
from app.runtime.launches import Launches
from app.runtime.shortfalls import Shortfalls
from app.runtime.watchdog import Pulse
from app.runtime.watching import WatchReport
from app.runtime.worker import Worker
from app.screen import Headless
from app.watch.polling import Poll
from app.watch.source import Gap

PATIENCE_SECONDS = 30.0


class Judge:
    """Of an agent what judges: everything takes a second look, and that of the first launch hangs until told."""

    def __init__(self) -> None:
        self.go, self.went_on = threading.Event(), threading.Event()

    def saw(self, _launch: Launch) -> bool:
        return True

    def look_closer(self, launch: Launch, _cancel: threading.Event) -> None:
        if launch.pid == 1:
            self.go.wait()
        else:
            self.went_on.set()

    def turn(self, _running: object) -> float:
        return PATIENCE_SECONDS

    def close(self) -> float:
        return PATIENCE_SECONDS

    def tick(self) -> bool:
        return False


class Scripted(Poll):
    """Two launches at first; then nothing, until it is woken."""

    def __init__(self) -> None:
        super().__init__()
        self._come: Iterator[list[Launch | Gap]] = iter([[Launch(pid=1, exe="/mnt/x"), Launch(pid=2, exe="/bin/y")]])
        self._woken = threading.Event()

    def read(self, timeout: float) -> list[Launch | Gap]:
        come = next(self._come, None)
        if come is None:
            self._woken.wait(timeout)
            self._woken.clear()
        return come or []

    def wake(self) -> None:
        self._woken.set()


def test_a_second_look_that_hangs_is_told_and_the_next_is_taken(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launches, "READ_SECONDS", 0.05)
    stop, judge, said, told = threading.Event(), Judge(), io.StringIO(), threading.Event()
    closer = Worker("closer", lambda _: None, 8)
    made = Launches(
        cast("Agent", judge), Identification(), Person("me"), paths, closer, Pulse("watch", lambda: None), stop
    )

    class Report(WatchReport):
        def gap(self, gap: Gap) -> None:
            super().gap(gap)
            told.set()

    with contextlib.closing(Scripted()) as source:
        made.begin(source)
        report = Report(source, paths, Stream(said, None), Headless(), lambda *_: None, Shortfalls(lambda _: None))
        watching = threading.Thread(target=made.watch, args=(report,))
        watching.start()
        try:
            assert told.wait(PATIENCE_SECONDS)
            assert judge.went_on.wait(PATIENCE_SECONDS)
        finally:
            judge.go.set()
            stop.set()
            made.wake()
            watching.join()
            closer.end()
    (gap,) = [line for line in map(json.loads, said.getvalue().splitlines()) if line["event"] == "gap"]
    assert (gap["lost"], "answers no more" in gap["reason"]) == (1, True)
