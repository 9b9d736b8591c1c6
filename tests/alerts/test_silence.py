"""Silenced by the person: how long, never past a deadline, and not the same as having been told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts.silence import Choice, choices, silence
from app.policy.model import Status, Tool

NOW = datetime(2026, 7, 15, 1, 42, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BAN = Tool(id="claude-code", name="Claude Code", status=Status.BANNED, effective=NOW - timedelta(days=5))
COMING = Tool(id="codex", name="Codex", status=Status.BANNED, effective=NOW + timedelta(days=5))
LIMITED = Tool(id="aider", name="aider", status=Status.RESTRICTED)


@pytest.mark.parametrize(
    ("tool", "choice", "until"),
    [
        (BAN, Choice.HOUR, NOW + timedelta(hours=1)),
        (BAN, Choice.TODAY, datetime(2026, 7, 16, tzinfo=SHANGHAI)),
        (COMING, Choice.DEADLINE, COMING.effective),
        (BAN, Choice.DEADLINE, NOW + timedelta(hours=1)),
    ],
)
def test_how_long_it_lasts(tool: Tool, choice: Choice, until: datetime) -> None:
    asked = silence(tool, choice, NOW, SHANGHAI)
    assert asked.until == until
    assert asked.holds(tool, NOW)
    assert not asked.holds(tool, until)


def test_a_day_ends_at_midnight_also_when_the_clock_is_put_back() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    evening = datetime(2026, 10, 24, 20, 0, tzinfo=berlin)
    sunday = datetime(2026, 10, 25, 1, 0, tzinfo=berlin)
    assert silence(BAN, Choice.TODAY, evening, berlin).until == datetime(2026, 10, 25, tzinfo=berlin)
    assert silence(BAN, Choice.TODAY, sunday, berlin).until.astimezone(UTC) - sunday.astimezone(UTC) == timedelta(
        hours=24
    )


def test_until_the_deadline_is_offered_only_while_one_is_ahead() -> None:
    assert choices(COMING, NOW) == (Choice.HOUR, Choice.TODAY, Choice.DEADLINE)
    assert choices(BAN, NOW) == choices(LIMITED, NOW) == (Choice.HOUR, Choice.TODAY)


@given(st.sampled_from(Choice), st.integers(0, 3 * 24 * 60), st.integers(1, 3 * 24 * 60))
def test_it_never_reaches_past_the_deadline(choice: Choice, moved: int, ahead: int) -> None:
    """Neither the one in force when it was asked for, nor one that IT moved nearer since."""
    tool = msgspec.structs.replace(COMING, effective=NOW + timedelta(minutes=ahead))
    asked = silence(tool, choice, NOW, SHANGHAI)
    assert tool.effective is not None
    assert asked.until <= tool.effective
    nearer = msgspec.structs.replace(COMING, effective=NOW + timedelta(minutes=min(moved, ahead) + 1))
    assert nearer.effective is not None
    assert not asked.holds(nearer, nearer.effective)


def test_a_clock_set_back_ends_it() -> None:
    asked = silence(BAN, Choice.TODAY, NOW)
    assert not asked.holds(BAN, NOW - timedelta(minutes=1))
