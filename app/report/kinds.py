"""What an event is about, as the policy's `events.send` names it, and which ones are the same said again. Pure."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.policy.events import Sort
from app.report.ocsf.event import SIGNPOST, Class, Event

KINDS: dict[Class, Sort] = {
    Class.PROCESS_ACTIVITY: "launches",
    Class.APPLICATION_LIFECYCLE: "set-ups",
    Class.ENTITY_MANAGEMENT: "exceptions",
    Class.SOFTWARE_INVENTORY: "inventory",
    Class.APPLICATION_ERROR: "agent",
}
"""By class. One exception: what befalls Signpost itself (Application Lifecycle of `Signpost`) is `agent`."""

_REPEATED = frozenset({100701, 600299, 600205, 600801})
"""`type_uid` of what may come again and again: launches, and what the agent says of itself."""


def kind_of(event: Mapping[str, Any]) -> Sort:
    """What it is about. Raises ValueError for an event that none of our builders made."""
    kind = Class(event["class_uid"])
    if kind is Class.APPLICATION_LIFECYCLE and event["app"]["name"] == SIGNPOST:  # a tool's id has no capitals
        return "agent"
    return KINDS[kind]


def alike(event: Mapping[str, Any]) -> bytes | None:
    """Equal for events that say the same of different moments and tool sessions; None for one that stands for itself.

    A set-up, a request, what is installed: each of those counts by itself.
    """
    if event["type_uid"] not in _REPEATED or kind_of(event) == "set-ups":
        return None
    said = {key: value for key, value in event.items() if key not in ("time", "start_time", "end_time", "count")}
    said["metadata"] = _without(event["metadata"], "uid")
    for part, name in (("process", "uid"), ("unmapped", "session")):
        if part in said:
            said[part] = _without(said[part], name)
    return msgspec.json.encode(said, order="sorted")


def together(first: Event, again: Mapping[str, Any]) -> Event:
    """One event for two that are `alike`: the first, with how many there were, since when and until when.

    It keeps its key (`metadata.uid`), so it must not have been sent yet.
    """
    return {
        **first,
        "count": first.get("count", 1) + again.get("count", 1),
        "start_time": min(_start(first), _start(again)),
        "end_time": max(_end(first), _end(again)),
    }


def _start(event: Mapping[str, Any]) -> int:
    start: int = event.get("start_time", event["time"])
    return start


def _end(event: Mapping[str, Any]) -> int:
    end: int = event.get("end_time", event["time"])
    return end


def _without(part: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != name}
