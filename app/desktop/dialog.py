"""What our small windows share: their ground, the ring around what has the keyboard, Escape that closes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop.focus_ring import FocusRing
from app.desktop.theme import Theme


class Dialog(QWidget):
    """A window of its own, never modal. `ground` is its colour role; `_ring` is made anew with the body it is for."""

    ground = "bg"
    _ring: FocusRing

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        self._ring.show_from_now_on()
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.look.colour(self.ground))
        painter.end()
