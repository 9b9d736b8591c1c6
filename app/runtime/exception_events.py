"""Exceptions as events: what is asked for, and what became of it, by what was known before and is known now. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from app.asking.request import Request, Stage
from app.asking.store import Asked
from app.policy.model import Policy
from app.policy.person import Person
from app.report import ocsf


def changes(before: Asked, after: Asked, policy: Policy | None, now: datetime) -> Iterator[ocsf.Event]:
    """Exceptions that came, got another end, or are over, and requests that were taken back.

    The request itself is not among them: it went where the person sent it, and is in the ledger as it was sent.
    """
    version = policy.version if policy is not None else 0
    known = {one.id: one.stage for one in before.requests}
    for one in after.requests:
        if one.stage is Stage.WITHDRAWN and known.get(one.id) is not Stage.WITHDRAWN:
            yield ocsf.exception_withdrawn(one.tool, one.name, version, now, one.id)
    for tool, until in after.told.items():
        if before.told.get(tool) != until:
            yield ocsf.exception_granted(tool, _name(tool, policy), version, now, until, _request(after, tool))
    for tool, until in before.told.items():
        if tool not in after.told:
            yield ocsf.exception_ended(tool, _name(tool, policy), version, now, until, _request(before, tool))


def asked(request: Request, version: int, person: Person) -> dict[str, Any]:
    """The event that a webhook gets: what the person read before they sent it, and nothing else."""
    until = request.until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    sent = {"reason": request.reason, "until": until, "user": person.user, "device": person.device}
    return ocsf.exception_asked(request.tool, request.name, version, request.at, request.id, sent)


def _name(tool_id: str, policy: Policy | None) -> str:
    tool = policy.tool(tool_id) if policy is not None else None
    return tool.name if tool is not None else tool_id


def _request(asked: Asked, tool: str) -> str:
    """The id of the request that was granted; "" where nobody had asked here."""
    made: Request | None = asked.of(tool)
    return made.id if made is not None and made.stage is Stage.GRANTED else ""
