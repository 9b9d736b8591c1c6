"""Text on a card: plain, wrapped, at the design's line height, in a colour role.

A QLabel, so that screen readers find static text; but Qt's label has no line height, so the lines are laid out here.
"""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.theme import Look, Theme
from app.desktop.tokens import TextStyle

_LINE_SEPARATOR = "\u2028"


class Text(QLabel):
    """One text of one style. It wraps to its width unless `wrap` is off; it is never markup.

    `anywhere`: it wraps wherever a line is full, as what has no words does.
    """

    def __init__(
        self,
        theme: Theme,
        style: TextStyle,
        role: str,
        text: str = "",
        *,
        wrap: bool = True,
        anywhere: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._style, self._role, self._wrap, self._anywhere = theme, style, role, wrap, anywhere
        self._kept: tuple[tuple[int, str, TextStyle, Look, Qt.LayoutDirection], QTextLayout] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        # Vertically never Fixed: that would hold a wrapped text to the height of its one-line hint.
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str, /) -> None:
        """Show another text."""
        if text != self.text():
            super().setText(text)
            self.updateGeometry()
            self.update()

    @property
    def role(self) -> str:
        """The role of its colour."""
        return self._role

    def restyle(self, style: TextStyle, role: str) -> None:
        """Show the same text in another style."""
        self._style, self._role = style, role
        self.updateGeometry()
        self.update()

    def natural_width(self) -> int:
        """How wide the text is on one line."""
        metrics = QFontMetricsF(self._theme.look.font(self._style))
        return int(max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0)) + 2

    def heightForWidth(self, width: int, /) -> int:
        return max(1, self._laid_out(width).lineCount()) * self._theme.look.line(self._style)

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def sizeHint(self) -> QSize:
        lines = self.text().count("\n") + 1
        return QSize(self.natural_width(), lines * self._theme.look.line(self._style))

    def minimumSizeHint(self) -> QSize:
        width = 24 if self._wrap else self.natural_width()
        return QSize(width, self._theme.look.line(self._style))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.look.colour(self._role))
        self._laid_out(self.width()).draw(painter, QPointF(0, 0))
        painter.end()

    def _laid_out(self, width: int) -> QTextLayout:
        """The lines at `width`, kept: Qt's layouts ask for a height some ten times before a page is painted."""
        state = (width, self.text(), self._style, self._theme.look, self.layoutDirection())
        if self._kept is None or self._kept[0] != state:
            self._kept = (state, self._lay_out(width))
        return self._kept[1]

    def _lay_out(self, width: int) -> QTextLayout:
        look = self._theme.look
        font, line_height = look.font(self._style), look.line(self._style)
        metrics = QFontMetricsF(font)
        direction = self.layoutDirection()
        # Qt's layouts align by sight: leading is left to them, whatever the direction (QTextEngine::alignLine).
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        leading = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        centred = self.alignment() & Qt.AlignmentFlag.AlignHCenter
        option = QTextOption(centred or leading)
        # What is Latin as a whole (a path, a name, a text of the company) runs as it is written, at the same edge.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto if mirrored else direction)
        mode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if self._wrap else QTextOption.WrapMode.ManualWrap
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere if self._anywhere else mode)
        layout = QTextLayout(self.text().replace("\n", _LINE_SEPARATOR), font)
        layout.setTextOption(option)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            # Fallback fonts (CJK beside Latin) have other ascents; the baseline follows the main font.
            baseline = (line_height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
            line.setPosition(QPointF(0, top + round(baseline) - line.ascent()))
            top += line_height
        layout.endLayout()
        return layout
