"""Events in OCSF 1.8: what IT would be told, built from values, without command lines, user names or paths.

Classes: Process Activity 1007 for a launch of a banned or restricted tool and for its being asked to end, Application
Lifecycle 6002 for a set-up and for a pause of our own alerts, Entity Management 3004 for what a person asks of IT
(https://schema.ocsf.io/1.8.0).
OCSF advises Process Activity with `is_alert` over a Detection Finding for atomic alerts.
"""

import uuid
from datetime import datetime
from typing import Any

from app import __version__
from app.policy.model import Policy, Tool
from app.policy.verdict import Verdict

SCHEMA = "1.8.0"
Event = dict[str, Any]

_SEVERITY = {"low": 2, "medium": 3, "high": 4}
_ACTION_OBSERVED, _DISPOSITION_ALERT = 3, 19


def banned_launch(
    policy: Policy, verdict: Verdict, tool: Tool, at: datetime, session: str, *, attended: bool = True
) -> Event:
    """A tool with a rule was started. `unmapped` carries the purl, for which Process Activity has no attribute.

    Not `attended`: by cron, a service or over a line without a screen, so that no card came.
    """
    risk = tool.risk.value if tool.risk else ""
    return {
        **_base(class_uid=1007, category_uid=1, activity_id=1, severity_id=_SEVERITY.get(risk, 1), at=at),
        "metadata": _metadata(["security_control"]),
        "action_id": _ACTION_OBSERVED,
        "disposition_id": _DISPOSITION_ALERT,
        "is_alert": True,
        "policy": {"uid": verdict.rule, "name": tool.name, "version": str(policy.version)},
        "process": {"name": tool.id},
        "actor": {"app_name": "Signpost"},
        "device": {"type_id": 0},
        "unmapped": {
            "tool": tool.id,
            "status": verdict.word,
            "phase": verdict.phase.value if verdict.phase else "",
            "session": session,
            "attended": attended,
            "evidence": sorted({fact.kind.value for fact in verdict.evidence}),
            "purl": [fact.value for fact in verdict.evidence if fact.value.startswith("pkg:")],
        },
    }


def asked_to_end(policy: Policy, tool: Tool, session: str, at: datetime, asked: int, left: int) -> Event:
    """A banned tool's processes were asked to end, as the policy wishes (`close_after`); `left` of them did not."""
    said = "It was asked to end, and did." if not left else "It was asked to end. Some of it still runs."
    return {
        **_base(class_uid=1007, category_uid=1, activity_id=2, severity_id=1, at=at),
        "metadata": _metadata([]),
        "policy": {"uid": tool.id, "name": tool.name, "version": str(policy.version)},
        "process": {"name": tool.id},
        "actor": {"app_name": "Signpost"},
        "device": {"type_id": 0},
        "message": said,
        "status_id": 2 if left else 1,
        "unmapped": {"tool": tool.id, "session": session, "asked": asked, "still_running": left},
    }


def alerts_paused(policy: Policy, at: datetime, most_per_hour: int) -> Event:
    """More alerts than the policy allows within an hour: further ones are collapsed into one from now on.

    Application Lifecycle has no activity for that: 99, "Other", with the name of ours (as OCSF asks for).
    """
    return {
        **_base(class_uid=6002, category_uid=6, activity_id=99, severity_id=3, at=at),
        "metadata": _metadata([]),
        "activity_name": "Alerts Paused",
        "app": {"name": "Signpost", "version": __version__},
        "message": f"More than {most_per_hour} alerts within an hour: further ones are collapsed into one.",
        "unmapped": {"policy_version": policy.version, "most_per_hour": most_per_hour},
    }


def set_up(tool: str, version: str, at: datetime, error: str = "") -> Event:
    """A set-up ended: done, or failed with the code of its error."""
    event = {
        **_base(class_uid=6002, category_uid=6, activity_id=1, severity_id=1, at=at),
        "metadata": _metadata([]),
        "app": {"name": tool, "version": version},
        "status_id": 2 if error else 1,
    }
    return {**event, "status_detail": error} if error else event


def removed(tool: str, at: datetime) -> Event:
    """What a set-up had put there was taken away (activity 2, "Remove")."""
    return {
        **_base(class_uid=6002, category_uid=6, activity_id=2, severity_id=1, at=at),
        "metadata": _metadata([]),
        "app": {"name": tool},
        "status_id": 1,
    }


def exception_asked(tool: str, name: str, version: int, at: datetime, request: str, asked: dict[str, str]) -> Event:
    """The person asks to use a tool all the same (activity 1, "Create"); `request` is the request's own id.

    The one event with names in it: `asked` is what the person read on the screen and sent. `metadata.uid` is the
    request's id too, so that a receiver knows a repeated one.
    """
    return {
        **_base(class_uid=3004, category_uid=3, activity_id=1, severity_id=1, at=at),
        "metadata": {**_metadata([]), "uid": request},
        "actor": {"app_name": "Signpost"},
        "entity": {
            "uid": request,
            "type": "Exception request",
            "name": name,
            "data": {"tool": tool, "policy_version": str(version), **asked},
        },
        "comment": asked["reason"],
        "message": f"An exception for {name} is asked for.",
    }


def _base(*, class_uid: int, category_uid: int, activity_id: int, severity_id: int, at: datetime) -> Event:
    return {
        "class_uid": class_uid,
        "category_uid": category_uid,
        "activity_id": activity_id,
        "type_uid": class_uid * 100 + activity_id,
        "severity_id": severity_id,
        "time": int(at.timestamp() * 1000),
    }


def _metadata(profiles: list[str]) -> Event:
    product = {"name": "Signpost", "vendor_name": "Signpost", "version": __version__}
    return {"uid": str(uuid.uuid4()), "version": SCHEMA, "product": product, "profiles": profiles}
