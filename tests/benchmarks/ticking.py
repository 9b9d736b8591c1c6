"""The product with a clock in its event loop: `ticking.py FILE SECONDS WORDS...` runs `signpost WORDS...`.

A timer of one millisecond notes when it ticked; FILE gets the times (CLOCK_MONOTONIC, ns, as an array of int64): those
of a bare Qt loop of so many seconds, a 0, then those of the product's. It takes `orders` on standard input.
"""

import array
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.orders import Orders


def main() -> int:
    """Run both loops and write the times down."""
    file, seconds, *words = sys.argv[1:]
    application = QApplication(["signpost"])
    ticks = array.array("q")
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
    timer.timeout.connect(lambda: ticks.append(time.monotonic_ns()))
    timer.start()
    QTimer.singleShot(int(float(seconds) * 1000), application.quit)
    application.exec()
    ticks.append(0)
    orders = Orders()
    from app.main import main as product

    status = product(words)
    del orders
    Path(file).write_bytes(ticks.tobytes())
    return status


if __name__ == "__main__":
    sys.exit(main())
