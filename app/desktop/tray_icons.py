"""The tray's five states, told by the shape of a badge, and the icon of each for a panel's ink."""

import enum

from PySide6.QtGui import QColor, QIcon

from app.desktop import icons


class TrayState(enum.Enum):
    """What the icon says; the values name its drawings."""

    FINE = "fine"
    ATTENTION = "attention"
    STALE = "stale"
    OFFLINE = "offline"
    WORKING = "working"


STATES = tuple(TrayState)


def icon(state: TrayState, ink: QColor) -> QIcon:
    """The icon in a panel's ink, in the hand-set sizes and their doubles."""
    made = QIcon()
    for size in (*icons.SIZES, 24, 44, 48, 64):
        made.addPixmap(icons.render(f"icon-{state.value}", size, ink))
    return made
