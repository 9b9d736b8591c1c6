"""Choices side by side, one of them taken: on cards and above the window's lists."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.controls import Button
from app.desktop.soon import soon
from app.desktop.theme import Theme
from app.desktop.tokens import RADIUS_CONTROL, SPACE_12

_RADIUS_SEGMENT, _EDGE = 6, 2


class Segment(Button):
    """One of several choices."""

    height_at_100 = 32
    padding = SPACE_12

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text)
        self.setCheckable(True)

    @property
    def ring_radius(self) -> int:
        return _RADIUS_SEGMENT

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self.theme.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.setPen(QPen(look.colour("edge" if look.high_contrast else "line"), look.border))
            painter.setBrush(look.colour("surface"))
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, _RADIUS_SEGMENT, _RADIUS_SEGMENT)
        ink = look.colour("ink" if self.isChecked() or self.underMouse() else "ink2")
        self._paint_text(painter, ink, Qt.AlignmentFlag.AlignHCenter, self.rect())
        painter.end()


class Segments(QWidget):
    """Choices side by side, one of them taken; in several rows where there is no room. `chosen` gives its key."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, choices: dict[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self.segments: dict[str, Segment] = {}
        for key, text in choices.items():
            segment = self.segments[key] = Segment(theme, text)
            segment.setParent(self)
            segment.clicked.connect(lambda _=False, key=key: self.choose(key))
        self.current = next(iter(choices), "")
        self._mark()
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def choose(self, key: str) -> None:
        """Take that choice."""
        changed, self.current = key != self.current, key
        self._mark()
        if changed:
            self.chosen.emit(key)

    @property
    def focused(self) -> str | None:
        """The key of the choice that has the keyboard; None for none."""
        return next((key for key, segment in self.segments.items() if segment.hasFocus()), None)

    def focus(self, key: str) -> None:
        """Give the keyboard to that choice, once it is shown; to the one taken where that choice is gone."""
        segment = self.segments.get(key) or self.segments[self.current]
        soon(segment, segment.setFocus)

    def sizeHint(self) -> QSize:
        hints = [segment.sizeHint() for segment in self.segments.values()]
        width = sum(hint.width() for hint in hints) + 2 * _EDGE
        return QSize(width, max((hint.height() for hint in hints), default=0) + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        widest = max((segment.sizeHint().width() for segment in self.segments.values()), default=0)
        return QSize(widest + 2 * _EDGE, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        places = self._places(width)
        return max((place.bottom() + 1 for place in places), default=0) + _EDGE

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for segment, place in zip(self.segments.values(), self._places(self.width()), strict=True):
            if mirrored:
                place.moveLeft(self.width() - place.right() - 1)
            segment.setGeometry(place)
        super().resizeEvent(event)

    def _places(self, width: int) -> list[QRect]:
        """Where each segment lies, from the left."""
        places: list[QRect] = []
        left = top = _EDGE
        for segment in self.segments.values():
            size = segment.sizeHint()
            if left > _EDGE and left + size.width() > width - _EDGE:
                left, top = _EDGE, top + size.height()
            places.append(QRect(QPoint(left, top), size))
            left += size.width()
        return places

    def _mark(self) -> None:
        for key, segment in self.segments.items():
            segment.setChecked(key == self.current)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.look.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.end()
