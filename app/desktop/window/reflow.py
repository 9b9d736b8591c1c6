"""Things beside each other where there is room, under each other where there is not: large text, a small window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.desktop.card_parts import row


class Reflow(QWidget):
    """A row that becomes a column where it is narrower than `least` pixels."""

    def __init__(self, least: int, spacing: int) -> None:
        super().__init__()
        self._least = least
        self._line = row(spacing)
        self.setLayout(self._line)

    def add(self, widget: QWidget, share: int = 0, alignment: Qt.AlignmentFlag | None = None) -> None:
        """Add a part that takes its `share` of the width."""
        if alignment is None:
            self._line.addWidget(widget, share)
        else:
            self._line.addWidget(widget, share, alignment)

    def hasHeightForWidth(self) -> bool:
        return self._line.hasHeightForWidth()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest part: it can always become a column."""
        items = [self._line.itemAt(number) for number in range(self._line.count())]
        width = max((item.minimumSize().width() for item in items if item is not None), default=0)
        return QSize(width, self._line.totalMinimumSize().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        narrow = self.width() < self._least
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() is not wanted:
            self._line.setDirection(wanted)
        super().resizeEvent(event)


def holding(layout: QBoxLayout) -> QWidget:
    """A widget that holds a layout, so that it can be a part of a `Reflow`."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget
