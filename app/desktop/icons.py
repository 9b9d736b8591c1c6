"""The product's own icons from resources/icons, rendered at the exact size asked for.

QSvgRenderer and not a painter of our own: 0.8 MB on disk, loaded when the first icon is drawn, and what a designer
saves is what is shown. `currentColor` is replaced before rendering, because Qt's renderer takes it for black.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.host.paths import resources

SIZES = (16, 22, 32)
"""The sizes the tray icons were set by hand at."""

_NOTHING = (0, 0, 0, 0)
"""Transparent. Not `Qt.GlobalColor`: the names of `Qt` take a tenth of a start, and the icon does without them."""


def render(name: str, size: int, ink: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon `name` (`icon-fine`, without size) as a square pixmap of `size` logical pixels at device pixel `ratio`.

    Where a drawing was hand-set for the device size it is used as it is; other sizes take the one that fills them best
    at a whole multiple, centred, so that straight edges stay sharp.
    """
    from PySide6.QtSvg import QSvgRenderer

    device = round(size * ratio)
    drawn = max(SIZES, key=lambda one: (device // one * one, one))
    pixmap = QPixmap(device, device)
    pixmap.fill(QColor(*_NOTHING))
    edge = min(device, drawn * max(1, device // drawn))
    offset = (device - edge) // 2
    painter = QPainter(pixmap)
    renderer = QSvgRenderer(QByteArray(_source(f"{name}-{drawn}").replace(b"currentColor", ink.name().encode())))
    renderer.render(painter, QRectF(offset, offset, edge, edge))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def application(size: int) -> QPixmap:
    """The application's icon at `size` device pixels."""
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(size, size)
    pixmap.fill(QColor(*_NOTHING))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_source("icon"))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@lru_cache(maxsize=32)
def _source(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()
