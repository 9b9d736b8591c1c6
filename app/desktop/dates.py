"""A policy's dates in words: relative and absolute, in the company's time and the person's. Pure. No Qt.

The absolute day is the company's, because that is what everybody there speaks of. The relative part counts calendar
days; where the company's calendar and the person's disagree about the number, hours are true for both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

CALENDAR = "calendar"
"""The context of the names of weekdays and months. They are in no catalogue: the system knows them (Unicode CLDR)."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CALENDAR_NAMES = (*_WEEKDAYS, *_MONTHS)


class Translate(Protocol):
    """Gives the template in the person's language: Qt's `translate`.

    Where a template speaks of `n` things, its form is the one for that number; `note` tells equal templates apart.
    """

    def __call__(self, context: str, template: str, note: str = "", n: int = -1, /) -> str:
        """Translate."""


def counted(translate: Translate, context: str, template: str, n: int) -> str:
    """The template's form for `n` things; languages have one to six (build/translations.py collects these calls)."""
    return translate(context, template, "", n)


def time_of_day(moment: datetime) -> str:
    """`18:05`: as it is written where no system says otherwise."""
    return f"{moment:%H:%M}"


_MONTHS_FROM, _YEARS_FROM = 61, 730
"""From how many days on a distance is told in months and in years."""


@dataclass(frozen=True)
class Zones:
    """Whose clocks: the company's zone with a name for the place, and the person's (None: this computer's).

    `time` writes the time of a moment as the person's system does.
    """

    company: tzinfo
    place: str
    person: tzinfo | None = None
    time: Callable[[datetime], str] = time_of_day


def when(effective: datetime, now: datetime, zones: Zones, translate: Translate) -> str:
    """`Since Friday 10 July, 5 days ago`, `From tomorrow, Friday 10 July`."""
    there, here = effective.astimezone(zones.company), effective.astimezone(zones.person)
    today_here = now.astimezone(zones.person).date()
    days = (there.date() - now.astimezone(zones.company).date()).days
    agreed = days == (here.date() - today_here).days == (there.date() - today_here).days
    past = effective <= now
    day = calendar_day(there, now.astimezone(zones.company), translate)
    if not agreed and abs(effective - now) < timedelta(hours=48):
        distance = _hours(effective - now, past, translate)
    elif abs(days) <= 1:
        return _near(days, past, translate).format(day=day)
    else:
        distance = _days(abs(days), past, translate)
    template = translate("dates", "Since {day}, {distance}") if past else translate("dates", "From {day}, {distance}")
    return template.format(day=day, distance=distance)


def clocks(effective: datetime, zones: Zones, translate: Translate) -> str:
    """`00:00 in Hangzhou, Thursday 18:00 your time`; the time alone where both clocks agree; "" for their midnight."""
    there, here = effective.astimezone(zones.company), effective.astimezone(zones.person)
    time = zones.time(there)
    if there.utcoffset() == here.utcoffset():
        return translate("dates", "At {time}").format(time=time) if there.time() != there.min.time() else ""
    if there.date() == here.date():
        template = translate("dates", "{time} in {place}, {theirs} your time")
    else:
        template = translate("dates", "{time} in {place}, {weekday} {theirs} your time")
    return template.format(
        time=time, place=zones.place, weekday=translate(CALENDAR, _WEEKDAYS[here.weekday()]), theirs=zones.time(here)
    )


def _near(days: int, past: bool, translate: Translate) -> str:
    if days == 0:
        return translate("dates", "Since today, {day}") if past else translate("dates", "From today, {day}")
    return translate("dates", "Since yesterday, {day}") if past else translate("dates", "From tomorrow, {day}")


def _hours(distance: timedelta, past: bool, translate: Translate) -> str:
    hours = round(abs(distance) / timedelta(hours=1))
    if hours < 1:
        return translate("dates", "less than an hour ago") if past else translate("dates", "in less than an hour")
    if hours == 1:
        return translate("dates", "1 hour ago") if past else translate("dates", "in 1 hour")
    if past:
        return counted(translate, "dates", "{count} hours ago", hours).format(count=hours)
    return counted(translate, "dates", "in {count} hours", hours).format(count=hours)


def _days(days: int, past: bool, translate: Translate) -> str:
    if days < _MONTHS_FROM:
        count = days
        ago = counted(translate, "dates", "{count} days ago", count)
        ahead = counted(translate, "dates", "in {count} days", count)
    elif days < _YEARS_FROM:
        count = days * 12 // 365
        ago = counted(translate, "dates", "{count} months ago", count)
        ahead = counted(translate, "dates", "in {count} months", count)
    else:
        count = days // 365
        ago = counted(translate, "dates", "{count} years ago", count)
        ahead = counted(translate, "dates", "in {count} years", count)
    return (ago if past else ahead).format(count=count)


def last_day(until: datetime, now: datetime, translate: Translate) -> str:
    """The last day of what ends then: what ends at 00:00 of 1 April lasts until 31 March."""
    return calendar_day(until - timedelta(microseconds=1), now, translate)


def calendar_day(moment: datetime, now: datetime, translate: Translate) -> str:
    """`Friday 10 July`, with the year where it is not this one."""
    template = translate("dates", "{weekday} {day} {month}")
    if moment.year != now.year:
        template = translate("dates", "{weekday} {day} {month} {year}")
    return template.format(
        weekday=translate(CALENDAR, _WEEKDAYS[moment.weekday()]),
        day=moment.day,
        month=translate(CALENDAR, _MONTHS[moment.month - 1]),
        year=moment.year,
    )
