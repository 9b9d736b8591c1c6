"""How many launches are caught, how fast and at what cost: each rung of ours beside forkstat, bpftrace, C, and psutil.

    python3 build/dev.py bench watch [--rounds N] [--quick] [--only WAY]

Every round first lets all ways of watching idle together, then starts the same programs under each in turn. "Caught"
means that the right executable and arguments were told; latency runs from just before exec to identity in hand. CPU and
memory are those of the process that watches (/proc/PID/task/*/schedstat), started long before. Five rounds start 5,000
/bin/true and 2,000 of the others and take about half an hour; `--quick` starts a fifth of it.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import watch_rivals
from tests.benchmarks.watch_tables import STORMS, Cost, Found, Results
from tests.watch.person import Line, Person, Watching, ordinary_person

ROOT = Path(__file__).resolve().parents[2]
IDLE_SECONDS = 20.0
BUSY = 0.9


class Job(NamedTuple):
    """Programs to start: which, for how many milliseconds each lives, how many, every how many microseconds.

    `apart` starts them in a session of their own, as a terminal does: there they are in another CPU group (autogroup).
    With `busy` the process that reads what the watcher tells is that busy with other things.
    """

    program: str
    milliseconds: int
    copies: int
    gap: int = 1500
    apart: bool = False
    busy: float = 0.0


JOBS = {
    "/bin/true": Job("true", 0, 1000),
    "/bin/true, other CPU group": Job("true", 0, 1000, apart=True),
    "static, 0.2 ms": Job("tiny", 0, 400),
    "1 ms": Job("live", 1, 400),
    "1 ms, other CPU group": Job("live", 1, 400, apart=True),
    "10 ms": Job("live", 10, 400, gap=5000),
    "100 ms": Job("live", 100, 400, gap=5000),
}
_STORM, _BUSY_STORM = STORMS
STORM = {_STORM: Job("true", 0, 20_000, gap=1000)}
BUSY_STORM = {_BUSY_STORM: Job("true", 0, 20_000, gap=1000, busy=BUSY)}


class Way(NamedTuple):
    """A way of watching: a source with options for tests/watch/driver.py, or a rival; and the jobs it is put to."""

    source: str = ""
    options: Mapping[str, Any] = MappingProxyType({})
    rival: str = ""
    jobs: dict[str, Job] = JOBS
    root: bool = False


_STORMS = JOBS | STORM
WAYS = {
    "connector, real-time": Way(
        "connector", {"mode": "real-time", "real_time": "capability"}, jobs=_STORMS | BUSY_STORM, root=True
    ),
    "connector, slice": Way("connector", {"mode": "slice"}, jobs=_STORMS | BUSY_STORM),
    "connector, plain": Way("connector", {"mode": "plain"}, jobs=_STORMS),
    "inotify (ours)": Way("inotify"),
    "counter (ours)": Way("counter"),
    "poll (ours)": Way("poll"),
    "netlink in C": Way(rival="netlink", jobs=_STORMS),
    "forkstat (root)": Way(rival="forkstat", jobs=_STORMS, root=True),
    "bpftrace (root)": Way(rival="bpftrace", jobs=_STORMS, root=True),
    "psutil every second": Way(rival="psutil"),
}


class Bench:
    """The programs to start, the person who starts them, and what each way of watching saw of them."""

    def __init__(self, person: Person, share: float) -> None:
        self._person, self._share = person, share
        true = str(Path(shutil.which("true") or "/bin/true").resolve())
        self._programs = watch_rivals.build(person.folder) | {"true": true}
        self.results = Results()

    def idle(self, names: Sequence[str]) -> None:
        """Let all ways of watching wait together for nothing, and see what that costs."""
        with contextlib.ExitStack() as stack:
            open_ones = {name: stack.enter_context(self._watching(name)) for name in names}
            watchers = {name: _watcher(watching) for name, watching in open_ones.items()}
            for watching in open_ones.values():
                watching.collect(0.3)
            began, forks = time.monotonic(), _forks()
            before = {name: (cpu_seconds(pid), wake_ups(pid)) for name, pid in watchers.items()}
            time.sleep(IDLE_SECONDS * self._share)
            seconds = time.monotonic() - began
            for name, pid in watchers.items():
                cpu, wakes = cpu_seconds(pid) - before[name][0], wake_ups(pid) - before[name][1]
                self.results.idle(name, 100 * cpu / seconds, wakes / seconds)
            self.results.background.append((_forks() - forks) / seconds)

    def jobs(self, name: str) -> None:
        """Start every program under one way of watching."""
        with self._watching(name) as watching:
            pid, silence = _watcher(watching), 1.3 if "psutil" in name else 0.5
            watching.collect(silence)
            for label, job in WAYS[name].jobs.items():
                before = cpu_seconds(pid)
                found = self._start(job, watching, silence)
                memory = psutil.Process(pid).memory_info().rss / 2**20
                cost = Cost((cpu_seconds(pid) - before) * 1e6, memory)
                self.results.job(label, name, found, cost)

    def _start(self, job: Job, watching: Watching, silence: float) -> Found:
        """Start a job's programs, and see which were told, and how late in microseconds."""
        program, copies = self._programs[job.program], int(job.copies * self._share)
        order = [self._programs["launcher"], program, str(job.milliseconds), str(copies), str(job.gap)]
        first = len(watching.lines)
        if job.busy:
            watching.order(f"busy {job.busy}")
        if self._person.start([*(["setsid", "--wait"] if job.apart else []), *order]).wait() != 0:
            raise RuntimeError(f"{order} failed")
        if job.busy:
            watching.order("idle")
        watching.collect(silence)
        latencies = [latency for line in watching.lines[first:] if (latency := _latency(line, program))]
        return Found(copies, sorted(latencies), sum("gap" in line for line in watching.lines[first:]))

    @contextlib.contextmanager
    def _watching(self, name: str) -> Iterator[Watching]:
        way, pipe = WAYS[name], subprocess.PIPE
        if way.source:
            with self._person.watching(way.source, **way.options) as watching:
                yield watching
            return
        if way.root:
            argv = [sys.executable, str(Path(__file__).with_name("watch_lines.py")), way.rival]
            child = subprocess.Popen(argv, stdin=pipe, stdout=pipe, bufsize=0)
        else:
            psutil_argv = self._person.command("-c", watch_rivals.PSUTIL_EVERY_SECOND)
            argv = [self._programs["netlink"]] if way.rival == "netlink" else psutil_argv
            child = self._person.start(argv, stdin=pipe, stdout=pipe)
        watching = Watching(child)
        try:
            yield watching
        finally:
            watching.stop()
            child.wait()

    def refusal(self, name: str) -> str:
        """Why this way of watching cannot be tried here; "" when it can."""
        way = WAYS[name]
        if way.root and os.getuid() != 0:
            return "it takes root"
        if way.root and way.rival and shutil.which(way.rival) is None:
            return f"{way.rival} is not installed (Debian: apt install {way.rival})"
        with self._watching(name) as watching:
            return str(watching.opened.get("unavailable", ""))


