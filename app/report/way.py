"""The way to a receiver of events: here a promise only, so that a sender loads nothing of what it takes to go there."""

import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Protocol, Self

from app.policy.events import Events
from app.report.answer import Answer
from app.report.outbox import Parcel


class Way(Protocol):
    """It is open, with the token for the receiver, until its `with` ends. For one thread."""

    def deliver(self, events: Events, parcels: Sequence[Parcel], cancel: threading.Event, *, compress: bool) -> Answer:
        """Send these events and say what the answer means. Raises ReceiverAway, NoReceiver."""

    def __enter__(self) -> Self:
        """It is open already."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None, /
    ) -> None:
        """Close it."""


OpenWay = Callable[[Events], Way]
"""Opens one. Raises NoEventToken, what reading a token can raise, NoAnswer."""
