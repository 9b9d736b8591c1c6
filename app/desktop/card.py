"""The card: one small window in the corner that never takes the focus by itself and never stands in the way.

Shown unasked it declares that it accepts no focus at all; asked for (from the tray or a notification), it takes the
keyboard with its title first. A click beside its buttons counts as asking. One page at a time, changed in place.
"""

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QRect, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractSlider, QWidget

from app.desktop import x11
from app.desktop.alert_page import AlertPage
from app.desktop.card_model import AlertView, CardView, DoneView, FailedView, ProgressView
from app.desktop.crossfade import Crossfade
from app.desktop.focus_ring import FocusRing
from app.desktop.page import Action, Page
from app.desktop.placement import Corner
from app.desktop.setup_pages import DonePage, FailedPage, ProgressPage
from app.desktop.shadow import paint_shadow
from app.desktop.theme import Theme
from app.desktop.tokens import CARD_IN_MS, CARD_OUT_MS, CARD_RISE, HEIGHT_MS, RADIUS_CARD, SHADOW_MARGIN, UNFOLD_MS

_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.NoDropShadowWindowHint
)

_SCROLLING = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class Card(QWidget):
    """The window. `acted` says what the person asked for and on which view; the owner decides what follows."""

    acted = Signal(Action, object)
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
        self.page: Page | None = None
        self.view: CardView | None = None
        self._ring = FocusRing(theme, self._body)
        self._growth = QVariantAnimation(self)
        self._growth.valueChanged.connect(self._lie)
        self._fading = QPropertyAnimation(self, b"windowOpacity", self)
        self._rise = QVariantAnimation(self)
        self._rise.valueChanged.connect(self._lie_lower)
        self._height: int = 0
        self._unpainted = True
        theme.changed.connect(self._restyle)

    @property
    def moves(self) -> bool:
        """Whether it may fade and slide: with a compositor, and only if the person did not ask for stillness."""
        return self._margin > 0 and not self._theme.look.still

    def present(self, view: CardView, *, asked: bool) -> None:
        """Show `view`: quietly, or with the keyboard in it when the person asked for it."""
        fresh = not self.isVisible()
        self.show_view(view)
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not asked)
        if fresh or asked:
            self._unpainted = fresh
            self._come(fresh)
        if asked:
            self.take_keyboard()
        else:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_view(self, view: CardView) -> None:
        """Show another view in place. A set-up that only moved on updates its page."""
        self.view = view
        if isinstance(view, ProgressView) and isinstance(self.page, ProgressPage):
            self.page.show_view(view)
            return
        old, self.page = self.page, _page(self._theme, view)
        page = self.page
        page.acted.connect(self._acted)
        page.resized.connect(lambda: self._fit(UNFOLD_MS))
        had_keyboard = self.isActiveWindow()
        if old is not None and self.isVisible() and self.moves:
            Crossfade(self._body, old.grab())
        page.setParent(self._body)
        self.setWindowTitle(view.title)
        self.setAccessibleName(view.title)
        if old is not None:
            old.setParent(None)
            old.deleteLater()
        page.show()
        self._fit(HEIGHT_MS)
        if had_keyboard:
            page.reading[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Accept the focus from now on, and ask for it: the person turned to the card."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)
        self.raise_()
        self.activateWindow()
        if self.page is not None:
            self.page.reading[0].setFocus(Qt.FocusReason.OtherFocusReason)

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

    def move_to(self, corner: Corner) -> None:
        """Keep to another corner (the tray appeared, the screen changed)."""
        self._corner = corner
        self._fit(0)

    def settle(self) -> None:
        """End every movement at once, where it would have ended."""
        self._growth.stop()
        self._rise.stop()
        self._fading.stop()
        if self.page is not None:
            self._lie(self.page.height())
        for fade in self._body.findChildren(Crossfade):
            fade.setParent(None)

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        self._ring.show_from_now_on()
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        scrolled = self.page.scrolled if self.page is not None else None
        if event.key() == Qt.Key.Key_Escape:
            self._acted(Action.CLOSE)
        elif event.key() in _SCROLLING and scrolled is not None:
            scrolled.verticalScrollBar().triggerAction(_SCROLLING[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """A click beside the buttons: the person wants to read or use the keyboard here."""
        self.take_keyboard()
        super().mousePressEvent(event)

    def closeEvent(self, event: QCloseEvent, /) -> None:
        """The window manager's close is the close button."""
        if event.spontaneous():
            event.ignore()
            self._acted(Action.CLOSE)
        else:
            super().closeEvent(event)

    def _acted(self, action: Action) -> None:
        self.acted.emit(action, self.view)

    def _restyle(self) -> None:
        """Build the page anew in the new looks, keeping what is shown."""
        old, self.page = self.page, None
        if old is not None:
            old.setParent(None)
            old.deleteLater()
        if self.view is not None:
            self.show_view(self.view)
        self.update()

    def _fit(self, duration: int) -> None:
        """Grow or shrink to the page."""
        if self.page is None:
            return
        width = self._corner.width(self._theme.look.scale)
        height = self.page.fit(width, self._corner.tallest())
        self.page.setGeometry(0, 0, width, height)
        if isinstance(self.page, AlertPage):
            self.page.place_path()
        self._ring.place()
        self._growth.stop()
        if self.isVisible() and self.moves and duration and self._height != height:
            self._growth.setStartValue(self._height)
            self._growth.setEndValue(height)
            self._growth.setDuration(duration)
            self._growth.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._growth.start()
        else:
            self._lie(height)

    def _lie(self, height: int, offset: int = 0) -> None:
        """Lie in the corner, `height` tall, `offset` pixels lower."""
        self._height = height
        width = self._corner.width(self._theme.look.scale)
        at = self._corner.place(QSize(width, height)).translated(0, offset)
        margin = self._margin
        self.setGeometry(at.adjusted(-margin, -margin, margin, margin))
        self._body.setGeometry(margin, margin, width, height)
        if margin and self.isVisible():
            self._let_clicks_through()

    def _lie_lower(self, offset: int) -> None:
        self._lie(self._height, offset)

    def _come(self, fresh: bool) -> None:
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


def _page(theme: Theme, view: CardView) -> Page:
    match view:
        case AlertView():
            return AlertPage(theme, view)
        case ProgressView():
            return ProgressPage(theme, view)
        case DoneView():
            return DonePage(theme, view)
        case FailedView():
            return FailedPage(theme, view)
