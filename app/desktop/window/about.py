"""The page About."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop import icons
from app.desktop.card_parts import Facts, Lines, column, row
from app.desktop.controls import Disclosure, Secondary
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import SPACE_12, SPACE_16, SPACE_20, TITLE
from app.desktop.window.about_view import AboutView
from app.desktop.window.box import Box
from app.desktop.window.pane import Pane

_ICON = 64


class AppIcon(QWidget):
    """The product's icon; the words beside it say what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_ICON, _ICON)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        pixmap = icons.application(round(_ICON * self.devicePixelRatioF()))
        painter.drawPixmap(self.rect(), pixmap)
        painter.end()


class AboutPane(Pane):
    """The page. `welcome` asks for the welcome again, `unfolded` for the licences, which take reading."""

    welcome = Signal()
    unfolded = Signal()

    def __init__(self, theme: Theme, view: AboutView) -> None:
        super().__init__(theme, view.heading, view.note)
        box = Box(theme)
        line = row(SPACE_20)
        line.addWidget(AppIcon(), 0, Qt.AlignmentFlag.AlignTop)
        words = column(SPACE_12)
        words.addWidget(Text(theme, TITLE, "ink", "Signpost"))
        words.addWidget(Facts(theme, view.facts))
        line.addLayout(words, 1)
        box.column.addLayout(line)
        box.column.addSpacing(SPACE_16)
        again = Secondary(theme, view.welcome)
        again.clicked.connect(self.welcome)
        box.column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(box)
        self.more = Disclosure(theme, view.licences_heading)
        self.more.clicked.connect(self._unfold)
        others = Box(theme)
        others.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self._licences = column()
        others.column.addLayout(self._licences)
        self.body.addWidget(others)
        self.body.addStretch(1)
        self._lines: Lines | None = None
        self.show_view(view)

    def show_view(self, view: AboutView) -> None:
        """Show the licences once they were read."""
        if view.licences and self._lines is None:
            self._lines = Lines(self.theme, view.licences)
            self._licences.addWidget(self._lines)
            self._lines.setVisible(self.more.unfolded)

    def _unfold(self) -> None:
        self.more.unfolded = not self.more.unfolded
        self.more.update()
        if self._lines is not None:
            self._lines.setVisible(self.more.unfolded)
        else:
            self.unfolded.emit()
