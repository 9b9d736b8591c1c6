"""The window's shell: sidebar and one page beside it, the keyboard's ways through both, and how it is remembered.

It decides nothing: pages are made by whoever opened it (`make`), and are freed with it.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from app.desktop.card_parts import row
from app.desktop.focus_ring import FocusRing
from app.desktop.soon import soon
from app.desktop.theme import Theme
from app.desktop.tokens import SIDEBAR_NARROW_BELOW, WINDOW_LEAST, WINDOW_SIZE
from app.desktop.window.destination import Destination
from app.desktop.window.pane import Pane
from app.desktop.window.sidebar import Sidebar
from app.desktop.wording import Wording

Make = Callable[[Destination], Pane]
"""Makes the page for a destination; called when it is first gone to."""


class Window(QWidget):
    """An ordinary window of the system. `left` says that it was closed, `gone_to` where the person went."""

    left = Signal()
    gone_to = Signal(Destination)

    def __init__(self, theme: Theme, wording: Wording, offered: tuple[Destination, ...], make: Make) -> None:
        super().__init__()
        self._theme, self._make = theme, make
        self._offered = offered
        self.panes: dict[Destination, Pane] = {}
        self.current = offered[0]
        self.setWindowTitle("Signpost")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(QSize(*WINDOW_LEAST))
        self.resize(QSize(*WINDOW_SIZE))
        self._wording = wording
        self._lay_out()
        for number, destination in enumerate(offered, 1):
            self._shortcut(f"Ctrl+{number}", partial(self.go, destination))
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Close), self.close)
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Find), self._search)

    def _lay_out(self) -> None:
        self.sidebar = Sidebar(self._theme, self._wording, self._offered)
        self.sidebar.chosen.connect(self.go)
        self._body = QWidget(self)
        layout = row()
        layout.addWidget(self.sidebar)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
        self._body.setLayout(layout)
        self._ring = FocusRing(self._theme, self._body)
        self.sidebar.walked.connect(self._ring.show_from_now_on)
        self._fit()
        self._body.show()

    def restyle(self, wording: Wording) -> None:
        """Build everything anew: in other looks, or another language."""
        self._wording = wording
        before = self._focusable() if self.current in self.panes else []
        old, ring, self.panes = self._body, self._ring, {}
        focused, by_keyboard = self.focusWidget(), ring.by_keyboard
        place = before.index(focused) if focused in before else -1
        self._lay_out()
        old.setParent(None)
        old.deleteLater()
        self.go(self.current)
        self._ring.show_from_now_on(by_keyboard)
        after = self._focusable()
        if 0 <= place < len(after):
            soon(after[place], after[place].setFocus)

    def _focusable(self) -> list[QWidget]:
        """What the keyboard can be at beside and on the page that is shown, in the order it was made."""
        shown = (self.sidebar, self.panes[self.current])
        inside = (one for part in shown for one in part.findChildren(QWidget))
        return [one for one in inside if one.focusPolicy() != Qt.FocusPolicy.NoFocus]

    def go(self, destination: Destination) -> None:
        """Show that page."""
        pane = self.panes.get(destination)
        if pane is None:
            pane = self.panes[destination] = self._make(destination)
            self._stack.addWidget(pane)
            if pane.scroller is not None:
                pane.scroller.verticalScrollBar().valueChanged.connect(self._ring.place)
        self.current = destination
        by_keyboard = self._ring.by_keyboard
        self._stack.setCurrentWidget(pane)
        self._ring.show_from_now_on(by_keyboard)  # Qt moves the focus on, as Tab does, when what had it is hidden
        self.sidebar.show_current(destination)
        self.setAccessibleName(f"Signpost: {pane.heading.text()}")
        self.gone_to.emit(destination)

    def come(self) -> None:
        """Be seen, in front, with the keyboard: the person asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        self._ring.show_from_now_on()
        return super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent, /) -> None:
        super().closeEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.look.colour("bg"))
        painter.end()

    def _fit(self) -> None:
        self._body.setGeometry(self.rect())
        self.sidebar.make_narrow(self.width() < SIDEBAR_NARROW_BELOW * min(2.0, self._theme.look.scale))
        self._ring.place()

    def _search(self) -> None:
        """Put the keyboard into the page's search field, where it has one."""
        for field in self.panes[self.current].findChildren(QLineEdit):
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()

    def _shortcut(self, keys: str | QKeySequence, do: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(do)
