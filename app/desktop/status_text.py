"""How things stand, in words: what the tray's tooltip and the first lines of its menu say. Pure. No Qt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.desktop import dates
from app.desktop.plain import plain
from app.desktop.setup_card import happened
from app.desktop.wording import Wording
from app.policy.model import Policy
from app.sync.errors import NetworkTrouble
from app.sync.state import Standing, SyncState
from app.watch.standing import Watching

_NEWS = timedelta(days=1)


@dataclass(frozen=True)
class Status:
    """How the policy stands: the drawing of the tray icon, and what to say, most important first."""

    icon: str
    lines: tuple[str, ...]


def status(state: SyncState | None, wording: Wording) -> Status:
    """What to say of the policy in force. None: nothing is known yet."""
    translate = wording.translate
    if state is None:
        return Status("fine", (translate("tray", "Looking for your company's policy"),))
    policy, fresh = state.policy, state.freshness
    why = happened(fresh.why, wording) if fresh.why is not None else ""
    if policy is None:
        return Status("offline" if isinstance(fresh.why, NetworkTrouble) else "attention", _without(why, wording))
    if fresh.standing is Standing.FRESH:
        checked = translate("tray", "Checked at {time}").format(time=moment(fresh.since, wording))
        return Status("fine", (_in_force(policy, wording), checked))
    if isinstance(fresh.why, NetworkTrouble):
        since = translate("tray", "Offline since {time}. The policy of {day} still applies.")
        return Status("offline", (_filled(since, fresh.since, policy, wording), why))
    return Status("stale", (_in_force(policy, wording), *([why] if why else [])))


def missed(watching: Watching | None, wording: Wording) -> tuple[str, ...]:
    """What to say of the last gap in watching, while it is news: for a day."""
    if watching is None or watching.last is None or wording.now - watching.last.at > _NEWS:
        return ()
    said = wording.translate("tray", "Some launches may have been missed at {time}")
    return (said.format(time=moment(watching.last.at, wording)),)


def _without(why: str, wording: Wording) -> tuple[str, ...]:
    return (wording.translate("tray", "No policy yet"), *([why] if why else []))


def _in_force(policy: Policy, wording: Wording) -> str:
    template = wording.translate("tray", "Policy of {company}, {day}")
    return template.format(company=plain(policy.company.name, 60), day=day(policy.published, wording))


def _filled(template: str, since: datetime | None, policy: Policy, wording: Wording) -> str:
    return template.format(time=moment(since, wording), day=day(policy.published, wording))


def moment(at: datetime | None, wording: Wording) -> str:
    """The time of day for today, the day for any other."""
    if at is None:
        return "?"
    here, now = at.astimezone(wording.zone), wording.now.astimezone(wording.zone)
    return wording.time(here) if here.date() == now.date() else day(at, wording)


def day(at: datetime, wording: Wording) -> str:
    """The day as people write it: in the person's own time."""
    here, now = at.astimezone(wording.zone), wording.now.astimezone(wording.zone)
    return dates.calendar_day(here, now, wording.translate)
