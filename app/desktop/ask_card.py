"""Asking for an exception, in words: the page to ask on, what came of it, and the mail. Pure. No Qt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.asking.request import Request, Stage, mail_link
from app.desktop import dates
from app.desktop.card_model import AskedView, AskView, Fact, letter
from app.desktop.plain import plain
from app.desktop.wording import Wording, sentences
from app.policy.asking import Asking
from app.policy.model import Company, Tool
from app.policy.person import Person

TERMS = {"week": timedelta(days=7), "month": timedelta(days=30), "quarter": timedelta(days=91)}
"""For how long an exception can be asked for, by the name of the choice."""


@dataclass(frozen=True)
class Asks:
    """How this person asks, as far as it is known: the way, who they are, and what they asked already by tool."""

    way: Asking
    person: Person
    asked: Request | None = None


def ask_button(asks: Asks | None, wording: Wording) -> str:
    """What the alert's button says; empty where there is nobody to ask."""
    if asks is None:
        return ""
    if asks.asked is not None and asks.asked.unanswered:
        return wording.translate("ask", "Exception asked for")
    return wording.translate("ask", "Ask for an exception")


def ask_view(tool: Tool, session: str, asks: Asks, wording: Wording, prepared: str = "") -> AskView:
    """The page on which the person says why and until when; `prepared` is the reason left on the command line."""
    translate, name, way, person = wording.translate, plain(tool.name, 60), asks.way, asks.person
    named = wording.listed(plain(one, 60) for one in (person.user, person.device) if one)
    seen = sentences(
        translate("ask", "Your reason and the date."),
        translate("ask", "Who asks: {names}.").format(names=named) if named else "",
    )
    host = wording.apart(plain(way.host, 80))
    to = host
    if way.mail is not None:
        to = translate("ask", "{address}, by your own mail program").format(address=host)
    held = asks.asked.reason if asks.asked is not None and asks.asked.stage is Stage.HELD else ""
    note = translate("ask", "Your company decides. Until then nothing changes.")
    if prepared:
        note = translate("ask", "Prepared on the command line. Nothing is sent until you send it yourself.")
    return AskView(
        session=session,
        tool=tool.id,
        sender="Signpost",
        letter=letter(name),
        title=translate("ask", "Ask to use {tool}").format(tool=name),
        note=note,
        reason=translate("ask", "Why do you need it?"),
        written=prepared or held,
        example=translate("ask", "For example: a customer's project that ends in August"),
        until=translate("ask", "For how long?"),
        terms=(
            ("week", translate("ask", "A week")),
            ("month", translate("ask", "A month")),
            ("quarter", translate("ask", "Three months")),
        ),
        facts=(Fact(translate("ask", "IT sees"), seen), Fact(translate("ask", "Goes to"), to)),
        send=translate("ask", "Write the mail") if way.mail is not None else translate("ask", "Send"),
        back=translate("ask", "Back"),
        close=translate("card", "Close"),
    )


def asked_view(request: Request, wording: Wording) -> AskedView:
    """Where the request stands, with a way to take it back."""
    translate, name = wording.translate, plain(request.name, 60)
    until = translate("ask", "Until {day}.").format(day=_last_day(request.until, wording))
    match request.stage:
        case Stage.WAITING:
            stands = translate("ask", "It is sent as soon as there is a connection.")
        case Stage.HELD:
            stands = translate("ask", "It was not sent: your company's address for requests changed. Ask again.")
        case Stage.REFUSED:
            stands = translate("ask", "It could not be delivered. Ask IT directly.")
        case Stage.SENT if request.way.mail is not None:
            stands = translate("ask", "Send the mail that was opened. Signpost tells you when it is granted.")
        case _:
            stands = translate("ask", "Signpost tells you when it is granted.")
    return AskedView(
        tool=request.tool,
        sender="Signpost",
        letter=letter(name),
        title=translate("ask", "You asked to use {tool}").format(tool=name),
        note=sentences(until, stands),
        undo=translate("ask", "Take it back") if request.unanswered else "",
        close=translate("card", "Close"),
    )


def allowed_view(tool: Tool, until: datetime, company: Company, wording: Wording) -> AskedView:
    """The good news: an exception, and when it ends."""
    translate, name = wording.translate, plain(tool.name, 60)
    note = translate("ask", "{company} made an exception for you until {day}. It ends by itself.")
    return AskedView(
        tool=tool.id,
        sender="Signpost",
        letter=letter(name),
        title=translate("ask", "You may use {tool}").format(tool=name),
        note=note.format(company=wording.apart(plain(company.name, 60)), day=_last_day(until, wording)),
        undo="",
        close=translate("card", "Close"),
        granted=True,
    )


def ending_view(tool: Tool, until: datetime, wording: Wording) -> AskedView:
    """The heads-up: an exception ends within a day."""
    translate, name = wording.translate, plain(tool.name, 60)
    here = until.astimezone(wording.zone)
    note = translate("ask", "It ends on {day} at {time}. If you still need it, ask again in time.")
    return AskedView(
        tool=tool.id,
        sender="Signpost",
        letter=letter(name),
        title=translate("ask", "Your exception for {tool} ends soon").format(tool=name),
        note=note.format(day=_day(until, wording), time=wording.time(here)),
        undo="",
        close=translate("card", "Close"),
        granted=True,
    )


def mail(request: Request, person: Person, wording: Wording) -> str:
    """The link that opens the person's mail program with all that IT needs."""
    translate, name = wording.translate, plain(request.name, 60)
    subject = translate("ask", "Exception for {tool}").format(tool=name)
    lines = [
        translate("ask", "I would like to use {tool} until {day}.").format(
            tool=name, day=_last_day(request.until, wording)
        ),
        "",
        request.reason,
        "",
        f"tool: {request.tool}",
        f"until: {request.until:%Y-%m-%d}",
        *([f"user: {person.user}"] if person.user else []),
        *([f"device: {person.device}"] if person.device else []),
        f"request: {request.id}",
    ]
    return mail_link(request, request.way.mail or "", subject, "\n".join(lines))


def _last_day(until: datetime, wording: Wording) -> str:
    here, now = until.astimezone(wording.zone), wording.now.astimezone(wording.zone)
    return dates.last_day(here, now, wording.translate)


def _day(moment: datetime, wording: Wording) -> str:
    here, now = moment.astimezone(wording.zone), wording.now.astimezone(wording.zone)
    return dates.calendar_day(here, now, wording.translate)
