"""What every event begins with: class, activity, severity, time, and the key by which a receiver knows a repeated one.

`metadata.uid` is that key. OCSF has every `*_id` of 99 ("Other") explained by its text: `activity_name`.
"""

import enum
import uuid
from datetime import datetime
from typing import Any

from app import __version__

SCHEMA = "1.8.0"
SIGNPOST = "Signpost"

Event = dict[str, Any]


class Class(enum.IntEnum):
    """The classes in use. The category is what remains of the number without its last three digits."""

    PROCESS_ACTIVITY = 1007
    ENTITY_MANAGEMENT = 3004
    SOFTWARE_INVENTORY = 5020
    APPLICATION_LIFECYCLE = 6002
    APPLICATION_ERROR = 6008


class Severity(enum.IntEnum):
    """`severity_id`, as far as it is used."""

    INFORMATIONAL = 1
    LOW = 2
    MEDIUM = 3
    HIGH = 4


OTHER = 99
SUCCESS, FAILURE = 1, 2

UNTOLD_DEVICE: Event = {"type_id": 0, "name": "withheld"}
"""The computer, where a class demands one and the policy does not want its name: it is the same for all of them."""


def event(
    kind: Class,
    activity: int,
    at: datetime,
    *,
    severity: Severity = Severity.INFORMATIONAL,
    profiles: tuple[str, ...] = (),
    **attributes: Any,
) -> Event:
    """An event of that class and activity at that moment (aware), with these attributes besides."""
    product = {"name": SIGNPOST, "vendor_name": SIGNPOST, "version": __version__}
    return {
        "class_uid": int(kind),
        "category_uid": kind // 1000,
        "activity_id": activity,
        "type_uid": kind * 100 + activity,
        "severity_id": int(severity),
        "time": milliseconds(at),
        "metadata": {"uid": str(uuid.uuid4()), "version": SCHEMA, "product": product, "profiles": list(profiles)},
        **attributes,
    }


def milliseconds(at: datetime) -> int:
    """A moment as OCSF writes it (timestamp_t): Unix time in milliseconds."""
    return int(at.timestamp() * 1000)


def outcome(code: str) -> Event:
    """How it ended: well, or with the code of an error of ours (`setup.RegistryUnreachable`)."""
    return {"status_id": FAILURE, "status_code": code, "status_detail": code} if code else {"status_id": SUCCESS}
