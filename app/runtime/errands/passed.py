"""What passes between the agent and an errand's process: JSON in lines, in which even a path that is no UTF-8 survives.

An error arrives as the very error it was: whoever shows it has its texts in many languages, and its class decides what
follows. No secret passes: the process reads those where the agent did (`app.host.config.with_secrets`).
"""

import contextlib
import enum
import importlib
import json
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from app.errors import SignpostError
from app.host.config import Config, without_secrets
from app.host.conversation import NoAnswer
from app.host.paths import Paths
from app.sync.errors import EarlierTrouble

_T = TypeVar("_T")


class Kind(enum.Enum):
    """What a process is for."""

    POLICY = "policy"
    EVENTS = "events"
    REQUEST = "request"
    ARTIFACTS = "artifacts"


class Introduction(msgspec.Struct, frozen=True):
    """For what and whom the process works; `secrets`: there are managed ones."""

    kind: Kind
    config: Config
    paths: Paths
    secrets: bool


class Told(msgspec.Struct, frozen=True):
    """An error on its way. Its own words are for the case that its class is not known here."""

    module: str
    name: str
    facts: dict[str, str]
    happened: str
    advice: str


def introduction(kind: Kind, config: Config, paths: Paths) -> Introduction:
    """What an errand's process is told first."""
    bare = without_secrets(config)
    return Introduction(kind, bare, paths, secrets=bare != config)


def line(value: object) -> bytes:
    """A value as a line, without its end."""
    return json.dumps(msgspec.to_builtins(value, enc_hook=_plain)).encode("ascii")


def read(data: bytes | str, kind: type[_T]) -> _T:
    """The value in a line. Raises NoAnswer."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NoAnswer(detail="what it said cannot be read") from error
    return converted(found, kind)


def converted(value: object, kind: type[_T]) -> _T:
    """The value of that kind in what was read. Raises NoAnswer."""
    try:
        return msgspec.convert(value, kind, dec_hook=_of_kind)
    except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise NoAnswer(detail="what it said cannot be used") from error


def told(error: SignpostError) -> Told:
    """The error as it passes."""
    kind = type(error)
    return Told(kind.__module__, kind.__qualname__, error.facts, error.happened, error.advice)


def error_of(passed: Told) -> SignpostError:
    """The error that it was."""
    kind = None
    if passed.module.startswith("app."):
        with contextlib.suppress(ImportError, ValueError):
            kind = getattr(importlib.import_module(passed.module), passed.name, None)
    if not isinstance(kind, type) or not issubclass(kind, SignpostError) or "self" in passed.facts:
        return EarlierTrouble(what=passed.happened, todo=passed.advice)
    error = kind.__new__(kind)
    SignpostError.__init__(error, **passed.facts)
    return error


def _plain(value: Any) -> str:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value))


def _of_kind(kind: type[Any], value: Any) -> Any:
    if kind is Path:
        return Path(value)
    raise NotImplementedError(kind)
