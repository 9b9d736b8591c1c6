"""What happened, for the person to look up: makes happenings of what the agent hands about. No judgement."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Closing, Stage
from app.alerts.silence import Choice
from app.errors import SignpostError
from app.host import clock
from app.host.clock import Clock
from app.policy.model import Tool
from app.screen import Finished
from app.sync.state import SyncState

if TYPE_CHECKING:  # loaded with the first thing that happens
    from app.asking.request import Request
    from app.report.happening import Happening

MOST_SESSIONS = 200
"""Tool sessions whose tool is remembered, so that it is known what was put off."""


class Diary:
    """From any thread. `write` takes each happening; names come from the policy in force."""

    def __init__(self, write: "Callable[[Happening], None]", now: Clock = clock.now) -> None:
        self._write, self._now = write, now
        self._state: SyncState | None = None
        self._version = 0
        self._sessions: dict[str, str] = {}

    def policy(self, state: SyncState) -> None:
        """What is in force from now on. The first one of a run was in force before."""
        known, self._state = self._state is not None, state
        if known and state.policy is not None and state.version != self._version:
            self._note("policy", version=str(state.version), name=state.policy.company.name)
        self._version = state.version

    def alert(self, alert: Alert, *, attended: bool = True) -> None:
        """The person was alerted, or nobody was there to be."""
        verdict, launch = alert.verdict, alert.launch
        self._sessions[alert.session] = alert.tool.id
        if len(self._sessions) > MOST_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        self._note(
            "alert" if attended else "unattended",
            alert.tool.id,
            name=alert.tool.name,
            status=alert.tool.status.value,
            level=alert.level.value,
            phase=verdict.phase.value if verdict.phase is not None else "",
            rule=verdict.rule,
            started_by=alert.started_by.name if alert.started_by is not None else "",
            exe=launch.exe,
            parent=launch.parent.comm,
            running=launch.pid != 0,
            evidence=verdict.evidence,
            count=alert.closes_after,
        )

    def paused(self, pause: Pause) -> None:
        """Alerts became one."""
        self._note("paused", count=pause.most_per_hour)

    def closing(self, closing: Closing, tool: Tool | None) -> None:
        """A tool was asked to close after its countdown: it did, or some of it still runs."""
        if closing.stage in (Stage.CLOSED, Stage.LEFT) and closing.asked:
            kind = "closed" if closing.stage is Stage.CLOSED else "left-running"
            self._note(kind, closing.tool, name=tool.name if tool is not None else closing.tool, count=closing.minutes)

    def chose_later(self, session: str) -> None:
        """The person put the alert of that session off."""
        if (tool := self._sessions.get(session)) is not None:
            self._note("chose-later", tool)

    def chose_quiet(self, tool: str, choice: Choice) -> None:
        """The person asked for quiet about a tool."""
        self._note("chose-quiet", tool, level=choice.value)

    def asked(self, request: "Request") -> None:
        """The person asked IT for an exception."""
        until = int(request.until.timestamp() * 1000)
        self._note("asked", request.tool, name=request.name, reason=request.reason, until=until)

    def withdrew(self, request: "Request") -> None:
        """They took that back."""
        self._note("withdrew", request.tool, name=request.name)

    def allowed(self, tool: Tool, until: datetime) -> None:
        """An exception for the person came, or another end of it."""
        self._note("allowed", tool.id, name=tool.name, until=int(until.timestamp() * 1000))

    def chose_set_up(self, tool: str) -> None:
        """The person asked for a tool."""
        self._note("chose-set-up", tool)

    def ready(self, finished: Finished) -> None:
        """A set-up passed its proof."""
        installed = finished.installed
        self._note("ready", installed.tool, version=installed.version, commands=installed.commands)

    def failed(self, tool: str, error: SignpostError) -> None:
        """A set-up or a removal did not work, or the person ended it."""
        from app.setup.errors import Cancelled

        if isinstance(error, Cancelled):
            self._note("cancelled", tool)
        else:
            self._note(
                "failed", tool, code=error.code, happened=error.what, advice=error.todo, values=dict(error.facts)
            )

    def restarted(self) -> None:
        """The agent hung and started itself anew."""
        self._note("restarted")

    def removed(self, tool: str) -> None:
        """A tool that was set up is gone."""
        self._note("removed", tool)

    def path_edited(self, tool: str, file: str, *, made: bool) -> None:
        """The start-up file was edited, or that was taken back."""
        self._note("path-edited" if made else "path-restored", tool, file=file)

    def _note(self, kind: str, tool: str = "", **facts: Any) -> None:
        from app.report.happening import Facts, Happening, Kind

        policy = self._state.policy if self._state is not None else None
        known = policy.tool(tool) if policy is not None and tool else None
        facts.setdefault("name", known.name if known is not None else tool)
        at = int(self._now().timestamp() * 1000)
        self._write(Happening(at=at, kind=Kind(kind), tool=tool, facts=Facts(**facts)))
