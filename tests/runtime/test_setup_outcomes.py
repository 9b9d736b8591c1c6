"""How set-ups end, as events: installed, updated, gone back, taken away, failed with its code; each satisfies OCSF."""

import io
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.host import clock
from app.host.files import DiskFull
from app.host.paths import Paths
from app.report.kinds import kind_of
from app.report.stream import Stream
from app.runtime.diary import Diary
from app.runtime.setup_outcomes import SetUpOutcomes
from app.screen import Finished, Headless
from app.setup.place import Installed
from app.setup.plan import Progress, State
from app.setup.receipt import PrefixReceipt
from tests.support.ocsf import faults


class Told:
    """The events of one computer's set-ups."""

    def __init__(self, paths: Paths) -> None:
        self.events: list[dict[str, Any]] = []
        stream, diary = Stream(io.StringIO()), Diary(lambda _: None)
        self.outcomes = SetUpOutcomes(paths, Headless(), stream, self.events.append, diary)

    @property
    def last(self) -> dict[str, Any]:
        event = self.events[-1]
        assert faults(event) == []
        assert kind_of(event) == "set-ups"
        return event

    def begins(self) -> None:
        self.outcomes.progress(Progress(tool="qoder", state=State.CHECKING))


def record(version: str, before: Installed | None = None) -> Installed:
    return Installed(
        tool="qoder",
        kind="npm",
        package="q",
        version=version,
        pin="0",
        receipt=PrefixReceipt(folder=version, commands=("q",)),
        at=clock.now(),
        previous=before,
    )


@pytest.fixture
def told(paths: Paths) -> Told:
    return Told(paths)


def test_a_set_up_has_a_version_and_a_duration(told: Told) -> None:
    told.begins()
    told.outcomes.done(Finished(installed=record("1.0"), findable=True))
    assert (told.last["activity_id"], told.last["app"], told.last["status_id"]) == (
        1,
        {"name": "qoder", "version": "1.0"},
        1,
    )
    assert told.last["duration"] == told.last["end_time"] - told.last["start_time"] >= 0


def test_an_update_says_what_was_there_before(told: Told) -> None:
    old = record("1.0")
    told.begins()
    told.outcomes.done(Finished(installed=record("2.0", old), findable=True))
    assert (told.last["activity_id"], told.last["unmapped"]) == (8, {"version_before": "1.0"})


def test_what_was_there_already_is_no_update(told: Told) -> None:
    earlier = msgspec.structs.replace(record("2.0", record("1.0")), at=clock.now() - timedelta(days=1))
    told.begins()
    told.outcomes.done(Finished(installed=earlier, findable=True))
    assert (told.last["activity_id"], "unmapped" in told.last) == (1, False)


def test_a_failure_has_its_code_and_not_its_words(told: Told) -> None:
    told.begins()
    told.outcomes.failed("qoder", "1.0", DiskFull(path="/home/ana/x", needed="1", free="0"))
    assert (told.last["status_id"], told.last["status_code"]) == (2, "disk-full")
    assert "duration" in told.last
    assert "ana" not in str(told.last)
    told.outcomes.failed("qoder", "1.0", DiskFull(path="/home/ana/x", needed="1", free="0"))
    assert "duration" not in told.last  # nobody knows when that one began


def test_going_back_says_from_what_to_what(told: Told) -> None:
    told.begins()
    back = msgspec.structs.replace(record("1.0"), left="2.0")
    told.outcomes.rolled_back(Finished(installed=back, findable=True))
    assert (told.last["activity_id"], told.last["activity_name"]) == (99, "Rollback")
    assert (told.last["app"]["version"], told.last["unmapped"]) == ("1.0", {"version_before": "2.0"})


def test_taking_away_and_not_getting_there(told: Told) -> None:
    told.outcomes.removed("qoder")
    assert (told.last["activity_id"], told.last["status_id"]) == (2, 1)
    told.outcomes.not_removed("qoder", DiskFull(path="/x", needed="1", free="0"))
    assert (told.last["activity_id"], told.last["status_id"], told.last["status_code"]) == (2, 2, "disk-full")
