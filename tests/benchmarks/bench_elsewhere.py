"""What reading Windows' and macOS' answers about processes costs: `python3 build/dev.py bench elsewhere`.

CPU time of our part alone: answers laid out as those systems write them. The systems' own part is not measured here.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.host import libproc, ntlayout
from tests.watch.fake_macos import Macos
from tests.watch.fake_windows import Windows, listing

PROCESSES, THREADS, ROUNDS, REPEATS = 400, 12, 5, 100
BASE = 0x1_0000_0000


def milliseconds(work: Callable[[], object]) -> tuple[float, float, float]:
    """CPU time of one call: median, lowest and highest of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        before = time.process_time_ns()
        for _ in range(REPEATS):
            work()
        rounds.append((time.process_time_ns() - before) / REPEATS / 1e6)
    return statistics.median(rounds), min(rounds), max(rounds)


def main() -> int:
    """Print a row for each."""
    windows, macos = Windows(), Macos()
    for number in range(PROCESSES):
        windows.start(f"C:\\Program Files\\Tool\\tool{number}.exe", ["tool"], threads=THREADS, session=number % 2)
    data = listing(list(windows.programs.values()), BASE)
    block = macos.start("/opt/tool", ["tool", "x" * 200], env={f"NAME{number}": "x" * 40 for number in range(40)}).block
    rows = {
        f"Windows: a list of {PROCESSES} processes, {len(data) >> 10} KB": lambda: ntlayout.entries(data, BASE),
        f"macOS: arguments and variables of a process, {len(block)} B": lambda: libproc.arguments(block),
    }
    for name, work in rows.items():
        median, lowest, highest = milliseconds(work)
        print(f"{name:<60}{median:>8.3f} ms of CPU  ({lowest:.3f} to {highest:.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
