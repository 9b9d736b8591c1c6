"""Process Activity (1007): a tool off limits was started, or asked to end.

OCSF advises this class with `is_alert` over a Detection Finding for atomic alerts. It has no attribute for a package:
`unmapped` carries the purl. `process.uid` is the tool session: one for all the processes that one use of a tool starts.
"""

from datetime import datetime

from app.policy.model import Policy, Tool
from app.policy.verdict import Verdict
from app.report.ocsf.event import FAILURE, SIGNPOST, SUCCESS, UNTOLD_DEVICE, Class, Event, Severity, event

_LAUNCH, _TERMINATE = 1, 2
_OBSERVED = 3
_ALERT, _LOGGED = 19, 17
_PROFILE = ("security_control",)
_SEVERITY = {"low": Severity.LOW, "medium": Severity.MEDIUM, "high": Severity.HIGH}


def banned_launch(
    policy: Policy, verdict: Verdict, tool: Tool, at: datetime, session: str, *, attended: bool = True
) -> Event:
    """A banned or restricted tool was started: the first launch of that tool session.

    Not `attended`: by cron, a service or over a line without a screen, so that no card came, and it was only logged.
    """
    return event(
        Class.PROCESS_ACTIVITY,
        _LAUNCH,
        at,
        severity=_SEVERITY.get(tool.risk.value if tool.risk else "", Severity.INFORMATIONAL),
        profiles=_PROFILE,
        action_id=_OBSERVED,
        disposition_id=_ALERT if attended else _LOGGED,
        is_alert=True,
        policy={"uid": verdict.rule, "name": tool.name, "version": str(policy.version), "is_applied": True},
        process={"name": tool.id, "uid": session},
        actor={"app_name": SIGNPOST},
        device=dict(UNTOLD_DEVICE),
        unmapped={
            "tool": tool.id,
            "status": verdict.word,
            "phase": verdict.phase.value if verdict.phase else "",
            "session": session,
            "attended": attended,
            "evidence": sorted({fact.kind.value for fact in verdict.evidence}),
            "purl": [fact.value for fact in verdict.evidence if fact.value.startswith("pkg:")],
        },
    )


def asked_to_end(policy: Policy, tool: Tool, session: str, at: datetime, asked: int, left: int) -> Event:
    """A banned tool's processes were asked to end, as the policy wishes (`close_after`); `left` of them did not."""
    return event(
        Class.PROCESS_ACTIVITY,
        _TERMINATE,
        at,
        profiles=_PROFILE,
        policy={"uid": tool.id, "name": tool.name, "version": str(policy.version), "is_applied": True},
        process={"name": tool.id, "uid": session},
        actor={"app_name": SIGNPOST},
        device=dict(UNTOLD_DEVICE),
        message="It was asked to end. Some of it still runs." if left else "It was asked to end, and did.",
        status_id=FAILURE if left else SUCCESS,
        unmapped={"tool": tool.id, "session": session, "asked": asked, "still_running": left},
    )
