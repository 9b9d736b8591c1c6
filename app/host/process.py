"""Processes by (pid, start time): whether one still runs, and which boot this is.

The start time is in clock ticks since boot on Linux (proc_pid_stat(5), field 22) and in hundredths of a second since
the epoch elsewhere; it is only ever compared for equality.
"""

import sys
from pathlib import Path

if sys.platform != "linux":
    import psutil


def start_time(pid: int) -> int | None:
    """When the process of that pid started; None when there is none (a zombie counts as none)."""
    if sys.platform == "linux":
        try:
            stat = Path(f"/proc/{pid}/stat").read_bytes()
        except OSError:
            return None
        fields = stat[stat.rfind(b")") + 2 :].split()
        return None if fields[0] in (b"Z", b"X") else int(fields[19])
    else:
        try:
            return int(psutil.Process(pid).create_time() * 100)
        except psutil.Error:
            return None


def is_running(pid: int, started: int) -> bool:
    """Whether that very process still runs; an unknown start time (0) counts as ended."""
    return started != 0 and start_time(pid) == started


def boot_id() -> str:
    """A name for this boot of the machine."""
    if sys.platform == "linux":
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    else:
        return str(int(psutil.boot_time()))
