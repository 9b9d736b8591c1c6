"""The program's icon for Windows, from the one SVG: an .ico with each size drawn by itself, the same bytes each time.

Sizes as "Windows app icon construction" has them. Below 256 they are bitmaps, as every reader takes them; 256 is PNG.
"""

import struct

from devtools.places import ROOT

_SOURCE = ROOT / "resources" / "icons" / "icon.svg"
_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
_WHOLE = 256


def ico() -> bytes:
    """The file. Needs Qt, but no screen."""
    images = [_image(size) for size in _SIZES]
    place = 6 + 16 * len(images)
    head = struct.pack("<HHH", 0, 1, len(images))
    for size, image in zip(_SIZES, images, strict=True):
        side = size % _WHOLE  # 0 means 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(image), place)
        place += len(image)
    return head + b"".join(images)


def _image(size: int) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(_SOURCE)).render(painter)
    painter.end()
    if size == _WHOLE:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(picture)
        return bytes(buffer.data().data())
    mask = (size + 31) // 32 * 4
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 4 * size * size + mask * size, 0, 0, 0, 0)
    pixels, line = memoryview(picture.constBits()).tobytes(), 4 * size  # no padding: lines are of whole 32-bit words
    rows = [pixels[row * line : (row + 1) * line] for row in reversed(range(size))]
    return header + b"".join(rows) + bytes(mask * size)
