"""Entity Management (3004): an exception was asked for, taken back, granted, or is over."""

from datetime import UTC, datetime

from app.report.ocsf.event import OTHER, SIGNPOST, Class, Event, event

_CREATE, _DELETE, _ACTIVATE, _DEACTIVATE = 1, 4, 10, 11
_TYPE = {"type_id": OTHER, "type": "Policy exception"}


def exception_asked(tool: str, name: str, version: int, at: datetime, request: str, asked: dict[str, str]) -> Event:
    """The person asks to use a tool all the same; `request` is the request's own id.

    The one event with names in it: `asked` is what the person read on the screen and sent. `metadata.uid` is the
    request's id too, so that a receiver knows a repeated one.
    """
    made = event(
        Class.ENTITY_MANAGEMENT,
        _CREATE,
        at,
        actor={"app_name": SIGNPOST},
        entity={
            **_TYPE,
            "uid": request,
            "name": name,
            "data": {"tool": tool, "policy_version": str(version), **asked},
        },
        comment=asked["reason"],
        message=f"An exception for {name} is asked for.",
    )
    return {**made, "metadata": {**made["metadata"], "uid": request}}


def exception_withdrawn(tool: str, name: str, version: int, at: datetime, request: str) -> Event:
    """The person does not need it any more."""
    return _about(_DELETE, tool, name, version, at, f"The request for {name} was taken back.", request, None)


def exception_granted(tool: str, name: str, version: int, at: datetime, until: datetime, request: str = "") -> Event:
    """An exception came with the policy, or another end of it. `request` is "" where nobody had asked here."""
    said = f"An exception for {name} is in force."
    return _about(_ACTIVATE, tool, name, version, at, said, request, until)


def exception_ended(tool: str, name: str, version: int, at: datetime, until: datetime, request: str = "") -> Event:
    """It is over: its end came, or IT took it back before `until`."""
    return _about(_DEACTIVATE, tool, name, version, at, f"The exception for {name} is over.", request, until)


def _about(
    activity: int, tool: str, name: str, version: int, at: datetime, message: str, request: str, until: datetime | None
) -> Event:
    data = {"tool": tool, "policy_version": str(version)}
    if until is not None:
        data["until"] = until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entity = {**_TYPE, "name": name, "data": data, **({"uid": request} if request else {})}
    return event(Class.ENTITY_MANAGEMENT, activity, at, actor={"app_name": SIGNPOST}, entity=entity, message=message)
