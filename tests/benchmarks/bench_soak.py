"""Whether the agent grows over a day: 100,000 launches, 300 syncs, 50 alerts and 200 openings of its windows.

    python3 build/dev.py bench soak [--hours 24] [--kinds]

The agent itself (`signpost run`, unfrozen, in the harness `soaking.py`) with its tray, cards and windows on Xvfb, the
real watcher and a real policy host (nginx). Programs are really executed, each is heard from the kernel and judged;
every sync asks the host, which gets a changed policy each second hour; alerts come of banned tools that start, and are
closed on the card; each page of the window, the welcome, and the dialogs of settings that come along and of taking
away are opened and closed. Only the hours are made up: the clock on the wall moves on by one after each part of the
work. Timers of the monotonic clock stay as they are, and so does the clock of the processes that look for the policy.
What else is started meanwhile by the same person is seen, too. Most programs start again and again, some only once, so
that what is remembered of them reaches its bounds within the warm-up.

After each hour everything comes to rest, garbage is collected, and what there is is counted. Hours 1 to 8 are warm-up
(caches fill, and so does Python's table of names). "No growth": a straight line through the hours after it (least
squares) rises by no more in 24 hours than LIMITS says. `--kinds` says which kinds of Python objects became more.
"""

import argparse
import contextlib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.desktop.window.remembered import Remembered, remember
from app.host.paths import Paths
from tests.benchmarks import footprint
from tests.benchmarks.bench_loop import Product
from tests.support import nginx, product
from tests.support.desktop import Person, wait_until

LAUNCHES, SYNCS, ALERTS, OPENINGS, HOURS = 100_000, 300, 50, 200, 24
"""In 24 hours; fewer hours have as much each."""

PROGRAMS, STRANGERS = 60, 500
"""How many programs start over and over each hour, and how many once, never to be seen again. What is known of each is
kept, within bounds (`identify.ROOM`), which the strangers of some four hours reach."""

_START = 'number=0; while [ $number -lt $1 ]; do "$0" $((number % 10)); number=$((number + 1)); done'
"""Starts a program so often, in ten ways, one after the other."""

_START_EACH = 'for program in "$0"/*; do "$program"; done'
"""Starts every program of a folder."""

_EMPTIES_ITSELF = "app.watch.table._Entry"
"""The table of processes: it grows to 512, and then forgets those that have ended."""

WARM_UP = 8
LIMITS = {
    "anonymous MB": 1.0,
    "watcher MB": 0.5,
    "descriptors": 2.5,
    "threads": 0.5,
    "Qt objects": 2.0,
    "widgets": 0.5,
    "objects": 2000.0,
}
"""By so much each may rise in 24 hours, as the line through them goes: what is lost in noise. The objects are those of
the day's 50 alerts, some 20 each: the last 200 can be shown again. One descriptor may come once, at any hour (a line
through one step rises by 2.1): SQLite keeps that of a second connection to a file for the next one if it was closed
while the first had a lock (`setPendingFd` in os_unix.c). What is resident besides the anonymous memory is unchanged
pages of files, which come and go."""

TOOLS = 10
_SCREENS = (
    *(f"window {page}" for page in ("overview", "policy", "tools", "activity", "ledger", "settings", "about")),
    "welcome",
    "bring-along qoder-cli",
    "clear-away claude-code",
)
_OPEN_SECONDS, _CLOSED_SECONDS = 0.3, 0.1
_BANNED = """
  soak-{number}:
    name: Soak {number}
    status: banned
    effective: 2026-07-10T00:00+08:00
    reason: {{en: "Source code stays on systems Acme has reviewed."}}
    alternatives: [qoder-cli]
    match: [{{id: npm, purl: "pkg:npm/soak-{number}"}}]
"""


@dataclass(frozen=True)
class Hour:
    """What there was at its end, by the names of LIMITS; how many launches it missed; Python's objects by kind."""

    held: dict[str, float]
    ledger_kilobytes: float
    missed: int
    kinds: dict[str, int]


