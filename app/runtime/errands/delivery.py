"""Events delivered by an errand: its process goes there and back while some wait, and takes its libraries with it."""

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import msgspec

from app.host.conversation import NoAnswer
from app.policy.events import Events
from app.report.answer import Answer
from app.report.errors import ReceiverAway
from app.report.outbox import Parcel
from app.runtime.errands.errand import Errand

SECONDS = 120.0
"""The longest a request takes; it has a deadline of its own within."""


class Load(msgspec.Struct, frozen=True):
    """What one request carries."""

    events: Events
    parcels: tuple[Parcel, ...]
    compress: bool


class DeliveryErrand:
    """See `app.report.way.Way`: the process of `errand` holds the token and the connection."""

    def __init__(self, errand: Errand) -> None:
        self._errand = errand

    def deliver(self, events: Events, parcels: Sequence[Parcel], cancel: threading.Event, *, compress: bool) -> Answer:
        """Send these events and say what the answer means. Raises ReceiverAway, NoReceiver."""
        try:
            load = Load(events, tuple(parcels), compress)
            answer = self._errand.ask("deliver", load, Answer, SECONDS, cancel=cancel)
        except NoAnswer as error:
            raise ReceiverAway(host=events.host, detail=error.facts["detail"]) from error
        if answer is None:
            self._errand.end()
            raise ReceiverAway(host=events.host, detail="it was cut off")
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None, /
    ) -> None:
        self._errand.close()
