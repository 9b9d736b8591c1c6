"""One tool session as it is remembered, and the whole memory of alerts. Pure values, written to disk as they are."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from app.alerts.brake import Brake
from app.alerts.life import UNTOLD, Life
from app.alerts.silence import Silence
from app.policy.launch import ProcessId
from app.policy.model import Status
from app.policy.verdict import Phase, Verdict

MAX_PROCESSES = 256
"""So many processes of one session are remembered: a hostile fork bomb can make us remember no more."""


class Session(msgspec.Struct, frozen=True):
    """One tool, one user. `boot` tells apart process ids of different boots; `gravity` is what the alert was about.

    Files of versions before alerts had a life hold sessions that were shown.
    """

    id: str
    tool: str
    uid: int
    began: datetime
    last_alive: datetime
    processes: tuple[ProcessId, ...] = ()
    boot: str = ""
    life: Life = Life.SHOWN
    gravity: int = 0

    def joined(self, process: ProcessId, boot: str, now: datetime) -> "Session":
        """The session with one more process in it."""
        others: Iterable[ProcessId] = self.processes if self.boot == boot else ()
        processes = (process, *(other for other in others if other != process))[:MAX_PROCESSES]
        return msgspec.structs.replace(self, processes=processes, last_alive=now, boot=boot)


class Memory(msgspec.Struct, frozen=True):
    """What survives a restart: open sessions, what was shown already, what the person silenced, the brake's count.

    `told` (already shown, by condition) and `silences` (silenced by the person, by tool) never stand for each other.
    """

    sessions: tuple[Session, ...] = ()
    told: dict[str, datetime] = {}
    brake: Brake = Brake()
    silences: tuple[Silence, ...] = ()


CONDITIONS, COMING, OFF_LIMITS, CLOSES, ASKED = 1, 2, 3, 4, 5
"""How grave the matter is: conditions, off limits before long, off limits, and it will be asked to close, or was."""


def gravity(verdict: Verdict, closes_after: int = 0) -> int:
    """How grave the matter is, to compare."""
    if verdict.status is Status.RESTRICTED:
        return CONDITIONS
    if verdict.phase is Phase.ANNOUNCED:
        return COMING
    return CLOSES if closes_after else OFF_LIMITS


def resumed(session: Session) -> Session:
    """A session after a restart of ours. Nobody could see its countdown meanwhile: told anew, it begins anew."""
    counted = session.gravity == CLOSES and session.life not in UNTOLD
    return msgspec.structs.replace(session, gravity=OFF_LIMITS) if counted else session
