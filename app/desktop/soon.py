"""Work for when the loop is back, unless whom it is about is gone by then.

Not `QTimer.singleShot` with a context object: where that is gone first, PySide keeps what was to be called, and all
that it refers to, for good (6.11.3, measured: a page of each third window that was closed).
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def soon(owner: QObject, work: Callable[[], object], milliseconds: int = 0) -> None:
    """Have it done after so many milliseconds, on the main thread."""
    timer = QTimer(owner, singleShot=True, interval=milliseconds)
    timer.timeout.connect(work)
    timer.timeout.connect(timer.deleteLater)
    timer.start()
