"""What processes take of memory and of the processor, as the kernel counts it (proc(5)); for benchmarks on Linux."""

from dataclasses import dataclass
from pathlib import Path

_KIB = 1024
_MB = 1_000_000


@dataclass(frozen=True)
class Memory:
    """Of one process or several, in MB (10^6 bytes): resident, proportional set size, anonymous."""

    resident: float
    proportional: float
    anonymous: float


@dataclass(frozen=True)
class Thread:
    """What a thread did until a moment: how often it went to sleep by itself, ns on a processor, and where it waits."""

    process: str
    name: str
    sleeps: int
    ran_ns: int


def family(pid: int) -> tuple[int, ...]:
    """A process and all below it."""
    found = [pid]
    for task in _tasks(pid):
        for child in _read(task / "children").split():
            found += family(int(child))
    return tuple(found)


def memory(*pids: int) -> Memory:
    """What they take together; a page that several share counts once for all in the proportional set size."""
    sums = dict.fromkeys(("Rss", "Pss", "Anonymous"), 0)
    for pid in pids:
        for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()[1:]:
            name, _, rest = line.partition(":")
            if name in sums:
                sums[name] += int(rest.split()[0])
    return Memory(*(taken * _KIB / _MB for taken in sums.values()))


def threads(*pids: int) -> dict[int, Thread]:
    """By thread id, every thread of theirs. Who wakes up goes to sleep again: `sleeps` counts wake-ups."""
    found = {}
    for pid in pids:
        program = _read(Path(f"/proc/{pid}/comm")).strip()
        for task in _tasks(pid):
            status = dict(line.split(":", 1) for line in _read(task / "status").splitlines() if ":" in line)
            times = _read(task / "schedstat").split()
            if status and times:
                place = _read(task / "wchan") or "running"
                name = f"{status['Name'].strip()} ({place})"
                found[int(task.name)] = Thread(program, name, int(status["voluntary_ctxt_switches"]), int(times[0]))
    return found


def processor_ms(*pids: int) -> float:
    """What they used of the processor so far, all threads, those that ended included."""
    clock_tick_ms = 10
    fields = [_read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split() for pid in pids]
    return sum(float(one[11]) + float(one[12]) for one in fields if one) * clock_tick_ms


def mapped(*pids: int) -> set[Path]:
    """The files they have in memory."""
    lines = [line for pid in pids for line in _read(Path(f"/proc/{pid}/maps")).splitlines()]
    return {Path(parts[5]) for line in lines if len(parts := line.split(maxsplit=5)) > 5 and parts[5].startswith("/")}


def programs_started() -> int:
    """How many processes were begun on this computer since it was."""
    return next(int(line.split()[1]) for line in _read(Path("/proc/stat")).splitlines() if line.startswith("processes"))


def _tasks(pid: int) -> list[Path]:
    try:
        return sorted(Path(f"/proc/{pid}/task").iterdir(), key=lambda task: int(task.name))
    except FileNotFoundError:
        return []


def _read(file: Path) -> str:
    """Its text; "" once the process is gone."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
