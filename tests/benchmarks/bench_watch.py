"""How many launches are caught, and how fast: the connector beside its plain mode and polling, as an ordinary user.

    .venv/bin/python tests/benchmarks/bench_watch.py

Every round starts the same programs under each way of watching in turn. "Caught" means that the right executable and
arguments were told; latency runs from just before exec to identity in hand. Takes about a minute and a half.
"""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.watch.person import Line, Person, Watching, ordinary_person

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
PROGRAMS = {"/bin/true": (0, 300), "1 ms": (1, 300), "10 ms": (10, 200), "100 ms": (100, 150)}
"""How long each lives, in milliseconds, and how many are started."""

GAP_MICROSECONDS = 3000

_LAUNCHER = r"""
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
int main(int argc, char **argv) {  /* launcher PROGRAM MILLISECONDS COUNT GAP */
    struct timespec now, gap = {0, atol(argv[4]) * 1000};
    char tag[64];
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < atoi(argv[3]); i++) {
        if (vfork() == 0) {
            clock_gettime(CLOCK_MONOTONIC, &now);
            snprintf(tag, sizeof tag, "launch:%lld", now.tv_sec * 1000000000LL + now.tv_nsec);
            char *child[] = {argv[1], argv[2], tag, NULL};
            execv(argv[1], child);
            _exit(1);
        }
        nanosleep(&gap, NULL);
    }
    return 0;
}
"""
_LIVER = r"""
#include <stdlib.h>
#include <time.h>
int main(int argc, char **argv) {
    struct timespec rest = {0, atol(argv[1]) * 1000000};
    return nanosleep(&rest, NULL);
}
"""
_PYTHON_LAUNCHER = """
import os, signal, sys, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
program, milliseconds, count, gap = sys.argv[1:]
for _ in range(int(count)):
    os.posix_spawn(program, [program, milliseconds, f"launch:{time.monotonic_ns()}"], os.environ)
    time.sleep(int(gap) / 1e6)
"""
_PYTHON_LIVER = "#!/bin/sh\nexec sleep 0.$(printf %03d $1) # $2\n"


_PSUTIL_EVERY_SECOND = """
import json, select, sys, time
import psutil
known = set()
print(json.dumps({"ready": "psutil"}), flush=True)
while not select.select([sys.stdin], [], [], 1.0)[0]:  # until standard input closes
    for process in psutil.process_iter(["pid", "create_time", "exe", "cmdline"]):
        info = process.info
        if (info["pid"], info["create_time"]) not in known:
            known.add((info["pid"], info["create_time"]))
            launch = {"exe": info["exe"], "argv": info["cmdline"] or [], "identified_ns": time.monotonic_ns()}
            print(json.dumps({"launch": launch}), flush=True)
print(json.dumps({"cpu_seconds": time.process_time()}), flush=True)
"""
"""What everybody builds."""

WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "connector": ("connector", {}),
    "connector, plain": ("connector", {"mode": "plain"}),
    "poll (ours)": ("poll", {}),
    "psutil every second": ("", {}),
}
"""The ways of watching: source and options of tests/watch/driver.py."""


class Bench:
    """The programs to start, the person who starts them, and what each way of watching saw of them."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._launcher, self._liver = self._build()
        self._true = str(Path(shutil.which("true") or "/bin/true").resolve())
        self._seen: dict[tuple[str, str], list[tuple[float, list[float]]]] = {}
        self._cost: dict[str, list[tuple[float, float]]] = {}

    def _build(self) -> tuple[list[str], str]:
        launcher, liver = self._person.folder / "launcher", self._person.folder / "live"
        compiler = shutil.which("cc")
        if compiler is None:
            liver.write_text(_PYTHON_LIVER)
            liver.chmod(0o755)
            return self._person.command("-c", _PYTHON_LAUNCHER), str(liver)
        for target, source in ((launcher, _LAUNCHER), (liver, _LIVER)):
            subprocess.run([compiler, "-O2", "-xc", "-", "-o", target], input=source, text=True, check=True)
        return [str(launcher)], str(liver)

    def round(self, name: str) -> None:
        """Start every program under one way of watching."""
        with self._watching(name) as watching:
            for label, (milliseconds, count) in PROGRAMS.items():
                program = self._liver if milliseconds else self._true
                order = [*self._launcher, program, str(milliseconds), str(count), str(GAP_MICROSECONDS)]
                first = len(watching.lines)
                if self._person.start(order).wait() != 0:
                    raise RuntimeError(f"{order} failed")
                watching.collect(silence=1.3 if "psutil" in name else 0.5)
                latencies = [latency for line in watching.lines[first:] if (latency := _latency(line, program))]
                self._seen.setdefault((label, name), []).append((100 * len(latencies) / count, latencies))
            memory = psutil.Process(watching.helper or watching.child.pid).memory_info().rss / 2**20
            watching.stop()
        cpu = watching.lines[-1]["cpu_seconds"] * 1e6 / sum(count for _, count in PROGRAMS.values())
        self._cost.setdefault(name, []).append((cpu, memory))

    @contextlib.contextmanager
    def _watching(self, name: str) -> Iterator[Watching]:
        source, options = WAYS[name]
        if source:
            with self._person.watching(source, **options) as watching:
                yield watching
        else:
            argv, pipe = self._person.command("-c", _PSUTIL_EVERY_SECOND), subprocess.PIPE
            with self._person.running(argv, stdin=pipe, stdout=pipe) as child:
                watching = Watching(child)
                try:
                    yield watching
                finally:
                    watching.stop()

    def report(self) -> None:
        """Print medians of the rounds, with the range of what was caught."""
        print(f"{'program':10} {'watched by':20} {'caught %':>20} {'p50 us':>9} {'p99 us':>9}")
        for label in PROGRAMS:
            for name in WAYS:
                rounds = self._seen[label, name]
                caught = [share for share, _ in rounds]
                share = f"{statistics.median(caught):.1f} ({min(caught):.1f}-{max(caught):.1f})"
                latencies = sorted(latency for _, found in rounds for latency in found)
                p50, p99 = (f"{latencies[len(latencies) * n // 100]:.0f}" if latencies else "-" for n in (50, 99))
                print(f"{label:10} {name:20} {share:>20} {p50:>9} {p99:>9}")
        print(f"\n{'watched by':20} {'CPU ms per 1,000 launches':>26} {'resident MB':>12}")
        for name, costs in self._cost.items():
            cpu, memory = (statistics.median(values) for values in zip(*costs, strict=True))
            print(f"{name:20} {cpu:>26.0f} {memory:>12.1f}")
        print("\nThe CPU time includes starting Python; the connector's is that of its watcher process alone.")


def _latency(line: Line, program: str) -> float | None:
    """Microseconds from just before exec to identity in hand; None when the line tells nothing of our programs."""
    launch = line.get("launch")
    if not launch or launch["exe"] != program or len(launch["argv"]) != 3:
        return None
    return float(launch["identified_ns"] - int(launch["argv"][2].removeprefix("launch:"))) / 1000


def main() -> None:
    with ordinary_person(ROOT) as person:
        bench = Bench(person)
        print(f"user {person.uid}, Linux {os.uname().release}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.2f}\n")
        for _ in range(ROUNDS):
            for name in WAYS:
                bench.round(name)
        bench.report()


if __name__ == "__main__":
    main()
