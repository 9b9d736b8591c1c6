"""A banned tool is asked to close after its countdown: the running agent, real processes, a clock that is put ahead."""

import contextlib
import json
import subprocess
import threading
from pathlib import Path

import pytest

from app.alerts.closing import MINUTE_NS, PATIENCE_NS, Closing, Stage
from app.host import clock
from app.host.config import Config
from app.host.paths import Paths
from app.report.activity import Activity
from app.report.happening import Kind
from app.report.ledger import Ledger
from app.report.stream import Stream
from app.runtime.runtime import Runtime
from app.screen import Headless
from app.watch.opening import Opening
from tests.runtime.test_dates import Lines
from tests.support import product
from tests.support.desktop import wait_until
from tests.sync.company import POLICY, Company
from tests.sync.hosts import hosting

TEMPLATE = POLICY.replace("status: banned", "status: banned\n    close_after: 10")
SAVES = "trap 'echo saved >work; exit 0' TERM; echo up; read line"
STAYS = "trap '' TERM; echo up; read line"


class Eyes(Headless):
    """A screen that somebody looks at."""

    cards = True

    def __init__(self) -> None:
        super().__init__()
        self.closings: list[Closing] = []
        self.came = threading.Event()

    def closing(self, closing: Closing) -> None:
        self.closings.append(closing)
        self.came.set()

    def stages(self) -> list[Stage]:
        return [one.stage for one in self.closings]


def test_it_saves_and_ends_and_what_ignores_it_is_left_running(
    tmp_path: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead, real, lines, screen = [0], clock.monotonic_ns, Lines(), Eyes()
    monkeypatch.setattr(clock, "monotonic_ns", lambda: real() + ahead[0])
    company = Company(tmp_path / "company")
    company.publish("one", template=TEMPLATE)
    pipe, environment = subprocess.PIPE, {"PATH": "/usr/bin:/bin", "DISPLAY": ":99"}
    with contextlib.ExitStack() as stack:
        host = stack.enter_context(hosting(company.public))
        running = []
        for name, body in (("one", SAVES), ("two", STAYS)):
            script = product.stand_in(tmp_path / name, "bad", "bad", body)
            one = subprocess.Popen([script], stdin=pipe, stdout=pipe, cwd=tmp_path, env=environment)
            stack.callback(one.communicate)
            stack.callback(one.kill)
            assert one.stdout is not None
            assert one.stdout.readline() == b"up\n"
            running.append(one)
        opening = stack.enter_context(contextlib.closing(Opening()))
        config = Config(url=host.url, root=company.root)
        runtime = Runtime(config, paths, screen, Stream(lines, None), opening)
        screen.on_shown = runtime.shown
        runtime.start()
        stack.callback(runtime.stop)
        closings = runtime._agent._closings
        wait_until(lambda: len(closings._candidates) == 2 and screen.stages() == [Stage.COUNTING], "both are known")

        def later(ns: int, stage: Stage) -> None:
            ahead[0] += ns
            assert runtime._launches.source is not None
            runtime._launches.source.wake()  # as when the time it waits for is over
            wait_until(lambda: screen.stages()[-1] is stage, stage.value)

        assert [one.poll() for one in running] == [None, None]
        later(10 * MINUTE_NS, Stage.ASKED)
        assert running[0].wait(30) == 0
        assert (tmp_path / "work").read_text() == "saved\n"
        later(PATIENCE_NS, Stage.LEFT)
        assert running[1].poll() is None
    assert (screen.closings[-1].asked, screen.closings[-1].left) == (2, 1)
    assert [one["stage"] for one in lines._lines if one["event"] == "closing"] == ["counting", "asked", "left"]
    with contextlib.closing(Ledger(paths.state / "ledger.db")) as ledger:
        events = [json.loads(entry.payload) for entry in ledger.entries()]
    assert {event["type_uid"] for event in events} == {100701, 100702}
    with contextlib.closing(Activity(paths.state / "activity.db")) as activity:
        kinds = [one.kind for one in activity.newest(10) if one.kind is not Kind.POLICY]
    assert kinds == [Kind.LEFT_RUNNING, Kind.ALERT]
