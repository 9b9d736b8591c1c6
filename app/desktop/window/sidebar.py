"""The sidebar: where one is and where one can go. A column of icons when the window is narrow."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.desktop import glyphs
from app.desktop.card_parts import margins
from app.desktop.controls import Button
from app.desktop.theme import Look, Theme
from app.desktop.tokens import (
    BUTTON_HEIGHT,
    ICON,
    SIDEBAR,
    SIDEBAR_NARROW,
    SPACE_4,
    SPACE_12,
    SPACE_16,
)
from app.desktop.window.destination import AT_BOTTOM, BEHIND, GLYPHS, Destination, label
from app.desktop.wording import Wording

_TEXT_AT = 40
"""Where an item's words begin."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def _narrow(look: Look) -> int:
    return SIDEBAR_NARROW + 2 * (look.icon - ICON)


class Item(Button):
    """One place to go: icon and name; the one in sight has a bar at its leading edge."""

    def __init__(self, theme: Theme, destination: Destination, text: str) -> None:
        super().__init__(theme, text)
        self.destination, self.narrow = destination, False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.narrow:
            return QSize(_narrow(self.theme.look) - 2 * SPACE_12, self._height())
        return QSize(hint.width() - 2 * self.padding + _TEXT_AT + SPACE_12, hint.height())

    def _height(self) -> int:
        return max(BUTTON_HEIGHT, self.theme.look.grown(BUTTON_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Up and down are the sidebar's: by itself a button moves on to any other button of the window."""
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look, mirrored = self.theme.look, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse() or self.isDown():
            self._box(painter, look.colour("sunken"), look.colour("edge") if look.high_contrast else None)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            bar = QRectF(self.width() - 3 if mirrored else 0, (self.height() - SPACE_16) / 2, 3, SPACE_16)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        size = look.icon
        left = (self.width() - size) / 2 if self.narrow else float(SPACE_12)
        icon = QRectF(self.width() - left - size if mirrored else left, (self.height() - size) / 2, size, size)
        glyphs.draw(painter, GLYPHS[self.destination], icon, look.colour("accent" if self.isChecked() else "ink2"))
        if not self.narrow:
            gap = _TEXT_AT + size - 16
            words = QRect(0 if mirrored else gap, 0, self.width() - gap, self.height())
            leading = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            ink = look.colour("ink" if self.isChecked() else "ink2")
            self._paint_text(painter, ink, leading | Qt.AlignmentFlag.AlignAbsolute, words)
        painter.end()


class Sidebar(QWidget):
    """The items, those about Signpost itself at the bottom. Up and down move among them."""

    chosen = Signal(Destination)
    walked = Signal()
    """The person moves among the items by keyboard."""

    def __init__(self, theme: Theme, wording: Wording, offered: tuple[Destination, ...]) -> None:
        super().__init__()
        self._theme = theme
        self.items = {one: Item(theme, one, label(one, wording)) for one in offered}
        layout = QVBoxLayout(self)
        margins(layout, SPACE_12, SPACE_12, SPACE_12 + 1, SPACE_12)
        layout.setSpacing(SPACE_4)
        for at_bottom in (False, True):
            if at_bottom:
                layout.addStretch(1)
            for item in self.items.values():
                if (item.destination in AT_BOTTOM) is at_bottom:
                    layout.addWidget(item)
                    item.clicked.connect(lambda _=False, one=item.destination: self.chosen.emit(one))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.make_narrow(False)

    def show_current(self, destination: Destination) -> None:
        """Mark where one is."""
        for item in self.items.values():
            item.setChecked(item.destination is BEHIND.get(destination, destination))

    def make_narrow(self, narrow: bool) -> None:
        """Icons alone, their names as tooltips; or icons and names."""
        for item in self.items.values():
            item.narrow = narrow
            item.setToolTip(item.accessibleName() if narrow else "")
            item.updateGeometry()
        widest = max(item.sizeHint().width() for item in self.items.values()) + 2 * SPACE_12 + 1
        self.setFixedWidth(_narrow(self._theme.look) if narrow else max(SIDEBAR, widest))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        items = list(self.items.values())
        at = self.window().focusWidget()
        focused = next((number for number, item in enumerate(items) if item is at), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit()
            items[(focused + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self._theme.look
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter = QPainter(self)
        painter.fillRect(0 if mirrored else self.width() - 1, 0, 1, self.height(), look.colour("line"))
        painter.end()
