"""What the agent says of itself: Application Lifecycle (6002) of Signpost; Application Error (6008) for what failed.

`metadata.product` is who erred, so that class names nobody else.
"""

from datetime import datetime

from app import __version__
from app.errors import SignpostError
from app.policy.model import Policy
from app.report.ocsf.event import OTHER, SIGNPOST, Class, Event, Severity, event, outcome

_RESTART = 5
_GENERAL_ERROR = 1
_APP = {"name": SIGNPOST, "version": __version__}


def alerts_paused(policy: Policy, at: datetime, most_per_hour: int) -> Event:
    """More alerts than the policy allows within an hour: further ones are collapsed into one from now on.

    Application Lifecycle has no activity for that: 99, "Other", with the name of ours (as OCSF asks for).
    """
    return event(
        Class.APPLICATION_LIFECYCLE,
        OTHER,
        at,
        severity=Severity.MEDIUM,
        activity_name="Alerts Paused",
        app=dict(_APP),
        message=f"More than {most_per_hour} alerts within an hour: further ones are collapsed into one.",
        unmapped={"policy_version": policy.version, "most_per_hour": most_per_hour},
    )


def watching_otherwise(at: datetime, source: str, mode: str) -> Event:
    """Launches are seen in another way from now on: the watcher was started anew."""
    return event(
        Class.APPLICATION_LIFECYCLE,
        _RESTART,
        at,
        app={**_APP, "feature": {"name": "watcher"}},
        message="The watcher was started anew.",
        unmapped={"source": source, "mode": mode},
        **outcome(""),
    )


def launches_missed(at: datetime, lost: int, reason: str) -> Event:
    """The watcher missed some: so many (0: nobody can say), for that reason (a sentence of ours)."""
    said = f"{lost} launches were missed." if lost else "Some launches were missed."
    return _fell_short(at, "watch.gap", said, {"lost": lost, "reason": reason})


def events_dropped(at: datetime, dropped: dict[str, int]) -> Event:
    """More events waited than this computer keeps: so many of each kind went, unsent."""
    count = sum(dropped.values())
    said = f"{count} events were dropped, because too many waited to be sent."
    return _fell_short(at, "report.dropped", said, {"dropped": dict(sorted(dropped.items()))})


def policy_ignored(at: datetime, error: SignpostError, version: int) -> Event:
    """A newer policy came and is not applied; the one of that version stays in force."""
    said = "A newer policy cannot be applied; the last good one stays in force."
    return _fell_short(at, error.code, said, {"policy_version": version})


def _fell_short(at: datetime, code: str, message: str, unmapped: Event) -> Event:
    return event(
        Class.APPLICATION_ERROR,
        _GENERAL_ERROR,
        at,
        severity=Severity.MEDIUM,
        message=message,
        unmapped=unmapped,
        **outcome(code),
    )