class Soak:
    """One day in `folder`, on that person's desktop."""

    def __init__(self, folder: Path, person: Person) -> None:
        self._folder, self._person = folder, person
        example = shutil.copytree(product.POLICY.parent, folder / "example")
        self._policy = example / product.POLICY.name
        tools = "".join(_BANNED.format(number=number) for number in range(TOOLS))
        self._text = self._policy.read_text().replace("\ntools:\n", f"\ntools:{tools}", 1)
        self._text = self._text.replace(
            "\nsession_minutes: 30\n", "\nsession_minutes: 30\nalerts: {most_per_hour: 1000}\n"
        )
        self._policy.write_text(self._text)
        self._public = product.publish_example(folder / "acme", self._policy)
        self._banned = [
            product.stand_in(folder / "prefix", f"soak-{number}", f"soak-{number}") for number in range(TOOLS)
        ]
        self._programs = [Path(shutil.copy("/bin/true", folder / f"program-{index}")) for index in range(PROGRAMS)]
        self.home = folder / "home"
        self.home.mkdir()
        remember(Paths.below(self.home), Remembered(welcomed=True))  # or else the welcome comes up first
        self.syncs = self.alerts = self.openings = self.launches = 0
        self._screens = itertools.cycle(_SCREENS)

    @contextlib.contextmanager
    def running(self) -> Iterator[Product]:
        """The agent, its policy in force."""
        environment = {
            **os.environ,
            **self._person.environment,
            "HOME": str(self.home),
            "PYTHONPATH": str(product.ROOT),
        }
        environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "0"
        with nginx.serving(self._public, self._folder / "nginx") as url, (self._folder / "errors").open("w") as errors:
            words = ["run", "--events", "-", "--url", url, "--root", str(self._folder / "acme/root.json")]
            command = [sys.executable, "-m", "tests.benchmarks.soaking", *words, "--home", str(self.home)]
            pipe = subprocess.PIPE
            with subprocess.Popen(
                command, env=environment, cwd=product.ROOT, stdin=pipe, stdout=pipe, stderr=errors, text=True
            ) as process:
                running = Product(process)
                running.told.wait_for("policy", state="fresh")
                try:
                    yield running
                finally:
                    running.end()

    def hour(self, number: int, running: Product) -> Hour:
        """Do what an hour brings, the launches beside all else; then rest, and count."""
        running.order(f"clock {number * 3600}")
        if number % 2 == 0:
            self._policy.write_text(self._text.replace("has reviewed", f"had reviewed by {number}:00"))
            product.admin("publish", self._policy, "--repo", self._folder / "acme")
        launchers = self._launchers(number)
        current = next(launchers)
        for step in range(due(OPENINGS, number)):
            running.order(next(self._screens))
            time.sleep(_OPEN_SECONDS)
            running.order("close-window")
            time.sleep(_CLOSED_SECONDS)
            self.openings += 1
            for _ in range(
                due(SYNCS, number) // due(OPENINGS, number) + (step < due(SYNCS, number) % due(OPENINGS, number))
            ):
                self._sync(running)
            if current.poll() is not None:
                current = next(launchers, current)
        for one in range(due(ALERTS, number)):
            self._alert(running, self.alerts + one)
        self.alerts += due(ALERTS, number)
        current.wait()
        for current in launchers:
            current.wait()
        if number == WARM_UP - 1:
            running.order("fill-names")
        return self._counted(running)

    def _launchers(self, number: int) -> "Iterator[subprocess.Popen[bytes]]":
        """The processes that start this hour's programs, one after the other."""
        launches = due(LAUNCHES, number) - STRANGERS
        self.launches += STRANGERS
        with tempfile.TemporaryDirectory(prefix="strangers-", dir=self._folder) as folder:
            for index in range(STRANGERS):
                shutil.copy("/bin/true", Path(folder) / f"stranger-{index}")
            yield subprocess.Popen(["/bin/sh", "-c", _START_EACH, folder])
        for index in range(PROGRAMS):
            share = launches // PROGRAMS + (index < launches % PROGRAMS)
            self.launches += share
            yield subprocess.Popen(["/bin/sh", "-c", _START, str(self._programs[index]), str(share)])

    def _sync(self, running: Product) -> None:
        """Have it ask the host, and wait until it has."""
        asked = self._asked()
        running.order("sync")
        wait_until(lambda: self._asked() > asked, "a request to the policy host", 60)
        self.syncs += 1

    def _asked(self) -> int:
        return (self._folder / "nginx/access.log").read_text().count("timestamp.json")

    def _alert(self, running: Product, number: int) -> None:
        """Start a banned tool, wait for its card, close it; the tool ends.

        A card about a tool that somebody else started here goes first, and is closed, too.
        """
        with product.running(self._banned[number % TOOLS]):
            for last in (False, False, True):
                running.order("close")
                with contextlib.nullcontext() if last else contextlib.suppress(AssertionError):
                    running.told.wait_for("alert", 20, tool=f"soak-{number % TOOLS}", channel="card")
                    break
            running.order("close")

    def _counted(self, running: Product) -> Hour:
        process = running.told.process
        running.order("close")  # other tools than ours may have been started here
        counted: dict[str, Any] = {}
        for _ in range(2):  # the second time everything that the first one set free is gone
            time.sleep(1.0)
            running.order("count")
            counted = running.told.wait_for("counted")
        screen, *others = footprint.family(process.pid)
        taken, watcher = footprint.memory(screen), footprint.memory(*others)
        held = {
            "resident MB": taken.resident,
            "proportional MB": taken.proportional,
            "anonymous MB": taken.anonymous,
            "watcher MB": watcher.anonymous,
            "descriptors": len(list(Path(f"/proc/{screen}/fd").iterdir())),
            "threads": len(footprint.threads(screen)),
            "Qt objects": counted["qobjects"],
            "widgets": counted["widgets"],
            "objects": counted["objects"] - counted["kinds"].get(_EMPTIES_ITSELF, 0),
        }
        missed = sum(event.get("lost", 0) for event in running.told.seen if event["event"] == "gap")
        running.told.seen.clear()
        ledger = sum(file.stat().st_size for file in self.home.rglob("*.db*")) / 1024
        return Hour(held, ledger, missed, counted["kinds"])


