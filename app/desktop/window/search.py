"""The search field of the window's lists."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from app.desktop import glyphs
from app.desktop.theme import Theme
from app.desktop.tokens import BODY, BUTTON_HEIGHT, RADIUS_CONTROL, SPACE_8, SPACE_12

_WIDE, _LEAST = 260, 130
"""Pixels at 100 % text: as wide as there is room, and at the least; what is beside it may have what is between."""


class Search(QLineEdit):
    """A line to search with. `sought` comes whenever the words change."""

    sought = Signal()

    def __init__(self, theme: Theme, prompt: str) -> None:
        super().__init__()
        self._theme = theme
        look = theme.look
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setFont(look.font(BODY))
        self.setFrame(False)
        self.setMaxLength(200)
        self.setClearButtonEnabled(False)
        colours = look.colours
        self.setStyleSheet(  # else the sheet of a scroll area around it would paint its ground
            f"QLineEdit {{ background: transparent; border: 0; color: {colours.ink};"
            f" placeholder-text-color: {colours.ink3};"
            f" selection-background-color: {colours.accent}; selection-color: {colours.on_accent}; }}"
        )
        room = SPACE_12 + look.icon + SPACE_8 - 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(SPACE_12 if mirrored else room, 0, room if mirrored else SPACE_12, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(max(look.grown(_WIDE), self.sizeHint().width()))
        self.textChanged.connect(lambda _: self.sought.emit())

    def sizeHint(self) -> QSize:
        margins, look = self.textMargins(), self._theme.look
        prompt = QFontMetricsF(self.font()).horizontalAdvance(self.placeholderText()) + 8
        width = max(look.grown(_LEAST), int(prompt) + margins.left() + margins.right())
        return QSize(width, max(BUTTON_HEIGHT, look.grown(BUTTON_HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self._theme.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), look.border))
        painter.setBrush(look.colour("surface"))
        half = look.border / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_CONTROL, RADIUS_CONTROL)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - SPACE_12 - look.icon if mirrored else SPACE_12
        box = QRectF(left, (self.height() - look.icon) / 2, look.icon, look.icon)
        glyphs.draw(painter, "search", box, look.colour("ink2"))
        painter.end()
        super().paintEvent(event)
