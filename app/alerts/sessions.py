"""Tool sessions: one tool, one user, from its first process until N minutes after its last one ended. One alert each.

Pure: launches, verdicts, moments and the person's acts come in, alerts and a state to remember come out. What is
remembered holds only banned and restricted tools.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from app.alerts.alert import Alert
from app.alerts.life import UNTOLD, Event, Life, after, can
from app.alerts.lineage import Lineage
from app.alerts.session import CLOSES, Memory, Session, gravity, resumed
from app.alerts.silence import Silence
from app.alerts.told import Told
from app.policy.evidence import Strength
from app.policy.launch import Launch, ProcessId
from app.policy.model import Policy, Status, Tool
from app.policy.verdict import Phase, Verdict, phase_of

INSTALLED = -2
"""Stands for the user (-1 is unknown) in the session of a tool that was only found; that ends once it was told."""


class Sessions:
    """The grouping of launches into tool sessions, and where the alert of each stands. Not thread-safe."""

    def __init__(self, memory: Memory, boot: str) -> None:
        self._boot = boot
        self._open = {(session.tool, session.uid): resumed(session) for session in memory.sessions}
        self._told = Told(memory.told)
        self._silences = {silence.tool: silence for silence in memory.silences}
        self._alerts: dict[str, Alert] = {}
        """What there is to tell, by session: known again after a restart once its launch was judged again."""
        self._lineage = Lineage()
        self.changes = 0
        """Counts what would be worth writing down; compare to know whether to."""

    def memory(self) -> Memory:
        """What to write down now of sessions, of what was told and of what was silenced."""
        return Memory(tuple(self._open.values()), dict(self._told.moments), silences=tuple(self._silences.values()))

    @property
    def any_open(self) -> bool:
        """Whether `tick` has anything to do."""
        return bool(self._open)

    def observe(
        self,
        policy: Policy,
        launch: Launch,
        verdict: Verdict,
        now: datetime,
        *,
        attended: bool = True,
        closes_after: int = 0,
    ) -> Alert | None:
        """Take in one judged launch; the alert with which a session begins, else None. `speak` tells when to show it.

        By an exception a launch belongs to no session, so that the first one after its end is alerted.
        """
        starter = self._lineage.observe(policy, launch, verdict)
        tool = verdict.tool
        if tool is None or verdict.status not in (Status.BANNED, Status.RESTRICTED) or verdict.exception is not None:
            return None
        self._expire(now, timedelta(minutes=policy.session_minutes))
        session = self._open.get((tool.id, launch.uid))
        if session is not None and 0 < session.gravity < gravity(verdict, closes_after):
            self._end((tool.id, launch.uid), session)
        elif session is not None:
            # Every command that a tool runs may carry its variables: that alone is nothing to write down.
            strong = verdict.evidence[0].strength is Strength.STRONG
            self.changes += strong
            session = session.joined(launch.process, self._boot, now)
            if strong and attended and session.life is Life.UNATTENDED:
                session = self._moved(session, Event.ATTEND)
            self._open[tool.id, launch.uid] = session
            if session.life in UNTOLD and (closes_after or session.gravity < CLOSES or session.id not in self._alerts):
                self._alerts[session.id] = self._alert(session.id, tool, verdict, launch, starter, now, closes_after)
            return None
        session = Session(
            id=f"{tool.id}-{int(now.timestamp())}-{launch.pid}",
            tool=tool.id,
            uid=launch.uid,
            began=now,
            last_alive=now,
            processes=(launch.process,),
            boot=self._boot,
            life=Life.NEW if attended else after(Life.NEW, Event.NOTE),
            gravity=gravity(verdict, closes_after),
        )
        self._open[tool.id, launch.uid] = session
        self.changes += 1
        if verdict.status is Status.RESTRICTED and self._told.knows(tool, verdict):
            self._open[tool.id, launch.uid] = msgspec.structs.replace(session, life=Life.SHOWN)
            return None
        alert = self._alert(session.id, tool, verdict, launch, starter, now, closes_after)
        self._alerts[session.id] = alert
        return alert

    def announce(self, launch: Launch, verdict: Verdict, now: datetime) -> None:
        """A banned tool was found installed before its date: `speak` says so, once for each date.

        `launch` stands for the file (pid 0); its session lasts until that was told, because nothing runs.
        """
        tool = verdict.tool
        coming = verdict.status is Status.BANNED and verdict.phase is Phase.ANNOUNCED
        if tool is None or not coming or verdict.exception is not None or self._told.knows_found(tool):
            return
        session = self._open.get((tool.id, INSTALLED))
        if session is None:
            name = f"{tool.id}-{int(now.timestamp())}-installed"
            session = Session(name, tool.id, INSTALLED, now, now, life=Life.NEW, gravity=gravity(verdict))
            self._open[tool.id, INSTALLED] = session
            self.changes += 1
        self._alerts[session.id] = self._alert(session.id, tool, verdict, launch, None, now)

    def speak(
        self, policy: Policy, now: datetime, must_wait: Callable[[Alert, datetime], bool] = lambda *_: False
    ) -> list[Alert]:
        """The alerts to show now; `must_wait` gets an alert and since when it is to be told."""
        shown = []
        for key, before in list(self._open.items()):
            alert, tool = self._alerts.get(before.id), policy.tool(before.tool)
            if before.life in UNTOLD and (tool is None or not _is_as_it_was(alert, tool, now)):
                self._end(key, before)
            elif alert is not None:
                self._open[key] = session = self._settled(alert, before, now, must_wait)
                if session.life is Life.SHOWN and before.life in UNTOLD:
                    shown.append(self._tell(alert, tool, now))
                if session.life is Life.SHOWN and session.uid == INSTALLED:
                    self._end(key, session)
        return shown

    def act(self, session_id: str, event: Event) -> None:
        """The person did this about that alert. What comes too late is left alone."""
        for key, session in self._open.items():
            if session.id == session_id and can(session.life, event):
                self._open[key] = self._moved(session, event)
                return

    def regrade(self, session_id: str, gravity: int) -> None:
        """What that session is about is so grave from now on; what is graver begins another."""
        for key, session in self._open.items():
            if session.id == session_id and session.gravity != gravity:
                self._open[key] = msgspec.structs.replace(session, gravity=gravity)
                self.changes += 1

    def over(self, session_id: str) -> None:
        """Its tool was closed: who starts it again is told again."""
        for key, session in list(self._open.items()):
            if session.id == session_id:
                self._end(key, session)

    def silence(self, silence: Silence) -> None:
        """The person asked for quiet about this tool. It replaces what they asked for before."""
        self._silences[silence.tool] = silence
        self.changes += 1
        for key, session in self._open.items():
            if session.tool == silence.tool and can(session.life, Event.SILENCE):
                self._open[key] = self._moved(session, Event.SILENCE)

    def unsilence(self, tool_id: str) -> None:
        """The person took that back; `speak` says what is still to be said."""
        if self._silences.pop(tool_id, None) is not None:
            self.changes += 1

    def silences(self, policy: Policy, now: datetime) -> tuple[Silence, ...]:
        """What is silenced now, by the person."""
        tools = ((policy.tool(one.tool), one) for one in self._silences.values())
        return tuple(one for tool, one in tools if tool is not None and one.holds(tool, now))

    def tick(self, policy: Policy, is_running: Callable[[ProcessId], bool], now: datetime) -> None:
        """Look which processes still run; sessions end `session_minutes` after their last one did."""
        for key, session in list(self._open.items()):
            if session.boot != self._boot:
                alive: tuple[ProcessId, ...] = ()
            else:
                alive = tuple(process for process in session.processes if is_running(process))
            last_alive = now if alive else session.last_alive
            self._open[key] = msgspec.structs.replace(session, processes=alive, last_alive=last_alive)
        self._expire(now, timedelta(minutes=policy.session_minutes))
        for tool_id in [one.tool for one in self._silences.values() if not one.since <= now < one.until]:
            self.unsilence(tool_id)

    def _expire(self, now: datetime, quiet: timedelta) -> None:
        """End sessions that had no process for `quiet`, and those a clock set back has put into the future.

        One that waits for a good moment waits on: the person was never told of it.
        """
        for key, session in list(self._open.items()):
            over = not session.processes and not timedelta(0) <= now - session.last_alive < quiet
            waits = session.id in self._alerts and (session.life is Life.HELD or session.uid == INSTALLED)
            if over and not (waits and session.began <= now):
                self._end(key, session)

    def _end(self, key: tuple[str, int], session: Session) -> None:
        self._moved(session, Event.END)
        self._alerts.pop(session.id, None)
        del self._open[key]

    def _settled(
        self, alert: Alert, session: Session, now: datetime, must_wait: Callable[[Alert, datetime], bool]
    ) -> Session:
        """The session where its alert stands now: what silenced it or held it back may be over, or have begun."""
        if session.life not in UNTOLD:
            return session
        silenced = self._silenced(alert.tool, now)
        if silenced and session.life is Life.SILENCED:
            return session  # whether the moment is good need not be asked
        waits = must_wait(alert, session.began)
        if session.life is Life.SILENCED or (session.life is Life.HELD and not waits):
            session = self._moved(session, Event.WAKE)
        if session.life is Life.NEW:
            event = Event.SILENCE if silenced else Event.HOLD if waits else Event.SHOW
            session = self._moved(session, event)
        return session

    def _silenced(self, tool: Tool, now: datetime) -> bool:
        silence = self._silences.get(tool.id)
        return silence is not None and silence.holds(tool, now)

    def _moved(self, session: Session, event: Event) -> Session:
        life = after(session.life, event)
        self.changes += life is not session.life
        return msgspec.structs.replace(session, life=life)

    def _tell(self, alert: Alert, tool: Tool | None, now: datetime) -> Alert:
        """The alert as it is shown now, which is remembered. `tool` is as the policy in force has it."""
        level = self._told.level(alert.tool, alert.verdict, now)
        closes_after = alert.closes_after and ((tool.close_after if tool is not None else None) or 0)
        alert = msgspec.structs.replace(alert, level=level, closes_after=closes_after)
        self._told.remember(alert, now)
        self.changes += 1
        return alert

    def _alert(
        self,
        session: str,
        tool: Tool,
        verdict: Verdict,
        launch: Launch,
        starter: Tool | None,
        now: datetime,
        closes_after: int = 0,
    ) -> Alert:
        return Alert(
            session=session,
            level=self._told.level(tool, verdict, now),
            verdict=verdict,
            tool=tool,
            launch=launch,
            started_by=starter,
            closes_after=closes_after,
        )


def _is_as_it_was(alert: Alert | None, tool: Tool, now: datetime) -> bool:
    """Whether what was to be told of the tool holds still. Where its date has come, its next launch speaks of that."""
    if tool.status is Status.APPROVED or (phase := phase_of(tool, now)) not in (Phase.ANNOUNCED, Phase.EFFECTIVE):
        return False
    return alert is None or alert.verdict.phase in (phase, None)
