"""Lines of a file as they would be: numbered, new ones with a tint and a plus sign. Only what is seen is drawn."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.carryover.model import FileView
from app.desktop.theme import Theme
from app.desktop.tokens import CAPTION_STRONG, CODE, SPACE_8, SPACE_12

_LINE = 22
_NUMBERS, _SIGN, _TEXT = 36, 48, 60
"""Where the numbers end, the sign stands and the text begins, in px at 100 %."""
_WIDEST = 400
"""Characters of a line that are drawn."""
_SIGNS = {"+": "+", "-": "\N{MINUS SIGN}", " ": ""}


class DiffBox(QWidget):
    """The lines of several files under each other. Read left to right in every language."""

    def __init__(self, theme: Theme, files: tuple[FileView, ...], name: str) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[str, int, str]] = []
        for file in files:
            if file.name:
                self._rows.append(("name", 0, file.name))
            self._rows += [(line.mark, line.number, _plain(line.text)) for line in file.lines]
            if file.more:
                self._rows.append(("more", 0, file.more))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        added = [text for mark, _, text in self._rows if mark == "+"]
        self.setAccessibleDescription("\n".join(added[:200]))

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.look.font(CODE))
        wide = max((metrics.horizontalAdvance(text) for _, _, text in self._rows), default=0.0)
        return QSize(int(wide) + self._grown(_TEXT) + SPACE_12, len(self._rows) * self._line + SPACE_8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look, tall = self._theme.look, self._line
        painter = QPainter(self)
        first = max(0, event.rect().top() // tall)
        for at, (mark, number, text) in enumerate(self._rows[first : event.rect().bottom() // tall + 1], first):
            line = QRectF(0, at * tall, self.width(), tall)
            if mark == "+":
                painter.fillRect(line, look.colour("accent_soft"))
            painter.setFont(look.font(CAPTION_STRONG if mark in ("name", "more") else CODE))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
            if mark in ("name", "more"):
                painter.setPen(look.colour("ink2"))
                painter.drawText(line.adjusted(SPACE_12, 0, 0, 0), flags, text)
                continue
            painter.setPen(look.colour("accent_ink" if mark == "+" else "ink3"))
            numbers = QRectF(0, line.top(), self._grown(_NUMBERS), tall)
            painter.drawText(numbers, flags | Qt.AlignmentFlag.AlignRight, str(number or ""))
            painter.drawText(line.adjusted(self._grown(_SIGN) - 6, 0, 0, 0), flags, _SIGNS[mark])
            painter.setPen(look.colour("ink3" if mark == "-" else "ink"))
            painter.drawText(line.adjusted(self._grown(_TEXT), 0, 0, 0), flags, text)
        painter.end()

    @property
    def _line(self) -> int:
        return max(_LINE, self._theme.look.grown(_LINE))

    def _grown(self, length: int) -> int:
        return max(length, self._theme.look.grown(length))


def _plain(text: str) -> str:
    """A line as it stands, but nothing in it can reorder or hide what is around it."""
    kept = "".join(one if one.isprintable() else " " if one == "\t" else "\ufffd" for one in text.expandtabs(2))
    return kept if len(kept) <= _WIDEST else kept[:_WIDEST] + "…"
