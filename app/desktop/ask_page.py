"""The card's page on which an exception is asked for: why, for how long, and what IT gets to see of it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from app.asking.request import LONGEST_REASON
from app.desktop.card_model import AskedView, AskView, Badge
from app.desktop.card_parts import Facts, Scroll, column, margins, row
from app.desktop.controls import Primary, Quiet, Secondary
from app.desktop.page import Action, Page
from app.desktop.segments import Segments
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import (
    BODY,
    DETAIL_STRONG,
    RADIUS_CONTROL,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_20,
    SPACE_24,
)

_FIELD_HEIGHT = 68
"""Pixels at 100 % text: three lines."""


class Reason(QPlainTextEdit):
    """A few lines of plain text. Tab leaves it."""

    def __init__(self, theme: Theme, name: str, example: str) -> None:
        super().__init__()
        self._theme = theme
        look = theme.look
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.setFont(look.font(BODY))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, "surface"),
            (QPalette.ColorRole.Text, "ink"),
            (QPalette.ColorRole.PlaceholderText, "ink3"),
            (QPalette.ColorRole.Highlight, "accent"),
            (QPalette.ColorRole.HighlightedText, "on_accent"),
        ):
            palette.setColor(role, look.colour(colour))
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(SPACE_8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.grown(_FIELD_HEIGHT) + SPACE_8)
        self.textChanged.connect(self._keep_short)

    @property
    def ring_radius(self) -> int:
        """How round the focus ring around it is."""
        return RADIUS_CONTROL

    @property
    def words(self) -> str:
        """What was written, on one line."""
        return " ".join(self.toPlainText().split())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self._theme.look
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), look.border))
        painter.setBrush(look.colour("surface"))
        half = look.border / 2
        box = QRectF(self.viewport().rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.end()
        super().paintEvent(event)

    def _keep_short(self) -> None:
        """Take no more than may be sent."""
        text = self.toPlainText()
        if len(text) > LONGEST_REASON:
            cursor = self.textCursor()
            at = min(cursor.position(), LONGEST_REASON)
            self.setPlainText(text[:LONGEST_REASON])
            cursor.setPosition(at)
            self.setTextCursor(cursor)


class AskPage(Page):
    """Lays out an `AskView`. `reason` and `term` are what the person wrote and chose."""

    def __init__(self, theme: Theme, view: AskView) -> None:
        super().__init__(theme, view.sender, view.close)
        self.titled(view.letter, view.title, view.note, badge=Badge.NONE, way=False)
        self.box.addSpacing(SPACE_16)
        inside = column()
        inside.addWidget(Text(theme, DETAIL_STRONG, "ink", view.reason))
        inside.addSpacing(SPACE_4)
        self.field = Reason(theme, view.reason, view.example)
        inside.addWidget(self.field)
        inside.addSpacing(SPACE_12)
        inside.addWidget(Text(theme, DETAIL_STRONG, "ink", view.until))
        inside.addSpacing(SPACE_4)
        self.terms = Segments(theme, dict(view.terms))
        self.terms.setAccessibleName(view.until)
        self.terms.choose("month")
        inside.addWidget(self.terms)
        inside.addSpacing(SPACE_12)
        inside.addWidget(Facts(theme, view.facts))
        self.scrolled = Scroll(theme, inside)
        self.scroll_inset = 2 * SPACE_24
        self.inset(self.scrolled)
        self.box.addSpacing(SPACE_16)
        self.back = Quiet(theme, view.back)
        self.back.clicked.connect(lambda: self.acted.emit(Action.BACK))
        self.send = Primary(theme, view.send)
        self.send.setEnabled(False)
        self.send.clicked.connect(lambda: self.acted.emit(Action.SEND))
        self.field.textChanged.connect(lambda: self.send.setEnabled(bool(self.field.words)))
        self.field.setPlainText(view.written)
        foot = row()
        margins(foot, SPACE_16, 0, SPACE_24, SPACE_20)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.send)
        self.box.addLayout(foot)
        self.reading += [self.field, *self.terms.segments.values(), self.send, self.back]
        self.set_reading_order()

    @property
    def reason(self) -> str:
        """Why."""
        return self.field.words

    @property
    def term(self) -> str:
        """For how long, by name."""
        return self.terms.current


class AskedPage(Page):
    """Lays out an `AskedView`."""

    def __init__(self, theme: Theme, view: AskedView) -> None:
        super().__init__(theme, view.sender, view.close)
        badge = Badge.READY if view.granted else Badge.SOON
        self.titled(view.letter, view.title, view.note, badge=badge, way=False)
        self.box.addSpacing(SPACE_16)
        foot = row()
        margins(foot, SPACE_24, 0, SPACE_16, SPACE_20)
        self.undo: Secondary | None = None
        if view.undo:
            self.undo = Secondary(theme, view.undo)
            self.undo.clicked.connect(lambda: self.acted.emit(Action.TAKE_BACK))
            foot.addWidget(self.undo)
            self.reading.append(self.undo)
        foot.addStretch(1)
        self.leave = Quiet(theme, view.close)
        self.leave.clicked.connect(lambda: self.acted.emit(Action.CLOSE))
        foot.addWidget(self.leave)
        self.box.addLayout(foot)
        self.reading.append(self.leave)
        self.set_reading_order()
