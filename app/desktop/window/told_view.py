"""What the company is told and what it is not, in sentences: from the policy in force, which declares it. No Qt."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from app.desktop.dates import counted
from app.desktop.plain import plain
from app.desktop.wording import Wording, sentences
from app.policy.events import SORTS, Detail, Events, Sort
from app.policy.model import Policy
from app.report.ocsf.event import UNTOLD_DEVICE

DETAILS: tuple[Detail, ...] = ("command_line", "user", "device", "paths")


@dataclass(frozen=True)
class Told:
    """Two lists in words, each below its heading, and where records go. All empty before there is a policy."""

    told_heading: str = ""
    told: str = ""
    untold_heading: str = ""
    untold: str = ""
    where: str = ""
    sentences: str = ""
    """The two lists as sentences, for where there is no room for lists."""


def told(policy: Policy | None, wording: Wording) -> Told:
    """What the policy declares."""
    if policy is None:
        return Told()
    translate, events = wording.translate, policy.events
    request = translate("told", "A request for an exception goes out when you send it.")
    if events is None or not events.send:
        none = translate("told", "Your company is told none of this.")
        return Told(where=sentences(none, request), sentences=sentences(none, request))
    has = wording.listed(
        [*(_sort(sort, wording) for sort in SORTS if sort in events.send), *details(events.include, wording)]
    )
    not_included = [detail for detail in DETAILS if detail not in events.include]
    others = translate("told", "other programs"), translate("told", "what you type or work on")
    has_not = wording.listed([*details(not_included, wording), *others])
    return Told(
        told_heading=translate("told", "Your company is told"),
        told=has,
        untold_heading=translate("told", "It is not told"),
        untold=has_not,
        where=sentences(_where(events, wording), request),
        sentences=sentences(
            translate("told", "Your company is told: {things}.").format(things=has),
            translate("told", "It is not told: {things}.").format(things=has_not),
        ),
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
            return translate("told", "starts of tools off limits")
        case "set-ups":
            return translate("told", "set-ups and removals")
        case "exceptions":
            return translate("told", "exceptions")
        case "inventory":
            return translate("told", "installed tools off limits")
        case "agent":
            return translate("told", "faults of Signpost")


def _detail(detail: Detail, wording: Wording) -> str:
    translate = wording.translate
    match detail:
        case "command_line":
            return translate("told", "the commands they start with")
        case "user":
            return translate("told", "your account's name")
        case "device":
            return translate("told", "this computer's name")
        case "paths":
            return translate("told", "where files are")
