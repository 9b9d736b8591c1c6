"""What was asked for and told, held against the exceptions there are now, the policy's address and the clock. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from app.asking.request import Request, Stage
from app.asking.store import Asked
from app.policy.model import Policy

HEADS_UP = timedelta(days=1)
"""So long before an exception ends the person is told, once. One that is shorter says when it ends as it comes."""


class Turned(msgspec.Struct, frozen=True, kw_only=True):
    """What is known from now on, and what the person is told of it, by tool with the end of the exception.

    `held`: requests whose address is gone; `news`: exceptions they did not know of; `soon`: those that end soon.
    """

    after: Asked
    held: tuple[Request, ...]
    news: dict[str, datetime]
    soon: dict[str, datetime]


def turned(before: Asked, lasting: Mapping[str, datetime], policy: Policy | None, now: datetime) -> Turned:
    """`lasting` are the person's exceptions by tool, each with its end."""
    known = {tool: until for tool, until in before.told.items() if tool in lasting}
    news = {tool: until for tool, until in lasting.items() if known.get(tool) != until}
    requests = tuple(one.as_of(now, policy, granted=one.tool in lasting) for one in before.requests)
    warned = {tool: until for tool, until in lasting.items() if until - now <= HEADS_UP}
    return Turned(
        after=msgspec.structs.replace(before, requests=requests, told={**known, **news}, warned=warned),
        held=tuple(one for one in requests if one.stage is Stage.HELD and one not in before.requests),
        news=news,
        soon={tool: until for tool, until in warned.items() if before.warned.get(tool) != until and tool not in news},
    )
