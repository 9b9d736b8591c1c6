"""One line of a file of events -> what the report counts of it. Pure.

Events are told by OCSF's class and activity (https://schema.ocsf.io/1.8.0), and fields are looked for where the
classes have them; what is unknown is passed over. A line is hostile: wrong types, depth and numbers end here.
"""

import enum
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

PRODUCT = "Signpost"
LONGEST_TEXT = 200
LONGEST_REASON = 500
EARLIEST_MS = 1_577_836_800_000
"""2020 began: Signpost is younger, so an earlier time is a clock that was never set."""
DAY_MS = 86_400_000
MOST_REPEATS = 1_000_000
_OTHER = 99
_UNTOLD = "withheld"


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


class Refused(enum.Enum):
    """Why a line does not count."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    TIMELESS = "timeless"


class Counted(msgspec.Struct, frozen=True, gc=False):
    """What counts of one event: a row of the store, in its order.

    `key` is the same for the same event, however often it was sent; `at` is Unix time in milliseconds, `day` it in
    days; `device` and `user` are empty where the event names none; `detail` is an error's code, a request's reason, or
    a tool's version; `link` is the tool session or the request; `until` is Unix time in milliseconds, 0 for none;
    `weight` is how many starts one event stands for.
    """

    key: int
    at: int
    day: int
    kind: Kind = Kind.OTHER
    tool: str = ""
    name: str = ""
    status: str = ""
    device: str = ""
    user: str = ""
    attended: bool = True
    detail: str = ""
    link: str = ""
    until: int = 0
    weight: int = 1


# What JSON makes has no cycles: without `gc=False` the collector would look through millions of these in vain.
class _Named(msgspec.Struct, gc=False):
    """A product, package, device, user, policy or process."""

    name: str | None = None
    uid: str | None = None
    hostname: str | None = None
    version: str | None = None
    type_id: int | None = None


class _Metadata(msgspec.Struct, gc=False):
    uid: str | None = None
    product: _Named | None = None


class _Actor(msgspec.Struct, gc=False):
    user: _Named | None = None


class _Entity(msgspec.Struct, gc=False):
    uid: str | None = None
    name: str | None = None
    data: Any = None


class _Event(msgspec.Struct, gc=False):
    class_uid: int
    time: int | float
    activity_id: int = 0
    status_id: int | None = None
    status_code: str | None = None
    status_detail: str | None = None
    comment: str | None = None
    count: int | None = None
    metadata: _Metadata | None = None
    device: _Named | None = None
    actor: _Actor | None = None
    policy: _Named | None = None
    process: _Named | None = None
    app: _Named | None = None
    package: _Named | None = None
    product: _Named | None = None
    entity: _Entity | None = None
    unmapped: Any = None


_DECODER = msgspec.json.Decoder(_Event)
_NOTHING = _Named()


def read(line: bytes, latest: int) -> Counted | Refused:
    """What counts of the line; `latest` is the last moment (Unix ms) that an event can have."""
    try:
        event = _DECODER.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return Refused.DAMAGED
    about = event.metadata
    if about is None or about.product is None or about.product.name != PRODUCT:
        return Refused.FOREIGN
    if not EARLIEST_MS <= event.time <= latest:
        return Refused.TIMELESS
    user = (event.actor.user if event.actor else None) or _NOTHING
    unmapped = event.unmapped if isinstance(event.unmapped, dict) else {}
    at = int(event.time)
    told: dict[str, Any] = {
        "tool": _text(unmapped.get("tool")),
        "device": _device(event.device) if event.device else "",
        "user": _text(user.uid or user.name),
    }
    if event.class_uid in _CLASSES:
        told.update(_CLASSES[event.class_uid](event, unmapped))
    return Counted(
        # SipHash of 64 bits under a key of this process: nobody can make two collide. A request's events share its uid.
        key=hash((about.uid, event.class_uid, event.activity_id) if about.uid else line),
        at=at,
        day=at // DAY_MS,
        status=_text(unmapped.get("status")),
        **told,
    )


def _launch(event: _Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Process Activity: 1 is a launch."""
    if event.activity_id != 1:
        return {}
    process, policy = event.process or _NOTHING, event.policy or _NOTHING
    return {
        "kind": Kind.LAUNCH,
        "tool": _text(unmapped.get("tool") or process.name),
        "name": _text(policy.name),
        "attended": unmapped.get("attended") is not False,
        "link": _text(unmapped.get("session")),
        "weight": min(max(event.count or 1, 1), MOST_REPEATS),
    }


