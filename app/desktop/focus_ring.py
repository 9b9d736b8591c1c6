"""The focus ring: one overlay per card, painted around whatever in it has the keyboard's focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.desktop.controls import Button
from app.desktop.theme import Theme
from app.desktop.tokens import FOCUS_DISTANCE, FOCUS_WIDTH

OWN_RING = "own_ring"
"""The property of widgets that show by themselves which part of them has the focus."""


class FocusRing(QWidget):
    """Lies over `body`, takes no clicks, follows the focus and the size of the focused widget."""

    def __init__(self, theme: Theme, body: QWidget) -> None:
        super().__init__(body)
        self._theme, self._body = theme, body
        self._target: QWidget | None = None
        self.by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        theme.pointed.connect(self._hide)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        inside = new is not None and new is not self._body and self._body.isAncestorOf(new)
        self._target = new if inside else None
        if self._target is not None:
            self._target.installEventFilter(self)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide):
            self.place()
        return super().eventFilter(watched, event)

    def show_from_now_on(self, by_keyboard: bool = True) -> None:
        """The person moves by keyboard. Until then no ring is drawn: a click needs none (CSS, `:focus-visible`)."""
        self.by_keyboard = by_keyboard
        self.place()

    def _hide(self) -> None:
        self.show_from_now_on(False)

    def place(self) -> None:
        """Lie around the focused widget, as far as it can be seen."""
        target = self._target
        if (
            target is None
            or not isValid(target)
            or not target.isVisible()
            or not self.by_keyboard
            or target.property(OWN_RING)
        ):
            self.hide()
            return
        reach = FOCUS_DISTANCE + FOCUS_WIDTH
        corner = target.mapTo(self._body, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-reach, -reach, reach, reach))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.look.colour("accent"), FOCUS_WIDTH))
        half = FOCUS_WIDTH / 2
        radius = (self._target.ring_radius if isinstance(self._target, Button) else 4) + FOCUS_DISTANCE + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()
