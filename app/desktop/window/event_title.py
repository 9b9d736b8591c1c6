"""What an event says, in a few words: a function for each OCSF class. No Qt."""

import json
from collections.abc import Mapping
from typing import Any

from app.desktop.plain import plain
from app.desktop.wording import Wording


def title(payload: str, names: Mapping[str, str], wording: Wording) -> str:
    """The words; the class where this version does not know it. `names` are the tools' by id."""
    event = _decoded(payload)
    tool = _text(event, "unmapped", "tool") or _text(event, "app", "name") or _text(event, "entity", "name")
    said = _said(event, wording)
    if said:
        return said.format(tool=plain(names.get(tool, tool), 60))
    number = plain(str(event.get("class_uid")), 20)
    return wording.translate("ledger", "Record of class {number}").format(number=number)


def _said(event: dict[str, Any], wording: Wording) -> str:
    activity, well = event.get("activity_id"), event.get("status_id") == 1
    match event.get("class_uid"):
        case 1007:
            return _launch(activity, well, wording)
        case 6002:
            return _lifecycle(activity, well, event.get("activity_name"), wording)
        case 3004:
            return _exception(activity, wording)
        case 5020 if activity == 2:
            return wording.translate("ledger", "Found installed: {tool}")
        case 5020:
            return wording.translate("ledger", "No longer installed: {tool}")
        case 6008:
            return wording.translate("ledger", "Something went wrong in Signpost")
        case _:
            return ""


def _launch(activity: object, well: bool, wording: Wording) -> str:
    translate = wording.translate
    match activity:
        case 1:
            return translate("ledger", "Alert: {tool}")
        case 2 if well:
            return translate("ledger", "Asked to close, and did: {tool}")
        case 2:
            return translate("ledger", "Asked to close, and still runs: {tool}")
        case _:
            return ""


def _lifecycle(activity: object, well: bool, name: object, wording: Wording) -> str:
    translate = wording.translate
    match activity:
        case 1:
            return (
                translate("ledger", "Set-up finished: {tool}")
                if well
                else translate("ledger", "Set-up stopped: {tool}")
            )
        case 2:
            return (
                translate("ledger", "Removed: {tool}") if well else translate("ledger", "Could not be removed: {tool}")
            )
        case 5:
            return translate("ledger", "Signpost began anew to watch")
        case 8:
            return (
                translate("ledger", "Update finished: {tool}")
                if well
                else translate("ledger", "Update stopped: {tool}")
            )
        case 99 if name == "Rollback":
            return translate("ledger", "Back to the version before: {tool}")
        case 99:
            return translate("ledger", "Alerts were put together into one")
        case _:
            return ""


def _exception(activity: object, wording: Wording) -> str:
    translate = wording.translate
    match activity:
        case 1:
            return translate("ledger", "Exception asked for: {tool}")
        case 4:
            return translate("ledger", "Request taken back: {tool}")
        case 10:
            return translate("ledger", "Exception in force: {tool}")
        case 11:
            return translate("ledger", "Exception over: {tool}")
        case _:
            return ""


def _decoded(payload: str) -> dict[str, Any]:
    try:
        event = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _text(event: dict[str, Any], part: str, name: str) -> str:
    inner = event.get(part)
    value = inner.get(name) if isinstance(inner, dict) else None
    return value if isinstance(value, str) else ""
