"""How things stand for one person on this computer, as one JSON object: what `signpost status --json` prints.

Everything is read from files and from /proc, so that it is told whether the agent runs, hangs or is another's:

`version` (installed), `well`, `concerns` (why it is not well); `agent` (state, pid, since, heard, version, restarts,
restarted); `policy` (as in the event stream) and `host`; `exceptions` (tool, until); `quiet` (now, from, until),
`silenced` (tool, until), `paused` (alerts collapsed into one: until, tools); `setups` (under way: tool, state, since);
`outbox` (to whom, waiting, sent, withheld, dropped, oldest, last_error, next_try; or the `problem` of reading it);
`errors` (the agent's last in the log: at, level, component, code, what, todo); `crashes` (count, last).
"""

import contextlib
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec

from app import __version__
from app.access import person, policy_sync
from app.alerts.quiet import QuietTimes
from app.alerts.session import Memory
from app.doctor import agent, setups
from app.doctor.agent import Found, State
from app.host import crash_reports
from app.host.config import Config
from app.host.files import content
from app.host.paths import Paths
from app.lines import policy_line
from app.report import recall
from app.report.entry import Level
from app.sync.state import Standing, SyncState

MOST_ERRORS = 5
_LOOK_BACK = 100
EVENTS_LATE = timedelta(days=1)

_ERROR = ("at", "level", "component", "event", "code", "what", "todo", "reason", "repeats")


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. `state` is None without a company's configuration."""

    state: SyncState | None
    agent: Found
    concerns: tuple[str, ...]
    said: dict[str, Any]


def look(config: Config | None, paths: Paths, now: datetime) -> Situation:
    """Gather it. Raises what reading the last good policy can raise."""
    state = policy_sync(config, paths).standing() if config is not None else None
    found = agent.find(paths, now)
    outbox = _outbox(state, paths)
    concerns = tuple(_concerns(state, found, outbox, now))
    crashes = crash_reports.reports(crash_reports.folder(paths))
    memory = _memory(paths)
    said: dict[str, Any] = {
        "version": __version__,
        "well": not concerns,
        "concerns": list(concerns),
        "agent": _agent(found),
        "policy": policy_line(state) if state is not None else None,
        "host": urlsplit(config.url).hostname if config is not None else None,
        "exceptions": _exceptions(config, state, now),
        "quiet": _quiet(config, now),
        "silenced": [{"tool": one.tool, "until": _time(one.until)} for one in memory.silences if one.until > now],
        "paused": _paused(memory, now),
        "setups": setups.under_way(paths),
        "outbox": outbox,
        "errors": [_error(entry) for entry in _troubles(paths)],
        "crashes": {"count": len(crashes), "last": msgspec.to_builtins(crashes[-1]) if crashes else None},
    }
    return Situation(state=state, agent=found, concerns=concerns, said=said)


def _concerns(state: SyncState | None, found: Found, outbox: dict[str, Any], now: datetime) -> list[str]:
    """What is not as it should be, in machine names."""
    concerns = []
    if state is None:
        concerns.append("not-configured")
    elif state.freshness.standing is not Standing.FRESH:
        concerns.append(f"policy-{state.freshness.standing.value}")
    if found.state is not State.RUNNING:
        concerns.append(f"agent-{found.state.value}")
    elif found.said is not None and found.said.version not in ("", __version__):
        concerns.append("agent-of-another-version")
    if "problem" in outbox or _waits_long(outbox, now):
        concerns.append("events-not-sent")
    return concerns


def _outbox(state: SyncState | None, paths: Paths) -> dict[str, Any]:
    """The outbox, and to whom the policy in force has events sent (None: to nobody)."""
    events = state.policy.events if state is not None and state.policy is not None else None
    to = events.host if events is not None else None
    if not (paths.state / "ledger.db").exists():
        return {"to": to, "waiting": 0, "sent": 0, "withheld": 0, "dropped": 0, "oldest": None, "last_error": None}
    from app.report.ledger import LedgerUnusable
    from app.report.outbox_standing import outbox_standing  # loads SQLite

    try:
        return {"to": to, **outbox_standing(paths.state).as_json()}
    except LedgerUnusable as error:
        return {"to": to, "problem": error.as_json()}


def _waits_long(outbox: dict[str, Any], now: datetime) -> bool:
    """Whether something is in the way of events for long enough to deserve a word."""
    if outbox.get("last_error") is None or outbox.get("oldest") is None:
        return False
    return now - datetime.fromisoformat(str(outbox["oldest"])) > EVENTS_LATE


def _agent(found: Found) -> dict[str, Any]:
    said = found.said
    told: dict[str, Any] = {"state": found.state.value, "heard": _time(found.heard) if found.heard else None}
    if said is not None:
        told |= {"pid": said.agent.pid, "since": _time(said.since), "version": said.version or None}
        told |= {"restarts": said.restarts, "restarted": said.restarted or None}
    return told


def _memory(paths: Paths) -> Memory:
    with contextlib.suppress(OSError, ValueError, RecursionError):
        return msgspec.json.decode(content(paths.state / "alerts.json"), type=Memory)
    return Memory()


def _paused(memory: Memory, now: datetime) -> dict[str, Any] | None:
    pause = memory.brake.pause
    if pause is None or not pause.since <= now < pause.until:
        return None
    return {"until": _time(pause.until), "tools": [one.tool for one in pause.held]}


def _quiet(config: Config | None, now: datetime) -> dict[str, Any] | None:
    if config is None or config.quiet_from is None or config.quiet_until is None:
        return None
    times = QuietTimes(config.quiet_from, config.quiet_until, frozenset(config.quiet_days))
    return {
        "now": times.hold(now.astimezone()),
        "from": config.quiet_from.isoformat("minutes"),
        "until": config.quiet_until.isoformat("minutes"),
    }


def _exceptions(config: Config | None, state: SyncState | None, now: datetime) -> list[dict[str, str]]:
    if config is None or state is None:
        return []
    lasting = state.exceptions.lasting(person(config), now)
    return [{"tool": tool, "until": _time(until)} for tool, until in sorted(lasting.items())]


def _troubles(paths: Paths) -> list[recall.Entry]:
    """The newest of the log; of those that say the same the last alone, so that one does not hide all others."""
    found: dict[tuple[object, ...], recall.Entry] = {}
    for entry in recall.newest(paths.state, _LOOK_BACK, Level.WARNING, _is_the_agents):
        said = tuple(entry.get(name) for name in ("event", "code", "what", "reason"))
        found.pop(said, None)
        found[said] = entry
    return list(found.values())[-MOST_ERRORS:]


def _is_the_agents(entry: recall.Entry) -> bool:
    """Not what came of a command: whoever typed it was told at once. That an agent could not start is the agent's."""
    return entry.get("component") != "cli" or entry.get("command") == "run"


def _error(entry: recall.Entry) -> dict[str, Any]:
    return {name: entry[name] for name in _ERROR if name in entry}


def _time(moment: datetime) -> str:
    return moment.astimezone().isoformat(timespec="seconds")
