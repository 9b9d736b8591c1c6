"""The icon as macOS has it: an .icns file with the drawing in every size, the same bytes each time.

The container is Apple's "icns": four letters and a length for the whole, then for each picture, big endian; since
macOS 10.7 pictures may be PNG (iconutil(1) writes the same types).
"""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = {
    b"ic07": 128,
    b"ic08": 256,
    b"ic09": 512,
    b"ic10": 1024,
    b"ic11": 32,
    b"ic12": 64,
    b"ic13": 256,
    b"ic14": 512,
}
"""Pixels of each side by type; from ic10 on they are for screens with twice the pixels."""


def write(svg: Path, icon: Path) -> Path:
    """Draw `svg` into the file `icon`, which is returned. Raises ValueError when it is no drawing."""
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} is no drawing")
    pictures = {size: _picture(renderer, size) for size in sorted(set(SIZES.values()))}
    entries = [kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size] for kind, size in SIZES.items()]
    body = b"".join(entries)
    icon.parent.mkdir(parents=True, exist_ok=True)
    icon.write_bytes(b"icns" + struct.pack(">I", 8 + len(body)) + body)
    return icon


def _picture(renderer: QSvgRenderer, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    png = QByteArray()
    buffer = QBuffer(png)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(png.data())
