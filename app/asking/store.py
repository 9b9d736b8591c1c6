"""The requests on disk: one small durable file with what was asked and which exceptions the person was told of.

A damaged file is set aside, as the memory of alerts is: at worst somebody is told of their exception twice.
"""

import contextlib
from datetime import datetime
from pathlib import Path

import msgspec

from app.asking.request import OVER, Request
from app.host.files import content, write_durably
from app.host.paths import own_folder
from app.policy.model import Moment

MOST = 100
"""Older requests go first."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """All requests, oldest first, and by tool until when the person knows that they may use it.

    `warned`: by tool the end of an exception that they were told is near.
    """

    requests: tuple[Request, ...] = ()
    told: dict[str, Moment] = {}
    warned: dict[str, Moment] = {}

    def of(self, tool: str) -> Request | None:
        """The newest request for that tool."""
        return next((one for one in reversed(self.requests) if one.tool == tool), None)

    def with_request(self, request: Request) -> "Asked":
        """With that request in place of an older state of itself, or as the newest."""
        others = {one.id: one for one in self.requests} | {request.id: request}
        return msgspec.structs.replace(self, requests=tuple(others.values())[-MOST:])

    def since(self, before: datetime) -> "Asked":
        """Without the requests that were over before then, whatever became of them."""
        kept = tuple(one for one in self.requests if one.stage not in OVER or one.until >= before)
        return msgspec.structs.replace(self, requests=kept)


def load(path: Path) -> Asked:
    """What was asked; nothing when there is no file or it cannot be read."""
    try:
        return msgspec.json.decode(content(path), type=Asked)
    except FileNotFoundError:
        return Asked()
    except (OSError, ValueError, RecursionError):  # msgspec's are ValueErrors
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        return Asked()


def save(path: Path, asked: Asked) -> None:
    """Write it durably. Raises DiskFull, NotWritable."""
    own_folder(path.parent)
    write_durably(path, msgspec.json.encode(asked))
