"""How long the screen's own loop stands still while programs start: the whole product, 300 launches a second.

    python3 build/dev.py bench loop [--seconds N]

A timer of one millisecond ticks in the product's event loop (Xvfb). A gap is the time between two ticks: first in a
bare Qt loop, then in the product with nothing to do, then while programs start. The goal: p99.9 at most 16 ms above the
bare loop's.
"""

import argparse
import array
import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import watch_rivals
from tests.support import nginx, product
from tests.support.desktop import Person

PER_SECOND = 300

_TICKING = """
import array, pathlib, sys, time
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
application = QApplication(["signpost"])
ticks = array.array("q")
timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
timer.timeout.connect(lambda: ticks.append(time.monotonic_ns()))
timer.start()
file, seconds, *words = sys.argv[1:]
QTimer.singleShot(int(float(seconds) * 1000), application.quit)
application.exec()
ticks.append(0)
sys.argv[1:] = words
from app.main import main
status = main()
pathlib.Path(file).write_bytes(ticks.tobytes())
sys.exit(status)
"""
"""Writes when its timer ticked: in a bare loop, then a 0, then in the product's."""


def gaps(ticks: list[int], began: int = 0, ended: int = sys.maxsize) -> list[float]:
    """The gaps within a stretch of time, in ms, shortest first."""
    within = [tick for tick in ticks if began <= tick <= ended]
    return sorted((after - before) / 1e6 for before, after in itertools.pairwise(within))


def report(name: str, found: list[float]) -> None:
    """Print one line of the table."""
    cuts = [found[int(len(found) * part)] for part in (0.5, 0.99, 0.999)]
    print(f"{name:34}{len(found):>8}" + "".join(f"{value:>9.1f}" for value in (*cuts, found[-1])))


def measure(folder: Path, person: Person, seconds: float) -> None:
    """Run the product, start programs beside it, and print the table."""
    public, root = product.publish_example(folder / "acme"), folder / "acme/root.json"
    programs, written, home = watch_rivals.build(folder), folder / "ticks", folder / "home"
    home.mkdir()
    with nginx.serving(public, folder / "nginx") as url:
        words = ["run", "--events", "-", "--url", url, "--root", str(root), "--home", str(home)]
        command = [sys.executable, "-c", _TICKING, str(written), str(seconds), *words]
        environment = {**person.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "0"}
        environment["PYTHONPATH"] = str(product.ROOT)
        with subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True) as process:
            agent = product.Running(process)
            agent.wait_for("policy", state="fresh")
            time.sleep(1.0)  # what a card needs is loaded after the start
            idle = time.monotonic_ns()
            time.sleep(seconds)
            storm = time.monotonic_ns()
            copies = str(int(PER_SECOND * seconds))
            launch = [programs["launcher"], programs["live"], "2", copies, str(1_000_000 // PER_SECOND)]
            subprocess.run(launch, check=True)
            over = time.monotonic_ns()
            process.terminate()
            agent.join()
    ticks = array.array("q", written.read_bytes())
    bare = ticks.index(0)
    print(f"gaps in the screen's loop, ms; load {os.getloadavg()[0]:.2f}\n")
    print(f"{'':34}{'gaps':>8}{'p50':>9}{'p99':>9}{'p99.9':>9}{'max':>9}")
    report("a bare Qt loop", gaps(ticks.tolist()[:bare]))
    report("Signpost, nothing starts", gaps(ticks.tolist(), idle, storm))
    report(f"Signpost, {PER_SECOND} programs a second", gaps(ticks.tolist(), storm, over))


def main() -> None:
    """Make the screen, and measure on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name, Person(Path(name) / "screen") as person:
        person.start_daemon("xfce4-notifyd")
        measure(Path(name), person, seconds)


if __name__ == "__main__":
    main()
