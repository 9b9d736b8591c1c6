"""What time alone changes, in the running agent: a date comes, and what runs since before it is told of."""

import contextlib
import io
import json
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.host import clock
from app.host.config import Config
from app.host.paths import Paths
from app.report.stream import Stream
from app.runtime.runtime import Runtime
from app.screen import Headless
from app.watch.opening import Opening
from tests.support import product
from tests.sync.company import POLICY, Company
from tests.sync.hosts import hosting

DATE = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
TEMPLATE = POLICY.replace("status: banned", f"status: banned\n    effective: {DATE.isoformat()}")


class Lines(io.StringIO):
    """An event stream that can be waited on."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[dict[str, Any]] = []
        self._came = threading.Condition()

    def write(self, text: str) -> int:
        with self._came:
            self._lines += [json.loads(line) for line in text.splitlines()]
            self._came.notify_all()
        return len(text)

    def alerts(self, count: int) -> list[dict[str, Any]]:
        """The alerts, once there are so many."""

        def found() -> list[dict[str, Any]]:
            return [line for line in self._lines if line["event"] == "alert"]

        with self._came:
            assert self._came.wait_for(lambda: len(found()) >= count, 30), self._lines
            return found()


def test_what_runs_since_before_the_date_is_told_of_when_it_comes(
    tmp_path: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments, lines = [DATE - timedelta(hours=1)], Lines()
    company = Company(tmp_path / "company")
    company.publish("one", template=TEMPLATE)
    script = product.stand_in(tmp_path / "prefix", "bad", "bad", "echo up; read line")
    pipe = subprocess.PIPE
    with hosting(company.public) as host, subprocess.Popen([script], stdin=pipe, stdout=pipe, bufsize=0) as running:
        assert running.stdout is not None
        running.stdout.read(3)
        monkeypatch.setattr(clock, "now", lambda: moments[0])
        screen = Headless()
        with contextlib.closing(Opening()) as opening:
            config = Config(url=host.url, root=company.root)
            runtime = Runtime(config, paths, screen, Stream(lines, None), opening)
            screen.on_shown = runtime.shown
            runtime.start()
            try:
                (first,) = lines.alerts(1)
                moments[0] = DATE
                source = runtime._launches.source
                assert source is not None
                source.wake()  # as when the time it waits for is over
                first, second = lines.alerts(2)
            finally:
                runtime.stop()
        running.communicate(b"\n", timeout=30)
    assert [(one["phase"], one["level"], one["pid"]) for one in (first, second)] == [
        ("announced", "countdown", running.pid),
        ("effective", "effective", running.pid),
    ]
