"""The screen: the path from the old tool to the new, the items beside the diff of the chosen one, what to do below."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.desktop.card_model import Badge
from app.desktop.card_parts import column, row, scroll_bar
from app.desktop.carryover.diff_box import DiffBox
from app.desktop.carryover.item_row import ItemRow
from app.desktop.carryover.model import CarryView, DetailView, Stage
from app.desktop.controls import Button, Primary, Quiet, Secondary
from app.desktop.dialog import Dialog
from app.desktop.focus_ring import FocusRing
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tile import PathAcross, Tile
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
from app.desktop.window.box import Box, Pill, Separator
from app.desktop.window.chooser import Chooser
from app.desktop.window.controls import Glyph
from app.desktop.window.pane import clear
from app.desktop.window.settings_view import Option

SIZE, LEAST = (880, 636), (680, 480)
_ITEMS, _NOTES = 272, 150
"""How wide the list is, and how tall what is said of an item may become before it scrolls."""


class CarryOverDialog(Dialog):
    """An ordinary window of the system. What is pressed is only said; `show_view` shows what came of it."""

    chosen = Signal(str)
    switched = Signal(str, bool)
    placed = Signal(str)
    carry = Signal()
    undo = Signal()

    def __init__(self, theme: Theme, view: CarryView) -> None:
        super().__init__(theme)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(QSize(*LEAST))
        self.resize(self._fitting())
        self._whole = column()
        self.setLayout(self._whole)
        self._body: QWidget | None = None
        self.rows: dict[str, ItemRow] = {}
        self._view: CarryView | None = None
        self.show_view(view)

    def _fitting(self) -> QSize:
        """As the design has it, larger with the text as far as the screen goes."""
        look, room = self._theme.look, self.screen().availableSize()
        width, height = (max(one, look.grown(one)) for one in SIZE)
        return QSize(min(width, max(SIZE[0], room.width())), min(height, max(SIZE[1], room.height())))

    def show_view(self, view: CarryView) -> None:
        """Show how things stand; what only was switched or chosen is changed in place."""
        before, self._view = self._view, view
        if before is not None and before.stage is view.stage is Stage.PREVIEW and _ids(before) == _ids(view):
            self.heading.setText(view.heading)
            for one, line in self.rows.items():
                line.show_current(one == view.current)
            if before.current != view.current or before.detail != view.detail:
                self._show_detail(view.detail)
            self._show_buttons(view)
            return
        self._lay_out(view)

    def restyle(self, view: CarryView) -> None:
        """Build it anew: in other looks, or another language."""
        self._view = view
        self._lay_out(view)

    def _lay_out(self, view: CarryView) -> None:
        theme, old = self._theme, self._body
        self.setWindowTitle(view.window)
        self._body = QWidget(self)
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        top = column(SPACE_24 - SPACE_4)
        top.setContentsMargins(SPACE_24, SPACE_24 - SPACE_4, SPACE_24, SPACE_16)
        top.addLayout(self._head(view))
        self.chooser: Chooser | None = None
        if view.places:
            options = tuple(Option(key, text) for key, text in view.places)
            self.chooser = Chooser(theme, view.whose, options, view.place, dict(view.places)[view.place])
            self.chooser.chosen.connect(self.placed)
            top.addWidget(self.chooser, 0, Qt.AlignmentFlag.AlignLeft)
        both = row(SPACE_24 - SPACE_4)
        self.rows = {}
        if view.items:
            both.addWidget(self._list(view))
        self._detail = Box(theme, padding=0)
        both.addWidget(self._detail, 1)
        top.addLayout(both, 1)
        whole.addLayout(top, 1)
        whole.addWidget(Separator(theme))
        self._foot = row(SPACE_12)
        self._foot.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        whole.addLayout(self._foot)
        self._detail.setVisible(bool(view.items))
        if not view.items:
            top.addStretch(1)
        self._whole.addWidget(self._body)
        self._show_detail(view.detail)
        self._show_buttons(view)
        self._ring = FocusRing(theme, self._body)
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()

    def _head(self, view: CarryView) -> QVBoxLayout:
        theme, head, words = self._theme, row(SPACE_16), column(2)
        tiles = row(SPACE_12 - SPACE_4)
        old = Tile(theme, view.letters[0], way=False, badge=Badge.NONE, beneath="bg")
        tiles.addWidget(old, 0, Qt.AlignmentFlag.AlignTop)
        tiles.addWidget(PathAcross(theme), 0, Qt.AlignmentFlag.AlignTop)
        badge = Badge.READY if view.stage is Stage.DONE else Badge.NONE
        new = Tile(theme, view.letters[1], way=True, badge=badge, beneath="bg")
        tiles.addWidget(new, 0, Qt.AlignmentFlag.AlignTop)
        self.heading = Text(theme, TITLE, "ink", view.heading)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words.addWidget(self.heading)
        if view.note:
            words.addWidget(Text(theme, BODY, "ink2", view.note))
        head.addLayout(tiles)
        head.setAlignment(tiles, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        whole = column()
        whole.addLayout(head)
        return whole

    def _list(self, view: CarryView) -> QWidget:
        lines = column(SPACE_4)
        for one in view.items:
            line = ItemRow(self._theme, one, current=one.id == view.current)
            line.chosen.connect(self.chosen)
            line.switched.connect(self.switched)
            self.rows[one.id] = line
            lines.addWidget(line)
        lines.addStretch(1)
        scroll = _scrolling(self._theme, lines)
        scroll.setFixedWidth(max(_ITEMS, self._theme.look.grown(_ITEMS) * 3 // 4))
        return scroll

    def _show_detail(self, detail: DetailView | None) -> None:
        clear(self._detail.column)
        if detail is None:
            return
        theme, head, words = self._theme, row(SPACE_12), column()
        head.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        words.addWidget(Text(theme, SECTION, "ink", detail.title))
        if detail.way:
            words.addWidget(Text(theme, CAPTION, "ink2", detail.way))
        head.addLayout(words, 1)
        if detail.pill:
            head.addWidget(Pill(theme, detail.pill))
        self._detail.column.addLayout(head)
        if detail.files:
            self._detail.column.addWidget(Separator(theme))
            box = column()
            box.addWidget(DiffBox(theme, detail.files, detail.title))
            box.addStretch(1)
            self.diff = _scrolling(theme, box, sideways=True)
            self.diff.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.diff.setAccessibleName(detail.title)
            self._detail.column.addWidget(self.diff, 1)
        if detail.notes:
            self._detail.column.addWidget(Separator(theme))
            notes = column(SPACE_8)
            notes.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
            for glyph, text in detail.notes:
                line = row(SPACE_8)
                role = "accent_ink" if glyph == "check" else "ink2"
                line.addWidget(Glyph(theme, glyph, role, line=theme.look.line(DETAIL)), 0, Qt.AlignmentFlag.AlignTop)
                line.addWidget(Text(theme, DETAIL, "ink2", text), 1)
                notes.addLayout(line)
            notes.addStretch(1)
            said = _scrolling(theme, notes)
            if detail.files:
                said.setMaximumHeight(max(_NOTES, theme.look.grown(_NOTES)))
            self._detail.column.addWidget(said)
        if not detail.files:
            self._detail.column.addStretch(1)

    def _show_buttons(self, view: CarryView) -> None:
        focused = next((one.accessibleName() for one in self.findChildren(Button) if one.hasFocus()), "")
        clear(self._foot)
        self._foot.addWidget(Text(self._theme, CAPTION, "ink3", view.foot), 1, Qt.AlignmentFlag.AlignVCenter)
        buttons: list[Button] = []
        if view.undo:
            undo = Quiet(self._theme, view.undo)
            undo.clicked.connect(self.undo)
            buttons.append(undo)
        leave = Secondary(self._theme, view.leave)
        leave.height_at_100 = BUTTON_HEIGHT
        leave.clicked.connect(self.close)
        buttons.append(leave)
        if view.way_on:
            carry = Primary(self._theme, view.way_on)
            carry.clicked.connect(self.carry)
            buttons.append(carry)
        for button in buttons:
            self._foot.addWidget(button)
            if focused and button.accessibleName() == focused:
                button.setFocus(Qt.FocusReason.OtherFocusReason)


def _ids(view: CarryView) -> list[tuple[str, bool]]:
    return [(one.id, one.can) for one in view.items]


def _scrolling(theme: Theme, layout: QVBoxLayout, *, sideways: bool = False) -> QScrollArea:
    content = QWidget()
    content.setLayout(layout)
    area = QScrollArea()
    edge = theme.look.colours.edge
    sideways_bar = (
        "QScrollBar:horizontal { height: 6px; background: transparent; margin: 0; }"
        f" QScrollBar::handle:horizontal {{ background: {edge}; border-radius: 3px; min-width: 24px; }}"
    )
    area.setStyleSheet(f"{scroll_bar(theme.look)} {sideways_bar if sideways else ''}")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    for part in (area.viewport(), content):
        part.setAutoFillBackground(False)
    return area
