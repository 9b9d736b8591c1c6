"""How the agent that runs sees launches, and what it missed: kept where `signpost status` finds it."""

from datetime import datetime
from pathlib import Path

import msgspec

from app.host.files import content, write_durably
from app.host.process import is_running
from app.policy.launch import ProcessId
from app.watch.source import Gap, Source

FILE = "watching.json"
"""In the runtime folder."""


class Missed(msgspec.Struct, frozen=True):
    """A gap, and when it was noticed (aware)."""

    at: datetime
    lost: int
    reason: str


class Watching(msgspec.Struct, frozen=True, kw_only=True):
    """The source in use, as `Source` says it, by which agent, and the gaps since that one began.

    `version` is the agent's, `restarts` how often it started itself anew, and `restarted` why the last time.
    """

    agent: ProcessId
    since: datetime
    source: str
    mode: str
    blind_spots: str
    gaps: int = 0
    lost: int = 0
    last: Missed | None = None
    version: str = ""
    restarts: int = 0
    restarted: str = ""

    def now_by(self, source: Source) -> "Watching":
        """The same agent with what its source says now; this very value when nothing changed, or it is in between."""
        says = (source.name, source.mode, source.blind_spots)
        if not source.blind_spots or says == (self.source, self.mode, self.blind_spots):
            return self
        return msgspec.structs.replace(self, source=source.name, mode=source.mode, blind_spots=source.blind_spots)

    def missing(self, gap: Gap, at: datetime) -> "Watching":
        """With one more gap."""
        last = Missed(at, gap.lost, gap.reason)
        return msgspec.structs.replace(self, gaps=self.gaps + 1, lost=self.lost + gap.lost, last=last)


def write(path: Path, watching: Watching) -> None:
    """Keep it. Raises DiskFull, NotWritable."""
    write_durably(path, msgspec.json.encode(watching))


def read(path: Path) -> Watching | None:
    """What the agent that runs wrote; None when none runs, or it cannot be read."""
    try:
        found = msgspec.json.decode(content(path), type=Watching)
    except (OSError, ValueError, RecursionError):  # msgspec's are ValueErrors
        return None
    return found if is_running(found.agent.pid, found.agent.start_time) else None
