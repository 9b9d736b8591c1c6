"""The sections that are tables: why set-ups failed, exceptions, what is still installed, how far to trust it all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.admin.exempt import Exempt
from app.admin.report.advice import advice
from app.admin.report.figures import MOST_REQUESTS, Figures, Request
from app.admin.report.markup import outside, tag
from app.admin.report.parts import listed, section, table
from app.admin.report.words import Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SOON_DAYS = 14
MOST_GRANTED = 50


def failures(figures: Figures, words: Words, names: Mapping[str, str]) -> "Element":
    """Each error with what IT can do, the most frequent first."""
    if not figures.failures:
        return section(words("failures"), tag("p", words("no-failures"), class_="note"))
    rows = [
        (
            tag("code", outside(one.code or "\N{EN DASH}")),
            _instructions(advice(one.code, words.language)),
            outside(words.listed(names.get(tool) or tool for tool in one.tools)),
            words.number(one.count),
            _day(words.day(one.last)),
        )
        for one in figures.failures
    ]
    head = (words("error"), words("advice"), words("for"), words("times"), words("last-seen"))
    return section(words("failures"), listed(table(head, rows, numbers=(3,), text=1), words("failures")))


def _instructions(text: str) -> "Element":
    """A sentence; what stands in backticks is a command."""
    pieces = text.split("`")
    return tag("span", *(tag("code", piece) if number % 2 else piece for number, piece in enumerate(pieces)))


def _day(text: str) -> "Element":
    return tag("span", text, class_="day")


def exceptions(
    figures: Figures, words: Words, names: Mapping[str, str], held: Sequence[Exempt] | None, now: datetime
) -> "Element":
    """What was asked for and, where the policy was given (`held`), what is in force, in the zone of `now`."""
    parts = [tag("h3", words("requests")), _requests(figures.requests, words, names)]
    if len(figures.requests) == MOST_REQUESTS:
        parts.append(tag("p", words("newest", MOST_REQUESTS), class_="small"))
    parts.append(tag("h3", words("in-force")))
    if held is None:
        parts.append(tag("p", _instructions(words("no-policy")), class_="note"))
    else:
        parts.append(_granted([one for one in held if now < one.until], words, names, now))
    return section(words("exceptions"), *parts)


def _requests(asked: Sequence[Request], words: Words, names: Mapping[str, str]) -> "Element":
    if not asked:
        return tag("p", words("no-requests"), class_="note")
    rows = [
        (
            outside(names.get(one.tool) or one.name or one.tool),
            tag("span", words(one.stage), class_="pill on" if one.stage == "asked" else "pill"),
            _day(words.day(one.asked)),
            _day(words.day(one.until)),
            outside(one.by or "\N{EN DASH}"),
            outside(one.reason or "\N{EN DASH}"),
        )
        for one in asked
    ]
    head = (words("tool"), words("stage"), words("asked-on"), words("until"), words("by"), words("reason"))
    return listed(table(head, rows, text=5), words("requests"))


def _granted(held: Sequence[Exempt], words: Words, names: Mapping[str, str], now: datetime) -> "Element":
    """Without names: who they are is in the policy, which fewer people read than this page."""
    if not held:
        return tag("p", words("none-in-force"), class_="note")
    rows = []
    for one in sorted(held, key=lambda one: one.until)[:MOST_GRANTED]:
        left = (one.until - now).days
        soon = words("ends-today") if left < 1 else words("ends-soon", left)
        rows.append(
            (
                tag("code", outside(one.id)),
                outside(names.get(one.tool) or one.tool),
                words("subjects", sum(1 for _ in one.who.subjects())),
                _day(words.day(one.until.astimezone(now.tzinfo).date())),
                tag("span", soon, class_="pill soon") if left < SOON_DAYS else "",
            )
        )
    head = (words("id"), words("tool"), words("whom"), words("until"), words("stage"))
    return listed(table(head, rows), words("in-force"))


def inventory(figures: Figures, words: Words, names: Mapping[str, str]) -> "Element":
    """Tools off limits that still lie on computers."""
    if not figures.found:
        return section(words("inventory"), tag("p", words("no-inventory"), class_="note"))
    named = any(one.computers for one in figures.found)
    rows = [
        (
            outside(names.get(one.tool) or one.name or one.tool),
            words.number(one.computers or 0) if named else words.number(one.reports),
            outside(words.listed(one.versions) or "\N{EN DASH}"),
            _day(words.day(one.last)),
        )
        for one in figures.found
    ]
    head = (words("tool"), words("computers" if named else "reports"), words("versions"), words("last-told"))
    note = words("inventory-note" if named else "inventory-unnamed")
    return section(words("inventory"), listed(table(head, rows, numbers=(1,)), words("inventory")), note=note)


def quality(figures: Figures, words: Words) -> "Element":
    """What was read and what did not count: always the first rows, the others where there is something to say."""
    told = figures.quality
    always = [
        ("q-lines", f"{words.number(told.lines)} {words('q-files', told.files)}"),
        ("q-counted", words.number(told.counted)),
        ("q-duplicates", words.number(told.duplicates)),
        ("q-damaged", words.number(told.damaged)),
        ("q-devices", words.number(figures.devices) if figures.devices else words("nobody")),
        ("q-users", words.number(figures.users) if figures.users else words("nobody")),
    ]
    sometimes = [
        ("q-outside", told.outside),
        ("q-foreign", told.foreign),
        ("q-timeless", told.timeless),
        ("q-unfinished", told.unfinished),
        ("q-missed", told.missed),
        ("q-dropped", told.dropped),
    ]
    rows = always + [(key, words.number(number)) for key, number in sometimes if number]
    broken = words.listed(told.broken_files)
    pairs = [tag("div", tag("dt", words(key)), tag("dd", value)) for key, value in rows]
    if broken:
        pairs.append(tag("div", tag("dt", words("q-broken")), tag("dd", outside(broken))))
    return section(words("quality"), tag("dl", *pairs, class_="quality"))
