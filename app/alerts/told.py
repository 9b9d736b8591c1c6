"""What the person was told already, and how urgently to speak because of it. Pure."""

from datetime import datetime, timedelta

from app.alerts.alert import Alert, Level
from app.policy.model import Status, Tool
from app.policy.verdict import Phase, Verdict

COUNTDOWN = timedelta(hours=72)
"""From when before the deadline a heads-up turns into a countdown (Nudge's `approachingWindowTime`)."""


class Told:
    """Already shown: by condition, that is the tool, what the company says of it, and since when."""

    def __init__(self, moments: dict[str, datetime]) -> None:
        self.moments = dict(moments)

    def knows(self, tool: Tool, verdict: Verdict) -> bool:
        """Whether the person was told that this holds."""
        return _condition(tool, verdict) in self.moments

    def knows_found(self, tool: Tool) -> bool:
        """Whether the person was told that the tool lies here, and until when it may be used."""
        return _found(tool) in self.moments

    def level(self, tool: Tool, verdict: Verdict, now: datetime) -> Level:
        """How urgently to speak, if it is said now."""
        if verdict.status is Status.RESTRICTED:
            return Level.HEADS_UP
        if verdict.phase is Phase.ANNOUNCED:
            near = tool.effective is not None and tool.effective - now <= COUNTDOWN
            return Level.COUNTDOWN if near else Level.HEADS_UP
        return Level.REPEATED if self.knows(tool, verdict) else Level.EFFECTIVE

    def remember(self, alert: Alert, now: datetime) -> None:
        """It is shown now."""
        self.moments[_condition(alert.tool, alert.verdict)] = now
        if alert.launch.pid == 0:
            self.moments[_found(alert.tool)] = now


def _condition(tool: Tool, verdict: Verdict) -> str:
    return f"{tool.id}/{verdict.word}/{verdict.phase.value if verdict.phase else ''}/{tool.effective or ''}"


def _found(tool: Tool) -> str:
    return f"{tool.id}/installed/{tool.effective or ''}"
