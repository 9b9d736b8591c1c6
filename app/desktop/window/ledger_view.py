"""What IT sees, in words: a row for every event there is, with its exact payload, its state, and why. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.desktop.plain import plain
from app.desktop.status_text import day
from app.desktop.window.event_title import title
from app.desktop.window.policy_text import Figure
from app.desktop.window.rows import Caption, Mark, Row
from app.desktop.window.told_view import Told, added, details, told
from app.desktop.wording import Wording, sentences
from app.policy.model import Policy
from app.report import standing
from app.report.ledger import Entry

_GLYPHS = {"sent": "check", "waiting": "clock", "withheld": "lock"}


@dataclass(frozen=True)
class LedgerWords:
    """What the page says besides its rows."""

    heading: str
    note: str
    told: Told
    export: str
    search: str
    copy: str
    copied: str
    empty: str
    nothing_matches: str


def ledger_words(wording: Wording, policy: Policy | None = None) -> LedgerWords:
    """The page's own words: and what the company is told by the policy in force."""
    translate = wording.translate
    return LedgerWords(
        heading=translate("window", "What IT sees"),
        note=translate("ledger", "Every record in full, before you have to ask."),
        told=told(policy, wording),
        export=translate("window", "Export"),
        search=translate("ledger", "Search records"),
        copy=translate("setup", "Copy"),
        copied=translate("setup", "Copied"),
        empty=translate("ledger", "There are no records yet. One is written when a tool of your policy starts."),
        nothing_matches=translate("window", "Nothing matches."),
    )


def figures(counts: Mapping[str, int], wording: Wording) -> tuple[Figure, ...]:
    """How many records are sent, waiting and withheld."""
    return tuple(
        Figure(str(counts.get(state, 0)), _word(state, wording).casefold()) for state in ("sent", "waiting", "withheld")
    )


def ledger_rows(entries: tuple[Entry, ...], names: Mapping[str, str], wording: Wording) -> tuple[Caption | Row, ...]:
    """A caption for each day, a row for each event below it; `entries` come newest first."""
    rows: list[Caption | Row] = []
    last = ""
    for entry in entries:
        at = datetime.fromtimestamp(entry.time / 1000, tz=wording.zone).astimezone(wording.zone)
        caption = day_caption(at, wording)
        if caption != last:
            rows.append(Caption(caption))
            last = caption
        rows.append(
            Row(
                key=entry.uid,
                glyph="",
                title=title(entry.payload, names, wording),
                note=_reason(entry.reason, wording),
                time=wording.time(at),
                at=at.isoformat(timespec="seconds"),
                mark=Mark(_GLYPHS.get(entry.state, "about"), _word(entry.state, wording)),
                code=entry.payload,
                foot=_foot(entry.payload, wording),
            )
        )
    return tuple(rows)


def _foot(payload: str, wording: Wording) -> str:
    """What is private and in it, if anything is."""
    translate = wording.translate
    if names := details(added(payload), wording):
        said = translate("ledger", "Your company has this added: {things}.").format(things=wording.listed(names))
        return sentences(said, translate("ledger", "Prompts and passwords are left out."))
    return translate("ledger", "No file names, commands or prompts are ever in here.")


def day_caption(at: datetime, wording: Wording) -> str:
    """`Today`, `Yesterday`, or the day."""
    today = wording.now.astimezone(wording.zone).date()
    if at.date() == today:
        return wording.translate("window", "Today")
    if (today - at.date()).days == 1:
        return wording.translate("window", "Yesterday")
    return day(at, wording)


def _word(state: str, wording: Wording) -> str:
    match state:
        case "sent":
            return wording.translate("ledger", "Sent")
        case "waiting":
            return wording.translate("ledger", "Waiting")
        case "withheld":
            return wording.translate("ledger", "Withheld")
        case "dropped":
            return wording.translate("ledger", "Dropped")
        case other:
            return plain(other, 30)


def _reason(reason: str, wording: Wording) -> str:
    """Why it was sent, waits or stays; the ledger keeps reasons in English."""
    translate = wording.translate
    said = {
        standing.NOT_ASKED: translate("ledger", "The policy does not ask for events, so it stays here."),
        standing.NOT_YET: translate("ledger", "It is sent as soon as the receiver can be reached."),
        standing.BY_MAIL: translate("ledger", "You sent it yourself, with your mail program."),
        standing.TAKEN_BACK: translate("ledger", "You took it back before it was sent."),
        standing.ADDRESS_GONE: translate("ledger", "It was not sent: your company's address for requests changed."),
        standing.NOT_THIS: translate("ledger", "The policy does not ask for records of this kind."),
        standing.NO_LONGER: translate("ledger", "The policy no longer asks for it."),
        standing.NO_ROOM: translate(
            "ledger", "It could not be sent for so long that the room for waiting records was full."
        ),
        standing.PART_TAKEN: translate("ledger", "The receiver took it among others, of which it rejected some."),
        standing.NOT_ACCEPTED: translate("ledger", "The receiver did not accept it."),
    }
    return said.get(reason) or plain(reason, 200)
