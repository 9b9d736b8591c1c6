"""The rest after something was on the screen: a while later the memory that it took goes back to the system."""

from PySide6.QtCore import QObject, QTimer

_AFTER_MS = 5_000
"""Long enough for what follows by itself: fading, what was asked for, what a start begins with."""


class Resting(QObject):
    """Waits for the rest, once for each time that something was shown: an agent at rest is not woken for it."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(_give_back)

    def begin(self) -> None:
        """Nothing is on the screen any more, or not yet. Once more before it is over: from then on."""
        self._timer.start()


def _give_back() -> None:
    from app.host.memory import give_back

    give_back()
