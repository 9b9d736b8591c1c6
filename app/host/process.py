"""Processes by (pid, start time): whether one still runs, and which boot this is.

The start time is in clock ticks since boot on Linux (proc_pid_stat(5), field 22) and in hundredths of a second
elsewhere: since 1601 on Windows, since 1970 on macOS. It is only ever compared for equality, so it is what the system
noted when the process was made; psutil's moves when somebody sets the clock (`_psosx.adjust_proc_create_time`).
"""

import sys
from pathlib import Path

if sys.platform != "linux":
    import psutil
if sys.platform == "win32":
    from app.host import nt, ntlayout
elif sys.platform == "darwin":
    from app.host import libproc


def start_time(pid: int) -> int | None:
    """When the process of that pid started; None when there is none (a zombie counts as none)."""
    if sys.platform == "linux":
        try:
            stat = Path(f"/proc/{pid}/stat").read_bytes()
        except OSError:
            return None
        fields = stat[stat.rfind(b")") + 2 :].split()
        return None if fields[0] in (b"Z", b"X") else int(fields[19])
    elif sys.platform == "win32":
        try:
            with nt.system().process(pid) as process:
                return None if process.ended() else ntlayout.hundredths(process.created())
        except OSError:
            return None
    else:
        try:
            info = libproc.system().bsd_info(pid)
        except OSError:
            return None
        return None if info.status == libproc.SZOMB else libproc.hundredths(info.started_us)


def is_running(pid: int, started: int) -> bool:
    """Whether that very process still runs; an unknown start time (0) counts as ended."""
    return started != 0 and start_time(pid) == started


def is_stopped(pid: int) -> bool:
    """Whether the process is stopped by a signal or a debugger (proc_pid_stat(5), field 3)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return False
    return stat[stat.rfind(b")") + 2 :][:1] in (b"T", b"t")


def control_group(pid: int) -> str:
    """The systemd unit a process runs in, as a path of cgroup v2 (cgroups(7)); "" where there is none to be known."""
    try:
        lines = Path(f"/proc/{pid}/cgroup").read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.removeprefix("0::") for line in lines if line.startswith("0::")), "")


def boot_id() -> str:
    """A name for this boot of the machine."""
    if sys.platform == "linux":
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    else:
        return str(int(psutil.boot_time()))
