"""One thread that does in order what it is given, so that what others wait for is not held up by it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from app.errors import SignpostError
from app.host import crash

Report = Callable[[SignpostError], None]
"""Tells what did not work."""


class Worker:
    """Started with the first work. `most` pieces of work may wait that were `offer`ed.

    Work that fails in a way a person can read is reported, and the next is done; any other failure is a crash.
    """

    def __init__(self, name: str, report: Report, most: int = 0) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self._report = report
        self._room = threading.BoundedSemaphore(most)

    def give(self, work: Callable[..., None], *arguments: object) -> None:
        """Have it done, after what was given before."""
        self._submit(work, arguments)

    def offer(self, work: Callable[..., None], *arguments: object) -> bool:
        """Have it done if not too much waits already; whether it will be."""
        if not self._room.acquire(blocking=False):
            return False
        self._submit(work, arguments).add_done_callback(lambda _: self._room.release())
        return True

    def end(self, *, drop: bool = False) -> None:
        """Wait until all is done; `drop`: only what is being done now."""
        self._thread.shutdown(cancel_futures=drop)

    def _submit(self, work: Callable[..., None], arguments: tuple[object, ...]) -> "Future[None]":
        future = self._thread.submit(self._do, work, arguments)
        crash.watched(future)
        return future

    def _do(self, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
        try:
            work(*arguments)
        except SignpostError as error:
            self._report(error)
