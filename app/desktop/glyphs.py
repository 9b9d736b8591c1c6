"""Small line icons, drawn: 16 px, 1.5 px stroke, round ends. One grid, so that they sit alike everywhere."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

STROKE = 1.5

_LINES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "close": (((3.5, 3.5), (12.5, 12.5)), ((12.5, 3.5), (3.5, 12.5))),
    "chevron": (((4, 6), (8, 10), (12, 6)),),
    "chevron-up": (((4, 10), (8, 6), (12, 10)),),
    "check": (((3, 8.5), (6.5, 12), (13, 4.5)),),
    "minus": (((4.5, 8), (11.5, 8)),),
    "bang": (((8, 4.5), (8, 8.8)), ((8, 11.5), (8, 11.5))),
    "info": (((8, 7.4), (8, 11.3)), ((8, 4.7), (8, 4.7))),
    "hands": (((8, 4.6), (8, 8.2), (10.4, 9.4)),),
    "arrow": (((3, 0), (8, 5), (13, 0)),),
}
"""Polylines on a 16 x 16 grid."""


def draw(painter: QPainter, name: str, box: QRectF, colour: QColor, stroke: float = STROKE) -> None:
    """Draw the glyph into `box`, scaled to it; `stroke` is in pixels of the 16 px grid."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 16, box.height() / 16)
    pen = QPen(colour, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    for line in _LINES[name]:
        path.moveTo(QPointF(*line[0]))
        for point in line[1:]:
            # A dot is a line of no length; the stroker draws nothing for those, so it gets a hair's breadth.
            path.lineTo(QPointF(*point) + (QPointF(0.01, 0) if point == line[0] else QPointF()))
    painter.drawPath(path)
    painter.restore()


def ring(painter: QPainter, centre: QPointF, radius: float, colour: QColor, stroke: float = STROKE) -> None:
    """Draw a circle's line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def disc(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    """Draw a filled circle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)
    painter.restore()
