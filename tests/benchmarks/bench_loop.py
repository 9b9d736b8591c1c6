"""How long the screen's own loop stands still, and how soon a card is painted: the whole product, with all it can do.

    python3 build/dev.py bench loop [--seconds N]

A timer of one millisecond ticks in the product's event loop (Xvfb, the window closed, nobody draws notifications). A
gap is the time between two ticks: in a bare Qt loop; in the product just started, with nothing to do, and while 300
programs a second start, it asks for its policy every second and sets a tool up over and over. The goal: p99.9 at most
16 ms above the bare loop's. Then banned tools start one after the other, in quiet and in such a storm: from their exec
to the painted card, 50 ms at p95 is the goal.
"""

import argparse
import array
import contextlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import watch_rivals
from tests.benchmarks.bench_alert import Launcher
from tests.setup import registry as registries
from tests.setup.registry import demo_packages, lock_of, recipe_of
from tests.support import nginx, product
from tests.support.desktop import Person

PER_SECOND = 300
TOOLS = 30
PAYLOAD_BYTES = 8_000_000
"""What a set-up downloads, verifies and unpacks twice (a tool and its runtime)."""


class Product:
    """The product under way, with a clock in its loop."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.told = product.Running(process)

    def order(self, words: str) -> None:
        """Have it do what a person would do on the screen."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()

    def end(self) -> None:
        """End it in order."""
        self._process.terminate()
        self.told.join()


def publish(folder: Path, registry: registries.Registry) -> tuple[Path, list[Path]]:
    """A policy that bans many tools and sets one up, published; the folder to serve, and the banned tools' commands."""
    packages = demo_packages(payload=PAYLOAD_BYTES)
    registry.publish(packages)
    recipe = recipe_of(packages)
    (folder / "lock.json").write_bytes(lock_of(packages))
    banned = {
        f"tool-{number}": {
            "name": f"Tool {number}",
            "status": "banned",
            "effective": "2026-07-10T00:00+08:00",
            "reason": {"en": "Source code stays on systems Acme has reviewed."},
            "alternatives": ["demo"],
            "match": [{"id": "npm", "purl": f"pkg:npm/tool-{number}"}],
        }
        for number in range(2 * TOOLS)
    }
    offered = {
        "kind": "npm",
        "package": recipe.package,
        "version": recipe.version,
        "lock": "lock.json",
        "builds": {
            name: {
                "download_bytes": build.download_bytes,
                "installed_bytes": build.installed_bytes,
                "commands": [{"name": one.name, "file": one.file, "runtime": one.runtime} for one in build.commands],
            }
            for name, build in recipe.builds.items()
        },
        "detect": {"command": recipe.detect.command, "version": recipe.detect.version},
    }
    document = {
        "company": {"name": "Acme", "timezone": "Asia/Shanghai"},
        "alerts": {"most_per_hour": 1000},
        "tools": {**banned, "demo": {"name": "Demo", "status": "approved"}},
        "recipes": {"demo": [offered]},
    }
    (folder / "policy.yaml").write_text(json.dumps(document))
    commands = [product.stand_in(folder / "prefix", tool, tool) for tool in banned]
    return product.publish_example(folder / "acme", folder / "policy.yaml"), commands


