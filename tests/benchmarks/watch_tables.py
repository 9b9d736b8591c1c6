"""What the bench of watching found, as tables: medians of the rounds with their range, and how we stand to others."""

import itertools
import statistics
from collections.abc import Iterable
from typing import NamedTuple

STORMS = ("1,000 a second, 20 s", "the same, busy reader")
"""Jobs that only those are put to who hear of every exec."""

_GOALS = (
    ("p50, /bin/true", "forkstat (root)", "<= 0.8"),
    ("p50, /bin/true", "bpftrace (root)", "<= 1.5"),
    ("p99, /bin/true", "forkstat (root)", "<= 0.5"),
    ("p50, 1 ms", "forkstat (root)", "<= 0.8"),
    ("p50, 1 ms", "bpftrace (root)", "<= 1.5"),
    ("p99, 1 ms", "forkstat (root)", "<= 0.5"),
    ("CPU a start", "forkstat (root)", "<= 0.55"),
    ("CPU a start told", "forkstat (root)", "<= 0.55"),
    ("CPU a start, storm", "forkstat (root)", "<= 0.55"),
    ("CPU a start told, storm", "forkstat (root)", "<= 0.55"),
    ("idle CPU", "psutil every second", "<= 0.10"),
)


class Found(NamedTuple):
    """How many programs were started, how late each that was caught was told (microseconds, sorted), how many gaps."""

    started: int
    latencies: list[float]
    gaps: int

    @property
    def share(self) -> float:
        """How many percent were caught."""
        return 100 * len(self.latencies) / self.started

    def late(self, percent: int) -> float | None:
        """That percentile of the latencies."""
        return self.latencies[len(self.latencies) * percent // 100] if self.latencies else None


class Cost(NamedTuple):
    """What watching a job took: microseconds of CPU, and MB resident afterwards."""

    cpu: float
    memory: float


class Results:
    """What each way of watching found of each job in each round, and what it cost."""

    def __init__(self) -> None:
        self._jobs: dict[tuple[str, str], list[tuple[Found, Cost]]] = {}
        self._idle: dict[str, list[tuple[float, float]]] = {}
        self.background: list[float] = []

    def idle(self, way: str, cpu: float, wake_ups: float) -> None:
        """A round's idle time: percent of one CPU, wake-ups a second."""
        self._idle.setdefault(way, []).append((cpu, wake_ups))

    def job(self, label: str, way: str, found: Found, cost: Cost) -> None:
        """A round's job."""
        self._jobs.setdefault((label, way), []).append((found, cost))

    def report(self) -> None:
        """Print all there is."""
        self._caught()
        self._costs()
        self._compared()

    def _caught(self) -> None:
        print(f"\n{'program':28}{'watched by':22}{'caught %':>22}{'p50 us':>22}{'p99 us':>24}{'gaps':>6}")
        for label in dict.fromkeys(label for label, _ in self._jobs):
            for way in self._idle:
                if rounds := [found for found, _ in self._jobs.get((label, way), [])]:
                    shares = _ranged([found.share for found in rounds], 1)
                    late = [_ranged([found.late(percent) for found in rounds], 0) for percent in (50, 99)]
                    gaps = sum(found.gaps for found in rounds)
                    print(f"{label:28}{way:22}{shares:>22}{late[0]:>22}{late[1]:>24}{gaps:>6}")

    def _costs(self) -> None:
        heads = ("CPU us a start", "CPU us a start told", "in a storm: a start", "a start told")
        print(f"\n{'watched by':22}" + "".join(f"{head:>24}" for head in heads) + f"{'resident MB':>20}")
        for way in self._idle:
            kinds = itertools.product((False, True), repeat=2)
            cells = [_ranged(self._cpu(way, storm=storm, told=told), 0) for storm, told in kinds]
            rows = [rounds for (_, by), rounds in self._jobs.items() if by == way]
            memory = _ranged([cost.memory for rounds in rows for _, cost in rounds], 1)
            print(f"{way:22}" + "".join(f"{cell:>24}" for cell in cells) + f"{memory:>20}")
        print(f"\n{'idle, all at once':22}{'CPU %':>24}{'wake-ups a second':>24}")
        for way, rounds in self._idle.items():
            cpu, wakes = zip(*rounds, strict=True)
            print(f"{way:22}{_ranged([*cpu], 4):>24}{_ranged([*wakes], 2):>24}")
        print(f"Meanwhile the machine itself started {_ranged(self.background, 1)} processes and threads a second.")

    def _cpu(self, way: str, *, storm: bool, told: bool) -> list[float | None]:
        """Microseconds of CPU for a program, by round: over the jobs that every way is put to, or over the storm."""
        labels = [label for label, by in self._jobs if by == way]
        chosen = [label for label in labels if (label == STORMS[0] if storm else label not in STORMS)]
        rows = [self._jobs[label, way] for label in chosen]
        totals: list[float | None] = []
        for jobs in zip(*rows, strict=True):
            count = sum(len(found.latencies) if told else found.started for found, _ in jobs)
            totals.append(sum(cost.cpu for _, cost in jobs) / count if count else None)
        return totals

    def _compared(self) -> None:
        """Print how our ways stand to those of others, round by round."""
        print(f"\n{'ours / theirs':34}{'watched by':22}{'against':22}{'ratio':>20}{'goal':>8}")
        for figure, other, goal in _GOALS:
            for way in self._idle:
                if way.startswith("connector") and other in self._idle:
                    pairs = zip(self._figure(figure, way), self._figure(figure, other), strict=True)
                    ratios = [ours / theirs if ours is not None and theirs else None for ours, theirs in pairs]
                    print(f"{figure:34}{way:22}{other:22}{_ranged(ratios, 2):>20}{goal:>8}")

    def _figure(self, figure: str, way: str) -> list[float | None]:
        """One of the figures in `_GOALS`, by round."""
        if figure == "idle CPU":
            return [cpu for cpu, _ in self._idle[way]]
        if figure.startswith("CPU"):
            return self._cpu(way, storm="storm" in figure, told="told" in figure)
        percentile, _, label = figure.partition(", ")
        return [found.late(int(percentile[1:])) for found, _ in self._jobs[label, way]]


def _ranged(values: Iterable[float | None], digits: int) -> str:
    """The median and the range of what there is."""
    known = [value for value in values if value is not None]
    if not known:
        return "-"
    median = f"{statistics.median(known):.{digits}f}"
    return f"{median} ({min(known):.{digits}f}-{max(known):.{digits}f})" if len(known) > 1 else median
