"""Work that may hang in the kernel for ever: done by a thread that is left behind when it does.

A read from a file server that is dead cannot be called back, so that whoever must go on may not do it himself. The
thread stands ready, because starting one takes longer than many a program lives.
"""

import queue
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from app.host.thread import NoThread, begin

Item = TypeVar("Item")
Found = TypeVar("Found")

_STEP_SECONDS = 0.25
"""How often whoever waits looks whether to go on waiting."""


class Hand:
    """A thread that stands ready for work, from the first on. It ends when it is let go, or nobody knows it any more.

    `prepare` is the first thing it does.
    """

    def __init__(self, prepare: Callable[[], object] = lambda: None) -> None:
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=_obey, args=(self._orders, prepare), name="hand", daemon=True)
        weakref.finalize(self, self._orders.put, None)

    def do(self, work: Callable[[], None]) -> None:
        """Have it do this next; it must not raise.

        Where no thread can be had it is done right here, however long it takes: nothing may go undone because somebody
        runs as many programs as they may.
        """
        if self.thread.ident is None:
            try:
                begin(self.thread)
            except NoThread:
                work()
                return
        self._orders.put(work)

    def let_go(self) -> None:
        """End it, once it is done with what it was given."""
        self._orders.put(None)


def _obey(orders: "queue.SimpleQueue[Callable[[], None] | None]", prepare: Callable[[], object]) -> None:
    prepare()
    for work in iter(orders.get, None):
        work()
        del work  # while it waits it keeps nothing


class Turn(Generic[Item, Found]):
    """A hand's part of the work: from the first of `left` to the last, or to the one it hangs in.

    What `work` finds is added to `found`; what hung adds nothing, even if it comes to an end later.
    """

    def __init__(self, work: Callable[[Item], Found], left: "deque[Item]", found: list[Found]) -> None:
        self._work, self._left, self._found = work, left, found
        self._lock = threading.Lock()
        self._item: Item | None = None
        self._since, self._given_up = 0.0, False
        self._error: Exception | None = None
        self._under_way = threading.Lock()
        self._under_way.acquire()

    def take(self, hand: Hand, patience: float, cancel: threading.Event | None = None) -> Item | None:
        """Let the hand work; which item took longer than `patience` seconds, or was worked on at `cancel`.

        None: all are done. After an item the hand still hangs in that one, and is of no use. Raises what `work` raised.
        """
        hand.do(self._run)
        while not self._under_way.acquire(timeout=min(patience, _STEP_SECONDS)):
            with self._lock:
                late = time.monotonic() - self._since >= patience or (cancel is not None and cancel.is_set())
                if late and self._item is not None:
                    self._given_up = True
                    return self._item
        if self._error is not None:
            raise self._error
        return None

    def _run(self) -> None:
        try:
            while (item := self._next()) is not None:
                found = self._work(item)
                with self._lock:
                    if self._given_up:
                        return
                    self._found.append(found)
                    self._item = None
        except Exception as error:  # noqa: BLE001  raised again where it was asked for
            self._error = error
        self._under_way.release()

    def _next(self) -> Item | None:
        with self._lock:
            if self._given_up or not self._left:
                return None
            self._item, self._since = self._left.popleft(), time.monotonic()
            return self._item
