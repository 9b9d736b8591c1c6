"""Quiet about a tool, in words: the choices there are, and the card that says until when it lasts. Pure. No Qt."""

from datetime import datetime

from app.alerts.silence import Choice, Silence, choices
from app.desktop import dates
from app.desktop.card_model import SnoozedView, letter
from app.desktop.plain import plain
from app.desktop.wording import Wording, sentences
from app.policy.model import Company, Tool


def snoozes(tool: Tool, company: Company, wording: Wording) -> tuple[tuple[Choice, str], ...]:
    """Every choice there is for `tool` now, as its button says it."""
    return tuple((choice, _choice(choice, tool, company, wording)) for choice in choices(tool, wording.now))


def snoozed_view(silence: Silence, tool: Tool, wording: Wording, closes: str = "") -> SnoozedView:
    """The card that takes the alert's place; `closes` says when the tool will be closed all the same."""
    translate, name = wording.translate, plain(tool.name, 60)
    until = translate("snooze", "Until {moment}.").format(moment=moment(silence.until, wording))
    ahead = tool.effective is not None and tool.effective > wording.now
    again = translate("snooze", "You hear of it again when the date comes.") if ahead else ""
    note = sentences(until, closes or translate("snooze", "Nothing was closed."), again)
    return SnoozedView(
        tool=tool.id,
        sender="Signpost",
        letter=letter(name),
        title=translate("snooze", "Quiet about {tool}").format(tool=name),
        note=note,
        undo=translate("snooze", "Undo"),
        close=translate("card", "Close"),
    )


def undo_entry(silence: Silence, name: str, wording: Wording) -> str:
    """The line of the tray's menu that takes it back."""
    template = wording.translate("snooze", "Quiet about {tool} until {moment}: undo")
    return template.format(tool=plain(name, 40), moment=moment(silence.until, wording))


def moment(until: datetime, wording: Wording) -> str:
    """`15:42`, or `Friday 10 July, 00:00` where it is not today."""
    here, now = until.astimezone(wording.zone), wording.now.astimezone(wording.zone)
    if here.date() == now.date():
        return wording.time(here)
    day = dates.calendar_day(here, now, wording.translate)
    return wording.translate("snooze", "{day}, {time}").format(day=day, time=wording.time(here))


def _choice(choice: Choice, tool: Tool, company: Company, wording: Wording) -> str:
    translate = wording.translate
    match choice:
        case Choice.HOUR:
            return translate("snooze", "For 1 hour")
        case Choice.TODAY:
            return translate("snooze", "For today")
        case Choice.DEADLINE if tool.effective is not None:
            zones = wording.zones(company)
            there, now = tool.effective.astimezone(zones.company), wording.now.astimezone(zones.company)
            return translate("snooze", "Until {day}").format(day=dates.calendar_day(there, now, translate))
        case _:
            return translate("snooze", "Until it is off limits")
