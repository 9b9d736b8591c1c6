"""Events delivered by an errand: its process goes there and back while some wait, and takes its libraries with it."""

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import msgspec

from app.host.config import Config
from app.host.conversation import NoAnswer
from app.host.paths import Paths
from app.policy.events import Events
from app.report.answer import Answer
from app.report.errors import ReceiverAway
from app.report.outbox import Parcel
from app.runtime.errands.errand import Errand
from app.runtime.errands.passed import Kind

SECONDS = 120.0
"""The longest a request takes, or getting the token for it; each has a deadline of its own within."""


class Load(msgspec.Struct, frozen=True):
    """What one request carries."""

    events: Events
    parcels: tuple[Parcel, ...]
    compress: bool


class DeliveryErrand:
    """See `app.report.way.Way`. Raises NoEventToken, what reading a token can raise, NoAnswer, NoThread."""

    def __init__(self, config: Config, paths: Paths, events: Events) -> None:
        self._errand = Errand(Kind.EVENTS, config, paths)
        try:
            self._errand.ask("open", events, bool, SECONDS)
        except BaseException:
            self._errand.close()
            raise

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
