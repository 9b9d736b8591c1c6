"""What the employee is shown for a verdict. Its level is the alert's own, not the policy's."""

import enum

import msgspec

from app.policy.launch import Launch
from app.policy.model import Tool
from app.policy.verdict import Verdict


class Level(enum.Enum):
    """How urgently it speaks, rising."""

    HEADS_UP = "heads-up"
    COUNTDOWN = "countdown"
    EFFECTIVE = "effective"
    REPEATED = "repeated"


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One alert, for one tool session.

    A `launch` with pid 0 is a file that was found; nothing runs. Otherwise it is the launch that began the session,
    `started_by` the approved tool it descends from (None when the person or something unlisted started it). So many
    minutes after it was shown the tool is asked to close (`closes_after`; 0: never).
    """

    session: str
    level: Level
    verdict: Verdict
    tool: Tool
    launch: Launch
    started_by: Tool | None = None
    closes_after: int = 0
