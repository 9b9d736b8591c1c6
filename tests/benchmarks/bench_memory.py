"""What the agent with its screen takes of memory: idle, with the window open, and after it was opened and closed.

    python3 build/dev.py bench memory [--rounds N]

The whole product on Xvfb, with the example company's policy; resident and proportional set size of its own process
(/proc/PID/smaps_rollup), after it has settled. Each round opens every page of the window once.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.desktop.window.remembered import Remembered, remember
from app.host.paths import Paths
from tests.benchmarks.bench_loop import Product
from tests.support import nginx, product
from tests.support.desktop import Person

PAGES = ("overview", "policy", "tools", "activity", "ledger", "settings", "about")
SETTLE_SECONDS, PAGE_SECONDS = 4.0, 0.7


def taken(pid: int) -> dict[str, float]:
    """MB by the kernel's names for them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}


def said(name: str, pid: int) -> None:
    """Print one line of the table."""
    now = taken(pid)
    print(f"{name:36}" + "".join(f"{now[kind]:>14.1f}" for kind in ("Rss", "Pss", "Anonymous")), flush=True)


def measure(folder: Path, person: Person, rounds: int) -> None:
    """Run the product, and print the table."""
    public, home = product.publish_example(folder / "acme"), folder / "home"
    home.mkdir()
    remember(Paths.below(home), Remembered(welcomed=True))  # or else the welcome comes up first
    environment = {**os.environ, **person.environment, "HOME": str(home), "PYTHONPATH": str(product.ROOT)}
    environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "0"
    harness, pipe = str(Path(__file__).with_name("ticking.py")), subprocess.PIPE
    with nginx.serving(public, folder / "nginx") as url:
        root = str(folder / "acme/root.json")
        words = ["run", "--events", "-", "--url", url, "--root", root, "--home", str(home)]
        command = [sys.executable, harness, os.devnull, "0.1", *words]
        with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
            running = Product(process)
            running.told.wait_for("policy", state="fresh")
            time.sleep(2 * SETTLE_SECONDS)
            print(f"{'MB':36}{'resident':>14}{'proportional':>14}{'of its own':>14}")
            said("idle", process.pid)
            for number in range(1, rounds + 1):
                for page in PAGES:
                    running.order(f"window {page}")
                    time.sleep(PAGE_SECONDS)
                time.sleep(SETTLE_SECONDS)
                said("window open, every page seen", process.pid)
                running.order("close-window")
                time.sleep(SETTLE_SECONDS)
                said(f"opened and closed {number} times", process.pid)
            running.end()


def main() -> None:
    """Make the screen, and measure on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name, Person(Path(name) / "screen") as person:
        person.start_window_manager()
        measure(Path(name), person, rounds)


if __name__ == "__main__":
    main()
