"""The card's shadow: painted once per look into a small pixmap, then stretched as a nine-patch around any size."""

import math
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.desktop.tokens import RADIUS_CARD, SHADOW_BLUR, SHADOW_MARGIN, SHADOW_OFFSET

_CORNER = SHADOW_MARGIN + SHADOW_OFFSET + RADIUS_CARD + 2
_PATCH = 2 * _CORNER + 4


def paint_shadow(painter: QPainter, window: QRect, strength: float, ratio: float) -> None:
    """Paint the shadow of a card that lies `SHADOW_MARGIN` inside `window`; `strength` is its alpha beneath it."""
    patch = _patch(round(strength * 1000), ratio)
    source = _cuts(QRect(0, 0, _PATCH, _PATCH))
    target = _cuts(window)
    for row in range(3):
        for column in range(3):
            piece = QRectF(source[0][column], source[1][row], source[2][column], source[3][row])
            device = QRectF(piece.topLeft() * ratio, piece.size() * ratio)
            place = QRectF(target[0][column], target[1][row], target[2][column], target[3][row])
            painter.drawPixmap(place, patch, device)


def _cuts(box: QRect) -> tuple[list[int], list[int], list[int], list[int]]:
    """Left edges, top edges, widths and heights of the nine pieces."""
    middle_width, middle_height = box.width() - 2 * _CORNER, box.height() - 2 * _CORNER
    lefts = [box.left(), box.left() + _CORNER, box.left() + _CORNER + middle_width]
    tops = [box.top(), box.top() + _CORNER, box.top() + _CORNER + middle_height]
    return lefts, tops, [_CORNER, middle_width, _CORNER], [_CORNER, middle_height, _CORNER]


@lru_cache(maxsize=4)
def _patch(permille: int, ratio: float) -> QPixmap:
    """A small card's shadow, blurred like a Gaussian: rings of falling alpha, outermost first."""
    pixmap = QPixmap(round(_PATCH * ratio), round(_PATCH * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.setPen(Qt.PenStyle.NoPen)
    card = QRectF(SHADOW_MARGIN, SHADOW_MARGIN + SHADOW_OFFSET, _PATCH - 2 * SHADOW_MARGIN, _PATCH - 2 * SHADOW_MARGIN)
    sigma = SHADOW_BLUR / 2
    for distance in range(SHADOW_BLUR, -SHADOW_BLUR, -1):
        alpha = permille / 1000 * 0.5 * math.erfc(distance / (sigma * math.sqrt(2)))
        painter.setBrush(QColor(0, 0, 0, round(255 * alpha)))
        ring = card.adjusted(-distance, -distance, distance, distance)
        radius = max(1.0, RADIUS_CARD + distance)
        painter.drawRoundedRect(ring, radius, radius)
    painter.end()
    return pixmap