@contextlib.contextmanager
def storm(programs: dict[str, str]) -> Iterator[None]:
    """So many programs a second start meanwhile, each for 2 ms."""
    launch = [programs["launcher"], programs["live"], "2", "1000000", str(1_000_000 // PER_SECOND)]
    with subprocess.Popen(launch) as process:
        try:
            yield
        finally:
            process.kill()


def insist(running: Product, words: str, done: Callable[[], bool]) -> None:
    """Order it until it is done: while a tool is being set up or removed, another order about it is not taken."""
    deadline = time.monotonic() + 60
    while not done():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{words}: not done within a minute")
        running.order(words)
        time.sleep(0.2)


def work(running: Product, command: Path, seconds: float) -> int:
    """The policy is asked for every second and a tool with that command set up over and over. How often it was."""
    done, over = 0, threading.Event()
    until = time.monotonic() + seconds

    def sync() -> None:
        while not over.wait(1.0):
            running.order("sync")

    asking = threading.Thread(target=sync)
    asking.start()
    try:
        while time.monotonic() < until:
            insist(running, "set-up demo", command.exists)
            running.order("close")
            insist(running, "remove demo", lambda: not command.exists())
            done += 1
    finally:
        over.set()
        asking.join()
    return done


def painted(running: Product, commands: list[Path]) -> list[float]:
    """Start the tools one after the other. How long each took from its exec to its painted card, in ms."""
    took = []
    time.sleep(1.0)
    running.order("close")  # what came of the last set-up
    with contextlib.closing(Launcher()) as launcher:
        for command in commands:
            time.sleep(0.3)  # a card takes its leave
            began = launcher.start(command)
            took.append((running.told.wait_for("alert", channel="card")["shown_ns"] - began) / 1e6)
            running.order("close")
    return sorted(took)


def gaps(ticks: list[int], began: int = 0, ended: int = sys.maxsize) -> list[float]:
    """The gaps within a stretch of time, in ms, shortest first."""
    within = [tick for tick in ticks if began <= tick <= ended]
    return sorted((after - before) / 1e6 for before, after in itertools.pairwise(within))


def line(name: str, found: list[float], cuts: tuple[float, ...]) -> None:
    """Print one line of a table: how many, so much of them below what, the largest."""
    values = [found[int(len(found) * part)] for part in cuts]
    print(f"{name:52}{len(found):>7}" + "".join(f"{value:>8.1f}" for value in (*values, found[-1])))


def measure(folder: Path, person: Person, registry: registries.Registry, seconds: float) -> None:
    """Run the product through all of it, and print the tables."""
    public, commands = publish(folder, registry)
    root, programs = folder / "acme/root.json", watch_rivals.build(folder)
    written, home = folder / "ticks", folder / "home"
    home.mkdir()
    (home / ".npmrc").write_text(f"registry={registry.address}\n")
    node = product.ROOT / ".venv/node/bin"
    environment = {**os.environ, **person.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "0", "HOME": str(home)}
    environment |= {"PYTHONPATH": str(product.ROOT), "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
    harness = str(Path(__file__).with_name("ticking.py"))
    pipe = subprocess.PIPE
    with nginx.serving(public, folder / "nginx") as url:
        words = ["run", "--events", "-", "--url", url, "--root", str(root), "--home", str(home)]
        command = [sys.executable, harness, str(written), str(seconds), *words]
        with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
            running = Product(process)
            running.told.wait_for("policy", state="fresh")
            marks = [time.monotonic_ns()]
            for _ in ("just started", "nothing to do"):
                time.sleep(seconds)
                marks.append(time.monotonic_ns())
            with storm(programs):
                set_ups = work(running, home / ".local/bin/demo-tool", seconds)
                marks.append(time.monotonic_ns())
            quiet = painted(running, commands[:TOOLS])
            with storm(programs):
                stormy = painted(running, commands[TOOLS:])
            running.end()
    ticks = array.array("q", written.read_bytes()).tolist()
    print(f"load {os.getloadavg()[0]:.2f}, set-ups meanwhile: {set_ups}\n")
    print(f"{'gaps in the screen loop, ms':52}{'':>7}{'p50':>8}{'p99':>8}{'p99.9':>8}{'max':>8}")
    names = ("just started", "nothing to do", f"{PER_SECOND} programs a second, polls, a set-up")
    line("a bare Qt loop", gaps(ticks[: ticks.index(0)]), (0.5, 0.99, 0.999))
    for name, (began, ended) in zip(names, itertools.pairwise(marks), strict=True):
        line(f"Signpost, {name}", gaps(ticks, began, ended), (0.5, 0.99, 0.999))
    print(f"\n{'exec of a banned tool to its painted card, ms':52}{'':>7}{'p50':>8}{'p95':>8}{'max':>8}")
    line("nothing else starts", quiet, (0.5, 0.95))
    line(f"{PER_SECOND} programs a second", stormy, (0.5, 0.95))


def main() -> None:
    """Make the screen, and measure on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0)
    seconds = parser.parse_args().seconds
    with (
        tempfile.TemporaryDirectory() as name,
        Person(Path(name) / "screen") as person,
        registries.running() as registry,
    ):
        measure(Path(name), person, registry, seconds)


if __name__ == "__main__":
    main()
