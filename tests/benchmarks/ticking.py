"""The product with a clock in its event loop: `ticking.py FILE SECONDS WORDS...` runs `signpost WORDS...`.

A timer of one millisecond notes when it ticked; FILE gets the times (CLOCK_MONOTONIC, ns, as an array of int64): those
of a bare Qt loop of so many seconds, a 0, then those of the product's. What a person would do on the screen is ordered
on standard input, a line each: `set-up TOOL`, `remove TOOL`, `sync`, `close` (every card), `window PAGE`,
`close-window`.
"""

import array
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.desktop.desktop import Desktop


class Orders(QObject):
    """Brings what standard input says to the main thread."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.given.connect(_obey, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.given.emit(line.strip())


def _obey(order: str) -> None:
    from app.desktop.page import Action

    word, _, tool = order.partition(" ")
    desktop = _desktop()
    callbacks = desktop.presenter.callbacks
    if word == "set-up":
        desktop.presenter.set_up(tool)
    elif word == "remove":
        callbacks.on_remove(tool)
    elif word == "sync":
        callbacks.on_sync_now()
    elif word == "window":
        from app.desktop.window.destination import Destination

        desktop.open_window(Destination(tool))
    elif word == "close-window":
        desktop.windows.close()
    elif word == "close":
        while (card := desktop.deck.card) is not None:
            card.acted.emit(Action.CLOSE, card.view)


def _desktop() -> "Desktop":
    """The running one: its `run` is below us on the main thread's stack."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_qualname == "Desktop.run":
            desktop: Desktop = frame.f_locals["self"]
            return desktop
        frame = frame.f_back
    raise RuntimeError("the product's loop does not run")


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