def _watcher(watching: Watching) -> int:
    return watching.helper or watching.child.pid


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process's living threads."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def wake_ups(pid: int) -> int:
    """How often a process's living threads have waited so far: each wait ends with a wake-up."""
    statuses = [(thread / "status").read_text() for thread in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int(status.partition("\nvoluntary_ctxt_switches:")[2].split(None, 1)[0]) for status in statuses)


def _forks() -> int:
    return int(Path("/proc/stat").read_text().partition("\nprocesses ")[2].split(None, 1)[0])


def _latency(line: Line, program: str) -> float | None:
    """Microseconds from just before exec to identity in hand; None when the line tells nothing of our programs."""
    launch = line.get("launch")
    if not launch or launch["exe"] != program or len(launch["argv"]) != 3:
        return None
    return float(launch["identified_ns"] - int(launch["argv"][2].removeprefix("launch:"))) / 1000


def main() -> None:
    """Run the rounds and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="start a fifth of the programs")
    parser.add_argument("--only", action="append", choices=list(WAYS), help="measure this way (again for another)")
    options = parser.parse_args()
    with ordinary_person(ROOT) as person:
        bench = Bench(person, 0.2 if options.quick else 1.0)
        print(f"user {person.uid}, Linux {os.uname().release}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.2f}")
        refusals = {name: bench.refusal(name) for name in options.only or WAYS}
        for name, why in refusals.items():
            if why:
                print(f"{name} is left out: {why}")
        ways = [name for name, why in refusals.items() if not why]
        for number in range(options.rounds):
            print(f"round {number + 1}: load {os.getloadavg()[0]:.2f}", file=sys.stderr)
            bench.idle(ways)
            for name in ways:
                bench.jobs(name)
        bench.results.report()


if __name__ == "__main__":
    main()
