"""What is written down: events, what happened, which alerts there were. By one thread, as SQLite wants it."""

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.alerts import memory
from app.alerts.session import Memory
from app.host.paths import Paths, own_folder
from app.policy.events import kept_days
from app.report.newer import erase, put_aside
from app.runtime.sending import Sending
from app.runtime.worker import Report, Worker
from app.sync.state import Standing, SyncState

if TYPE_CHECKING:
    from app.report.activity import Activity
    from app.report.happening import Happening
    from app.report.ledger import Ledger
    from app.report.outbox import Outbox
    from app.report.retention import Calendar
    from app.report.way import OpenWay


class Records:
    """`memory` is what was written when we ended last. What cannot be written is reported, and the agent goes on.

    `open_way` opens the way to the receiver of events (None: nothing is ever sent); `told` is told what is in
    the way of sending, and `other_token` answers whether the token for that came anew since it was asked last.
    """

    def __init__(
        self,
        paths: Paths,
        report: Report,
        open_way: "OpenWay | None" = None,
        told: Report | None = None,
        other_token: Callable[[], bool] = lambda: False,
    ) -> None:
        self._paths, self._report = paths, report
        self._file = own_folder(paths.state) / "alerts.json"
        self.memory = memory.load(self._file)
        self.worker = Worker("records", report)
        self.sending = Sending(self.worker, open_way, told or report) if open_way is not None else None
        self._ledger: Ledger | None = None
        self._outbox: Outbox | None = None
        self._activity: Activity | None = None
        self._calendar: Calendar | None = None
        self._unsaved: Memory | None = None
        self._other_token, self._used = other_token, False
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Open the ledger and the activity."""
        self.worker.give(self._open)
        self.worker.give(self._open_activity)

    def begin_sending(self, settled: Callable[[Mapping[str, str]], None]) -> None:
        """From now on events may leave; `settled` is told what became of them."""
        if self.sending is not None:
            self.sending.settled = settled
            self.sending.begin()

    def remember(self, alerts: Memory) -> None:
        """Have the memory of alerts written down; only the last, when a tool starts programs faster than a disk is."""
        with self._lock:
            waits, self._unsaved = self._unsaved is not None, alerts
        if not waits:
            self.worker.give(self._save)

    def record(self, event: dict[str, Any], *state: str) -> None:
        """Have an event recorded, and sent if the policy asks for it; or with this state and the reason for it."""
        self.worker.give(self._write, event, *state)

    def mark(self, uid: str, state: str, reason: str) -> None:
        """Have the ledger say that of an event."""
        self.worker.give(self._mark, uid, state, reason)

    def look_up(self, uids: Collection[str], tell: Callable[[Mapping[str, str]], None]) -> None:
        """Have these events' states told."""
        self.worker.give(self._look_up, uids, tell)

    def happened(self, happening: "Happening") -> None:
        """Have it written down for the person to look up."""
        self.worker.give(self._write_happening, happening)

    def use(self, state: SyncState, forget: Callable[[datetime], None]) -> None:
        """Send and keep what the policy says; `forget` as in `keep`. At the start all else comes before what is old."""
        fresh, used, self._used = state.freshness.standing is Standing.FRESH, self._used, True
        if state.policy is None:
            return
        if self.sending is not None:
            self.sending.use(state.policy.events)
            if self._other_token():
                self.sending.hurry(changed=True)
            elif fresh:
                self.sending.hurry()
        if used:
            self.keep(kept_days(state.policy.events), forget, fresh=fresh)

    def keep(self, days: int, forget: Callable[[datetime], None], *, fresh: bool) -> None:
        """Have what is older than so many days erased, once the clock can be believed; to be asked every few minutes.

        `fresh`: the policy was verified against its host. `forget` is told, too, what is too old. One thread asks; who
        erases is woken once there is something to do.
        """
        from app.report.retention import Calendar

        if self._calendar is None:
            self._calendar = Calendar()
        before = self._calendar.too_old(days, fresh=fresh)
        if before is not None:
            self.worker.give(self._erase, before, forget, self._calendar.again)

    def end(self) -> None:
        """Write what is left, and close both. Sending ends first."""
        if self.sending is not None:
            self.sending.end()
        self.worker.give(self._close)
        self.worker.end()

    def _save(self) -> None:
        with self._lock:
            alerts, self._unsaved = self._unsaved, None
        if alerts is not None:
            memory.save(self._file, alerts)

    def _open(self) -> None:
        from app.report.ledger import Ledger, LedgerFromNewer
        from app.report.outbox import Outbox

        file = self._paths.state / "ledger.db"
        try:
            self._ledger = Ledger(file)
        except LedgerFromNewer as newer:
            self._report(put_aside(file, int(newer.facts["found"])))
            self._ledger = Ledger(file)
        self._outbox = Outbox(self._ledger)
        if self.sending is not None:
            self.sending.opened(self._outbox)

    def _open_activity(self) -> None:
        from app.report.activity import Activity, ActivityFromNewer

        file = self._paths.state / "activity.db"
        try:
            self._activity = Activity(file)
        except ActivityFromNewer as newer:
            self._report(put_aside(file, int(newer.facts["found"])))
            self._activity = Activity(file)

    def _write(self, event: dict[str, Any], *state: str) -> None:
        if self._ledger is None or self._outbox is None:
            return
        if state:
            self._ledger.record(event, *state)
        else:
            self._outbox.put(event)
            if self.sending is not None:
                self.sending.look()

    def _erase(self, before: datetime, forget: Callable[[datetime], None], again: Callable[[], None]) -> None:
        from app.report.retention import erase_logs

        gone = [kept.erase(before) for kept in (self._outbox, self._activity) if kept is not None]
        erase_logs(self._paths.state, before)
        erase(self._paths.state, before)
        forget(before)
        if not all(gone):
            again()

    def _look_up(self, uids: Collection[str], tell: Callable[[Mapping[str, str]], None]) -> None:
        if self._ledger is not None:
            tell(self._ledger.states(uids))

    def _mark(self, uid: str, state: str, reason: str) -> None:
        if self._ledger is not None:
            self._ledger.mark(uid, state, reason)

    def _write_happening(self, happening: "Happening") -> None:
        if self._activity is not None:
            self._activity.write(happening)

    def _close(self) -> None:
        if self._activity is not None:
            self._activity.close()
        if self._ledger is not None:
            self._ledger.close()
