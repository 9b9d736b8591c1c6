"""The card: one small window in the corner that never takes the focus by itself and never stands in the way.

Shown unasked it declares that it accepts no focus at all; asked for (from the tray or a notification), it takes the
keyboard with its title first. A click beside its buttons counts as asking. One page at a time, changed in place.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractSlider

from app.desktop.alert_page import AlertPage
from app.desktop.ask_page import AskedPage, AskPage
from app.desktop.card_model import (
    AlertView,
    AskedView,
    AskView,
    CardView,
    DoneView,
    FailedView,
    ProgressView,
    SnoozedView,
)
from app.desktop.crossfade import Crossfade
from app.desktop.floating import Floating
from app.desktop.focus_ring import FocusRing
from app.desktop.page import Action, Page
from app.desktop.placement import Corner
from app.desktop.setup_pages import DonePage, FailedPage, ProgressPage
from app.desktop.snoozed_page import SnoozedPage
from app.desktop.theme import Theme
from app.desktop.tokens import HEIGHT_MS, UNFOLD_MS

_SCROLLING = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class Card(Floating):
    """The window and its page. `acted` says what the person asked for, on which view; the owner decides the rest."""

    acted = Signal(Action, object)

    def __init__(self, theme: Theme, corner: Corner, *, compositing: bool | None = None) -> None:
        super().__init__(theme, corner, compositing=compositing)
        self.page: Page | None = None
        self.view: CardView | None = None
        self._ring = FocusRing(theme, self._body)
        theme.changed.connect(self._restyle)

    def present(self, view: CardView, *, asked: bool) -> None:
        """Show `view`: quietly, or with the keyboard in it when the person asked for it."""
        fresh = not self.isVisible()
        self.show_view(view)
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not asked)
        if fresh or asked:
            self.come(fresh)
        if asked:
            self.take_keyboard()
        else:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_view(self, view: CardView) -> None:
        """Show another view in place. A set-up or a countdown that only moved on updates its page."""
        self.view = view
        if isinstance(view, ProgressView) and isinstance(self.page, ProgressPage):
            self.page.show_view(view)
            return
        if isinstance(view, AlertView) and isinstance(self.page, AlertPage) and self.page.tell(view):
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

    def settle(self) -> None:
        """End every movement at once, where it would have ended."""
        super().settle()
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
        width = self._width()
        height = self.page.fit(width, self._corner.tallest())
        self.page.setGeometry(0, 0, width, height)
        if isinstance(self.page, AlertPage):
            self.page.place_path()
        self._ring.place()
        self.grow(height, duration)


def _page(theme: Theme, view: CardView) -> Page:
    match view:
        case AlertView():
            return AlertPage(theme, view)
        case AskView():
            return AskPage(theme, view)
        case AskedView():
            return AskedPage(theme, view)
        case SnoozedView():
            return SnoozedPage(theme, view)
        case ProgressView():
            return ProgressPage(theme, view)
        case DoneView():
            return DonePage(theme, view)
        case FailedView():
            return FailedPage(theme, view)
