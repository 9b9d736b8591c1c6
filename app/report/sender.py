"""Empties the outbox: batch after batch while the receiver takes them, ever more seldom while it does not.

The pause doubles from `FIRST_PAUSE` to `LONGEST_PAUSE`, with full jitter (a random part of it, so that a fleet does not
come back in one), and never ends before what the receiver asked for by `Retry-After`. What is not accepted is found by
halving the batch; it is given up only where the receiver takes others, else the fault is the receiver's and all waits.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from app.errors import SignpostError
from app.policy.events import Events
from app.report.answer import LONGEST_RETRY_AFTER, Answer, Meaning
from app.report.errors import NoReceiver, NothingAccepted, ReceiverAway, ReceiverBusy, TokenRefused
from app.report.outbox import Parcel
from app.report.standing import NOT_ACCEPTED, PART_TAKEN
from app.report.way import OpenWay, Way

MOST_EVENTS, MOST_OCTETS = 500, 512_000
"""Of one request, before compression: within the smallest limit in use (Splunk takes 1 MB)."""

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 3600.0
_SELDOM = 600.0
"""What only IT can mend is tried this seldom, at least."""

_MOST_REFUSALS = 64
"""So many refusals in one go without a single event taken: the fault is the receiver's."""


class Queue(Protocol):
    """The outbox, from the sender's thread."""

    def hand_out(self, rows: int, octets: int) -> tuple[Parcel, ...]:
        """What is to be sent next."""

    def taken(self, uids: Iterable[str], reason: str = "") -> None:
        """The receiver has these."""

    def refused(self, uids: Iterable[str], reason: str) -> None:
        """The receiver will never take these."""

    def landed(self, trouble: SignpostError | None, tries: int, next_try: float) -> None:
        """Nothing is under way. `next_try` is Unix time; no `trouble`: all went well."""


class Sender:
    """For a thread of its own, which ends when nothing waits any more. `policy` gives what is asked for now."""

    def __init__(
        self,
        queue: Queue,
        open_way: OpenWay,
        policy: Callable[[], Events | None],
        *,
        tries: int = 0,
        first_pause: float | None = None,
        chance: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._queue, self._open, self._policy = queue, open_way, policy
        self._tries, self._chance = tries, chance
        self._first_pause = FIRST_PAUSE if first_pause is None else first_pause
        self._over, self._wake, self._cancel = threading.Event(), threading.Event(), threading.Event()
        self._away = False
        self._compress = True

    def end(self) -> None:
        """Stop, also in the middle of a request: what it carried is sent again some day, under the same keys."""
        self._over.set()
        self._cancel.set()
        self._wake.set()

    def hurry(self) -> None:
        """There is a network: try at once, unless it was the receiver that asked for patience."""
        if self._away:
            self._wake.set()

    def changed(self) -> None:
        """The policy asks for something else, or a token came: what is under way is cut off, and begun anew."""
        self._cancel.set()
        self._wake.set()

    def run(self, wait: float = 0.0) -> None:
        """Send until nothing waits, after `wait` seconds at first. Raises what the queue raises."""
        self._pause(wait)
        while not self._over.is_set() and (events := self._policy()) is not None:
            self._cancel.clear()
            if self._over.is_set():
                return
            parcels = self._queue.hand_out(MOST_EVENTS, MOST_OCTETS)
            if not parcels:
                return
            self._away = False
            trouble, after = self._drain(events, parcels)
            if self._over.is_set() or (trouble is not None and self._cancel.is_set()):
                self._queue.landed(None, self._tries, 0.0)
                continue
            self._tries = 0 if trouble is None else self._tries + 1
            pause = 0.0 if trouble is None else self._length(trouble, after)
            self._away = isinstance(trouble, ReceiverAway)
            self._queue.landed(trouble, self._tries, time.time() + pause)
            self._pause(pause)

    def _drain(self, events: Events, parcels: tuple[Parcel, ...]) -> tuple[SignpostError | None, float | None]:
        """Send on until something is in the way: that, and for how long the receiver wants to be left alone."""
        try:
            way = self._open(events)
        except SignpostError as error:  # no token, a locked keyring, authorities that cannot be read
            return error, None
        with way:
            while parcels and not self._cancel.is_set() and self._policy() == events:
                try:
                    answer, trouble = self._send(way, events, parcels)
                except (ReceiverAway, NoReceiver) as error:
                    return error, None
                if trouble is not None:
                    return trouble, answer.after if answer is not None else None
                self._tries = 0  # it gets on
                parcels = self._queue.hand_out(MOST_EVENTS, MOST_OCTETS)
        return None, None

    def _send(
        self, way: Way, events: Events, parcels: tuple[Parcel, ...]
    ) -> tuple[Answer | None, SignpostError | None]:
        """Send a batch, in parts where it is not accepted whole: the answer that ended it, and what is the trouble."""
        parts: deque[Sequence[Parcel]] = deque([parcels])
        alone: list[str] = []
        took, refusals = False, 0
        answer: Answer | None = None
        while parts:
            part = parts.popleft()
            answer = way.deliver(events, part, self._cancel, compress=self._compress)
            if answer.meaning is Meaning.UNCOMPRESSED and self._compress:
                self._compress = False
                parts.appendleft(part)
            elif answer.meaning is Meaning.TAKEN:
                took = self._took(answer, part) or took
            elif answer.meaning is Meaning.SPLIT:
                refusals += 1
                if not took and refusals > _MOST_REFUSALS:
                    return answer, NothingAccepted(host=events.host, answer=answer.said)
                half = len(part) // 2
                if half:
                    parts += part[:half], part[half:]
                else:
                    alone.append(part[0].uid)
            else:
                return answer, _trouble(answer, events.host)
            if took and alone:
                self._queue.refused(alone, NOT_ACCEPTED)
                alone = []
        if alone and answer is not None:
            return answer, NothingAccepted(host=events.host, answer=answer.said)
        return answer, None

    def _took(self, answer: Answer, part: Sequence[Parcel]) -> bool:
        """OTLP forbids to send a batch again of which some were rejected, and does not say which those were."""
        uids = [one.uid for one in part]
        if answer.rejected >= len(part):
            self._queue.refused(uids, NOT_ACCEPTED)
            return False
        self._queue.taken(uids, PART_TAKEN if answer.rejected else "")
        return True

    def _length(self, trouble: SignpostError, after: float | None) -> float:
        """How many seconds to leave it alone."""
        longest = min(LONGEST_PAUSE, self._first_pause * 2 ** min(self._tries, 20))
        pause = self._chance(0.0, longest)
        if after is not None:
            return min(LONGEST_RETRY_AFTER, after) + self._chance(0.0, min(longest, 30.0))
        if isinstance(trouble, (ReceiverAway, ReceiverBusy)):
            return max(pause, self._first_pause / 5)
        return max(pause, min(_SELDOM, self._first_pause * _SELDOM / FIRST_PAUSE))

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self._wake.wait(seconds)
        self._wake.clear()


def _trouble(answer: Answer, host: str) -> SignpostError:
    if answer.meaning is Meaning.NO_TOKEN:
        return TokenRefused(host=host, answer=answer.said)
    if answer.meaning is Meaning.BUSY:
        return ReceiverBusy(host=host, answer=answer.said)
    return NoReceiver(host=host, detail=answer.said)
