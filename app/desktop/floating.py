"""A small window without a frame in its corner of the screen: its place, its shadow, how it comes, grows and goes."""

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QRect, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.desktop import x11
from app.desktop.placement import Corner
from app.desktop.shadow import paint_shadow
from app.desktop.theme import Theme
from app.desktop.tokens import CARD_IN_MS, CARD_OUT_MS, CARD_RISE, RADIUS_CARD, SHADOW_MARGIN

_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.NoDropShadowWindowHint
)


class Floating(QWidget):
    """Stays on top and takes no focus. With a compositor it has a soft shadow, through which clicks go; else an edge.

    What it shows lies in `_body`.
    """

    painted = Signal()
    """The first paint since it was shown."""

    def __init__(self, theme: Theme, corner: Corner, *, compositing: bool | None = None) -> None:
        super().__init__(None, _FLAGS | Qt.WindowType.WindowDoesNotAcceptFocus)
        self._theme, self._corner = theme, corner
        soft = x11.compositing() if compositing is None else compositing
        self._margin = SHADOW_MARGIN if soft and not theme.look.high_contrast else 0
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeNotification)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._margin > 0)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self._body = QWidget(self)
        self._growth = QVariantAnimation(self)
        self._growth.valueChanged.connect(self._lie)
        self._fading = QPropertyAnimation(self, b"windowOpacity", self)
        self._rise = QVariantAnimation(self)
        self._rise.valueChanged.connect(self._lie_lower)
        self._height: int = 0
        self._unpainted = True

    @property
    def moves(self) -> bool:
        """Whether it may fade and slide: with a compositor, and only if the person did not ask for stillness."""
        return self._margin > 0 and not self._theme.look.still

    def come(self, fresh: bool) -> None:
        """Show itself; `fresh`: it was not there."""
        self._unpainted = fresh
        if fresh and self.moves:
            self.setWindowOpacity(0.0)
        self.show()
        if self._margin:
            self._let_clicks_through()
        if fresh and self.moves:
            self._fade(0.0, 1.0, CARD_IN_MS)
            self._rise.setStartValue(CARD_RISE)
            self._rise.setEndValue(0)
            self._rise.setDuration(CARD_IN_MS)
            self._rise.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._rise.start()

    def leave(self) -> None:
        """Fade out, go, and be gone for good."""
        self._growth.stop()
        self._rise.stop()
        if not self.isVisible() or not self.moves:
            self._end()
            return
        self._fade(1.0, 0.0, CARD_OUT_MS)
        self._fading.finished.connect(self._end, Qt.ConnectionType.SingleShotConnection)

    def _end(self) -> None:
        self.close()
        self.deleteLater()

    def grow(self, height: int, duration: int) -> None:
        """Become so tall, in so many milliseconds where it may move."""
        self._growth.stop()
        if self.isVisible() and self.moves and duration and self._height != height:
            self._growth.setStartValue(self._height)
            self._growth.setEndValue(height)
            self._growth.setDuration(duration)
            self._growth.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._growth.start()
        else:
            self._lie(height)

    def settle(self) -> None:
        """End every movement at once."""
        self._growth.stop()
        self._rise.stop()
        self._fading.stop()

    def _width(self) -> int:
        return self._corner.width(self._theme.look.scale)

    def _lie(self, height: int, offset: int = 0) -> None:
        """Lie in the corner, `height` tall, `offset` pixels lower."""
        self._height = height
        width = self._width()
        at = self._corner.place(QSize(width, height)).translated(0, offset)
        margin = self._margin
        self.setGeometry(at.adjusted(-margin, -margin, margin, margin))
        self._body.setGeometry(margin, margin, width, height)
        if margin and self.isVisible():
            self._let_clicks_through()

    def _lie_lower(self, offset: int) -> None:
        self._lie(self._height, offset)

    def _fade(self, start: float, end: float, duration: int) -> None:
        self._fading.stop()
        self._fading.setStartValue(start)
        self._fading.setEndValue(end)
        self._fading.setDuration(duration)
        self._fading.start()

    def _let_clicks_through(self) -> None:
        ratio = self.devicePixelRatioF()
        inner = self._body.geometry()
        corner, size = inner.topLeft() * ratio, inner.size() * ratio
        x11.set_input_region(int(self.winId()), QRect(corner, size))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look, box = self._theme.look, self._body.geometry()
        painter = QPainter(self)
        if self._margin:
            paint_shadow(painter, self.rect(), look.colours.shadow, self.devicePixelRatioF())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        else:
            width = look.border
            painter.fillRect(box, look.colour("edge"))
            painter.fillRect(box.adjusted(width, width, -width, -width), look.colour("surface"))
        painter.end()
        if self._unpainted:
            self._unpainted = False
            self.painted.emit()
