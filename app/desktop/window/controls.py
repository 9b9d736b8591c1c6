"""Buttons that only the window has: one with an icon, and a link."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop import glyphs
from app.desktop.controls import Quiet, Secondary
from app.desktop.theme import Theme
from app.desktop.tokens import BUTTON_HEIGHT, DETAIL_STRONG, SPACE_8


class IconButton(Secondary):
    """A bordered button with an icon before its words, on a surface of its own; for the end of a heading."""

    height_at_100 = BUTTON_HEIGHT

    def __init__(self, theme: Theme, glyph: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self._glyph = glyph

    def _extra(self) -> int:
        return self.theme.look.icon + SPACE_8

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look, mirrored = self.theme.look, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter = QPainter(self)
        hovered = self.isEnabled() and (self.underMouse() or self.isDown())
        self._box(painter, look.colour("sunken" if hovered else "surface"), look.colour("line"))
        ink = look.colour("ink" if self.isEnabled() else "ink3")
        size = look.icon
        left = self.width() - self.padding - size if mirrored else self.padding
        glyphs.draw(painter, self._glyph, QRectF(left, (self.height() - size) / 2, size, size), ink)
        extra = self._extra()
        words = self.rect().adjusted(0 if mirrored else extra, 0, -extra if mirrored else 0, 0)
        self._paint_text(painter, ink, Qt.AlignmentFlag.AlignHCenter, words)
        painter.end()


class Link(Quiet):
    """Words in the colour of links, as wide as they are."""

    style_of_text = DETAIL_STRONG
    padding = 4
    role = "accent_ink"


class Glyph(QWidget):
    """A line icon beside text."""

    def __init__(self, theme: Theme, name: str, role: str = "ink3", *, line: int = 0) -> None:
        super().__init__()
        self._theme, self._name, self._role = theme, name, role
        self.setFixedSize(QSize(theme.look.icon, line or theme.look.icon))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look, size = self._theme.look, self.width()
        painter = QPainter(self)
        box = QRectF(0, (self.height() - size) / 2, size, size)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft and self._name in ("next", "chevron-next")
        glyphs.draw(painter, self._name, box, look.colour(self._role), mirrored=mirrored)
        painter.end()
