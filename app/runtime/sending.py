"""Events on their way to IT: a thread that runs only while some wait and the policy names a receiver.

The outbox stays with the thread that writes the records; the sender asks that one for what to send.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from app.errors import SignpostError
from app.host.thread import NoThread, begin
from app.policy.events import Events
from app.report.standing import SENT, WITHHELD
from app.runtime.worker import Report, Worker

if TYPE_CHECKING:  # loaded with the first event that is to be sent
    from app.report.outbox import Outbox, Parcel
    from app.report.sender import Sender
    from app.report.way import OpenWay

GATHER_SECONDS = 5.0
"""Events come in bursts: so long after the first of them they leave together, and repeats as one."""

LONGEST_WAIT = 3600.0

_T = TypeVar("_T")


class Sending:
    """`worker` owns the outbox; `report` is told of a new trouble once. `use`, `hurry` and `end` from any thread."""

    def __init__(self, worker: Worker, open_way: "OpenWay", report: Report) -> None:
        self._worker, self._open, self._report = worker, open_way, report
        self._outbox: Outbox | None = None
        self._events: Events | None = None
        self._lock = threading.Lock()
        self._sender: Sender | None = None
        self._thread: threading.Thread | None = None
        self._known = self._begun = self._over = False
        self._told = ""
        self.settled: Callable[[Mapping[str, str]], None] = lambda _: None
        """Is told what became of events, by key: `sent`, or `withheld`."""

    # On the worker's thread

    def opened(self, outbox: "Outbox") -> None:
        """There is an outbox; perhaps something waits in it."""
        self._outbox = outbox
        if self._known:
            self._apply(self._events)

    def look(self) -> None:
        """Have what waits sent, if anybody takes it and nobody sends already."""
        outbox = self._outbox
        with self._lock:
            if outbox is None or not outbox.waiting or self._events is None or self._thread is not None:
                return
            if self._over or not self._begun:
                return
            from app.report.sender import Sender

            tries, next_try = outbox.tried()
            wait = min(LONGEST_WAIT, max(0.0, next_try - time.time())) if tries else GATHER_SECONDS
            self._sender = Sender(
                _Handover(self._worker, outbox, self._landed, self._settled), self._open, self._wanted, tries=tries
            )
            self._thread = threading.Thread(target=self._run, args=(self._sender, wait), name="sending")
            try:
                begin(self._thread)
            except NoThread:
                self._thread = self._sender = None  # the next event tries again

    def _apply(self, events: Events | None) -> None:
        if self._outbox is not None:
            self._outbox.use(events)
            self.look()

    # From any thread

    def begin(self) -> None:
        """From now on events may leave."""
        self._begun = True
        self._worker.give(self.look)

    def use(self, events: Events | None) -> None:
        """What the policy asks for from now on; None: nothing."""
        with self._lock:
            if self._over:
                return
            changed, self._events = not self._known or self._events != events, events
            self._known = True
            if changed and self._sender is not None:
                self._sender.changed()
            if changed or (self._outbox is not None and self._outbox.waiting):
                self._worker.give(self._apply, events)

    def hurry(self, *, changed: bool = False) -> None:
        """There is a network again, or (`changed`) another token."""
        with self._lock:
            if self._sender is not None:
                self._sender.changed() if changed else self._sender.hurry()

    def end(self) -> None:
        """Leave what waits for the next start."""
        with self._lock:
            self._over = True
            thread = self._thread
            if self._sender is not None:
                self._sender.end()
        if thread is not None:
            thread.join()

    # On the sender's thread

    def _wanted(self) -> Events | None:
        return self._events

    def _run(self, sender: "Sender", wait: float) -> None:
        try:
            sender.run(wait)
        except SignpostError as error:
            self._report(error)
        finally:
            with self._lock:
                self._thread = self._sender = None
                if not self._over:
                    self._worker.give(self.look)  # what came in the last moment

    def _settled(self, states: Mapping[str, str]) -> None:
        self.settled(states)

    def _landed(self, trouble: SignpostError | None) -> None:
        code = trouble.code if trouble is not None else ""
        if trouble is not None and code != self._told:
            self._report(trouble)
        self._told = code


class _Handover:
    """The outbox as the sender sees it: each question is answered by the thread that owns it."""

    def __init__(
        self,
        worker: Worker,
        outbox: "Outbox",
        landed: Callable[[SignpostError | None], None],
        settled: Callable[[Mapping[str, str]], None],
    ) -> None:
        self._worker, self._outbox, self._landed, self._settled = worker, outbox, landed, settled

    def hand_out(self, rows: int, octets: int) -> "tuple[Parcel, ...]":
        return self._ask(self._outbox.hand_out, rows, octets)

    def taken(self, uids: Iterable[str], reason: str = "") -> None:
        some = tuple(uids)
        self._ask(self._outbox.taken, some, reason)
        self._settled(dict.fromkeys(some, SENT))

    def refused(self, uids: Iterable[str], reason: str) -> None:
        some = tuple(uids)
        self._ask(self._outbox.refused, some, reason)
        self._settled(dict.fromkeys(some, WITHHELD))

    def landed(self, trouble: SignpostError | None, tries: int, next_try: float) -> None:
        self._ask(self._outbox.landed, trouble, tries, next_try)
        if trouble is not None or tries == 0:
            self._landed(trouble)

    def _ask(self, work: Callable[..., _T], *arguments: Any) -> _T:
        """Raises what the outbox raises."""
        answered = threading.Event()
        said: list[_T] = []
        failed: list[SignpostError] = []

        def run() -> None:
            try:
                said.append(work(*arguments))
            except SignpostError as error:
                failed.append(error)
            finally:
                answered.set()

        self._worker.give(run)
        answered.wait()
        if failed:
            raise failed[0]
        return said[0]
