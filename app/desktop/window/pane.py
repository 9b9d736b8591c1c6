"""What every page of the window shares: its heading, what is done there at the heading's end, and how it scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.desktop.card_parts import column, row, scroll_bar
from app.desktop.controls import Button
from app.desktop.soon import soon
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import BODY, HEADING, PANE_WIDEST, SCROLL_BAR, SPACE_12, SPACE_16, SPACE_24, SPACE_32
from app.desktop.window.reflow import Reflow, holding

_ROOM_FOR_ACTIONS = 420

BESIDE = 14
"""How far a list that scrolls by itself reaches into the page's margin: its bar stands there."""


class Pane(QWidget):
    """A page. `body` is where a subclass puts what is below the heading; it scrolls unless `scrolls` is off."""

    def __init__(
        self, theme: Theme, heading: str, note: str, actions: Sequence[QWidget] = (), *, scrolls: bool = True
    ) -> None:
        super().__init__()
        self.theme = theme
        self.heading = Text(theme, HEADING, "ink", heading)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.note = Text(theme, BODY, "ink2", note)
        self.note.setVisible(bool(note))
        self.body = column(SPACE_16)
        whole = column()
        words = column(2)
        words.addWidget(self.heading)
        words.addWidget(self.note)
        line = Reflow(theme.look.grown(_ROOM_FOR_ACTIONS), SPACE_12)
        line.add(holding(words), 1)
        for action in actions:
            line.add(action)
        whole.addLayout(self.within(line, 0 if scrolls else BESIDE))
        whole.addSpacing(SPACE_16 + 2)
        whole.addLayout(self.body, 1)
        reach = 0 if scrolls else BESIDE
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (SPACE_32 - reach, SPACE_32) if mirrored else (SPACE_32, SPACE_32 - reach)
        whole.setContentsMargins(left, SPACE_24, right, SPACE_24 if scrolls else 0)
        outer = column()
        self.setLayout(outer)
        self.scroller: PaneScroll | None = None
        if scrolls:
            self.scroller = PaneScroll(theme, whole)
            outer.addWidget(self.scroller)
        else:
            outer.addLayout(whole)

    def within(self, widget: QWidget, inset: int = BESIDE) -> QHBoxLayout:
        """The widget in the page's margins, where what scrolls reaches beyond them."""
        line = row()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line.setContentsMargins(inset if mirrored else 0, 0, 0 if mirrored else inset, 0)
        line.addWidget(widget)
        return line

    def say(self, heading: str, note: str) -> None:
        """Another heading and what stands beneath it."""
        self.heading.setText(heading)
        self.note.setText(note)
        self.note.setVisible(bool(note))


class PaneScroll(QScrollArea):
    """Scrolls a page up and down. Wider than a line can be read, its content stays at its leading edge."""

    def __init__(self, theme: Theme, layout: QVBoxLayout) -> None:
        super().__init__()
        self._content = QWidget()
        self.setStyleSheet(scroll_bar(theme.look))
        self._content.setLayout(layout)
        self._content.setMaximumWidth(PANE_WIDEST)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._content)
        for part in (self.viewport(), self._content):
            part.setAutoFillBackground(False)
        self._content.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            soon(self._content, self._fit)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As tall as the content is at this width: Qt's scroll area only asks for its hint, which knows no width."""
        layout, width = self._content.layout(), min(PANE_WIDEST, self.viewport().width())
        if layout is not None:
            tall = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
            self._content.setMinimumHeight(tall)

    def _keep_width(self) -> None:
        """The bar stands in the page's margin: what is on the page is as wide with it as without."""
        layout = self._content.layout()
        if layout is not None and self.viewport().width() < PANE_WIDEST:
            taken = SCROLL_BAR if self.verticalScrollBar().maximum() > 0 else 0
            margins = layout.contentsMargins()
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            (margins.setLeft if mirrored else margins.setRight)(SPACE_32 - taken)
            layout.setContentsMargins(margins)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are deleted."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def focused_name(widget: QWidget) -> str:
    """What the button in `widget` that has the keyboard is called; "" for none."""
    return next((one.accessibleName() for one in widget.findChildren(Button) if one.hasFocus()), "")


def focus_again(widget: QWidget, name: str) -> None:
    """Give the keyboard back to the button of that name, after the page was laid out anew.

    Soon, not now: Qt shows what was added to a layout only when it gets back to its loop.
    """
    for one in widget.findChildren(Button):
        if name and one.accessibleName() == name:
            soon(one, one.setFocus)
            return
