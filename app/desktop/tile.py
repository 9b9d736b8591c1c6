"""A tool's tile with its badge, and the path from the old tool's tile down to the new one's: the product's own mark."""

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop import glyphs, icons
from app.desktop.card_model import Badge
from app.desktop.theme import Look, Theme
from app.desktop.tokens import BADGE, BADGE_RING, LETTER, RADIUS_TILE, TILE

OVERHANG = 7
"""How far the badge with its ring reaches beyond the tile."""

_DOT, _DOT_DISTANCE = 2.0, 6.0
_ACROSS = 44


class Tile(QWidget):
    """A square with a letter, or with the product's mark where there is none, plus room for the badge at its lower
    trailing corner. The title has the words."""

    def __init__(
        self, theme: Theme, letter: str, *, way: bool, badge: Badge, beneath: str = "surface", edge: int = TILE
    ) -> None:
        super().__init__()
        self._theme, self._letter, self._way, self._badge, self._beneath = theme, letter, way, badge, beneath
        self._edge = edge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        edge = self._theme.look.sized(self._edge) + OVERHANG
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self._theme.look
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = OVERHANG if mirrored else 0
        edge = look.sized(self._edge)
        box = QRectF(left, 0, edge, edge)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), 1) if look.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent" if self._way else "sunken"))
        radius = RADIUS_TILE * edge / TILE
        painter.drawRoundedRect(box, radius, radius)
        font = look.font(LETTER)
        font.setPixelSize(round(LETTER.size * edge / TILE))
        painter.setFont(font)
        painter.setPen(look.colour("on_accent" if self._way else "ink2"))
        if self._letter:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._letter)
        else:
            self._paint_mark(painter, box)
        inwards = look.sized(BADGE) / 2 + BADGE_RING - OVERHANG
        centre = QPointF(left + inwards if mirrored else edge - inwards, edge - inwards)
        draw_badge(painter, self._badge, centre, look, self._beneath)
        painter.end()

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        ratio, ink = self.devicePixelRatioF(), self._theme.look.colour("on_accent" if self._way else "ink2")
        size = max(one for one in icons.SIZES if one <= 0.6 * box.width())
        corner = box.center() - QPointF(size / 2, size / 2)
        painter.drawPixmap(corner, icons.render("icon-fine", size, ink, ratio))


def draw_badge(painter: QPainter, badge: Badge, centre: QPointF, look: Look, beneath: str) -> None:
    """Draw a badge, 16 px at 100 %, with a 2 px ring in the colour of the role beneath it."""
    if badge is Badge.NONE:
        return
    size = look.sized(BADGE)
    radius, inset = size / 2, 3 * size / BADGE
    surface, warm = look.colour("surface"), look.colour("warm")
    glyphs.disc(painter, centre, radius + BADGE_RING, look.colour(beneath))
    box = QRectF(centre.x() - radius, centre.y() - radius, size, size)
    match badge:
        case Badge.OFF_LIMITS:
            glyphs.disc(painter, centre, radius, warm)
            glyphs.draw(painter, "minus", box, surface, 2.0)
        case Badge.SOON:
            glyphs.ring(painter, centre, radius - 1, warm, 1.75 * size / BADGE)
            glyphs.draw(painter, "hands", box, warm, 1.6)
        case Badge.CONDITIONS:
            glyphs.ring(painter, centre, radius - 1, warm, 1.75 * size / BADGE)
            glyphs.draw(painter, "info", box, warm, 1.8)
        case Badge.READY:
            glyphs.disc(painter, centre, radius, look.colour("accent"))
            glyphs.draw(
                painter,
                "check",
                box.marginsRemoved(QMarginsF(inset, inset, inset, inset)),
                look.colour("on_accent"),
                2.6,
            )
        case Badge.FAILED:
            glyphs.disc(painter, centre, radius, look.colour("danger"))
            glyphs.draw(painter, "bang", box, surface, 2.0)


class PathAcross(QWidget):
    """The dotted line with an arrow in the reading direction, as the window has it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(_ACROSS, theme.look.sized(TILE))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colour, middle = self._theme.look.colour("edge"), self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.setPen(_dotted(colour))
        painter.drawLine(QPointF(1, middle), QPointF(self.width() - 3, middle))
        glyphs.draw(painter, "chevron-next", QRectF(self.width() - 12, middle - 8, 16, 16), colour, 1.5)
        painter.end()


def _dotted(colour: QColor) -> QPen:
    pen = QPen(colour, _DOT, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, _DOT_DISTANCE / _DOT])
    return pen


class PathLine(QWidget):
    """The dotted line with an arrow, from above to below, as tall as it is made."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colour = self._theme.look.colour("edge")
        middle, bottom = self.width() / 2, self.height() - 1.5
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_dotted(colour))
        painter.drawLine(QPointF(middle, 1), QPointF(middle, bottom - 3))
        glyphs.draw(painter, "arrow", QRectF(middle - 8, bottom - 5, 16, 16), colour, 1.5)
        painter.end()
