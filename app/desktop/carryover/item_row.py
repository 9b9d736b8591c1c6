"""A line of the list of items: pressed, its diff is shown; beside it a switch, or a glyph that says why not."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.card_parts import margins, row
from app.desktop.carryover.model import ItemView
from app.desktop.controls import Button
from app.desktop.theme import Theme
from app.desktop.tokens import BODY_STRONG, CAPTION, RADIUS_TILE, SPACE_8, SPACE_12, SPACE_16
from app.desktop.window.box import paint_box
from app.desktop.window.chooser import Switch
from app.desktop.window.controls import Glyph


class ItemRow(QWidget):
    """The line. `chosen` says that it was pressed, `switched` whether it comes along."""

    chosen = Signal(str)
    switched = Signal(str, bool)

    def __init__(self, theme: Theme, view: ItemView, *, current: bool) -> None:
        super().__init__()
        self._theme, self.view, self._current = theme, view, current
        line = row(SPACE_8)
        margins(line, SPACE_8, SPACE_8, SPACE_12, SPACE_8)
        self.words = _Words(theme, view)
        self.words.clicked.connect(lambda: self.chosen.emit(view.id))
        line.addWidget(self.words, 1)
        self.switch: Switch | None = None
        if view.can:
            self.switch = Switch(theme, view.title, on=view.on)
            self.switch.toggled.connect(lambda on: self.switched.emit(view.id, on))
            line.addWidget(self.switch)
        elif view.glyph:
            line.addWidget(Glyph(theme, view.glyph, "accent_ink" if view.glyph == "check" else "ink2"))
        self.setLayout(line)

    def show_current(self, current: bool) -> None:
        """Whether this is the line whose diff is shown."""
        if current != self._current:
            self._current = current
            self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._current:
            painter = QPainter(self)
            paint_box(painter, self._theme.look, QRectF(self.rect()))
            painter.end()


class _Words(Button):
    """The item's name and, beneath it, how many there are."""

    style_of_text = BODY_STRONG

    def __init__(self, theme: Theme, view: ItemView) -> None:
        super().__init__(theme, view.title)
        self._note = view.note
        self._ink = "ink" if view.can or view.glyph == "check" else "ink2"
        self.setAccessibleName(f"{view.title}: {view.note}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def ring_radius(self) -> int:
        """How round the focus ring around it is."""
        return RADIUS_TILE

    def sizeHint(self) -> QSize:
        look = self.theme.look
        title = QFontMetricsF(look.font(BODY_STRONG)).horizontalAdvance(self._shown)
        note = QFontMetricsF(look.font(CAPTION)).horizontalAdvance(self._note)
        return QSize(int(max(title, note)) + 2 + SPACE_16, look.line(BODY_STRONG) + look.line(CAPTION))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self.theme.look
        painter = QPainter(self)
        box = self.rect().adjusted(SPACE_8, 0, -SPACE_8, 0)
        title = box.adjusted(0, 0, 0, look.line(BODY_STRONG) - box.height())
        self._paint_text(painter, look.colour(self._ink), Qt.AlignmentFlag.AlignLeading, title)
        painter.setFont(look.font(CAPTION))
        painter.setPen(look.colour("ink3"))
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box.adjusted(0, look.line(BODY_STRONG), 0, 0), flags, self._note)
        painter.end()
