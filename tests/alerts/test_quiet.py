"""When an alert waits for a better moment, and when it waits no longer."""

from datetime import UTC, datetime, time, timedelta

import msgspec
import pytest

from app.alerts.alert import Alert, Level
from app.alerts.quiet import LAST_CALL, PATIENCE, QuietTimes, Surroundings, must_wait
from app.policy.launch import Launch
from app.policy.model import Status, Tool
from app.policy.verdict import Phase, Verdict

NOW = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)  # a Wednesday
BAN = Tool(id="claude-code", name="Claude Code", status=Status.BANNED, effective=NOW - timedelta(days=5))
COMING = Tool(id="codex", name="Codex", status=Status.BANNED, effective=NOW + timedelta(days=5))
FREE, NEVER = Surroundings(), QuietTimes()
NIGHT = QuietTimes(time(22), time(7), frozenset({1, 2, 3, 4, 5}))


def alert(tool: Tool, phase: Phase) -> Alert:
    judged = Verdict(status=tool.status, tool=tool, phase=phase)
    return Alert(session="s", level=Level.EFFECTIVE, verdict=judged, tool=tool, launch=Launch(pid=1))


def waits(one: Alert, now: datetime, surroundings: Surroundings = FREE, quiet: QuietTimes = NEVER) -> bool:
    return must_wait(one, NOW, now, surroundings, quiet, UTC)


@pytest.mark.parametrize("name", ["do_not_disturb", "full_screen"])
def test_it_waits_while_the_person_is_busy_and_not_for_ever(name: str) -> None:
    ban, busy = alert(BAN, Phase.EFFECTIVE), msgspec.structs.replace(FREE, **{name: True})
    assert not waits(ban, NOW)
    assert waits(ban, NOW, busy)
    assert waits(ban, NOW + PATIENCE - timedelta(seconds=1), busy)
    assert not waits(ban, NOW + PATIENCE, busy)


def test_before_a_deadline_there_is_a_last_call() -> None:
    coming, busy = alert(COMING, Phase.ANNOUNCED), Surroundings(full_screen=True)
    assert COMING.effective is not None
    assert waits(coming, COMING.effective - LAST_CALL - timedelta(seconds=1), busy)
    assert not waits(coming, COMING.effective - LAST_CALL, busy)


@pytest.mark.parametrize(
    ("day", "at", "quiet"),
    [
        (15, time(22), True),
        (15, time(21, 59), False),
        (16, time(6, 59), True),
        (16, time(7), False),
        (17, time(23), True),
        (18, time(3), True),  # Friday's night ends on Saturday
        (18, time(22), False),
        (19, time(3), False),
        (20, time(3), False),  # Sunday's night is none
        (20, time(22), True),
    ],
)
def test_quiet_times_reach_over_midnight_on_their_days(day: int, at: time, quiet: bool) -> None:
    local = datetime(2026, 7, day, at.hour, at.minute, tzinfo=UTC)
    assert NIGHT.hold(local) is quiet
    assert waits(alert(BAN, Phase.EFFECTIVE), NOW, quiet=NIGHT) is False
    assert not NEVER.hold(local)


def test_quiet_times_within_a_day() -> None:
    lunch = QuietTimes(time(12), time(13), frozenset({3}))
    assert lunch.hold(NOW)
    assert not lunch.hold(NOW + timedelta(hours=1))
    assert not lunch.hold(NOW + timedelta(days=1))
    assert waits(alert(BAN, Phase.EFFECTIVE), NOW + timedelta(minutes=59), quiet=lunch)
