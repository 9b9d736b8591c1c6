"""What every page of a card shares: the header, the actions it can ask for, its height at a width."""

import enum
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.alerts.silence import Choice
from app.desktop.card_model import Badge
from app.desktop.card_parts import Header, Scroll, column, height_of, margins, row
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tile import OVERHANG, Tile
from app.desktop.tokens import (
    BODY,
    DETAIL,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_24,
    TITLE,
)

LEAST_SCROLL = 72
"""How little of a scrolling part may remain."""


class Action(enum.Enum):
    """What a person can ask for on a card."""

    SET_UP = "set-up"
    LATER = "later"
    SNOOZE_HOUR = "snooze-hour"
    SNOOZE_TODAY = "snooze-today"
    SNOOZE_DEADLINE = "snooze-deadline"
    UNSNOOZE = "unsnooze"
    CANCEL = "cancel"
    PATH_EDIT = "path-edit"
    PATH_UNDO = "path-undo"
    BRING = "bring"
    REMOVE = "remove"
    ASK = "ask"
    SEND = "send"
    BACK = "back"
    TAKE_BACK = "take-back"
    CLOSE = "close"


SNOOZES = {
    Choice.HOUR: Action.SNOOZE_HOUR,
    Choice.TODAY: Action.SNOOZE_TODAY,
    Choice.DEADLINE: Action.SNOOZE_DEADLINE,
}
"""What pressing each choice asks for."""


class Page(QWidget):
    """A page: header on top, then what a subclass adds to `box`. `reading` is the tab order, title first."""

    acted = Signal(Action)
    resized = Signal()
    """Something unfolded: the card fits itself anew."""

    def __init__(self, theme: Theme, sender: str, close: str) -> None:
        super().__init__()
        self.theme = theme
        self.reading: list[QWidget] = []
        self.scrolled: Scroll | None = None
        self.scroll_inset = 0
        """How much narrower than the page the scrolling part is."""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, SPACE_12, 0, 0)
        self.box.setSpacing(0)
        self.header = Header(theme, sender, close)
        layout = row()
        margins(layout, SPACE_24, 0, SPACE_12, 0)
        layout.addWidget(self.header)
        self.box.addLayout(layout)
        self.box.addSpacing(SPACE_8)
        self.header.close_button.clicked.connect(lambda: self.acted.emit(Action.CLOSE))

    def fit(self, width: int, tallest: int) -> int:
        """How tall the page is at `width`. Beyond `tallest` its scrolling part gives way, as far as it can."""
        if self.scrolled is None:
            return height_of(self.box, width)
        wanted = self.scrolled.content_height(width - self.scroll_inset)
        self.scrolled.setFixedHeight(wanted)
        height = height_of(self.box, width)
        if height > tallest:
            shown = max(min(wanted, LEAST_SCROLL), wanted - (height - tallest))
            self.scrolled.setFixedHeight(shown)
            height = height_of(self.box, width)
        return height

    def set_reading_order(self) -> None:
        """Tab goes through `reading`, then to the close button. The title takes focus so that it is read aloud."""
        order = [*self.reading, self.header.close_button]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def titled(
        self, letter: str, title: str, note: str, *, badge: Badge, note_role: str = "ink2", way: bool = True
    ) -> Text:
        """Add the tile with title and note beside it, as progress, done and failed begin. Returns the note.

        `way`: the tile is of what leads on, and not of the tool that was alerted.
        """
        line = row(SPACE_16 - OVERHANG)
        line.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        line.addWidget(Tile(self.theme, letter, way=way, badge=badge), 0, Qt.AlignmentFlag.AlignTop)
        words = column(SPACE_4 // 2)
        heading = self.heading(title)
        text = Text(self.theme, DETAIL, note_role, note)
        words.addWidget(heading)
        words.addWidget(text)
        words.addStretch(1)
        line.addLayout(words, 1)
        self.box.addLayout(line)
        return text

    def heading(self, title: str) -> Text:
        """The title; it takes the focus when the card is reached by keyboard."""
        text = Text(self.theme, TITLE, "ink", title)
        text.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reading.insert(0, text)
        return text

    def paragraph(self, text: str, role: str = "ink") -> Text:
        """Add a paragraph over the whole width."""
        label = Text(self.theme, BODY, role, text)
        self.inset(label)
        return label

    def inset(self, widget: QWidget) -> None:
        """Add a widget at the page's margins."""
        line = row()
        line.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        line.addWidget(widget)
        self.box.addLayout(line)
