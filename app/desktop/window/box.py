"""The window's grounds: boxes with a thin edge, the lines between their rows, and small pills of state."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desktop.card_parts import row
from app.desktop.text import Text
from app.desktop.theme import Look, Theme
from app.desktop.tokens import CAPTION_STRONG, RADIUS_BOX, SECTION, SPACE_4, SPACE_8, SPACE_16, SPACE_20


def paint_box(painter: QPainter, look: Look, box: QRectF, ground: str = "surface") -> None:
    """Paint a box: a quiet surface with a thin edge (elevation 0)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("line"), look.border))
    painter.setBrush(look.colour(ground))
    half = look.border / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), RADIUS_BOX - half, RADIUS_BOX - half)


class Box(QWidget):
    """A box; what it holds goes into `column`. `heading` is its first line, with something at its end if given."""

    def __init__(
        self, theme: Theme, heading: str = "", trailing: QWidget | None = None, *, padding: int = SPACE_20
    ) -> None:
        super().__init__()
        self._theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(0)
        if heading:
            line = row(SPACE_8)
            line.addWidget(Text(theme, SECTION, "ink", heading), 1, Qt.AlignmentFlag.AlignVCenter)
            if trailing is not None:
                line.addWidget(trailing)
                # Its target may be taller than the line; headings of boxes beside each other stay on one.
                over = max(0, trailing.sizeHint().height() - theme.look.line(SECTION))
                self.column.setContentsMargins(padding, padding - over // 2, padding, padding)
            self.column.addLayout(line)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        paint_box(painter, self._theme.look, QRectF(self.rect()))
        painter.end()


class Separator(QWidget):
    """A thin line across a box, between its rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(theme.look.border)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.look.colour("line"))
        painter.end()


class Pill(QLabel):
    """One word of state on soft ground. `warm` only ever means off limits, or soon to be."""

    def __init__(self, theme: Theme, text: str, *, warm: bool = False) -> None:
        super().__init__()
        self._theme, self._warm = theme, warm
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = self._theme.look
        width = QFontMetricsF(look.font(CAPTION_STRONG)).horizontalAdvance(self.text())
        return QSize(int(width) + 1 + SPACE_16, look.line(CAPTION_STRONG) + SPACE_4 + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        paint_pill(painter, self._theme.look, QRectF(self.rect()), self.text(), warm=self._warm)
        painter.end()


def paint_pill(painter: QPainter, look: Look, box: QRectF, text: str, *, warm: bool = False, inset: float = 0) -> None:
    """Paint a pill; its words begin `inset` later where something else stands before them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("edge"), 1) if look.high_contrast else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("warm_soft" if warm else "sunken"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
    painter.setFont(look.font(CAPTION_STRONG))
    painter.setPen(look.colour("warm_ink" if warm else "ink2"))
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    words = box.adjusted(0, 0, -inset, 0) if mirrored else box.adjusted(inset, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)
