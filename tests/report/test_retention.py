"""What is too old is erased, bytes and all; a clock that was wrong for a while erases nothing."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.report.activity import Activity
from app.report.ledger import Ledger
from app.report.retention import EVERY_SECONDS, STEADY_ALONE_SECONDS, STEADY_SECONDS, Calendar

NOON = datetime(2026, 7, 15, 12, tzinfo=UTC)
LOOK = 300.0


class Computer:
    """A clock on the wall and a time since boot, as the test has them pass."""

    def __init__(self) -> None:
        self.now, self.since_boot = NOON, 4711.0
        self.calendar = Calendar(lambda: self.now, lambda: self.since_boot)

    def passes(self, seconds: float, *, fresh: bool = True) -> list[datetime]:
        """What was found too old at the looks of so many seconds."""
        found = []
        for _ in range(int(seconds // LOOK)):
            self.now += timedelta(seconds=LOOK)
            self.since_boot += LOOK
            if (before := self.calendar.too_old(90, fresh=fresh)) is not None:
                found.append(before)
        return found


@pytest.fixture
def computer() -> Computer:
    return Computer()


def test_a_steady_clock_erases_soon_after_the_start_and_then_every_hour(computer: Computer) -> None:
    found = computer.passes(STEADY_SECONDS + 2 * EVERY_SECONDS)
    assert found[0] == NOON + timedelta(seconds=STEADY_SECONDS, days=-90)
    assert [late - early for early, late in itertools.pairwise(found)] == [timedelta(hours=1)] * 2


@pytest.mark.parametrize("years", [73, -40, 1])
@pytest.mark.parametrize("minutes", [0, 5, 10])
def test_a_clock_that_is_wrong_for_minutes_erases_nothing(computer: Computer, years: int, minutes: int) -> None:
    computer.passes(EVERY_SECONDS)
    right = computer.now
    computer.now = right + timedelta(days=365 * years)
    assert computer.calendar.too_old(90, fresh=True) is None
    assert computer.passes(60 * minutes) == []
    computer.now = right + timedelta(minutes=minutes)
    (before,) = computer.passes(EVERY_SECONDS)
    assert abs(before - (right - timedelta(days=90))) < timedelta(hours=2)


def test_a_clock_that_is_wrong_for_hours_finds_no_fresh_policy_and_erases_nothing(computer: Computer) -> None:
    computer.passes(EVERY_SECONDS)
    computer.now += timedelta(days=365 * 73)
    assert computer.passes(STEADY_ALONE_SECONDS - LOOK, fresh=False) == []


def test_a_computer_that_reaches_no_host_erases_after_a_day(computer: Computer) -> None:
    assert computer.passes(STEADY_ALONE_SECONDS - LOOK, fresh=False) == []
    assert len(computer.passes(LOOK, fresh=False)) == 1


def test_sleep_is_no_leap_and_what_got_too_old_in_it_goes_at_the_first_look(computer: Computer) -> None:
    computer.passes(2 * EVERY_SECONDS)
    asleep = timedelta(days=100)
    computer.now += asleep
    computer.since_boot += asleep.total_seconds()
    assert computer.passes(LOOK) == [NOON + timedelta(seconds=2 * EVERY_SECONDS + LOOK) + asleep - timedelta(days=90)]


def test_what_could_not_be_erased_is_erased_at_the_next_look(computer: Computer) -> None:
    computer.passes(STEADY_SECONDS)
    assert computer.passes(LOOK) == []
    computer.calendar.again()
    assert len(computer.passes(LOOK)) == 1


@pytest.mark.parametrize("kind", [Ledger, Activity])
def test_a_file_that_grows_for_months_takes_no_more_memory(kind: type[Ledger | Activity], tmp_path: Path) -> None:
    kept = kind(tmp_path / "kept.db")
    assert kept._db.execute("pragma cache_size").fetchone() == (-256,)
    kept.close()
