"""What the desktop knows while it runs: the policy in force, the alerts so far, each alert in words as of now."""

from collections.abc import Callable

from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Closing, Stage
from app.alerts.silence import Silence
from app.asking.store import Asked
from app.desktop import notices
from app.desktop.alert_card import alert_view, alternatives
from app.desktop.ask_card import Asks
from app.desktop.card_model import AlertView, SnoozedView
from app.desktop.countdown_text import Countdown, closes_at
from app.desktop.notice import Notice
from app.desktop.pause_card import pause_view
from app.desktop.plain import plain
from app.desktop.snooze_card import snoozed_view
from app.desktop.wording import Wording
from app.host import clock
from app.host.platform import build_name
from app.policy.carryover import Pair
from app.policy.model import Policy, Status
from app.policy.person import Person
from app.sync.state import SyncState
from app.watch.standing import Watching

_MOST = 200
"""Alerts that are kept; of older ones the card stays as it was announced."""


class Known:
    """The policy and the alerts. `command_of` gives the command of a tool that is set up, else ""."""

    def __init__(self, wording: Callable[[], Wording], command_of: Callable[[str], str]) -> None:
        self._wording, self._command_of = wording, command_of
        self.state: SyncState | None = None
        self.watching: Watching | None = None
        self.last: Alert | Pause | None = None
        self.silences: dict[str, Silence] = {}
        """What the person silenced, by tool."""
        self.closings: dict[str, Closing] = {}
        """The countdown of each alert's tool, or the last of it, by session."""
        self.asked = Asked()
        """What the person asked IT for."""
        self.person = Person()
        self._alerts: dict[str, Alert | Pause] = {}

    @property
    def policy(self) -> Policy | None:
        """The policy in force."""
        return self.state.policy if self.state is not None else None

    def keep(self, alert: Alert | Pause) -> None:
        """Remember an alert, or the one that stands for many as it counts now."""
        self._alerts[alert.session] = self.last = alert
        if len(self._alerts) > _MOST:
            gone = next(iter(self._alerts))
            del self._alerts[gone]
            self.closings.pop(gone, None)

    @property
    def alerted(self) -> frozenset[str]:
        """The tools of which an alert can be shown again."""
        return frozenset(one.tool.id for one in self._alerts.values() if isinstance(one, Alert))

    def about(self, tool_id: str) -> AlertView | None:
        """The card of the last alert about a tool; None when there was none."""
        alerts = [one for one in self._alerts.values() if isinstance(one, Alert) and one.tool.id == tool_id]
        return self.view_of(alerts[-1]) if alerts else None

    def name_of(self, tool_id: str) -> str:
        """The tool's name as the policy has it; its id where the policy does not speak of it any more."""
        tool = self.policy.tool(tool_id) if self.policy is not None else None
        return plain(tool.name, 60) if tool is not None else tool_id

    def pairs_to(self, tool_id: str) -> tuple[Pair, ...]:
        """From which tools settings can come along to this one."""
        return self.state.recipes.carrying_to(tool_id) if self.state is not None else ()

    def replaced_by(self, tool_id: str) -> str:
        """The banned tool that was used here lately and that this one does the job of; "" for none."""
        for one in reversed(self._alerts.values()):
            tool = self.policy.tool(one.tool.id) if isinstance(one, Alert) and self.policy is not None else None
            if tool is not None and tool.status is Status.BANNED and tool_id in tool.alternatives:
                return tool.id
        return ""

    def snoozed(self, tool_id: str) -> SnoozedView | None:
        """The card that says until when it is quiet about a tool; None when it is not."""
        silence, tool = self.silences.get(tool_id), self.policy.tool(tool_id) if self.policy is not None else None
        if silence is None or tool is None:
            return None
        wording, counting = self._wording(), self.counting().get(tool_id)
        return snoozed_view(silence, tool, wording, closes_at(counting, wording) if counting is not None else "")

    def view_of(self, alert: Alert | Pause) -> AlertView:
        """The alert's card. Only to be asked for once there is a policy."""
        if self.state is None or self.state.policy is None:
            raise RuntimeError("an alert is only shown once its policy is known")
        policy = self.state.policy
        if isinstance(alert, Pause):
            return pause_view(alert, self._wording())
        others = alternatives(alert.tool, policy, self.state.recipes, build_name(), self._command_of)
        countdown, asks = self.countdown(alert.session), self.asks(alert.tool.id)
        return alert_view(alert, policy.company, others, self._wording(), countdown, asks)

    def asks(self, tool_id: str) -> Asks | None:
        """How an exception for that tool is asked for, and what was; None where the policy names nobody to ask."""
        policy = self.policy
        way = policy.way_to_ask if policy is not None else None
        if policy is None or way is None:
            return None
        return Asks(way, self.person, self.asked.of(tool_id))

    def announcement(self, alert: Alert | Pause) -> tuple[Notice, AlertView] | None:
        """The alert's notification, and its card; None without a policy."""
        if self.policy is None:
            return None
        view, wording = self.view_of(alert), self._wording()
        if isinstance(alert, Pause):
            return notices.pause_notice(view, wording), view
        return notices.alert_notice(view, alert.level, wording), view

    def countdown(self, session: str) -> Countdown | None:
        """The countdown of that alert's tool as it stands now."""
        closing = self.closings.get(session)
        return Countdown(closing, clock.monotonic_ns()) if closing is not None else None

    def counting(self) -> dict[str, Countdown]:
        """The countdowns that run, by tool."""
        now = clock.monotonic_ns()
        running = (one for one in self.closings.values() if one.stage is Stage.COUNTING)
        return {one.tool: Countdown(one, now) for one in running}

    def alert_of(self, session: str) -> Alert | None:
        """The alert of that session."""
        alert = self._alerts.get(session)
        return alert if isinstance(alert, Alert) else None

    def fresh(self, view: AlertView) -> AlertView:
        """The same alert in words as of now: a notification may have waited for days."""
        alert = self._alerts.get(view.session)
        return self.view_of(alert) if alert is not None else view

    def offering(self, tool_id: str) -> AlertView | None:
        """The last alert's card, if it offers to set this tool up."""
        view = self.view_of(self.last) if self.last is not None else None
        return view if view is not None and view.offer is not None and view.offer.tool == tool_id else None
