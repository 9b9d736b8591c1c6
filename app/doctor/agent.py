"""Whether an agent runs for this person, and whether it gets on. Asks the agent nothing: it may hang."""

import contextlib
import enum
from datetime import datetime
from pathlib import Path

import msgspec

from app.host import process
from app.host.files import plain
from app.host.paths import Paths
from app.watch import standing
from app.watch.standing import FILE, Watching

SILENT_SECONDS = 120.0
"""An agent that is well touches its file every 40 seconds; one that hangs starts itself anew before this."""


class State(enum.Enum):
    """How it is."""

    RUNNING = "running"
    STOPPED = "stopped"
    SILENT = "silent"
    FOREIGN = "foreign"
    ABSENT = "absent"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The agent there is. `said` is what it wrote last, `heard` when it gave a sign of life last."""

    state: State
    said: Watching | None = None
    heard: datetime | None = None


def find(paths: Paths, now: datetime) -> Found:
    """Look for it. A stopped one (SIGSTOP, a debugger) runs and sees nothing; a foreign one's file is not ours."""
    file = paths.runtime / FILE
    if _is_foreign(file):
        return Found(state=State.FOREIGN)
    said = standing.read(file)
    if said is None:
        return Found(state=State.ABSENT)
    heard = None
    with contextlib.suppress(OSError):
        heard = datetime.fromtimestamp(file.stat().st_mtime, tz=now.tzinfo)
    if process.is_stopped(said.agent.pid):
        return Found(state=State.STOPPED, said=said, heard=heard)
    silent = heard is None or (now - heard).total_seconds() > SILENT_SECONDS
    return Found(state=State.SILENT if silent else State.RUNNING, said=said, heard=heard)


def _is_foreign(file: Path) -> bool:
    try:
        with plain(file):
            return False
    except PermissionError:
        return True
    except OSError:
        return False
