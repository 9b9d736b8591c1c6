"""The moments at which verdicts change although nobody publishes anything: a tool's dates, an exception's end."""

from datetime import datetime

from app.policy.exceptions import Exceptions
from app.policy.model import Policy


def next_turn(policy: Policy, exceptions: Exceptions, now: datetime) -> datetime | None:
    """The first such moment after `now` (aware); None when there is none to come."""
    dates = (date for tool in policy.tools for date in (tool.announced, tool.effective, tool.lifted))
    ends = (granted.until for granted in exceptions.granted)
    return min((moment for moment in (*dates, *ends) if moment is not None and moment > now), default=None)
