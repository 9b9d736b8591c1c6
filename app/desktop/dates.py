"""A policy's dates in words: relative and absolute, in the company's time and the person's. Pure. No Qt.

The absolute day is the company's, because that is what everybody there speaks of. The relative part counts calendar
days; where the company's calendar and the person's disagree about the number, hours are true for both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

Translate = Callable[[str, str], str]
"""Takes a context and an English template, gives the template in the person's language."""

_MONTHS_FROM, _YEARS_FROM = 61, 730
"""From how many days on a distance is told in months and in years."""


@dataclass(frozen=True)
class Zones:
    """Whose clocks: the company's zone with a name for the place, and the person's (None: this computer's)."""

    company: tzinfo
    place: str
    person: tzinfo | None = None


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
    time = f"{there:%H:%M}"
    if there.utcoffset() == here.utcoffset():
        return translate("dates", "At {time}").format(time=time) if there.time() != there.min.time() else ""
    if there.date() == here.date():
        template = translate("dates", "{time} in {place}, {theirs} your time")
    else:
        template = translate("dates", "{time} in {place}, {weekday} {theirs} your time")
    return template.format(
        time=time, place=zones.place, weekday=_weekday(here.weekday(), translate), theirs=f"{here:%H:%M}"
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
    template = translate("dates", "{count} hours ago") if past else translate("dates", "in {count} hours")
    return template.format(count=hours)


def _days(days: int, past: bool, translate: Translate) -> str:
    if days < _MONTHS_FROM:
        count = days
        template = translate("dates", "{count} days ago") if past else translate("dates", "in {count} days")
    elif days < _YEARS_FROM:
        count = days * 12 // 365
        template = translate("dates", "{count} months ago") if past else translate("dates", "in {count} months")
    else:
        count = days // 365
        template = translate("dates", "{count} years ago") if past else translate("dates", "in {count} years")
    return template.format(count=count)


def calendar_day(moment: datetime, now: datetime, translate: Translate) -> str:
    """`Friday 10 July`, with the year where it is not this one."""
    template = translate("dates", "{weekday} {day} {month}")
    if moment.year != now.year:
        template = translate("dates", "{weekday} {day} {month} {year}")
    return template.format(
        weekday=_weekday(moment.weekday(), translate),
        day=moment.day,
        month=_month(moment.month, translate),
        year=moment.year,
    )


def _weekday(number: int, translate: Translate) -> str:
    return (
        translate("dates", "Monday"),
        translate("dates", "Tuesday"),
        translate("dates", "Wednesday"),
        translate("dates", "Thursday"),
        translate("dates", "Friday"),
        translate("dates", "Saturday"),
        translate("dates", "Sunday"),
    )[number]


def _month(number: int, translate: Translate) -> str:
    return (
        translate("dates", "January"),
        translate("dates", "February"),
        translate("dates", "March"),
        translate("dates", "April"),
        translate("dates", "May"),
        translate("dates", "June"),
        translate("dates", "July"),
        translate("dates", "August"),
        translate("dates", "September"),
        translate("dates", "October"),
        translate("dates", "November"),
        translate("dates", "December"),
    )[number - 1]
