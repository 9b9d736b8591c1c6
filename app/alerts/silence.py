"""Silenced by the person: how long they may ask for quiet about a tool, and until when it lasts. Pure.

It never reaches past a deadline: when the tool's status begins to hold, the quiet is over, whenever that date was set.
"""

import enum
from datetime import datetime, time, timedelta, tzinfo

import msgspec

from app.policy.model import Status, Tool


class Choice(enum.Enum):
    """For how long."""

    HOUR = "hour"
    TODAY = "today"
    DEADLINE = "deadline"


class Silence(msgspec.Struct, frozen=True):
    """Quiet about one tool: from `since` until `until` (aware, exclusive)."""

    tool: str
    since: datetime
    until: datetime

    def holds(self, tool: Tool, now: datetime) -> bool:
        """Whether it still lasts. A clock set back to before it began ends it, like the tool's own date."""
        return self.since <= now < _before_deadline(tool, self.since, self.until)


def choices(tool: Tool, now: datetime) -> tuple[Choice, ...]:
    """What may be asked for: until the deadline only where one is ahead."""
    if _deadline(tool, now) is None:
        return (Choice.HOUR, Choice.TODAY)
    return tuple(Choice)


def silence(tool: Tool, choice: Choice, now: datetime, zone: tzinfo | None = None) -> Silence:
    """The quiet that `choice` asks for at `now`. A day ends at midnight in `zone` (None: this computer's)."""
    until = now + timedelta(hours=1)
    if choice is Choice.TODAY:
        until = _midnight_after(now, zone)
    elif choice is Choice.DEADLINE:
        until = _deadline(tool, now) or until
    return Silence(tool.id, now, _before_deadline(tool, now, until))


def _midnight_after(now: datetime, zone: tzinfo | None) -> datetime:
    """The next midnight by the clock on the wall, also on a day when that is put forward or back."""
    tomorrow = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time())
    return tomorrow.replace(tzinfo=zone) if zone is not None else tomorrow.astimezone()


def _deadline(tool: Tool, now: datetime) -> datetime | None:
    """When the tool will be off limits, as long as that is ahead."""
    ahead = tool.status is Status.BANNED and tool.effective is not None and tool.effective > now
    return tool.effective if ahead else None


def _before_deadline(tool: Tool, since: datetime, until: datetime) -> datetime:
    deadline = _deadline(tool, since)
    return min(until, deadline) if deadline is not None else until
