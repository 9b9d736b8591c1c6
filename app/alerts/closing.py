"""The countdown after which a banned tool is asked to close, where the company wishes that: values and one table. Pure.

It counts only while we run and the computer is awake (CLOCK_MONOTONIC), from the moment the alert was shown: no clock
that is set, no sleep and no restart of ours shortens it.
"""

import enum

import msgspec

from app.policy.evidence import Evidence
from app.policy.launch import Launch

MINUTE_NS = 60 * 10**9

PATIENCE_NS = 20 * 10**9
"""So long after it was asked a program may take to save and end, before the person is told that it still runs."""


class Stage(enum.Enum):
    """Where it stands."""

    COUNTING = "counting"
    """The person was shown until when, and can see it."""
    ASKED = "asked"
    """Its processes were asked to end."""
    CLOSED = "closed"
    """None of them runs any more."""
    LEFT = "left"
    """Some did not end. They are left running, and not asked again."""
    STOPPED = "stopped"
    """The company took it back (an exception, another policy) before it was over."""


class Came(enum.Enum):
    """What moves it on."""

    DUE = "due"
    GONE = "gone"
    STAYED = "stayed"
    LIFTED = "lifted"


STEPS: dict[tuple[Stage, Came], Stage] = {
    (Stage.COUNTING, Came.DUE): Stage.ASKED,
    (Stage.COUNTING, Came.GONE): Stage.CLOSED,
    (Stage.COUNTING, Came.LIFTED): Stage.STOPPED,
    (Stage.ASKED, Came.GONE): Stage.CLOSED,
    (Stage.ASKED, Came.STAYED): Stage.LEFT,
}

OPEN = frozenset(stage for stage, _ in STEPS)
"""While it stands so, something is still to come."""


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """One countdown: of which session, tool and user, and since when (CLOCK_MONOTONIC) it lasts so many minutes.

    `asked` processes were asked to end, and `left` of them did not.
    """

    session: str
    tool: str
    uid: int
    since_ns: int
    minutes: int
    stage: Stage = Stage.COUNTING
    asked: int = 0
    left: int = 0

    @property
    def due_ns(self) -> int:
        """When it is over (CLOCK_MONOTONIC)."""
        return self.since_ns + self.minutes * MINUTE_NS

    def moved(self, came: Came, *, asked: int = 0, left: int = 0) -> "Closing":
        """Where that leads. Raises KeyError where the table has no entry: a mistake of ours."""
        return msgspec.structs.replace(self, stage=STEPS[self.stage, came], asked=asked, left=left)


class Candidate(msgspec.Struct, frozen=True):
    """A process that may be asked to end, and the facts it was judged by, to judge it again by the next policy."""

    tool: str
    launch: Launch
    facts: tuple[Evidence, ...]
