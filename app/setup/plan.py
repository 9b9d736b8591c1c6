"""How a set-up moves: one transition table (as h11 keeps its states), and the progress that screens and logs are told.

Pure. The engine may only move along `TRANSITIONS`; what is not in it is a mistake in the engine, not in the world.
"""

import enum
from typing import Any

import msgspec


class State(enum.Enum):
    """Where one run of a recipe stands."""

    PLANNED = "planned"
    CHECKING = "checking"
    DOWNLOADING = "downloading"
    VERIFYING = "verifying"
    INSTALLING = "installing"
    DETECTING = "detecting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNDONE = "undone"

    @property
    def is_final(self) -> bool:
        """Whether the run is over: nothing follows, except that what is done can be undone."""
        return self in (State.DONE, State.FAILED, State.CANCELLED, State.UNDONE)


class Event(enum.Enum):
    """What moves it on."""

    START = "start"
    CHECKED = "checked"
    FOUND = "found"
    MISSING = "missing"
    DOWNLOADED = "downloaded"
    VERIFIED = "verified"
    INSTALLED = "installed"
    DETECTED = "detected"
    FAIL = "fail"
    CANCEL = "cancel"
    UNDO = "undo"


_ENDS = {Event.FAIL: State.FAILED, Event.CANCEL: State.CANCELLED}

TRANSITIONS: dict[State, dict[Event, State]] = {
    State.PLANNED: {Event.START: State.CHECKING, **_ENDS},
    # FOUND: the very version is there and needs only its proof. MISSING: the proof failed, so install after all.
    State.CHECKING: {Event.CHECKED: State.DOWNLOADING, Event.FOUND: State.DETECTING, **_ENDS},
    State.DOWNLOADING: {Event.DOWNLOADED: State.VERIFYING, **_ENDS},
    State.VERIFYING: {Event.VERIFIED: State.INSTALLING, **_ENDS},
    State.INSTALLING: {Event.INSTALLED: State.DETECTING, **_ENDS},
    State.DETECTING: {Event.DETECTED: State.DONE, Event.MISSING: State.CHECKING, **_ENDS},
    State.DONE: {Event.UNDO: State.UNDONE},
    State.FAILED: {},
    State.CANCELLED: {},
    State.UNDONE: {},
}


class ImpossibleStep(RuntimeError):
    """The engine tried a step the table does not have: a bug in Signpost, never something a person did."""


def follow(state: State, event: Event) -> State:
    """The state after `event`. Raises ImpossibleStep when the table has no such entry."""
    try:
        return TRANSITIONS[state][event]
    except KeyError:
        raise ImpossibleStep(f"{event.value} while {state.value}") from None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a set-up, as it is shown and logged.

    `done_bytes` counts downloaded bytes; `total_bytes` is None while nobody knows the total. `detail` is a short fact
    in English for logs (a retry, an error's text). `code` is the error's machine name in the state failed or
    cancelled. `at_ns` is CLOCK_MONOTONIC.
    """

    tool: str
    state: State
    done_bytes: int = 0
    total_bytes: int | None = None
    detail: str = ""
    code: str = ""
    at_ns: int = 0

    def as_json(self) -> dict[str, Any]:
        """The record in every JSON output."""
        return {
            "event": "setup",
            "tool": self.tool,
            "state": self.state.value,
            "done_bytes": self.done_bytes,
            "total_bytes": self.total_bytes,
            "detail": self.detail,
            "code": self.code,
            "at_ns": self.at_ns,
        }
