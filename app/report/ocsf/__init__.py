"""Events in OCSF 1.8 (https://schema.ocsf.io/1.8.0): what IT would be told, built from values, a module for each class.

Nothing here puts a command line, a name of a person or computer, or a path into an event; `app.report.disclosure` does,
where the policy says so. The one event with names in it is a request that the person read and sent themselves.
"""

from app.report.ocsf.event import SCHEMA, Event
from app.report.ocsf.exceptions import exception_asked, exception_ended, exception_granted, exception_withdrawn
from app.report.ocsf.inventory import gone, installed
from app.report.ocsf.launches import asked_to_end, banned_launch
from app.report.ocsf.ourselves import (
    alerts_paused,
    events_dropped,
    launches_missed,
    policy_ignored,
    watching_otherwise,
)
from app.report.ocsf.set_ups import removed, rolled_back, set_up

__all__ = [
    "SCHEMA",
    "Event",
    "alerts_paused",
    "asked_to_end",
    "banned_launch",
    "events_dropped",
    "exception_asked",
    "exception_ended",
    "exception_granted",
    "exception_withdrawn",
    "gone",
    "installed",
    "launches_missed",
    "policy_ignored",
    "removed",
    "rolled_back",
    "set_up",
    "watching_otherwise",
]
