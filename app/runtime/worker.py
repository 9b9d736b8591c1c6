"""One thread that does in order what it is given, so that what others wait for is not held up by it."""

import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue

from app.errors import SignpostError
from app.host import crash
from app.host.thread import NoThread, begin

Report = Callable[[SignpostError], None]
"""Tells what did not work."""

_Work = Callable[[], None]


class Worker:
    """Started with the first work; one that is `held` not before `begin`.

    `most` pieces of work may wait that were `offer`ed.

    Where no thread can be had, what was given waits for one; at the end it is done without. Work that fails in a way a
    person can read is reported, and the next is done; any other failure is a crash. (A ThreadPoolExecutor would do, but
    takes 8 ms to load at every start.)
    """

    def __init__(self, name: str, report: Report, most: int = 0, *, held: bool = False) -> None:
        self._thread = threading.Thread(target=self._run, name=name)
        self._work: SimpleQueue[_Work | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._drop, self._over, self._held = threading.Event(), False, held
        self._report = report
        self._room = threading.BoundedSemaphore(most)

    def begin(self) -> None:
        """Do what was given so far, and from now on what is given."""
        with self._lock:
            self._held = False
            self._start()

    def give(self, work: Callable[..., None], *arguments: object) -> None:
        """Have it done, after what was given before."""
        self._submit(lambda: self._do(work, arguments))

    def offer(self, work: Callable[..., None], *arguments: object) -> bool:
        """Have it done if not too much waits already; whether it will be."""
        if not self._room.acquire(blocking=False):
            return False

        def done_with_room() -> None:
            try:
                self._do(work, arguments)
            finally:
                self._room.release()

        self._submit(done_with_room)
        return True

    def end(self, *, drop: bool = False) -> None:
        """Wait until all is done; `drop`: only what is being done now."""
        with self._lock:
            self._over = True
            if drop:
                self._drop.set()
            self._work.put(None)
        if self._thread.ident is not None:
            self._thread.join()
        else:
            self._run()

    def _submit(self, work: _Work) -> None:
        with self._lock:
            if self._over:
                raise RuntimeError("a worker that was ended takes no more work")
            self._work.put(work)
            self._start()

    def _start(self) -> None:
        if not self._held and self._thread.ident is None and not self._work.empty():
            with contextlib.suppress(NoThread):
                begin(self._thread)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001  whatever it is, it is told, and what is left is still done
                crash.end(error)

    def _do(self, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
        if self._drop.is_set():
            return
        try:
            work(*arguments)
        except SignpostError as error:
            self._report(error)
