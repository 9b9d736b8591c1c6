"""SIGINT, SIGTERM and SIGHUP in Qt's loop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier

from app.host.signals import noted


@contextmanager
def ending_with_signals(end: Callable[[], None]) -> Iterator[None]:
    """Call `end` on the main thread when the process is asked to end; from then on that is passed over.

    A terminal that is closed tells it twice, by its shell and by the kernel: the second must not cut the end short.
    """
    with noted(for_good=True) as found:
        notifier = QSocketNotifier(found.number, QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda: end() if found.ends() else None)
        try:
            yield
        finally:
            notifier.setEnabled(False)
