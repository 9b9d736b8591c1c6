"""Set-ups under way, whoever runs them: a set-up holds its tool's lock, and the kernel lists who holds which.

/proc/locks (proc_locks(5)): `1: FLOCK ADVISORY WRITE 708 08:02:654 0 EOF`, the sixth field device and inode. Elsewhere
a journal says that one is under way, or was cut off.
"""

import contextlib
import sys
from pathlib import Path

from app.host.paths import Paths
from app.report import recall
from app.report.entry import Level

_LOOK_BACK = 400


def under_way(paths: Paths) -> list[dict[str, str | None]]:
    """Each with its tool, its last state and since when that is, as far as the log says it."""
    tools = _locked(paths.tools) if sys.platform == "linux" else _journaled(paths.tools)
    if not tools:
        return []
    last = {
        str(entry["tool"]): entry
        for entry in recall.newest(paths.state, _LOOK_BACK, Level.INFO)
        if entry["event"] == "setup" and "tool" in entry
    }
    return [
        {"tool": tool, "state": last.get(tool, {}).get("state"), "since": last.get(tool, {}).get("at")}
        for tool in sorted(tools)
    ]


def _locked(folder: Path) -> list[str]:
    held = set()
    with contextlib.suppress(OSError):
        for line in Path("/proc/locks").read_text().splitlines():
            fields = line.split()
            if "FLOCK" in fields and "->" not in fields:
                held.add(fields[-3].rpartition(":")[2])
    found = []
    for lock in folder.glob(".*.lock"):
        with contextlib.suppress(OSError):
            if str(lock.stat().st_ino) in held:
                found.append(lock.name.removeprefix(".").removesuffix(".lock"))
    return found


def _journaled(folder: Path) -> list[str]:
    return [journal.parent.name for journal in folder.glob("*/journal.json")]
