"""What a person sees first: the application's icon in the tray.

Loads nothing that it does not take, so that the icon is there while language, looks, cards, notifications and the rest
still load: they take longer than all before them.
"""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.tray import Tray

_HOST_MS = 30
"""What a tray host gets to take the icon in, if it does not before (trayer: 10)."""

_MIDDLE = 0.5
"""The lightness below which a window's ground is dark."""

_PLACE_MS = 5
"""What it then gets to put the icon in its place, which has it drawn anew (trayer: 1)."""


class Front:
    """What everything else on the screen stands behind."""

    def __init__(self) -> None:
        self.application = _application()
        self.tray = Tray(dark=self.application.palette().window().color().lightnessF() < _MIDDLE)

    def show(self) -> None:
        """Show the icon, before there is anything that it could open."""
        self.tray.open()
        self._attend(_HOST_MS, lambda: any(window.isExposed() for window in self.application.allWindows()))
        self._attend(_PLACE_MS, lambda: False)

    def _attend(self, milliseconds: int, enough: Callable[[], bool]) -> None:
        """Do what comes, for so long or until it is `enough`."""
        patience = QTimer(singleShot=True, interval=milliseconds)
        patience.start()
        while patience.isActive() and not enough():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _application() -> QApplication:
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["signpost"])
    application.setApplicationName("Signpost")
    application.setDesktopFileName("signpost")
    application.setQuitOnLastWindowClosed(False)
    return application
