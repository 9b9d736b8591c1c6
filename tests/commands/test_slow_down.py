"""A start after one crash upon the other waits, longer and longer, and says so."""

import io
import json
from datetime import timedelta

import pytest

from app.commands import run
from app.host import clock
from app.host.crash_reports import Report
from app.report.stream import Stream


@pytest.mark.parametrize(("crashes", "seconds"), [(0, []), (2, []), (3, [5.0]), (5, [20.0])])
def test_a_loop_of_crashes_is_slowed_down_and_told(
    monkeypatch: pytest.MonkeyPatch, crashes: int, seconds: list[float]
) -> None:
    waited, out = list[float](), io.StringIO()
    monkeypatch.setattr("time.sleep", waited.append)
    found = tuple(Report(clock.now() - timedelta(seconds=9), "exception", "1") for _ in range(crashes))
    run._slow_down(found, Stream(out))
    assert waited == seconds
    assert [json.loads(line)["seconds"] for line in out.getvalue().splitlines()] == seconds
