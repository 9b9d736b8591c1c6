"""The old page fading out over the new one."""

from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.desktop.tokens import CHANGE_MS


class Crossfade(QWidget):
    """Shows `picture` over `body`, fades it out, and is gone."""

    def __init__(self, body: QWidget, picture: QPixmap) -> None:
        super().__init__(body)
        self._picture, self._opacity = picture, 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(
            0, 0, round(picture.deviceIndependentSize().width()), round(picture.deviceIndependentSize().height())
        )
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(1.0)
        self._animation.setEndValue(0.0)
        self._animation.setDuration(CHANGE_MS)
        self._animation.valueChanged.connect(self._fade)
        self._animation.finished.connect(self.deleteLater)
        self._animation.start()
        self.show()

    def _fade(self, opacity: float) -> None:
        self._opacity = opacity
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()
