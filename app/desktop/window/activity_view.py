"""Activity in words: a row for everything that happened, the newest first, days as captions. Pure. No Qt."""

from collections.abc import Mapping
from datetime import datetime

from app.desktop.dates import counted, last_day
from app.desktop.evidence_text import evidence_lines
from app.desktop.plain import plain
from app.desktop.setup_card import details, templated
from app.desktop.window.ledger_view import day_caption
from app.desktop.window.rows import Caption, Row
from app.desktop.wording import Wording
from app.policy.model import Status
from app.report.happening import Facts, Happening, Kind

ALERTS, SET_UPS, POLICY = "alerts", "set-ups", "policy"

_LOOKS: dict[Kind, tuple[str, str, str]] = {
    Kind.ALERT: ("about", "warm", ALERTS),
    Kind.UNATTENDED: ("about", "ink2", ALERTS),
    Kind.PAUSED: ("about", "ink2", ALERTS),
    Kind.CLOSED: ("close", "warm", ALERTS),
    Kind.LEFT_RUNNING: ("about", "warm", ALERTS),
    Kind.CHOSE_SET_UP: ("next", "accent", SET_UPS),
    Kind.CHOSE_LATER: ("clock", "ink2", ALERTS),
    Kind.CHOSE_QUIET: ("clock", "ink2", ALERTS),
    Kind.CANCELLED: ("close", "ink2", SET_UPS),
    Kind.READY: ("check", "accent", SET_UPS),
    Kind.FAILED: ("failed", "danger", SET_UPS),
    Kind.REMOVED: ("undo", "ink2", SET_UPS),
    Kind.PATH_EDITED: ("check", "accent", SET_UPS),
    Kind.PATH_RESTORED: ("undo", "ink2", SET_UPS),
    Kind.POLICY: ("shield", "accent", POLICY),
    Kind.ASKED: ("next", "accent", ALERTS),
    Kind.WITHDREW: ("undo", "ink2", ALERTS),
    Kind.ALLOWED: ("check", "accent", ALERTS),
    Kind.RESTARTED: ("undo", "ink2", ""),
}
"""Glyph, its colour role, and what the row is narrowed down by."""


def choices(wording: Wording) -> dict[str, str]:
    """What the list can be narrowed down to."""
    translate = wording.translate
    return {
        "": translate("activity", "Everything"),
        ALERTS: translate("activity", "Alerts"),
        SET_UPS: translate("activity", "Set-ups"),
        POLICY: translate("activity", "Policy"),
    }


def activity_rows(
    happenings: tuple[Happening, ...], undoable: Mapping[str, str], wording: Wording
) -> tuple[Caption | Row, ...]:
    """A caption for each day and a row for each happening; `happenings` come newest first.

    `undoable` are the tools that can be taken away again, with the version that is installed: the row of the last
    set-up of each offers it.
    """
    rows: list[Caption | Row] = []
    last, offered = "", set(undoable)
    for one in happenings:
        at = datetime.fromtimestamp(one.at / 1000, tz=wording.zone).astimezone(wording.zone)
        caption = day_caption(at, wording)
        if caption != last:
            rows.append(Caption(caption))
            last = caption
        undo = one.kind is Kind.READY and one.tool in offered
        if undo:
            offered.discard(one.tool)
        rows.append(_row(one, at, undo, wording))
    return tuple(rows)


def _row(one: Happening, at: datetime, undo: bool, wording: Wording) -> Row:
    title, note = _said(one, wording)
    glyph, role, kind = _LOOKS[one.kind]
    return Row(
        key=f"{one.number}",
        glyph=glyph,
        role=role,
        title=title,
        note=note,
        time=wording.time(at),
        text=_details(one, wording),
        action=wording.translate("activity", "Undo: remove {tool}").format(tool=_name(one.facts)) if undo else "",
        about=one.tool,
        at=at.isoformat(timespec="seconds"),
        kind=kind,
    )


def _said(one: Happening, wording: Wording) -> tuple[str, str]:
    """What happened in one line, and what is to be added in a second."""
    translate, facts = wording.translate, one.facts
    match one.kind:
        case Kind.ALERT:
            return _alert(facts, wording)
        case Kind.UNATTENDED:
            note = translate("activity", "With nobody at the screen, so no alert was shown.")
            return translate("activity", "{tool} was started").format(tool=_name(facts)), note
        case Kind.PAUSED:
            note = counted(translate, "activity", "There were more than {count} within an hour.", facts.count).format(
                count=facts.count
            )
            return translate("activity", "Alerts were put together into one"), note
        case Kind.CLOSED:
            note = translate("activity", "As your company asked, {count} min after the alert.")
            title = translate("activity", "{tool} was asked to close, and did").format(tool=_name(facts))
            return title, note.format(count=facts.count)
        case Kind.LEFT_RUNNING:
            note = translate("activity", "It was left running. Nothing is ever closed by force.")
            return translate("activity", "{tool} was asked to close, and did not").format(tool=_name(facts)), note
        case Kind.CHOSE_LATER:
            return translate("activity", "You chose: not now, for {tool}").format(tool=_name(facts)), ""
        case Kind.CHOSE_QUIET:
            return translate("activity", "You chose: no alerts about {tool} for now").format(tool=_name(facts)), ""
        case Kind.POLICY | Kind.RESTARTED:
            return _of_signpost(one, wording)
        case Kind.ASKED | Kind.WITHDREW | Kind.ALLOWED:
            return _of_exceptions(one, wording)
        case _:
            return _of_set_ups(one, wording)


