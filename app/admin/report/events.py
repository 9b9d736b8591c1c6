"""One line of a file of events -> what the report counts of it. Pure.

A line is hostile: wrong types, depth and numbers end here.
"""

import enum
from typing import Any

import msgspec

from app.admin.report.classes import CLASSES, PRODUCT, Event, Kind, Named, text

EARLIEST_MS = 1_577_836_800_000
"""2020 began: Signpost is younger, so an earlier time is a clock that was never set."""
DAY_MS = 86_400_000
_UNTOLD = "withheld"


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


_DECODER = msgspec.json.Decoder(Event)
_NOTHING = Named()


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
        "tool": text(unmapped.get("tool")),
        "device": _device(event.device) if event.device else "",
        "user": text(user.uid or user.name),
    }
    if event.class_uid in CLASSES:
        told.update(CLASSES[event.class_uid](event, unmapped))
    return Counted(
        # SipHash of 64 bits under a key of this process: nobody can make two collide. A request's events share its uid.
        key=hash((about.uid, event.class_uid, event.activity_id) if about.uid else line),
        at=at,
        day=at // DAY_MS,
        status=text(unmapped.get("status")),
        **told,
    )


def _device(device: Named) -> str:
    """The computer's name or id. Where the policy includes none, every event has the same placeholder."""
    untold = device.type_id == 0 and device.name == _UNTOLD
    return text(device.uid or device.hostname or ("" if untold else device.name))
