"""What the report takes of each class of OCSF (https://schema.ocsf.io/1.8.0), looked for where the class has it. Pure.

What is unknown is passed over: receivers add attributes, and a later version knows more.
"""

import enum
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from app.admin.report.markup import printable

PRODUCT = "Signpost"
LONGEST_TEXT = 200
LONGEST_REASON = 500
MOST_REPEATS = 1_000_000
_OTHER = 99


class Kind(enum.IntEnum):
    """What an event tells the report."""

    OTHER = 0
    LAUNCH = 1
    SET_UP = 2
    SET_UP_FAILED = 3
    REMOVED = 4
    ASKED = 5
    GRANTED = 6
    ENDED = 7
    WITHDRAWN = 8
    FOUND = 9
    GONE = 10
    MISSED = 11
    DROPPED = 12


# What JSON makes has no cycles: without `gc=False` the collector would look through millions of these in vain.
class Named(msgspec.Struct, gc=False):
    """A product, package, device, user, policy or process."""

    name: str | None = None
    uid: str | None = None
    hostname: str | None = None
    version: str | None = None
    type_id: int | None = None


class _Metadata(msgspec.Struct, gc=False):
    uid: str | None = None
    product: Named | None = None


class _Actor(msgspec.Struct, gc=False):
    user: Named | None = None


class _Entity(msgspec.Struct, gc=False):
    uid: str | None = None
    name: str | None = None
    data: Any = None


class Event(msgspec.Struct, gc=False):
    class_uid: int
    time: int | float
    activity_id: int = 0
    status_id: int | None = None
    status_code: str | None = None
    status_detail: str | None = None
    comment: str | None = None
    count: int | None = None
    metadata: _Metadata | None = None
    device: Named | None = None
    actor: _Actor | None = None
    policy: Named | None = None
    process: Named | None = None
    app: Named | None = None
    package: Named | None = None
    product: Named | None = None
    entity: _Entity | None = None
    unmapped: Any = None


_NOTHING = Named()


def _launch(event: Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Process Activity: 1 is a launch."""
    if event.activity_id != 1:
        return {}
    process, policy = event.process or _NOTHING, event.policy or _NOTHING
    return {
        "kind": Kind.LAUNCH,
        "tool": text(unmapped.get("tool") or process.name),
        "name": text(policy.name),
        "attended": unmapped.get("attended") is not False,
        "link": text(unmapped.get("session")),
        "weight": min(max(event.count or 1, 1), MOST_REPEATS),
    }


_SET_UP = frozenset({1, 8})
"""Install, and Update, of Application Lifecycle."""


def _lifecycle(event: Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Application Lifecycle: set-ups that ended well or not, and what was taken away; pauses of our own are neither."""
    app = event.app or _NOTHING
    if app.name == PRODUCT:
        return {}
    told = {"tool": text(unmapped.get("tool") or app.name), "detail": text(app.version)}
    if event.activity_id in _SET_UP and event.status_id == 2:
        return {**told, "kind": Kind.SET_UP_FAILED, "detail": text(event.status_code or event.status_detail)}
    if event.activity_id in _SET_UP:
        return {**told, "kind": Kind.SET_UP}
    return {**told, "kind": Kind.REMOVED} if event.activity_id == 2 and event.status_id != 2 else {}


_ENTITY_STEPS = {
    1: Kind.ASKED,
    4: Kind.WITHDRAWN,  # Delete
    8: Kind.GRANTED,  # Enable
    10: Kind.GRANTED,  # Activate
    9: Kind.ENDED,  # Disable
    11: Kind.ENDED,  # Deactivate
}


def _entity(event: Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Entity Management: what became of a request for an exception."""
    kind = _ENTITY_STEPS.get(event.activity_id)
    entity = event.entity
    if kind is None or entity is None:
        return {}
    data = entity.data if isinstance(entity.data, dict) else {}
    by = {name: text(data[name]) for name in ("device", "user") if data.get(name)}
    return {
        **by,
        "kind": kind,
        "tool": text(unmapped.get("tool") or data.get("tool")),
        "name": text(entity.name),
        "detail": text(event.comment or data.get("reason"), LONGEST_REASON),
        "link": text(entity.uid),
        "until": _moment(data.get("until")),
    }


def _inventory(event: Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Software Inventory Info: a tool of the policy lies on a computer in that version, or does no more."""
    found = event.product or event.package or _NOTHING
    return {
        "kind": Kind.GONE if event.activity_id == _OTHER else Kind.FOUND,
        "tool": text(unmapped.get("tool") or found.uid or found.name),
        "name": text(found.name),
        "detail": text(found.version),
    }


_FALLS_SHORT = {"watch.gap": (Kind.MISSED, "lost"), "report.dropped": (Kind.DROPPED, "dropped")}


def _shortfall(event: Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Application Error: launches that the watcher missed, and events that were dropped before they were sent."""
    kind, field = _FALLS_SHORT.get(event.status_code or "", (None, ""))
    if kind is None:
        return {}
    told = unmapped.get(field)
    numbers = told.values() if isinstance(told, dict) else (told,)
    known = sum(number for number in numbers if isinstance(number, int) and number > 0)
    return {"kind": kind, "weight": min(max(known, 1), MOST_REPEATS)}


CLASSES: dict[int, Callable[[Event, dict[str, Any]], dict[str, Any]]] = {
    1007: _launch,
    6002: _lifecycle,
    3004: _entity,
    5020: _inventory,
    6008: _shortfall,
}


def text(value: object, longest: int = LONGEST_TEXT) -> str:
    """A text of bounded length, printable (SQLite's JSON ends a text at a NUL); what is none is empty."""
    return printable(value[:longest]) if isinstance(value, str) else ""


def _moment(value: object) -> int:
    """An ISO 8601 moment with its zone as Unix ms; 0 for none."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
        return int(read.timestamp() * 1000) if read is not None and read.tzinfo is not None else 0
    except (ValueError, OverflowError):
        return 0
