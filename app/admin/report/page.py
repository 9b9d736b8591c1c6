"""Figures -> the page: its head, the figures at the top, and the sections in order."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

import msgspec

from app.admin.exempt import Exempt
from app.admin.report import lists, progress
from app.admin.report.figures import QUIET_DAYS, Figures
from app.admin.report.markup import document, outside, tag
from app.admin.report.style import STYLE
from app.admin.report.words import Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the policy adds to the events; nothing of it where none was given.

    `names` are tools' names by id, `effective` the days from which they are off limits; `exceptions` is None without a
    policy. `zone` is where the policy's dates are meant.
    """

    company: str = ""
    names: Mapping[str, str] = {}
    alternatives: frozenset[str] = frozenset()
    effective: Mapping[str, date] = {}
    exceptions: tuple[Exempt, ...] | None = None
    zone: tzinfo = UTC


def page(figures: Figures, known: Known, language: str, now: datetime) -> bytes:
    """The whole page, in UTF-8. Raises PlotLibraryMissing."""
    words = Words(language)
    names = known.names
    title = words("of", company=known.company) if known.company else words("title")
    body = tag(
        "body",
        _head(figures, title, words, now),
        tag(
            "main",
            _tiles(figures, known.exceptions, words, now),
            progress.movement(figures, words, names, known.effective),
            progress.tools(figures, words, names, known.effective),
            progress.set_ups(figures, words, names),
            lists.failures(figures, words, names),
            lists.exceptions(figures, words, names, known.exceptions, now.astimezone(known.zone)),
            lists.inventory(figures, words, names),
            lists.quality(figures, words),
        ),
        tag("footer", words("footer")),
    )
    return document(language, title, STYLE, body)


def _head(figures: Figures, title: str, words: Words, now: datetime) -> "Element":
    span = words("span", len(figures.days), first=words.day(figures.first), last=words.day(figures.last))
    return tag(
        "header",
        tag("p", _mark(), outside(title), class_="sender"),
        tag("h1", _state(figures, words)),
        tag("p", f"{span} · {words('written', day=words.day(now.date()))}", class_="span"),
    )


def _state(figures: Figures, words: Words) -> str:
    """How it stands, in words."""
    moved = figures.movement
    if moved is not None:
        return words(f"moved-{moved.named_by}", moved.started, moved=moved.settled)
    total = sum(tool.total for tool in figures.starts if tool.status != "restricted")
    return words("sessions-heading", total) if total else words("nothing-heading")


def _mark() -> "Element":
    """The product's sign, in one colour."""
    ways = (
        "M59 24h10v82h-10z",
        "M40 30h43l15 19-15 19H40a4 4 0 0 1-4-4V34a4 4 0 0 1 4-4Z",
        "M88 72H46L33 86l13 14h42a4 4 0 0 0 4-4V76a4 4 0 0 0-4-4Z",
    )
    paths = [tag("path", d=way, fill="currentColor") for way in ways]
    return tag("svg", *paths, viewBox="16 16 96 96", aria_hidden="true", focusable="false")


def _tiles(figures: Figures, held: Sequence[Exempt] | None, words: Words, now: datetime) -> "Element":
    """Four figures, each with what makes it mean something."""
    return tag(
        "dl",
        _tile(words("week"), *_week(figures, words)),
        _tile(words("set-ups"), words.number(sum(figures.done)), _failed(figures, words)),
        _tile(words("open"), *_open(figures, held, words, now)),
        _tile(*_installed(figures, words)),
        class_="tiles",
    )


def _tile(name: str, figure: str, beside: str) -> "Element":
    return tag(
        "div", tag("dt", name), tag("dd", figure, class_="figure"), tag("dd", beside, class_="beside"), class_="tile"
    )


def _week(figures: Figures, words: Words) -> tuple[str, str]:
    by_day = [sum(day) for day in zip(*(tool.by_day for tool in figures.starts), strict=True)]
    last, before = sum(by_day[-QUIET_DAYS:]), sum(by_day[-2 * QUIET_DAYS : -QUIET_DAYS])
    enough = len(figures.days) >= 2 * QUIET_DAYS
    return words.number(last), words("week-before", before) if enough else words("week-first")


def _failed(figures: Figures, words: Words) -> str:
    done, failed = sum(figures.done), sum(figures.failed)
    return words("set-ups-failed", failed, share=words.share(failed, done + failed))


def _open(figures: Figures, held: Sequence[Exempt] | None, words: Words, now: datetime) -> tuple[str, str]:
    waiting = sum(one.stage == "asked" for one in figures.requests)
    granted = sum(one.stage == "granted" for one in figures.requests)
    soon = now + timedelta(days=lists.SOON_DAYS)
    ending = sum(now < one.until < soon for one in held or ())
    return words.number(waiting), words("granted-count", granted) if held is None else words("ending", ending)


def _installed(figures: Figures, words: Words) -> tuple[str, str, str]:
    tools = words("installed-tools", len(figures.found))
    if figures.still_installed or not figures.found:
        return words("installed"), words.number(figures.still_installed), tools
    return words("installed-reports"), words.number(sum(one.reports for one in figures.found)), tools
