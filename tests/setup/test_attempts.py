"""What begins by itself ends by itself: after three failures, and after three times a day."""

from datetime import UTC, datetime, timedelta

import pytest

from app.host.paths import Paths
from app.setup.attempts import MOST_A_DAY, MOST_FAILURES, Memory

NOW = datetime(2026, 7, 10, 12, tzinfo=UTC)


def test_after_three_failures_in_a_row_nothing_begins_by_itself(paths: Paths) -> None:
    memory = Memory(paths)
    for _ in range(MOST_FAILURES):
        assert memory.may_begin_by_itself("demo", "2.0.0", NOW)
        memory.failed("demo", "2.0.0")
    assert not Memory(paths).may_begin_by_itself("demo", "2.0.0", NOW)
    assert memory.may_begin_by_itself("demo", "2.0.1", NOW), "another version is another try"
    assert memory.may_begin_by_itself("other", "2.0.0", NOW)
    memory.succeeded("demo")
    assert memory.may_begin_by_itself("demo", "2.0.0", NOW)


def test_not_in_a_row(paths: Paths) -> None:
    memory = Memory(paths)
    for _ in range(MOST_FAILURES):
        memory.failed("demo", "2.0.0")
        memory.succeeded("demo")
    assert memory.may_begin_by_itself("demo", "2.0.0", NOW)


def test_three_times_a_day_whatever_came_of_it(paths: Paths) -> None:
    memory = Memory(paths)
    for number in range(MOST_A_DAY):
        version = f"{number % 2}.0.0"
        assert memory.may_begin_by_itself("demo", version, NOW)
        memory.began_by_itself("demo", NOW)
        memory.succeeded("demo")
    assert not memory.may_begin_by_itself("demo", "9.0.0", NOW + timedelta(hours=23))
    assert memory.may_begin_by_itself("demo", "9.0.0", NOW + timedelta(days=1))


@pytest.mark.parametrize("data", [b"", b"[]", b'{"demo": 3}', b"\xff", b"[" * 100_000])
def test_a_memory_nobody_can_read_counts_as_none(paths: Paths, data: bytes) -> None:
    memory = Memory(paths)
    memory.failed("demo", "1")
    (paths.state / "setups.json").write_bytes(data)
    assert memory.may_begin_by_itself("demo", "1", NOW)
    memory.failed("demo", "1")
    assert memory.may_begin_by_itself("demo", "1", NOW)


def test_a_clock_that_is_set_back_makes_no_room_and_one_that_was_ahead_does_not_block_for_ever(paths: Paths) -> None:
    memory, now = Memory(paths), datetime(2026, 7, 10, 12, tzinfo=UTC)
    for hour in range(MOST_A_DAY):
        memory.began_by_itself("demo", now + timedelta(hours=hour))
    assert not memory.may_begin_by_itself("demo", "1", now - timedelta(days=300))
    assert not memory.may_begin_by_itself("demo", "1", now - timedelta(days=300) + timedelta(hours=23))
    assert memory.may_begin_by_itself("demo", "1", now - timedelta(days=298)), "a day after it was set back"
