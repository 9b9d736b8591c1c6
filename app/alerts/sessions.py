"""Tool sessions: one tool, one user, from its first process until N minutes after its last one ended. One alert each.

Pure: launches, verdicts and moments come in, alerts and a state to remember come out. What is remembered holds only
banned and restricted tools; of everything else not even the fact that it ran survives the call, except, in memory
and bounded, which process ids descend from an approved tool (so that an alert can say who started what).
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import msgspec

from app.alerts.alert import Alert, Level
from app.alerts.brake import Brake
from app.policy.evidence import Strength
from app.policy.launch import Launch, ProcessId
from app.policy.model import Policy, Status, Tool
from app.policy.verdict import Phase, Verdict

COUNTDOWN = timedelta(hours=72)
"""From when before the deadline a heads-up turns into a countdown (Nudge's `approachingWindowTime`)."""

MAX_LINEAGE = 4096
MAX_PROCESSES = 256
"""Bounds on what a hostile fork bomb can make us remember."""


class Session(msgspec.Struct, frozen=True):
    """One tool session as it is remembered. `boot` tells apart process ids of different boots.

    `coming`: it began before the tool's date, which ends it; what goes on running after that is of the next.
    """

    id: str
    tool: str
    uid: int
    began: datetime
    last_alive: datetime
    processes: tuple[ProcessId, ...] = ()
    boot: str = ""
    coming: bool = False


class Memory(msgspec.Struct, frozen=True):
    """What survives a restart: open sessions, what the person was told already, by key, and the brake's count."""

    sessions: tuple[Session, ...] = ()
    told: dict[str, datetime] = {}
    brake: Brake = Brake()


class Sessions:
    """The grouping of launches into tool sessions. Not thread-safe: the agent owns it."""

    def __init__(self, memory: Memory, boot: str) -> None:
        self._boot = boot
        self._open = {(session.tool, session.uid): session for session in memory.sessions}
        self._told = dict(memory.told)
        self._approved: OrderedDict[int, str] = OrderedDict()
        self.changes = 0
        """Counts what would be worth writing down; compare to know whether to."""

    def memory(self) -> Memory:
        """What to write down now of sessions and of what was told."""
        return Memory(tuple(self._open.values()), dict(self._told))

    @property
    def any_open(self) -> bool:
        """Whether `tick` has anything to do."""
        return bool(self._open)

    def observe(self, policy: Policy, launch: Launch, verdict: Verdict, now: datetime) -> Alert | None:
        """Take in one judged launch; the alert it calls for, or None when its session had its alert.

        By an exception a launch belongs to no session, so that the first one after its end is alerted.
        """
        starter = self._lineage(policy, launch, verdict)
        tool = verdict.tool
        if tool is None or verdict.status not in (Status.BANNED, Status.RESTRICTED) or verdict.exception is not None:
            return None
        self._expire(now, timedelta(minutes=policy.session_minutes))
        key = (tool.id, launch.uid)
        session = self._open.get(key)
        if session is not None and not (session.coming and verdict.phase is Phase.EFFECTIVE):
            self._open[key] = _joined(session, launch.process, self._boot, now)
            if verdict.evidence[0].strength is Strength.STRONG:  # every command a tool runs may carry its variables
                self.changes += 1
            return None
        session = Session(
            id=f"{tool.id}-{int(now.timestamp())}-{launch.pid}",
            tool=tool.id,
            uid=launch.uid,
            began=now,
            last_alive=now,
            processes=(launch.process,),
            boot=self._boot,
            coming=verdict.phase is Phase.ANNOUNCED,
        )
        self._open[key] = session
        self.changes += 1
        level = self._level(tool, verdict, now)
        if level is None:
            return None
        return Alert(session=session.id, level=level, verdict=verdict, tool=tool, launch=launch, started_by=starter)

    def announce(self, launch: Launch, verdict: Verdict, now: datetime) -> Alert | None:
        """A banned tool was found installed before its date: the alert that says so, once for each date.

        `launch` stands for the file (pid 0); no session opens, because nothing runs.
        """
        tool = verdict.tool
        coming = verdict.status is Status.BANNED and verdict.phase is Phase.ANNOUNCED
        if tool is None or not coming or verdict.exception is not None:
            return None
        key = f"{tool.id}/installed/{tool.effective or ''}"
        level = self._level(tool, verdict, now)
        if key in self._told or level is None:
            return None
        self._told[key] = now
        self.changes += 1
        name = f"{tool.id}-{int(now.timestamp())}-installed"
        return Alert(session=name, level=level, verdict=verdict, tool=tool, launch=launch)

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

    def _expire(self, now: datetime, quiet: timedelta) -> None:
        """End sessions that had no process for `quiet`, and those a clock set back has put into the future."""
        for key, session in list(self._open.items()):
            if not session.processes and not timedelta(0) <= now - session.last_alive < quiet:
                del self._open[key]
                self.changes += 1

    def _level(self, tool: Tool, verdict: Verdict, now: datetime) -> Level | None:
        """How urgently to speak; None for a condition the person was told of before."""
        key = f"{tool.id}/{verdict.word}/{verdict.phase.value if verdict.phase else ''}/{tool.effective or ''}"
        before = key in self._told
        self._told[key] = now
        if verdict.status is Status.RESTRICTED:
            return None if before else Level.HEADS_UP
        if verdict.phase is Phase.ANNOUNCED:
            near = tool.effective is not None and tool.effective - now <= COUNTDOWN
            return Level.COUNTDOWN if near else Level.HEADS_UP
        return Level.REPEATED if before else Level.EFFECTIVE

    def _lineage(self, policy: Policy, launch: Launch, verdict: Verdict) -> Tool | None:
        """The approved tool this launch descends from; keeps the table of descendants."""
        starter = self._approved.get(launch.parent.pid)
        own = verdict.tool.id if verdict.tool is not None and verdict.status is Status.APPROVED else None
        mark = own or starter
        self._approved.pop(launch.pid, None)
        if mark is not None:
            self._approved[launch.pid] = mark
            if len(self._approved) > MAX_LINEAGE:
                self._approved.popitem(last=False)
        return policy.tool(starter) if starter is not None else None


def _joined(session: Session, process: ProcessId, boot: str, now: datetime) -> Session:
    """The session with one more process in it."""
    others: Iterable[ProcessId] = session.processes if session.boot == boot else ()
    processes = (process, *(other for other in others if other != process))[:MAX_PROCESSES]
    return msgspec.structs.replace(session, processes=processes, last_alive=now, boot=boot)
