"""How many launches are caught, how fast and at what cost: each rung of ours beside forkstat, netlink in C, and psutil.

    .venv/bin/python tests/benchmarks/bench_watch.py [--rounds N] [--only WAY]

Every round starts the same programs under each way of watching in turn. "Caught" means that the right executable and
arguments were told; latency runs from just before exec to identity in hand. CPU and memory are those of the process
that watches (/proc/PID/task/*/schedstat), started long before. A round takes about two minutes.
"""

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import watch_rivals
from tests.watch.person import Line, Person, Watching, ordinary_person

ROOT = Path(__file__).resolve().parents[2]
IDLE_SECONDS = 3.0


class Job(NamedTuple):
    """Programs to start: which, for how many milliseconds each lives, how many, every how many microseconds.

    `apart` starts them in a session of their own, as a terminal does: there they are in another CPU group (autogroup).
    """

    program: str
    milliseconds: int
    copies: int
    gap: int = 3000
    apart: bool = False


JOBS = {
    "/bin/true": Job("true", 0, 500),
    "/bin/true, other CPU group": Job("true", 0, 500, apart=True),
    "static, 0.2 ms": Job("tiny", 0, 500),
    "1 ms": Job("live", 1, 300),
    "1 ms, other CPU group": Job("live", 1, 300, apart=True),
    "10 ms": Job("live", 10, 200),
    "100 ms": Job("live", 100, 150),
    "1,000 a second": Job("true", 0, 3000, gap=1000),
}

WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "connector, real-time": ("connector", {"mode": "real-time", "real_time": True}),
    "connector, slice": ("connector", {"mode": "slice"}),
    "connector, plain": ("connector", {"mode": "plain"}),
    "counter (ours)": ("counter", {}),
    "poll (ours)": ("poll", {}),
    "netlink in C": ("", {}),
    "forkstat (root)": ("", {}),
    "psutil every second": ("", {}),
}
"""The ways of watching: source and options of tests/watch/driver.py."""


class Bench:
    """The programs to start, the person who starts them, and what each way of watching saw of them."""

    def __init__(self, person: Person) -> None:
        self._person = person
        true = str(Path(shutil.which("true") or "/bin/true").resolve())
        self._programs = watch_rivals.build(person.folder) | {"true": true}
        self._seen: dict[tuple[str, str], list[tuple[float, list[float]]]] = {}
        self._cost: dict[str, list[tuple[float, float, float]]] = {}

    def round(self, name: str) -> None:
        """Start every program under one way of watching."""
        with self._watching(name) as watching:
            process = watching.helper or watching.child.pid
            silence = 1.3 if "psutil" in name else 0.5
            watching.collect(silence)
            before, began = cpu_seconds(process), time.monotonic()
            watching.collect(IDLE_SECONDS)
            idle = 100 * (cpu_seconds(process) - before) / (time.monotonic() - began)
            before = cpu_seconds(process)
            for label, job in JOBS.items():
                self._seen.setdefault((label, name), []).append(self._start(job, watching, silence))
            busy = cpu_seconds(process) - before
            memory = psutil.Process(process).memory_info().rss / 2**20
        launches = sum(job.copies for job in JOBS.values())
        self._cost.setdefault(name, []).append((busy * 1e6 / launches, memory, idle))

    def _start(self, job: Job, watching: Watching, silence: float) -> tuple[float, list[float]]:
        """Start a job's programs. Returns how many percent were told, and how late in microseconds."""
        program = self._programs[job.program]
        order = [self._programs["launcher"], program, str(job.milliseconds), str(job.copies), str(job.gap)]
        first = len(watching.lines)
        if self._person.start([*(["setsid", "--wait"] if job.apart else []), *order]).wait() != 0:
            raise RuntimeError(f"{order} failed")
        watching.collect(silence)
        latencies = [latency for line in watching.lines[first:] if (latency := _latency(line, program))]
        return 100 * len(latencies) / job.copies, latencies

    @contextlib.contextmanager
    def _watching(self, name: str) -> Iterator[Watching]:
        source, options = WAYS[name]
        pipe = subprocess.PIPE
        if source:
            with self._person.watching(source, **options) as watching:
                yield watching
            return
        if name.startswith("forkstat"):
            child = subprocess.Popen([sys.executable, "-c", watch_rivals.FORKSTAT], stdin=pipe, stdout=pipe, bufsize=0)
        elif name.startswith("netlink"):
            child = self._person.start([self._programs["netlink"]], stdin=pipe, stdout=pipe)
        else:
            argv = self._person.command("-c", watch_rivals.PSUTIL_EVERY_SECOND)
            child = self._person.start(argv, stdin=pipe, stdout=pipe)
        watching = Watching(child)
        try:
            yield watching
        finally:
            watching.stop()
            child.wait()

    def report(self) -> None:
        """Print medians of the rounds, with the range of what was caught."""
        ways = list(self._cost)
        print(f"{'program':28}{'watched by':22}{'caught %':>20}{'p50 us':>9}{'p99 us':>9}")
        for label in JOBS:
            for name in ways:
                rounds = self._seen[label, name]
                share = _with_range([share for share, _ in rounds], 1)
                latencies = sorted(latency for _, found in rounds for latency in found)
                p50, p99 = (f"{latencies[len(latencies) * n // 100]:.0f}" if latencies else "-" for n in (50, 99))
                print(f"{label:28}{name:22}{share:>20}{p50:>9}{p99:>9}")
        print(f"\n{'watched by':22}{'CPU us a launch':>20}{'resident MB':>20}{'idle CPU %':>22}")
        for name in ways:
            cpu, memory, idle = (list(values) for values in zip(*self._cost[name], strict=True))
            print(f"{name:22}{_with_range(cpu, 0):>20}{_with_range(memory, 1):>20}{_with_range(idle, 3):>22}")
        print("\nIdle is when this bench starts nothing; whatever else the machine starts is in it.")


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process's living threads."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def _with_range(values: list[float], digits: int) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def _latency(line: Line, program: str) -> float | None:
    """Microseconds from just before exec to identity in hand; None when the line tells nothing of our programs."""
    launch = line.get("launch")
    if not launch or launch["exe"] != program or len(launch["argv"]) != 3:
        return None
    return float(launch["identified_ns"] - int(launch["argv"][2].removeprefix("launch:"))) / 1000


def main() -> None:
    """Run the rounds and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", choices=list(WAYS), help="measure this way (again for another)")
    options = parser.parse_args()
    ways = options.only or list(WAYS)
    if os.getuid() != 0 or shutil.which("forkstat") is None:
        print("forkstat is left out: it takes root, and its package")
        ways = [way for way in ways if not way.startswith("forkstat")]
    if os.getuid() != 0:
        print("real time is left out: only root can allow it")
        ways = [way for way in ways if not way.endswith("real-time")]
    with ordinary_person(ROOT) as person:
        bench = Bench(person)
        print(f"user {person.uid}, Linux {os.uname().release}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.2f}\n")
        for _ in range(options.rounds):
            for name in ways:
                bench.round(name)
        bench.report()


if __name__ == "__main__":
    main()
