"""What the company is told and what it is not, in sentences: from the policy in force, which declares it. No Qt."""

import json
from collections.abc import Iterable

from app.desktop.dates import counted
from app.desktop.plain import plain
from app.desktop.wording import Wording, sentences
from app.policy.events import SORTS, Detail, Events, Sort
from app.policy.model import Policy
from app.report.ocsf.event import UNTOLD_DEVICE

DETAILS: tuple[Detail, ...] = ("command_line", "user", "device", "paths")


def told(policy: Policy | None, wording: Wording, *, where: bool = True) -> str:
    """Sentences; nothing before there is a policy. `where`: with the receiver's host, and how long records stay."""
    if policy is None:
        return ""
    translate, events = wording.translate, policy.events
    if events is None:
        return sentences(
            translate("told", "Your company is told none of this."),
            translate("told", "A request for an exception goes out when you send it."),
        )
    has = [*(_sort(sort, wording) for sort in SORTS if sort in events.send), *details(events.include, wording)]
    has_not = [
        *details([detail for detail in DETAILS if detail not in events.include], wording),
        translate("told", "what you type or work on"),
        translate("told", "any other program"),
    ]
    return sentences(
        translate("told", "Your company is told: {things}.").format(things=wording.listed(has)),
        translate("told", "It is not told: {things}.").format(things=wording.listed(has_not)),
        _where(events, wording) if where else "",
    )


def _where(events: Events, wording: Wording) -> str:
    said = counted(
        wording.translate, "told", "Records go to {host}, and stay on this computer for {count} days.", events.keep_days
    )
    return said.format(host=wording.apart(plain(events.host, 80)), count=events.keep_days)


def details(some: Iterable[Detail], wording: Wording) -> list[str]:
    """What a policy may have added to events, in words."""
    return [_detail(detail, wording) for detail in some]


def added(payload: str) -> tuple[Detail, ...]:
    """What of it is in an event, whatever the policy says today."""
    try:
        event = json.loads(payload)
        process, product = event.get("process", {}), event.get("product", {})
        there: dict[Detail, bool] = {
            "command_line": "cmd_line" in process,
            "user": "user" in event.get("actor", {}),
            "device": event.get("device", UNTOLD_DEVICE) != UNTOLD_DEVICE,
            "paths": "file" in process or "path" in product or "paths" in event.get("unmapped", {}),
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ()
    return tuple(detail for detail in DETAILS if there[detail])


def _sort(sort: Sort, wording: Wording) -> str:
    translate = wording.translate
    match sort:
        case "launches":
            return translate("told", "when a tool off limits starts")
        case "set-ups":
            return translate("told", "which tools are set up and removed")
        case "exceptions":
            return translate("told", "what becomes of exceptions")
        case "inventory":
            return translate("told", "which tools off limits are installed")
        case "agent":
            return translate("told", "what goes wrong in Signpost")


def _detail(detail: Detail, wording: Wording) -> str:
    translate = wording.translate
    match detail:
        case "command_line":
            return translate("told", "the commands they are started with")
        case "user":
            return translate("told", "your account's name")
        case "device":
            return translate("told", "this computer's name")
        case "paths":
            return translate("told", "where their files are")