_SET_UP = frozenset({1, 8})
"""Install, and Update, of Application Lifecycle."""


def _lifecycle(event: _Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Application Lifecycle: set-ups that ended well or not, and what was taken away; pauses of our own are neither."""
    app = event.app or _NOTHING
    if app.name == PRODUCT:
        return {}
    told = {"tool": _text(unmapped.get("tool") or app.name), "detail": _text(app.version)}
    if event.activity_id in _SET_UP and event.status_id == 2:
        return {**told, "kind": Kind.SET_UP_FAILED, "detail": _text(event.status_code or event.status_detail)}
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


def _entity(event: _Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Entity Management: what became of a request for an exception."""
    kind = _ENTITY_STEPS.get(event.activity_id)
    entity = event.entity
    if kind is None or entity is None:
        return {}
    data = entity.data if isinstance(entity.data, dict) else {}
    by = {name: _text(data[name]) for name in ("device", "user") if data.get(name)}
    return {
        **by,
        "kind": kind,
        "tool": _text(unmapped.get("tool") or data.get("tool")),
        "name": _text(entity.name),
        "detail": _text(event.comment or data.get("reason"), LONGEST_REASON),
        "link": _text(entity.uid),
        "until": _moment(data.get("until")),
    }


def _inventory(event: _Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Software Inventory Info: a tool of the policy lies on a computer in that version, or does no more."""
    found = event.product or event.package or _NOTHING
    return {
        "kind": Kind.GONE if event.activity_id == _OTHER else Kind.FOUND,
        "tool": _text(unmapped.get("tool") or found.uid or found.name),
        "name": _text(found.name),
        "detail": _text(found.version),
    }


_FALLS_SHORT = {"watch.gap": (Kind.MISSED, "lost"), "report.dropped": (Kind.DROPPED, "dropped")}


def _shortfall(event: _Event, unmapped: dict[str, Any]) -> dict[str, Any]:
    """Application Error: launches that the watcher missed, and events that were dropped before they were sent."""
    kind, field = _FALLS_SHORT.get(event.status_code or "", (None, ""))
    if kind is None:
        return {}
    told = unmapped.get(field)
    numbers = told.values() if isinstance(told, dict) else (told,)
    known = sum(number for number in numbers if isinstance(number, int) and number > 0)
    return {"kind": kind, "weight": min(max(known, 1), MOST_REPEATS)}


_CLASSES: dict[int, Callable[[_Event, dict[str, Any]], dict[str, Any]]] = {
    1007: _launch,
    6002: _lifecycle,
    3004: _entity,
    5020: _inventory,
    6008: _shortfall,
}


def _device(device: _Named) -> str:
    """The computer's name or id. Where the policy includes none, every event has the same placeholder."""
    untold = device.type_id == 0 and device.name == _UNTOLD
    return _text(device.uid or device.hostname or ("" if untold else device.name))


def _text(value: object, longest: int = LONGEST_TEXT) -> str:
    """A text of bounded length; what is none is empty."""
    return value[:longest] if isinstance(value, str) else ""


def _moment(value: object) -> int:
    """An ISO 8601 moment with its zone as Unix ms; 0 for none."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
        return int(read.timestamp() * 1000) if read is not None and read.tzinfo is not None else 0
    except (ValueError, OverflowError):
        return 0
