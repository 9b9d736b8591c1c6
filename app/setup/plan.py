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
    CARRYING_OVER = "carrying-over"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ROLLED_BACK = "rolled-back"
    UNDONE = "undone"

    @property
    def is_final(self) -> bool:
        """Whether the run is over: nothing follows, except that what is done can be undone."""
        return self in (State.DONE, State.FAILED, State.CANCELLED, State.ROLLED_BACK, State.UNDONE)


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
    CARRY = "carry"
    CARRIED = "carried"
    FAIL = "fail"
    CANCEL = "cancel"
    ROLL_BACK = "roll back"
    UNDO = "undo"


SAYS = {
    Event.START: "it is its turn",
    Event.CHECKED: "a viable recipe, room on the disks, nothing in the way",
    Event.FOUND: "that version is there",
    Event.MISSING: "its proof fails",
    Event.DOWNLOADED: "every byte is here",
    Event.VERIFIED: "they are those IT signed",
    Event.INSTALLED: "switched, or the manager is done",
    Event.DETECTED: "every proof passed",
    Event.CARRY: "proved, and the person wants their settings along",
    Event.CARRIED: "settings are along, or it is told why not",
    Event.FAIL: "an error",
    Event.CANCEL: "the person",
    Event.ROLL_BACK: "the version before is back",
    Event.UNDO: "taken away",
}
"""Each event in words, for the drawing."""

_ENDS = {Event.FAIL: State.FAILED, Event.CANCEL: State.CANCELLED}
_ENDS_ON_DISK = {**_ENDS, Event.ROLL_BACK: State.ROLLED_BACK}

TRANSITIONS: dict[State, dict[Event, State]] = {
    State.PLANNED: {Event.START: State.CHECKING, **_ENDS},
    # FOUND: the very version is there and needs only its proof. MISSING: the proof failed, so install after all.
    State.CHECKING: {Event.CHECKED: State.DOWNLOADING, Event.FOUND: State.DETECTING, **_ENDS},
    State.DOWNLOADING: {Event.DOWNLOADED: State.VERIFYING, **_ENDS},
    State.VERIFYING: {Event.VERIFIED: State.INSTALLING, **_ENDS},
    State.INSTALLING: {Event.INSTALLED: State.DETECTING, **_ENDS_ON_DISK},
    State.DETECTING: {
        Event.DETECTED: State.DONE,
        Event.MISSING: State.CHECKING,
        Event.CARRY: State.CARRYING_OVER,
        **_ENDS_ON_DISK,
    },
    # The tool has proved itself: whatever becomes of the settings, it stays.
    State.CARRYING_OVER: {Event.CARRIED: State.DONE},
    State.DONE: {Event.UNDO: State.UNDONE},
    State.FAILED: {},
    State.CANCELLED: {},
    State.ROLLED_BACK: {},
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


def diagram() -> str:
    """The table as a Mermaid state diagram; README shows it."""
    lines = ["stateDiagram-v2", "    [*] --> planned: a click, or an update that IT had started"]
    for state, row in TRANSITIONS.items():
        lines += [f"    {_name(state)} --> {_name(then)}: {SAYS[event]}" for event, then in row.items()]
    ends = (state for state, row in TRANSITIONS.items() if state.is_final)
    return "\n".join((*lines, *(f"    {_name(state)} --> [*]" for state in ends))) + "\n"


def _name(state: State) -> str:
    return state.value.replace("-", "_")


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a set-up, as it is shown and logged.

    `done_bytes` counts downloaded bytes; `total_bytes` is None while nobody knows the total. `detail` is a short fact
    in English for logs (a retry, an error's text). `code` is the error's machine name in the state failed or
    cancelled. `at_ns` is CLOCK_MONOTONIC. `for_machine`: the recipe that is tried installs for the whole computer;
    None while it is not known which one will do.
    `waits_for` are the tools whose set-ups come first, while it is planned and not its turn.
    """

    tool: str
    state: State
    done_bytes: int = 0
    total_bytes: int | None = None
    detail: str = ""
    code: str = ""
    at_ns: int = 0
    for_machine: bool | None = None
    waits_for: tuple[str, ...] = ()

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
            "waits_for": list(self.waits_for),
        }
