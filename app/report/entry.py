"""What a line of the log says: its level, which part of us speaks, and of an event's fields only those known here.

The fields of every line, in this order: `at` (local time, RFC 3339), `level` (info, warning, error), `component`
(agent, alerts, cli, setup, sync, watch), `event`, `run` (one start of one process) and `pid`. Where they apply: `tool`,
`session` (the alert's tool session), `setup` (one run of one set-up), `code`, `what` and `todo` (an error: its machine
name, what happened, what to do), `repeats` (so many like it were left out since the last one; an event `repeated` says
it at the end, `of` which other). What else an event may say is in `_KEPT`. Evidence is kept by its kind alone: paths,
command lines, variables and names never come in here.
"""

import enum
import os
from collections.abc import Callable, Mapping
from typing import Any

from app.host.redaction import Redaction


class Level(enum.Enum):
    """How much it matters, the least first."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_KEPT = (
    "tool", "session", "code", "what", "todo", "reason", "lost", "source", "mode", "state", "version", "staged",
    "since", "verdict", "phase", "alert_level", "rule", "alternative", "started_by", "installed", "channel",
    "most_per_hour", "until", "findable", "made", "stage", "minutes", "asked", "left", "command", "exit", "thread",
    "seconds", "kind", "report", "count", "attempt",
)  # fmt: skip
_FREE = ("what", "todo", "reason")
"""Sentences: they name files, hosts and whatever an error of the system says."""

_LEVELS = {
    "problem": Level.ERROR,
    "setup-failed": Level.ERROR,
    "crashed": Level.ERROR,
    "stalled": Level.ERROR,
    "gap": Level.WARNING,
    "restarted": Level.WARNING,
    "slowed": Level.WARNING,
    "alerts-paused": Level.WARNING,
}
_COMPONENTS = {
    "alert": "alerts",
    "alerts-paused": "alerts",
    "closing": "alerts",
    "gap": "watch",
    "path-edit": "setup",
    "policy": "sync",
    "started": "watch",
    "watching": "watch",
}


class Entries:
    """Makes the entries of one process. `private` are words that no sentence may hold; see `Redaction`."""

    def __init__(self, run: str, private: Mapping[str, str]) -> None:
        self._run, self._redacted = run, Redaction(private)
        self._setups: dict[str, int] = {}

    def make(self, at: str, event: str, fields: Mapping[str, Any], component: str = "") -> dict[str, Any]:
        """The entry of one event; `component` says who speaks where the event's name does not."""
        said = dict(fields)
        why = said.get("why")
        if isinstance(why, Mapping):  # a policy's: why it could not be checked
            said = {**said, "code": why.get("code"), "what": why.get("what"), "todo": why.get("todo")}
        if event == "alert":
            said["alert_level"] = said.get("level")
            said["evidence"] = [fact["kind"] for fact in said.get("evidence", ()) if isinstance(fact, Mapping)]
        level = _LEVELS.get(event, Level.WARNING if said.get("code") else Level.INFO)
        speaks = component or _COMPONENTS.get(event) or ("setup" if event.startswith("setup") else "agent")
        made: dict[str, Any] = {"at": at, "level": level.value, "component": speaks, "event": event}
        made |= {"run": self._run, "pid": os.getpid()}
        if event.startswith("setup") and (tool := said.get("tool")):
            made["setup"] = self._setup(str(tool), begins=said.get("state") == "planned")
        made |= {name: _told(name, said[name], self._redacted) for name in _KEPT if said.get(name) is not None}
        if event == "alert":
            made["evidence"] = said["evidence"]
        return made

    def _setup(self, tool: str, *, begins: bool) -> str:
        """A name for the run of a tool's set-up that is under way."""
        self._setups[tool] = self._setups.get(tool, 0) + (1 if begins or tool not in self._setups else 0)
        return f"{self._run}-{tool}-{self._setups[tool]}"


def _told(name: str, value: Any, redacted: Callable[[str], str]) -> Any:
    if isinstance(value, bool | int | float):
        return value
    return redacted(str(value)) if name in _FREE else str(value)
