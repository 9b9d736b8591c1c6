"""The card's page after a snooze: until when it is quiet, and the way back."""

from PySide6.QtCore import QTimer

from app.desktop.card_model import Badge, SnoozedView
from app.desktop.card_parts import margins, row
from app.desktop.controls import Quiet, Secondary
from app.desktop.page import Action, Page
from app.desktop.theme import Theme
from app.desktop.tokens import SPACE_16, SPACE_20, SPACE_24

STAY_MS = 12_000
"""How long it stays by itself. The way back stays in the tray's menu."""


class SnoozedPage(Page):
    """Lays out a `SnoozedView`."""

    def __init__(self, theme: Theme, view: SnoozedView) -> None:
        super().__init__(theme, view.sender, view.close)
        self.titled(view.letter, view.title, view.note, badge=Badge.NONE, way=False)
        self.box.addSpacing(SPACE_16)
        self.undo = Secondary(theme, view.undo)
        self.undo.clicked.connect(lambda: self.acted.emit(Action.UNSNOOZE))
        self.leave = Quiet(theme, view.close)
        self.leave.clicked.connect(lambda: self.acted.emit(Action.CLOSE))
        foot = row()
        margins(foot, SPACE_24, 0, SPACE_16, SPACE_20)
        foot.addWidget(self.undo)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        self.box.addLayout(foot)
        self.reading += [self.undo, self.leave]
        self.set_reading_order()
        self.stay = QTimer(self, interval=STAY_MS)
        self.stay.timeout.connect(self._leave_alone)
        self.stay.start()

    def _leave_alone(self) -> None:
        """Go, unless somebody is about to press something here."""
        if not self.underMouse() and not self.window().isActiveWindow():
            self.acted.emit(Action.CLOSE)
