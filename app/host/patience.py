"""Going on although something hangs in the kernel for ever, as reading from a dead file server does: it is left behind.

For whoever does one thing after the other and has others to come; see `app.host.turn`.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from app.host.turn import Hand, Turn

Item = TypeVar("Item")

STEP_SECONDS = 5.0
"""What looks at one file, or lists one folder, takes milliseconds, on a slow network drive some tenths of a second."""

_AGAIN_SECONDS = 0.5
"""How long each step gets at most once one has hung: the next is likely to lie on the same server."""


class Patience:
    """`hung` counts what was left behind. One thread uses it; `cancel` leaves what is under way, uncounted."""

    def __init__(self, step: float = STEP_SECONDS, cancel: threading.Event | None = None) -> None:
        self._step, self._cancel = step, cancel
        self._hand: Hand | None = None
        self.hung = 0

    def take(self, work: Callable[[], Item], seconds: float | None = None) -> Item | None:
        """What it returns, within `seconds` (default: those of a step); None when it hangs. Raises what it raises."""
        hand = self._hand = self._hand or Hand()
        found: list[Item] = []
        turn = Turn(lambda asked: asked(), deque([work]), found)
        step = min(self._step, _AGAIN_SECONDS) if self.hung else self._step
        if turn.take(hand, step if seconds is None else seconds, self._cancel) is not None:
            self.hung += self._cancel is None or not self._cancel.is_set()
            self._hand = None
            hand.let_go()
            return None
        return found[0]

    def each(self, steps: Iterator[Item]) -> Iterator[Item]:
        """Those steps; when the next hangs, no more of them."""
        while (found := self.take(lambda: next(steps, None))) is not None:
            yield found
