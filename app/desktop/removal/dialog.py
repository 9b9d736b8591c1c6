"""The window of a removal: the list of what goes and what stays, and one button that is never pressed beforehand."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.desktop.card_model import Badge
from app.desktop.card_parts import column, row, scroll_bar
from app.desktop.controls import Secondary
from app.desktop.dialog import Dialog
from app.desktop.focus_ring import FocusRing
from app.desktop.removal.view import Line, RemovalView
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tile import Tile
from app.desktop.tokens import (
    BODY,
    BUTTON_HEIGHT,
    CAPTION,
    DETAIL,
    SECTION,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_24,
    TITLE,
)
from app.desktop.window.box import Separator

SIZE, LEAST = (640, 480), (480, 360)


class RemovalDialog(Dialog):
    """An ordinary window of the system. What is pressed is only said; `show_view` shows what came of it."""

    remove = Signal()

    def __init__(self, theme: Theme, view: RemovalView) -> None:
        super().__init__(theme)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(QSize(*LEAST))
        room = self.screen().availableSize()
        width, height = (max(one, theme.look.grown(one)) for one in SIZE)
        self.resize(min(width, max(SIZE[0], room.width())), min(height, max(SIZE[1], room.height())))
        self._whole = column()
        self.setLayout(self._whole)
        self._body: QWidget | None = None
        self.show_view(view)

    def show_view(self, view: RemovalView) -> None:
        """Show how things stand; the button that keeps everything has the focus."""
        theme, old = self._theme, self._body
        self.setWindowTitle(view.window)
        self._body = QWidget(self)
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = row(SPACE_16)
        head.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_16)
        badge = Badge.READY if view.is_gone else Badge.OFF_LIMITS
        head.addWidget(Tile(theme, view.letter, way=False, badge=badge, beneath="bg"), 0, Qt.AlignmentFlag.AlignTop)
        words = column(2)
        words.addWidget(Text(theme, TITLE, "ink", view.heading))
        if view.note:
            words.addWidget(Text(theme, BODY, "ink2", view.note))
        words.addStretch(1)
        head.addLayout(words, 1)
        whole.addLayout(head)
        whole.addWidget(self._lists(view), 1)
        whole.addWidget(Separator(theme))
        foot = row(SPACE_12)
        foot.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        foot.addWidget(Text(theme, CAPTION, "ink3", view.foot), 1, Qt.AlignmentFlag.AlignVCenter)
        self.remove_button: Secondary | None = None
        if view.remove:
            self.remove_button = Secondary(theme, view.remove)
            self.remove_button.height_at_100 = BUTTON_HEIGHT
            self.remove_button.clicked.connect(self.remove)
            foot.addWidget(self.remove_button)
        self.leave = Secondary(theme, view.leave)
        self.leave.height_at_100 = BUTTON_HEIGHT
        self.leave.clicked.connect(self.close)
        foot.addWidget(self.leave)
        whole.addLayout(foot)
        self._whole.addWidget(self._body)
        self._body.show()  # what is not shown takes no focus
        self._ring = FocusRing(theme, self._body)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()

    def _lists(self, view: RemovalView) -> QScrollArea:
        lines = column(SPACE_8)
        lines.setContentsMargins(SPACE_24, 0, SPACE_24, SPACE_16)
        for heading, several in ((view.goes_heading, view.goes), (view.stays_heading, view.stays)):
            if heading:
                lines.addWidget(Text(self._theme, SECTION, "ink", heading))
            for one in several:
                lines.addLayout(self._line(one))
            if several:
                lines.addSpacing(SPACE_8)
        lines.addStretch(1)
        content = QWidget()
        content.setLayout(lines)
        area = QScrollArea()
        area.setStyleSheet(scroll_bar(self._theme.look))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus if view.goes or view.stays else Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(view.goes_heading or view.heading)
        area.setWidget(content)
        for part in (area.viewport(), content):
            part.setAutoFillBackground(False)
        return area

    def _line(self, line: Line) -> QVBoxLayout:
        both = column(SPACE_4 // 2)
        both.addWidget(Text(self._theme, DETAIL, "ink", line.path))
        both.addWidget(Text(self._theme, CAPTION, "ink2", line.note))
        return both
