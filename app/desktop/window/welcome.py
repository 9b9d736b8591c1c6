"""The first-run welcome: four lines on what Signpost watches and what it does not. Shown once; again from About."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.desktop import glyphs
from app.desktop.card_parts import column, row
from app.desktop.controls import Primary, Secondary
from app.desktop.dialog import Dialog
from app.desktop.focus_ring import FocusRing
from app.desktop.soon import soon
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import (
    BODY,
    BODY_STRONG,
    BUTTON_HEIGHT,
    DETAIL,
    HEADING,
    RADIUS_CONTROL,
    SMALL_TILE,
    SPACE_8,
    SPACE_16,
    SPACE_24,
    SPACE_32,
    WELCOME_SIZE,
)
from app.desktop.window.about import AppIcon
from app.desktop.window.chooser import Chooser
from app.desktop.window.welcome_view import WelcomeView


class Welcome(Dialog):
    """An ordinary window of the system that takes no focus by itself. `ledger` asks for What IT sees."""

    ground = "surface"
    ledger = Signal()
    language = Signal(str)
    """Another language is chosen (BCP 47; "" follows the system)."""

    def __init__(self, theme: Theme, view: WelcomeView) -> None:
        super().__init__(theme)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._whole = column()
        self.setLayout(self._whole)
        self._body: QWidget | None = None
        self.chooser: Chooser | None = None
        self.show_view(view)

    def show_view(self, view: WelcomeView) -> None:
        """Say it: again in other looks, or in another language. Who chose that by keyboard goes on there."""
        chose = self.chooser is not None and self.chooser.hasFocus()
        self.setWindowTitle(view.title)
        old, self._body = self._body, QWidget(self)
        if old is not None:
            old.setParent(None)
            old.deleteLater()
        body = self._fill(view, self._body)
        self._whole.addWidget(self._body)
        self._ring = FocusRing(self._theme, self._body)
        theme = self._theme
        width = max(WELCOME_SIZE[0], theme.look.grown(WELCOME_SIZE[0] - 160), body.totalMinimumSize().width())
        self.resize(QSize(width, max(WELCOME_SIZE[1], body.totalHeightForWidth(width))))
        if chose and self.chooser is not None:
            soon(self.chooser, self.chooser.setFocus)

    def _fill(self, view: WelcomeView, whole: QWidget) -> QVBoxLayout:
        theme, body = self._theme, QVBoxLayout(whole)
        body.setContentsMargins(SPACE_32, SPACE_32, SPACE_32, SPACE_24)
        body.setSpacing(0)
        body.addWidget(AppIcon(), 0, Qt.AlignmentFlag.AlignHCenter)
        body.addSpacing(SPACE_16)
        for style, role, text in ((HEADING, "ink", view.title), (BODY, "ink2", view.note)):
            said = Text(theme, style, role, text)
            said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            body.addWidget(said)
        body.addSpacing(SPACE_24)
        for glyph, title, note in view.lines:
            body.addLayout(self._line(glyph, title, note))
            body.addSpacing(SPACE_16)
        body.addStretch(1)
        self.sees = Secondary(theme, view.ledger)
        self.sees.height_at_100 = BUTTON_HEIGHT
        self.start = Primary(theme, view.start)
        foot = row(SPACE_8)
        self.chooser = None
        if view.language is not None:
            about = view.language
            self.chooser = Chooser(theme, about.title, about.options, about.current, view.spoken, glyph="globe")
            self.chooser.bare = True
            self.chooser.chosen.connect(self.language)
            foot.addWidget(self.chooser)
        foot.addStretch(1)
        foot.addWidget(self.sees)
        foot.addWidget(self.start)
        body.addLayout(foot)
        self.sees.clicked.connect(self._see)
        self.start.clicked.connect(self.close)
        return body

    def _line(self, glyph: str, title: str, note: str) -> QBoxLayout:
        line = row(SPACE_16)
        line.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        line.addWidget(_Soft(self._theme, glyph), 0, Qt.AlignmentFlag.AlignTop)
        words = column()
        words.addWidget(Text(self._theme, BODY_STRONG, "ink", title))
        words.addWidget(Text(self._theme, DETAIL, "ink2", note))
        line.addLayout(words, 1)
        return line

    def _see(self) -> None:
        self.ledger.emit()
        self.close()


class _Soft(QWidget):
    """An icon on the ground of the way forward."""

    def __init__(self, theme: Theme, glyph: str) -> None:
        super().__init__()
        self._theme, self._glyph = theme, glyph
        edge = theme.look.sized(SMALL_TILE)
        self.setFixedSize(edge, edge)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self._theme.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        box = QRectF(0, 0, look.icon, look.icon)
        box.moveCenter(QRectF(self.rect()).center())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        glyphs.draw(painter, self._glyph, box, look.colour("accent_ink"), mirrored=mirrored)
        painter.end()
