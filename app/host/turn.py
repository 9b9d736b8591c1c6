"""Work that may hang in the kernel for ever: done by a thread that is left behind when it does.

A read from a file server that is dead cannot be called back, so that whoever must go on may not do it himself.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")

_STEP_SECONDS = 0.25
"""How often whoever waits looks whether to go on waiting."""


class Turn(Generic[Item, Found]):
    """One thread's part of the work: from the first of `left` to the last, or to the one it hangs in.

    What `work` finds is added to `found`; what hung adds nothing, even if it comes to an end later.
    """

    def __init__(self, work: Callable[[Item], Found], left: "deque[Item]", found: list[Found]) -> None:
        self._work, self._left, self._found = work, left, found
        self._lock = threading.Lock()
        self._item: Item | None = None
        self._since, self._given_up = 0.0, False
        self._error: Exception | None = None
        self._over = threading.Event()
        self.thread = threading.Thread(target=self._run, name="turn", daemon=True)

    def take(self, patience: float, cancel: threading.Event | None = None) -> Item | None:
        """Work; which item took longer than `patience` seconds, or was worked on at `cancel`. None: all are done.

        Raises what `work` raised.
        """
        self.thread.start()
        while not self._over.wait(min(patience, _STEP_SECONDS)):
            with self._lock:
                late = time.monotonic() - self._since >= patience or (cancel is not None and cancel.is_set())
                if late and self._item is not None and not self._over.is_set():
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
        except Exception as error:  # noqa: BLE001  raised again where it was asked for
            self._error = error
        self._over.set()

    def _next(self) -> Item | None:
        with self._lock:
            if self._given_up or not self._left:
                return None
            self._item, self._since = self._left.popleft(), time.monotonic()
            return self._item
