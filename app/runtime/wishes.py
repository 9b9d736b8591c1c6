"""Exceptions that were wished for on the command line, or by any program of the person's: perhaps the one off limits.

So where there is a screen the person is asked first; without one nobody could be.
"""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.asking import inbox
from app.asking.request import NobodyToAsk, NotAskable, Request, ask
from app.host.clock import Clock
from app.policy.model import Policy
from app.screen import Screen


class Asks(Protocol):
    """Who carries them out."""

    def ask(self, tool_id: str, reason: str, until: datetime) -> Request:
        """Make a request. Raises NotAskable."""

    def withdraw(self, tool_id: str) -> None:
        """Take it back."""

    def last(self, tool_id: str) -> Request | None:
        """The newest there is for that tool."""


class Wishes:
    """Those left in `folder` (`app.asking.inbox`)."""

    def __init__(self, folder: Path, screen: Screen, asks: Asks, now: Clock) -> None:
        self._folder, self._screen, self._asks, self._now = folder, screen, asks, now

    def take(self, policy: Policy | None) -> None:
        """See to each; why one cannot be asked for the screen is told."""
        for wish in inbox.take(self._folder):
            try:
                if self._screen.cards:
                    self._put_before(wish, policy)
                elif wish.until is None:
                    self._asks.withdraw(wish.tool)
                else:
                    self._asks.ask(wish.tool, wish.reason, wish.until)
            except NotAskable as error:
                self._screen.problem(error)

    def _put_before(self, wish: inbox.Wish, policy: Policy | None) -> None:
        tool, way = (policy.tool(wish.tool), policy.way_to_ask) if policy is not None else (None, None)
        if tool is None or way is None:
            raise NobodyToAsk(tool=wish.tool)
        if wish.until is not None:
            made = ask(tool.id, tool.name, wish.reason, wish.until, self._now(), way)
            self._screen.wished(tool, made.reason)
        elif (last := self._asks.last(tool.id)) is not None and last.unanswered:
            self._screen.wished(tool, "")