def due(day: int, number: int) -> int:
    """How much of what a day brings comes in that hour, which counts from 1."""
    return day * number // HOURS - day * (number - 1) // HOURS


def slope(values: Sequence[float]) -> float:
    """By how much a straight line through them (least squares) rises from one to the next."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    return sum((index - middle) * (value - mean) for index, value in enumerate(values)) / sum(
        (index - middle) ** 2 for index in range(len(values))
    )


def row(name: str, hour: Hour) -> str:
    """One line of the table."""
    return (
        f"{name:>5}"
        + "".join(f"{value:>15.1f}" if kind.endswith("MB") else f"{value:>15.0f}" for kind, value in hour.held.items())
        + f"{hour.ledger_kilobytes:>11.0f}{hour.missed:>8}"
    )


def judged(hours: Sequence[Hour]) -> bool:
    """Print how each figure rises after the warm-up; whether none does by more than it may."""
    good = True
    print(f"\n{'after the warm-up':20}{'in 24 hours':>14}{'at most':>10}")
    for kind, most in LIMITS.items():
        rises = HOURS * slope([hour.held[kind] for hour in hours])
        good = good and rises <= most
        print(f"{kind:20}{rises:>+14.2f}{most:>10.1f}{'' if rises <= most else '  GROWS'}")
    return good


def main() -> int:
    """Soak it, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=HOURS)
    parser.add_argument("--kinds", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Person(Path(name) / "screen") as person:
        person.start_window_manager()
        soak, hours = Soak(Path(name), person), list[Hour]()
        with soak.running() as running:
            for number in range(1, options.hours + 1):
                hours.append(soak.hour(number, running))
                if number == 1:
                    print(
                        f"{'hour':>5}"
                        + "".join(f"{kind:>15}" for kind in hours[0].held)
                        + f"{'ledger KiB':>11}{'missed':>8}"
                    )
                print(row(str(number), hours[-1]), flush=True)
        print((Path(name) / "errors").read_text(), end="", file=sys.stderr)
    done = f"{soak.launches} launches, {soak.syncs} syncs, {soak.alerts} alerts, {soak.openings} openings"
    print(f"\n{done}; load {os.getloadavg()[0]:.1f}")
    if len(hours) < WARM_UP + 2:
        print("too short to say anything about growth")
        return 2
    after = hours[WARM_UP - 1 :]
    good = judged(after)
    print(f"\nverdict: {'no growth' if good else 'IT GROWS'}")
    if options.kinds:
        first, last = after[0].kinds, after[-1].kinds
        for kind in sorted(last, key=lambda kind: first.get(kind, 0) - last[kind])[:25]:
            print(f"  {last[kind] - first.get(kind, 0):>+8}  {kind}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
