"""Where a card goes: the corner of the work area nearest the tray, on the screen with the pointer. Arithmetic only."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QCursor, QGuiApplication

from app.desktop.tokens import CARD_DISTANCE, CARD_SHARE_OF_HEIGHT, CARD_WIDTH

_WIDER_PER_SCALE = 160
"""How much wider a card gets per 100 % of text size: large text needs more than height."""


@dataclass(frozen=True)
class Corner:
    """A work area, and which of its corners a card keeps to."""

    work: QRect
    right: bool = True
    bottom: bool = True

    def place(self, size: QSize) -> QRect:
        """Where a card of `size` lies."""
        work, distance = self.work, CARD_DISTANCE
        left = work.right() + 1 - distance - size.width() if self.right else work.left() + distance
        top = work.bottom() + 1 - distance - size.height() if self.bottom else work.top() + distance
        return QRect(QPoint(left, top), size)

    def width(self, scale: float) -> int:
        """How wide a card is at that text size."""
        wide = CARD_WIDTH + round(_WIDER_PER_SCALE * (scale - 1))
        return max(240, min(wide, self.work.width() - 2 * CARD_DISTANCE))

    def tallest(self) -> int:
        """How tall a card may get before its facts scroll."""
        return round(self.work.height() * CARD_SHARE_OF_HEIGHT)


def corner_nearest(work: QRect, tray: QRect) -> Corner:
    """The corner of `work` nearest to the tray icon; bottom right when that is unknown (an empty rectangle)."""
    if tray.isEmpty():
        return Corner(work)
    at = tray.center()
    return Corner(work, right=at.x() >= work.center().x(), bottom=at.y() >= work.center().y())


def current_corner(tray: QRect) -> Corner:
    """The corner on the screen with the pointer. The tray counts only where it is on that screen."""
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    on_screen = tray if screen.geometry().contains(tray.center()) else QRect()
    return corner_nearest(screen.availableGeometry(), on_screen)
