"""A policy's dates in words, in both languages, at every turn of the calendar."""

# ruff: noqa: RUF001 - Chinese punctuation

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from app.desktop.dates import Translate, Zones, clocks, last_day, when
from app.desktop.language import Language
from app.desktop.wording import english

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
BAN = datetime(2026, 7, 10, tzinfo=timezone(timedelta(hours=8)))
HOME = Zones(company=SHANGHAI, place="Hangzhou", person=SHANGHAI)
ABROAD = Zones(company=SHANGHAI, place="Hangzhou", person=BERLIN)


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[Translate]:
    """The Chinese catalogue, and the calendar's names, as the function the pure code takes."""
    with Language.forced(qapp, "zh_CN") as language:
        yield language.wording(BAN).translate


def at(day: int, hour: int = 9, month: int = 7, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


CASES = [
    (at(15), "Since Friday 10 July, 5 days ago", "自 7月10日（周五）起，已有 5 天"),
    (at(12), "Since Friday 10 July, 2 days ago", "自 7月10日（周五）起，已有 2 天"),
    (at(11), "Since yesterday, Friday 10 July", "自昨天 7月10日（周五）起"),
    (at(10), "Since today, Friday 10 July", "自今天 7月10日（周五）起"),
    (at(9), "From tomorrow, Friday 10 July", "自明天 7月10日（周五）起"),
    (at(5), "From Friday 10 July, in 5 days", "自 7月10日（周五）起，还有 5 天"),
    (at(10, month=5), "From Friday 10 July, in 2 months", "自 7月10日（周五）起，还有 2 个月"),
    (
        at(20, month=12, year=2025),
        "From Friday 10 July 2026, in 6 months",
        "自 2026年7月10日（周五）起，还有 6 个月",
    ),
    (
        at(10, month=1, year=2027),
        "Since Friday 10 July 2026, 6 months ago",
        "自 2026年7月10日（周五）起，已有 6 个月",
    ),
    (
        at(11, month=7, year=2029),
        "Since Friday 10 July 2026, 3 years ago",
        "自 2026年7月10日（周五）起，已有 3 年",
    ),
    (at(1, month=7, year=2024), "From Friday 10 July 2026, in 2 years", "自 2026年7月10日（周五）起，还有 2 年"),
]


@pytest.mark.parametrize(("now", "in_english", "in_chinese"), CASES)
def test_the_day_and_how_far_it_is(now: datetime, in_english: str, in_chinese: str, chinese: Translate) -> None:
    assert when(BAN, now, HOME, english) == in_english
    assert when(BAN, now, HOME, chinese) == in_chinese


@pytest.mark.parametrize(
    ("now", "said"),
    [
        # Thursday in Berlin, Friday in Hangzhou: "today" and "yesterday" would mislead somebody.
        (datetime(2026, 7, 9, 20, tzinfo=BERLIN), "Since Friday 10 July, 2 hours ago"),
        (datetime(2026, 7, 9, 19, tzinfo=BERLIN), "Since Friday 10 July, 1 hour ago"),
        (datetime(2026, 7, 10, 12, tzinfo=BERLIN), "Since Friday 10 July, 18 hours ago"),
        (datetime(2026, 7, 9, 12, tzinfo=BERLIN), "From Friday 10 July, in 6 hours"),
        (datetime(2026, 7, 9, 17, 40, tzinfo=BERLIN), "From Friday 10 July, in less than an hour"),
        # Far away the company's calendar decides.
        (datetime(2026, 7, 15, 9, tzinfo=BERLIN), "Since Friday 10 July, 5 days ago"),
    ],
)
def test_hours_where_the_two_calendars_disagree(now: datetime, said: str) -> None:
    assert when(BAN, now, ABROAD, english) == said


def test_the_same_day_for_both_is_today_for_both() -> None:
    noon, tokyo = datetime(2026, 7, 10, 12, tzinfo=SHANGHAI), Zones(SHANGHAI, "Hangzhou", ZoneInfo("Asia/Tokyo"))
    assert when(BAN, noon, tokyo, english) == "Since today, Friday 10 July"


@pytest.mark.parametrize(
    ("effective", "zones", "said"),
    [
        (BAN, ABROAD, "00:00 in Hangzhou, Thursday 18:00 your time"),
        (BAN + timedelta(hours=10), ABROAD, "10:00 in Hangzhou, 04:00 your time"),
        (BAN, HOME, ""),
        (BAN + timedelta(hours=14), HOME, "At 14:00"),
        (datetime(2026, 1, 10, tzinfo=SHANGHAI), ABROAD, "00:00 in Hangzhou, Friday 17:00 your time"),
    ],
)
def test_both_clocks_where_they_differ(effective: datetime, zones: Zones, said: str) -> None:
    assert clocks(effective, zones, english) == said


def test_both_clocks_in_chinese(chinese: Translate) -> None:
    zones = Zones(company=SHANGHAI, place="杭州", person=BERLIN)
    assert clocks(BAN, zones, chinese) == "杭州时间 00:00，你所在时区为周四 18:00"


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_past_and_future_are_never_mixed_up(effective: datetime, now: datetime) -> None:
    said = when(effective, now, ABROAD, english)
    assert said.startswith("Since") == (effective <= now)
    assert ("ago" in said) <= (effective <= now)
    assert " 0 " not in said
    assert "{" not in said


def test_what_ends_at_midnight_lasts_until_the_day_before() -> None:
    now = datetime(2026, 7, 1, tzinfo=SHANGHAI)
    midnight = datetime(2026, 7, 10, tzinfo=SHANGHAI)
    assert last_day(midnight, now, english) == "Thursday 9 July"
    assert last_day(midnight + timedelta(minutes=1), now, english) == "Friday 10 July"
