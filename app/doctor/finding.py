"""One thing that was looked at: how it is, and what to do about it. And who looks: checks, each with what it needs."""

import enum
from collections.abc import Callable, Iterable, Mapping

import msgspec

from app.host.config import Config
from app.host.paths import Paths


class Grade(enum.Enum):
    """How it is: fine; something that works less well than it could; something that does not work."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


class Finding(msgspec.Struct, frozen=True):
    """`check` is a machine name, `said` a sentence without anything secret, `todo` what to do ("" where it is fine)."""

    check: str
    grade: Grade
    said: str
    todo: str = ""


def ok(check: str, said: str) -> Finding:
    """It is fine."""
    return Finding(check, Grade.OK, said)


def warning(check: str, said: str, todo: str) -> Finding:
    """It works less well than it could."""
    return Finding(check, Grade.WARNING, said, todo)


def failed(check: str, said: str, todo: str) -> Finding:
    """It does not work."""
    return Finding(check, Grade.FAILED, said, todo)


def times(count: int) -> str:
    """How often, in words."""
    return "once" if count == 1 else f"{count} times"


class Subject(msgspec.Struct, frozen=True):
    """What is examined: this person's folders, the configuration in force (None: there is none), the environment."""

    config: Config | None
    paths: Paths
    environment: Mapping[str, str]


Check = Callable[[Subject], Iterable[Finding]]
"""Looks at one thing and changes nothing. May take its time; an OSError it raises is a finding."""
