"""Buttons that only the window has: one with an icon, and a link."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop import glyphs
from app.desktop.controls import Quiet, Secondary
from app.desktop.theme import Theme
from app.desktop.tokens import BUTTON_HEIGHT, DETAIL_STRONG, SPACE_8


class IconButton(Secondary):
    """A bordered button with an icon before its words, after them, or both.

    `ground` is the colour role of the surface it brings along, "" for none; `bare` has no border until it is pointed
    at.
    """

    height_at_100 = BUTTON_HEIGHT
    ground = "surface"
    bare = False

    def __init__(self, theme: Theme, before: str, text: str, after: str = "") -> None:
        super().__init__(theme, text)
        self._before, self._after = before, after

    def _room(self, glyph: str) -> int:
        return self.theme.look.icon + SPACE_8 if glyph else 0

    def _extra(self) -> int:
        return self._room(self._before) + self._room(self._after)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self.theme.look
        painter = QPainter(self)
        hovered = self.isEnabled() and (self.underMouse() or self.isDown())
        ground = "sunken" if hovered else self.ground
        edge = None if self.bare and not look.high_contrast else look.colour("line")
        self._box(painter, look.colour(ground) if ground else None, edge)
        ink = look.colour("ink" if self.isEnabled() else "ink3")
        start, end = self._room(self._before), self._room(self._after)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            glyph_left, glyph_right, left, right = self._after, self._before, end, start
        else:
            glyph_left, glyph_right, left, right = self._before, self._after, start, end
        top = (self.height() - look.icon) / 2
        if glyph_left:
            glyphs.draw(painter, glyph_left, QRectF(self.padding, top, look.icon, look.icon), ink)
        if glyph_right:
            beyond = self.width() - self.padding - look.icon
            glyphs.draw(painter, glyph_right, QRectF(beyond, top, look.icon, look.icon), ink)
        self._paint_text(painter, ink, Qt.AlignmentFlag.AlignHCenter, self.rect().adjusted(left, 0, -right, 0))
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
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        glyphs.draw(painter, self._name, box, look.colour(self._role), mirrored=mirrored)
        painter.end()
