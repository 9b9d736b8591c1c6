"""The lines of the event stream: what each one says, as plain JSON fields. README lists them; others rely on them."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.alerts.alert import Alert
    from app.alerts.brake import Pause
    from app.alerts.closing import Closing
    from app.screen import Finished
    from app.sync.state import SyncState


def alert_line(alert: "Alert", channel: str, shown_ns: int) -> dict[str, Any]:
    """One alert, once it was shown. Times are CLOCK_MONOTONIC nanoseconds."""
    verdict, launch = alert.verdict, alert.launch
    return {
        "tool": alert.tool.id,
        "verdict": verdict.word,
        "phase": verdict.phase.value if verdict.phase else None,
        "level": alert.level.value,
        "rule": verdict.rule,
        "evidence": [fact.as_json() for fact in verdict.evidence],
        "alternative": next(iter(alert.tool.alternatives), None),
        "started_by": alert.started_by.id if alert.started_by else None,
        "session": alert.session,
        "installed": launch.pid == 0,
        "pid": launch.pid,
        "start_time": launch.start_time,
        "seen_ns": launch.seen_ns,
        "identified_ns": launch.identified_ns,
        "channel": channel,
        "shown_ns": shown_ns,
    }


def pause_line(pause: "Pause") -> dict[str, Any]:
    """Alerts are collapsed into one from now on; said once, when that begins."""
    return {
        "most_per_hour": pause.most_per_hour,
        "version": pause.version,
        "until": pause.until.isoformat(timespec="seconds"),
        "tools": [one.tool for one in pause.held],
        "session": pause.session,
    }


def closing_line(closing: "Closing") -> dict[str, Any]:
    """A countdown began, moved on or ended. `due_ns` is CLOCK_MONOTONIC."""
    return {
        "tool": closing.tool,
        "session": closing.session,
        "stage": closing.stage.value,
        "minutes": closing.minutes,
        "due_ns": closing.due_ns,
        "asked": closing.asked,
        "left": closing.left,
    }


def policy_line(state: "SyncState") -> dict[str, Any]:
    """Which policy is in force and how fresh it is. `version` is 0 as long as there never was one.

    `staged` is the roll-out it came by, None for everybody's; `ignored` why another could not be followed; `skipped`
    the rules and recipes that need a newer Signpost.
    """
    fresh = state.freshness
    shapes = [f"{one.tool}/{one.shape}: {one.reason}" for one in state.policy.skipped] if state.policy else []
    return {
        "state": fresh.standing.value,
        "version": state.version,
        "verified": state.verified,
        "staged": state.staged or None,
        "ignored": state.ignored.as_json() if state.ignored else None,
        "since": fresh.since.isoformat(timespec="seconds") if fresh.since else None,
        "why": fresh.why.as_json() if fresh.why else None,
        "skipped": [*shapes, *state.recipes.skipped],
    }


def finished_line(finished: "Finished") -> dict[str, Any]:
    """What a set-up brought, and whether a new terminal finds it."""
    installed = finished.installed
    return {
        "tool": installed.tool,
        "version": installed.version,
        "commands": list(installed.commands),
        "findable": finished.findable,
    }
