"""One thing that happened here, as it is kept for the person to look up. Values only; `activity` keeps them."""

import enum

import msgspec

from app.policy.evidence import Evidence


class Kind(enum.Enum):
    """What sort of thing happened."""

    ALERT = "alert"
    UNATTENDED = "unattended"
    PAUSED = "paused"
    CLOSED = "closed"
    LEFT_RUNNING = "left-running"
    CHOSE_SET_UP = "chose-set-up"
    CHOSE_LATER = "chose-later"
    CHOSE_QUIET = "chose-quiet"
    CANCELLED = "cancelled"
    READY = "ready"
    FAILED = "failed"
    REMOVED = "removed"
    PATH_EDITED = "path-edited"
    PATH_RESTORED = "path-restored"
    POLICY = "policy"
    ASKED = "asked"
    WITHDREW = "withdrew"
    ALLOWED = "allowed"
    RESTARTED = "restarted"


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of it; fields that say nothing are left out.

    `name` is the tool's at that time, `status` what the policy said of it,
    `level` the alert's, or how long the person asked for quiet; `happened` and
    `advice` are an error's templates with their `values`; of a path edit `file` is the start-up file. `count` is how
    many alerts within an hour were too many, or after how many minutes a tool was to close. Of an exception `reason` is
    why it was asked for, `until` its end (Unix time in milliseconds).
    """

    name: str = ""
    version: str = ""
    status: str = ""
    level: str = ""
    phase: str = ""
    rule: str = ""
    started_by: str = ""
    exe: str = ""
    parent: str = ""
    running: bool = False
    evidence: tuple[Evidence, ...] = ()
    commands: tuple[str, ...] = ()
    file: str = ""
    code: str = ""
    happened: str = ""
    advice: str = ""
    values: dict[str, str] = {}
    count: int = 0
    reason: str = ""
    until: int = 0


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened. `at` is Unix time in milliseconds; `number` rises, 0 before it is written."""

    at: int
    kind: Kind
    tool: str = ""
    facts: Facts = Facts()
    number: int = 0
