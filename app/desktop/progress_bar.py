"""The progress bar: exact while the share is known, moving while it is not, in the role screen readers know."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from app.desktop.theme import Theme
from app.desktop.tokens import BAR_HEIGHT

_MOVING_SHARE = 0.3
_MOVING_STEPS = 60
_MOVING_MS = 33


class Bar(QProgressBar):
    """The progress bar: exact while the fraction is known, moving while it is not, still under reduced motion."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fraction: float | None = None
        self._step = _MOVING_STEPS // 3
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setInterval(_MOVING_MS)
        self._timer.timeout.connect(self._move)

    def show_fraction(self, fraction: float | None) -> None:
        """How much is done, 0 to 1; None while nobody knows."""
        self._fraction = fraction
        self.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self.setValue(round(fraction * 1000))
        self._run()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, BAR_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, BAR_HEIGHT)

    def showEvent(self, event: QShowEvent, /) -> None:
        self._run()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent, /) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _run(self) -> None:
        if self._fraction is None and self.isVisible() and not self._theme.look.still:
            self._timer.start()
        else:
            self._timer.stop()

    def _move(self) -> None:
        self._step = (self._step + 1) % _MOVING_STEPS
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look, box = self._theme.look, QRectF(self.rect())
        radius = box.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), 1) if look.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("sunken"))
        painter.drawRoundedRect(box, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        if self._fraction is not None:
            width = max(box.height(), box.width() * self._fraction) if self._fraction > 0 else 0.0
            left = box.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0.0
            painter.drawRoundedRect(QRectF(left, 0, width, box.height()), radius, radius)
        else:
            width = box.width() * _MOVING_SHARE
            share = self._step / _MOVING_STEPS
            left = share * (box.width() + width) - width
            moving = QRectF(left, 0, width, box.height()).intersected(box)
            painter.drawRoundedRect(moving, radius, radius)
        painter.end()
