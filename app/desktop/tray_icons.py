"""The tray's five states, told by the shape of a badge, and the icon of each for a panel's ink.

No panel tells its colour, and the desktop's name only says which it has by default: Xfce's is as light as its theme,
and the icon in light ink was nowhere to be seen on it (seen with xfce4-panel 4.18 and Adwaita). So a thin edge in the
other ink goes around it: lost on the panel the ink was made for, all there is on the other.
"""

import enum

from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.desktop import icons
from app.desktop.tokens import DARK, LIGHT


class TrayState(enum.Enum):
    """What the icon says; the values name its drawings."""

    FINE = "fine"
    ATTENTION = "attention"
    STALE = "stale"
    OFFLINE = "offline"
    WORKING = "working"


STATES = tuple(TrayState)

_EDGE = 0.55
"""How much of the edge is drawn at each of its eight places; where they overlap it is nearly solid."""

_AROUND = tuple((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)


def icon(state: TrayState, ink: QColor) -> QIcon:
    """The icon in a panel's ink, in the hand-set sizes and their doubles, with its edge."""
    made = QIcon()
    for size in (*icons.SIZES, 24, 44, 48, 64):
        made.addPixmap(_edged(f"icon-{state.value}", size, ink))
    return made


def _edged(name: str, size: int, ink: QColor) -> QPixmap:
    drawn = icons.render(name, size, ink)
    other = QColor((DARK if ink.lightnessF() < 0.5 else LIGHT).ink)
    edge = QPixmap(size, size)
    edge.fill(QColor(0, 0, 0, 0))  # or else there is no alpha channel
    edge.fill(other)
    painter = QPainter(edge)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    made = QPixmap(size, size)
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    painter.setOpacity(_EDGE)
    step = max(1, size // 32)
    for x, y in _AROUND:
        painter.drawPixmap(x * step, y * step, edge)
    painter.setOpacity(1)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return made
