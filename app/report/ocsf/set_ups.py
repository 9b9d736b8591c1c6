"""Application Lifecycle (6002): a tool was set up, brought up to date, taken back a version or away, or was not."""

from datetime import datetime

from app.report.ocsf.event import OTHER, Class, Event, event, milliseconds, outcome

_INSTALL, _REMOVE, _UPDATE = 1, 2, 8


def set_up(
    tool: str, version: str, at: datetime, error: str = "", *, before: str = "", began: datetime | None = None
) -> Event:
    """A set-up ended at that moment, done or with the code of its error; an update, where a version was there before.

    `began` gives it a duration (ms).
    """
    update = {"unmapped": {"version_before": before}} if before else {}
    lasted = {**_span(began, at), **update, **outcome(error)}
    return event(Class.APPLICATION_LIFECYCLE, _UPDATE if before else _INSTALL, at, app=_app(tool, version), **lasted)


def rolled_back(tool: str, version: str, at: datetime, *, before: str) -> Event:
    """The person went back to that version. OCSF has no activity for it."""
    return event(
        Class.APPLICATION_LIFECYCLE,
        OTHER,
        at,
        activity_name="Rollback",
        app=_app(tool, version),
        unmapped={"version_before": before},
        **outcome(""),
    )


def removed(tool: str, at: datetime, error: str = "") -> Event:
    """What a set-up had put there was taken away, or a tool off limits was by the person; or it did not work."""
    return event(Class.APPLICATION_LIFECYCLE, _REMOVE, at, app=_app(tool), **outcome(error))


def _app(tool: str, version: str = "") -> Event:
    return {"name": tool, "version": version} if version else {"name": tool}


def _span(began: datetime | None, ended: datetime) -> Event:
    """How long it took; nothing where the clock was set back meanwhile."""
    if began is None or began > ended:
        return {}
    start, end = milliseconds(began), milliseconds(ended)
    return {"start_time": start, "end_time": end, "duration": end - start}
