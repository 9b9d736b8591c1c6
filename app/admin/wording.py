"""The words in which changes are told: whom a tool is meant for, when, by what it is recognised."""

from datetime import datetime
from typing import Any

import msgspec

from app.policy.events import Events
from app.policy.model import Shape, Tool
from app.policy.person import People, Who

EVERYONE = "Everyone"

_NO_DATE = {"announced": "at once", "effective": "at once", "lifted": "never"}


def audience(who: Who | None) -> str:
    """`Everyone`, `groups dev-*`, `Everyone but devices lab-*`."""
    if who is None:
        return EVERYONE
    left_out = _people(who.except_)
    return (_people(who) or EVERYONE) + (f" but {left_out}" if left_out else "")


def _people(people: People) -> str:
    kinds = (("users", people.users), ("groups", people.groups), ("devices", people.devices))
    return "; ".join(f"{kind} {', '.join(names)}" for kind, names in kinds if names)


def date(field: str, at: datetime | None) -> str:
    """A date as it was written, zone and all; what its absence means."""
    return f"{at:%Y-%m-%d %H:%M %z}" if at else _NO_DATE.get(field, "none")


def standing(tool: Tool) -> str:
    """What the company says of a tool: `banned from 2026-07-10 00:00 +0800`."""
    said = tool.status.value
    if tool.effective:
        said += f" from {date('effective', tool.effective)}"
    if tool.announced:
        said += f", announced {date('announced', tool.announced)}"
    if tool.lifted:
        said += f", lifted {date('lifted', tool.lifted)}"
    return said + (f", asked to close {minutes(tool.close_after)} after the alert" if tool.close_after else "")


def minutes(count: int | None) -> str:
    """`10 minutes`; `never` where there is no such time."""
    return "never" if count is None else "1 minute" if count == 1 else f"{count} minutes"


def shape(one: Shape) -> str:
    """What a rule looks for, with all that narrows it."""
    fields = msgspec.to_builtins(one)
    return " ".join(f"{name} {value(found)}" for name, found in fields.items() if name not in ("id", "reason"))


def events(told: Events) -> str:
    """What leaves each computer: `launches to https://siem.acme.example as ndjson, with user; kept 90 days`."""
    details = f", with {', '.join(told.include)}" if told.include else ""
    return f"{', '.join(told.send) or 'nothing'} to {told.url} as {told.format}{details}; kept {told.keep_days} days"


def value(found: Any) -> str:
    """Anything else, short."""
    if isinstance(found, Events):
        return events(found)
    if isinstance(found, datetime):
        return date("", found)
    if isinstance(found, str):
        return found
    if found is None or found == () or found == [] or found == {}:
        return "nothing"
    if isinstance(found, (list, tuple)) and all(isinstance(one, str) for one in found):
        return ", ".join(found)
    return msgspec.json.encode(found, order="sorted").decode()
