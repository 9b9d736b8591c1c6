"""Small line icons, drawn: 16 px, 1.5 px stroke, round ends. One grid, so that they sit alike everywhere."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

STROKE = 1.5
DIRECTED = frozenset({"next", "chevron-next", "undo"})
"""Glyphs that follow the reading direction; a check mark or a clock is the same for everybody."""

_Line = tuple[tuple[float, float], ...]


def _arc(x: float, y: float, radius: float, start: float, end: float, wide: float = 1.0) -> _Line:
    """Points along an arc around (x, y); degrees clockwise from three o'clock. `wide` stretches it sideways."""
    steps = max(4, round(abs(end - start) / 12))
    turns = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return tuple((x + wide * radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns)


def _circle(x: float, y: float, radius: float) -> _Line:
    return _arc(x, y, radius, 0, 360)


def _box(left: float, top: float, right: float, bottom: float) -> _Line:
    return ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


_LINES: dict[str, tuple[_Line, ...]] = {
    "close": (((3.5, 3.5), (12.5, 12.5)), ((12.5, 3.5), (3.5, 12.5))),
    "chevron": (((4, 6), (8, 10), (12, 6)),),
    "chevron-up": (((4, 10), (8, 6), (12, 10)),),
    "check": (((3, 8.5), (6.5, 12), (13, 4.5)),),
    "minus": (((4.5, 8), (11.5, 8)),),
    "bang": (((8, 4.5), (8, 8.8)), ((8, 11.5), (8, 11.5))),
    "info": (((8, 7.4), (8, 11.3)), ((8, 4.7), (8, 4.7))),
    "hands": (((8, 4.6), (8, 8.2), (10.4, 9.4)),),
    "arrow": (((3, 0), (8, 5), (13, 0)),),
    "next": (((3, 8), (13, 8)), ((9, 4), (13, 8), (9, 12))),
    "chevron-next": (((6, 4), (10, 8), (6, 12)),),
    "down": (((8, 2.5), (8, 13)), ((4, 9), (8, 13), (12, 9))),
    "undo": (((6, 3), (3, 6), (6, 9)), ((3, 6), (10, 6), *_arc(10, 9.25, 3.25, -90, 90), (6.5, 12.5))),
    "home": (((2, 7.8), (8, 2.4), (14, 7.8)), ((3.8, 6.6), (3.8, 13.4), (12.2, 13.4), (12.2, 6.6))),
    "tools": tuple(_box(x, y, x + 4.2, y + 4.2) for x, y in ((2.5, 2.5), (9.3, 2.5), (2.5, 9.3), (9.3, 9.3))),
    "clock": (_circle(8, 8, 6), ((8, 4.6), (8, 8.2), (10.4, 9.4))),
    "eye": (_arc(8, 11.7, 7.2, 210.6, 329.4), _arc(8, 4.3, 7.2, 30.6, 149.4), _circle(8, 8, 2)),
    "sliders": (
        ((2, 5), (8.6, 5)),
        _circle(10.4, 5, 1.8),
        ((12.2, 5), (14, 5)),
        ((2, 11), (3.8, 11)),
        _circle(5.6, 11, 1.8),
        ((7.4, 11), (14, 11)),
    ),
    "barred": (_circle(8, 8, 6), ((5.2, 8), (10.8, 8))),
    "about": (_circle(8, 8, 6), ((8, 7.4), (8, 11.3)), ((8, 4.7), (8, 4.7))),
    "failed": (_circle(8, 8, 6), ((8, 4.7), (8, 8.6)), ((8, 11.3), (8, 11.3))),
    "sync": (
        _arc(8, 8, 5.4, 195, 330),
        _arc(8, 8, 5.4, 15, 150),
        ((12.7, 2.3), (12.7, 5.3), (9.7, 5.3)),
        ((3.3, 13.7), (3.3, 10.7), (6.3, 10.7)),
    ),
    "search": (_circle(7, 7, 4.6), ((10.4, 10.4), (13.6, 13.6))),
    "lock": (_box(3.5, 7.3, 12.5, 13.6), ((5.4, 7.3), *_arc(8, 4.9, 2.6, 180, 360), (10.6, 7.3))),
    "shield": (
        ((8, 1.8), (13, 3.6), (13, 7.8), (11.6, 10.9), (8, 14), (4.4, 10.9), (3, 7.8), (3, 3.6), (8, 1.8)),
        ((5.6, 7.9), (7.4, 9.7), (10.6, 6.1)),
    ),
    "globe": (_circle(8, 8, 6), _arc(8, 8, 6, 0, 360, 0.42), ((2, 8), (14, 8))),
    "copy": (_box(5.5, 5.5, 13.2, 13.2), ((10.5, 5.5), (10.5, 2.8), (2.8, 2.8), (2.8, 10.5), (5.5, 10.5))),
}
"""Polylines on a 16 x 16 grid."""


def draw(
    painter: QPainter, name: str, box: QRectF, colour: QColor, stroke: float = STROKE, *, mirrored: bool = False
) -> None:
    """Draw the glyph into `box`, scaled to it; `stroke` is in pixels of the 16 px grid.

    `mirrored`: somebody reads from the right. Then what points along the line points the other way, and only that.
    """
    turned = mirrored and name in DIRECTED
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topRight() if turned else box.topLeft())
    painter.scale((-1 if turned else 1) * box.width() / 16, box.height() / 16)
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