def _of_signpost(one: Happening, wording: Wording) -> tuple[str, str]:
    translate, facts = wording.translate, one.facts
    if one.kind is Kind.RESTARTED:
        note = translate("activity", "What was started meanwhile was looked up.")
        return translate("activity", "Signpost did not respond, and started itself again"), note
    title = translate("activity", "New policy from {company}, version {version}")
    return title.format(company=_name(facts), version=plain(facts.version, 20)), ""


def _of_exceptions(one: Happening, wording: Wording) -> tuple[str, str]:
    translate, name = wording.translate, _name(one.facts)
    until = datetime.fromtimestamp(one.facts.until / 1000, tz=wording.zone).astimezone(wording.zone)
    day = last_day(until, wording.now.astimezone(wording.zone), translate)
    match one.kind:
        case Kind.ASKED:
            return translate("activity", "You asked to use {tool} until {day}").format(tool=name, day=day), (
                wording.apart(plain(one.facts.reason, 500))
            )
        case Kind.ALLOWED:
            note = translate("activity", "It ends by itself.")
            return translate("activity", "You may use {tool} until {day}").format(tool=name, day=day), note
        case _:
            return translate("activity", "You took back what you asked for: {tool}").format(tool=name), ""


def _of_set_ups(one: Happening, wording: Wording) -> tuple[str, str]:
    translate, facts = wording.translate, one.facts
    match one.kind:
        case Kind.CHOSE_SET_UP:
            return translate("activity", "You chose: set up {tool}").format(tool=_name(facts)), ""
        case Kind.CANCELLED:
            note = translate("activity", "Your computer is as before.")
            return translate("activity", "You ended the set-up of {tool}").format(tool=_name(facts)), note
        case Kind.READY:
            note = translate("activity", "Version {version}, started and checked.")
            title = translate("activity", "{tool} is ready").format(tool=_name(facts))
            return title, note.format(version=plain(facts.version, 40))
        case Kind.FAILED:
            title = translate("activity", "{tool} was not set up").format(tool=_name(facts))
            return title, templated(facts.happened, facts.values, wording)
        case Kind.REMOVED:
            note = translate("activity", "What its set-up had put there is gone.")
            return translate("activity", "{tool} was removed").format(tool=_name(facts)), note
        case Kind.PATH_EDITED:
            note = translate("activity", "So that new terminals find {tool}.").format(tool=_name(facts))
            return translate("activity", "Lines added to {file}").format(file=wording.path(facts.file)), note
        case Kind.PATH_RESTORED:
            return translate("activity", "Lines taken out of {file}").format(file=wording.path(facts.file)), ""
        case _:
            return _name(facts), ""


def _alert(facts: Facts, wording: Wording) -> tuple[str, str]:
    translate = wording.translate
    title = translate("activity", "Alert: {tool} is off limits")
    if facts.status == Status.RESTRICTED.value:
        title = translate("activity", "Alert: {tool} has conditions")
    elif facts.phase == "announced":
        title = translate("activity", "Alert: {tool} will be off limits")
    note = translate("activity", "It is installed; nothing was started.")
    if facts.started_by:
        note = translate("activity", "{starter} started it. Nothing was closed.")
    elif facts.running and facts.parent:
        note = translate("activity", "Started by {parent}. Nothing was closed.")
    elif facts.running:
        note = translate("activity", "Nothing was closed.")
    if facts.count:
        closes = translate("activity", "It is asked to close {count} min after the alert.")
        note = closes.format(count=facts.count)
    note = note.format(starter=plain(facts.started_by, 60), parent=plain(facts.parent, 60))
    return title.format(tool=_name(facts)), note


def _details(one: Happening, wording: Wording) -> tuple[str, ...]:
    """What unfolds: why we thought so, how to start it, what to do about it."""
    facts = one.facts
    match one.kind:
        case Kind.ALERT | Kind.UNATTENDED:
            return evidence_lines(facts.evidence, facts.exe, facts.parent, facts.rule, facts.running, wording)
        case Kind.READY:
            command = wording.translate("activity", "Its command: {command}")
            return tuple(command.format(command=plain(name, 60)) for name in facts.commands)
        case Kind.FAILED:
            return (templated(facts.advice, facts.values, wording), *details(facts.code, facts.values))
        case _:
            return ()


def _name(facts: Facts) -> str:
    return plain(facts.name, 60)
