"""The policy in force and what it means for one person, in lines and figures. Pure. No Qt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.desktop import dates
from app.desktop.dates import counted
from app.desktop.plain import plain
from app.desktop.status_text import day, moment
from app.desktop.window.situation import Situation, Word
from app.desktop.wording import Wording
from app.policy.model import Policy
from app.sync.state import SyncState


@dataclass(frozen=True)
class Figure:
    """A number, and of what."""

    count: str
    label: str
    warm: bool = False


def policy_lines(state: SyncState, policy: Policy, wording: Wording) -> tuple[str, ...]:
    """Which policy, from whom, since when, and what is particular about how it applies here."""
    translate, company = wording.translate, plain(policy.company.name, 60)
    sender = wording.text(policy.company.sender) or company
    name = translate("window", "{company} tool policy, version {version}")
    lines = [name.format(company=company, version=state.version)]
    published = translate("window", "Published by {sender} on {day}. Signature checked.")
    if not state.verified:
        published = translate(
            "window", "Published by {sender} on {day}. Kept from before; its signature is being checked."
        )
    lines.append(published.format(sender=sender, day=day(policy.published, wording)))
    if state.staged:
        early = translate("window", "This computer gets it early, with the roll-out {name}.")
        lines.append(early.format(name=plain(state.staged, 60)))
    if count := len(policy.skipped) + len(state.recipes.skipped):
        template = counted(translate, "window", "{count} of its rules need a newer Signpost and are left out.", count)
        lines.append(template.format(count=count))
    return tuple(lines)


def checked_line(state: SyncState | None, wording: Wording) -> str:
    """How long ago the policy was compared with the host, and in how long it will be again."""
    since = state.freshness.since if state is not None else None
    if state is None or since is None:
        return ""
    translate, checked = wording.translate, ago(since, wording)
    left = -((wording.now - state.next_at) // timedelta(minutes=1)) if state.next_at is not None else 0
    if left <= 0:
        return checked
    if left == 1:
        return translate("window", "{checked}, next in a minute").format(checked=checked)
    template = counted(translate, "window", "{checked}, next in {count} min", left)
    return template.format(checked=checked, count=left)


def ago(at: datetime, wording: Wording) -> str:
    """`Checked 2 minutes ago`; from an hour on the time or the day."""
    translate, minutes = wording.translate, int((wording.now - at).total_seconds() // 60)
    if not 0 <= minutes < 60:
        return translate("window", "Checked: {time}").format(time=moment(at, wording))
    if minutes == 0:
        return translate("window", "Checked just now")
    if minutes == 1:
        return translate("window", "Checked a minute ago")
    return counted(translate, "window", "Checked {count} minutes ago", minutes).format(count=minutes)


def figures(situation: Situation, policy: Policy, wording: Wording) -> tuple[Figure, ...]:
    """How many tools of each kind there are for this person."""
    translate = wording.translate
    words = [situation.word(tool, wording.now) for tool in policy.tools]
    soon, exceptions = words.count(Word.SOON), words.count(Word.EXCEPTION)
    counted = [
        Figure(str(words.count(Word.APPROVED)), translate("window", "approved")),
        Figure(str(words.count(Word.CONDITIONS)), translate("window", "with conditions")),
        Figure(str(words.count(Word.OFF_LIMITS)), translate("window", "off limits"), warm=Word.OFF_LIMITS in words),
    ]
    if soon:
        counted.append(Figure(str(soon), translate("window", "soon off limits"), warm=True))
    if exceptions:
        counted.append(Figure(str(exceptions), translate("window", "by exception")))
    return tuple(counted)


def applies_lines(situation: Situation, policy: Policy, wording: Wording) -> tuple[str, ...]:
    """What the figures do not say: which exceptions, and what comes next."""
    translate, lines = wording.translate, []
    allowed = [tool for tool in policy.tools if situation.word(tool, wording.now) is Word.EXCEPTION]
    if allowed:
        names = wording.listed(plain(tool.name, 60) for tool in allowed[:4])
        lines.append(translate("window", "Your exception: {tools}.").format(tools=names))
    soon = [tool for tool in policy.tools if situation.word(tool, wording.now) is Word.SOON and tool.effective]
    if soon:
        first = min(soon, key=lambda tool: tool.effective or wording.now)
        zones = wording.zones(policy.company)
        there = (first.effective or wording.now).astimezone(zones.company)
        on = dates.calendar_day(there, wording.now.astimezone(zones.company), translate)
        lines.append(translate("window", "Next: {tool}, on {day}.").format(tool=plain(first.name, 60), day=on))
    return tuple(lines)
