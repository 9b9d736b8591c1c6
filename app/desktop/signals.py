"""SIGINT and SIGTERM in a Qt program: Python runs its handlers only between bytecodes, and Qt's loop runs none."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier


@contextmanager
def ending_with_signals(end: Callable[[], None]) -> Iterator[None]:
    """Call `end` on the main thread when the process is asked to end; the usual handling comes back afterwards."""
    ours, pythons = socket.socketpair()
    for side in (ours, pythons):
        side.setblocking(False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: _read(ours, end))
    before_fd = signal.set_wakeup_fd(pythons.fileno(), warn_on_full_buffer=False)
    before = {number: signal.signal(number, _noted) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before_fd)
        notifier.setEnabled(False)
        ours.close()
        pythons.close()


def _noted(number: int, frame: object) -> None:
    """The number itself arrives through the socket."""


def _read(ours: socket.socket, end: Callable[[], None]) -> None:
    numbers = ours.recv(64)
    if signal.SIGINT in numbers or signal.SIGTERM in numbers:
        end()
