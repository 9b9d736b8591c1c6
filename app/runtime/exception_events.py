"""What became of exceptions, as events: told from what was known before and what is known now. Pure.

The request itself is not among them: it went where the person sent it, and is in the ledger as it was sent.
"""

from collections.abc import Iterator
from datetime import datetime

from app.asking.request import Request, Stage
from app.asking.store import Asked
from app.policy.model import Policy
from app.report import ocsf


def changes(before: Asked, after: Asked, policy: Policy | None, now: datetime) -> Iterator[ocsf.Event]:
    """Exceptions that came, got another end, or are over, and requests that were taken back."""
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


def _name(tool_id: str, policy: Policy | None) -> str:
    tool = policy.tool(tool_id) if policy is not None else None
    return tool.name if tool is not None else tool_id


def _request(asked: Asked, tool: str) -> str:
    """The id of the request that was granted; "" where nobody had asked here."""
    made: Request | None = asked.of(tool)
    return made.id if made is not None and made.stage is Stage.GRANTED else ""
