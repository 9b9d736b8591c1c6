"""Judges launches although one of them may lie on a file server that answers no more: no other waits for it."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.host.turn import Hand, Turn
from app.policy.launch import Launch

AGAIN_SECONDS = 0.25
"""How long each gets while others hang."""

_MOST_LEFT = 256
"""So many threads may hang."""


class Judged(NamedTuple):
    """Those for which the judge said yes, and how many could not be judged."""

    yes: list[Launch]
    hung: int


class Judging:
    """`judge` is asked about each launch and gets so many seconds; at `stop` the one under way is left.

    `again` is what each gets while others hang.
    """

    def __init__(
        self, judge: Callable[[Launch], bool], seconds: float, stop: threading.Event, again: float = AGAIN_SECONDS
    ) -> None:
        self._judge, self._seconds, self._stop, self._again = judge, seconds, stop, again
        self._left: list[threading.Thread] = []
        self._hand: Hand | None = None

    def rest(self) -> None:
        """For now there is no more to judge: what stood ready for it ends. Not while another asks."""
        self._hand = None

    def each(self, launches: Iterable[Launch]) -> Judged:
        """Judge them in their order. One thread at a time may ask."""
        left, found, hung = deque(launches), list[tuple[Launch, bool]](), 0
        while left and not self._stop.is_set():
            self._left = [thread for thread in self._left if thread.is_alive()]
            if len(self._left) >= _MOST_LEFT:
                hung += len(left)
                break
            hand = self._hand = self._hand or Hand()
            turn = Turn(lambda launch: (launch, self._judge(launch)), left, found)
            if turn.take(hand, self._again if self._left else self._seconds, self._stop) is not None:
                hung += 1
                self._hand = None
                hand.let_go()
                self._left.append(hand.thread)
        return Judged([launch for launch, worth in found if worth], hung)
