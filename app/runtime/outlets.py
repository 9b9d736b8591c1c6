"""Where the agent's conclusions go: to the screen, the event stream, the ledger, the activity (`agent.Outlets`)."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Closing
from app.alerts.session import Memory
from app.alerts.silence import Silence
from app.alerts.terminal_line import terminal_line
from app.host import clock, tty
from app.lines import alert_line, closing_line, pause_line
from app.policy.evidence import Evidence
from app.policy.launch import Launch
from app.policy.model import Policy, Tool
from app.report.stream import Stream
from app.runtime.diary import Diary
from app.runtime.disclosing import Tell
from app.runtime.records import Records
from app.screen import Screen

if TYPE_CHECKING:
    from app.report.ocsf import Event


class Outlets:
    """From any thread. `later` has something done that may take a while.

    `notice` gives the policy by which a line is written to the terminal of what nobody at the screen started; None
    where the person did not wish for that.
    """

    def __init__(
        self,
        screen: Screen,
        stream: Stream,
        records: Records,
        diary: Diary,
        tell: Tell,
        later: Callable[..., None],
        notice: Callable[[], Policy | None],
    ) -> None:
        self._screen, self._stream, self._records, self._diary = screen, stream, records, diary
        self._tell, self._later, self._notice = tell, later, notice
        self._waiting: dict[str, Alert] = {}
        self._lock = threading.Lock()

    def shown(self, session: str, channel: str, shown_ns: int) -> Alert | None:
        """The screen says: the alert of that session was shown then (CLOCK_MONOTONIC), on that channel. Which it is."""
        with self._lock:
            alert = self._waiting.pop(session, None)
        if alert is not None:
            self._stream.write("alert", **alert_line(alert, channel, shown_ns))
        return alert

    def alert(self, alert: Alert) -> None:
        """Hand an alert to the screen."""
        with self._lock:
            self._waiting[alert.session] = alert
        self._screen.alert(alert)
        self._diary.alert(alert)

    def paused(self, pause: Pause, *, began: bool) -> None:
        """Alerts are collapsed into one: say so once, and have it count."""
        if began:
            self._stream.write("alerts-paused", **pause_line(pause))
            self._diary.paused(pause)
        self._screen.paused(pause, began=began)

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        """What the person silenced changed."""
        self._screen.silenced(silences)

    def remember(self, memory: Memory) -> None:
        """Have the memory of alerts written down."""
        self._records.remember(memory)

    def record(self, event: "Event", launch: Launch | None = None, evidence: tuple[Evidence, ...] = ()) -> None:
        """Have an event written into the ledger, with what the policy includes of the launch it speaks of."""
        self._tell(event, launch, evidence)

    def unattended(self, alert: Alert) -> None:
        """Write down what nobody is shown. On its own terminal it is said where the person wished for that."""
        self._diary.alert(alert, attended=False)
        self._stream.write("alert", **alert_line(alert, "activity", clock.monotonic_ns()))
        policy = self._notice()
        if policy is not None:
            self._later(self._say, alert.launch.pid, terminal_line(alert, policy))

    def closing(self, closing: Closing, tool: Tool | None) -> None:
        """Show a countdown, and write down what came of it."""
        self._screen.closing(closing)
        self._stream.write("closing", **closing_line(closing))
        self._diary.closing(closing, tool)

    def _say(self, pid: int, line: str) -> None:
        if not tty.say(pid, line):
            self._stream.write("no-terminal", pid=pid)
