"""The Overview page: lays an `OverviewView` out. What is to sort out comes first, with the one primary button."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout

from app.desktop.card_model import Badge
from app.desktop.card_parts import column, row
from app.desktop.controls import Button, Primary, Quiet, Secondary
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tile import OVERHANG, PathAcross, Tile
from app.desktop.tokens import (
    BODY_STRONG,
    BUTTON_HEIGHT,
    CAPTION,
    DETAIL,
    HEADING,
    SECTION,
    SMALL_TILE,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_20,
)
from app.desktop.window.box import Box, Pill, Separator
from app.desktop.window.controls import Glyph, IconButton, Link
from app.desktop.window.overview_view import FoundRow, OverviewView, Thing
from app.desktop.window.pane import Pane, clear, focus_again, focused_name
from app.desktop.window.policy_text import Figure
from app.desktop.window.reflow import Reflow, holding

_ROOM_FOR_ONE_LINE, _ROOM_FOR_TWO_BOXES, _ROOM_FOR_FIGURES = 560, 620, 320
"""Pixels at 100 % text from which on things stand beside each other."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Overview(Pane):
    """The page. `set_up` names the tool to set up, `details` the one whose alert is to be shown again."""

    set_up = Signal(str)
    details = Signal(str)
    remove = Signal(str)
    """What would go of that tool is to be shown."""
    sync = Signal()
    full = Signal()
    """The person wants to see the full policy."""

    def __init__(self, theme: Theme, view: OverviewView) -> None:
        self.sync_button = IconButton(theme, "sync", view.sync)
        super().__init__(theme, view.heading, view.note, (self.sync_button,))
        self.sync_button.clicked.connect(self.sync)
        self._view: OverviewView | None = None
        self._checked, self._looked = Text(theme, CAPTION, "ink3"), Text(theme, CAPTION, "ink3", wrap=False)
        self.show_view(view)

    def show_view(self, view: OverviewView) -> None:
        """Show how things stand now. Where only time went by, nothing is laid out anew."""
        before, self._view = self._view, view
        self._checked.setText(view.checked)
        self._looked.setText(view.looked)
        if before is not None and replace(before, checked="", looked="") == replace(view, checked="", looked=""):
            return
        self.say(view.heading, view.note)
        focused = focused_name(self)
        for kept in (self._checked, self._looked):
            kept.setParent(None)
        clear(self.body)
        self._lay_out(view)
        focus_again(self, focused)

    def _lay_out(self, view: OverviewView) -> None:
        for number, thing in enumerate(view.things):
            self.body.addWidget(self._thing(thing, first=number == 0))
        if view.policy:
            boxes = Reflow(self.theme.look.grown(_ROOM_FOR_TWO_BOXES), SPACE_16)
            boxes.add(self._policy(view), 2)
            boxes.add(self._applies(view), 3)
            self.body.addWidget(boxes)
            self.body.addSpacing(SPACE_8)
            self._found(view)
        else:
            self.body.addWidget(self._nothing_yet(*view.nothing_yet))
        self.body.addStretch(1)

    def _thing(self, thing: Thing, *, first: bool) -> Box:
        theme, box = self.theme, Box(self.theme)
        parts = Reflow(theme.look.grown(_ROOM_FOR_ONE_LINE), SPACE_12)
        box.column.setContentsMargins(SPACE_20, SPACE_16, SPACE_20, SPACE_16)
        tiles = row(SPACE_12)
        tiles.setContentsMargins(0, OVERHANG, 0, 0)  # as much above a tile as its badge takes below
        tiles.addWidget(Tile(theme, thing.letter, way=False, badge=thing.badge))
        if thing.offer:
            tiles.addWidget(PathAcross(theme), 0, Qt.AlignmentFlag.AlignTop)
            tiles.addWidget(Tile(theme, thing.offer_letter, way=True, badge=Badge.NONE))
        tiles.addStretch(1)
        parts.add(holding(tiles), 0, _MIDDLE)
        words = column(2)
        words.addWidget(Text(theme, SECTION, "ink", thing.title))
        words.addWidget(Text(theme, DETAIL, "ink2", thing.note))
        parts.add(holding(words), 1, _MIDDLE)
        if thing.details or thing.button or thing.remove:
            parts.add(holding(self._buttons(thing, first=first)), 0, _MIDDLE)
        box.column.addWidget(parts)
        return box

    def _buttons(self, thing: Thing, *, first: bool) -> QBoxLayout:
        line = row(SPACE_12)
        if thing.details:
            details = Quiet(self.theme, thing.details)
            details.clicked.connect(lambda: self.details.emit(thing.tool))
            line.addWidget(details)
        if thing.button:
            button: Button = Primary(self.theme, thing.button) if first else Secondary(self.theme, thing.button)
            button.height_at_100 = BUTTON_HEIGHT
            button.clicked.connect(lambda: self.set_up.emit(thing.offer))
            line.addWidget(button)
        if thing.remove:
            remove = Quiet(self.theme, thing.remove)
            remove.clicked.connect(lambda: self.remove.emit(thing.tool))
            line.addWidget(remove)
        line.addStretch(1)
        return line

    def _nothing_yet(self, heading: str, text: str) -> Box:
        box = Box(self.theme, heading)
        box.column.addSpacing(SPACE_8)
        box.column.addWidget(Text(self.theme, DETAIL, "ink2", text))
        return box

    def _policy(self, view: OverviewView) -> Box:
        theme, box = self.theme, Box(self.theme)
        line = row(SPACE_8)
        line.addWidget(Glyph(theme, "shield", "accent", line=theme.look.line(SECTION)))
        line.addWidget(Text(theme, SECTION, "ink", view.policy_heading), 1)
        box.column.addLayout(line)
        box.column.addSpacing(SPACE_12)
        name, *rest = view.policy
        box.column.addWidget(Text(theme, BODY_STRONG, "ink", name))
        for sentence in rest:
            box.column.addSpacing(2)
            box.column.addWidget(Text(theme, DETAIL, "ink2", sentence))
        box.column.addStretch(1)
        box.column.addSpacing(SPACE_12)
        foot = row(SPACE_8)
        foot.addWidget(Glyph(theme, "clock", line=theme.look.line(CAPTION)), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._checked, 1)
        box.column.addLayout(foot)
        return box

    def _applies(self, view: OverviewView) -> Box:
        theme, full = self.theme, Link(self.theme, view.full)
        full.clicked.connect(self.full)
        box = Box(theme, view.applies_heading, full)
        box.column.addSpacing(SPACE_8)
        line = Reflow(theme.look.grown(_ROOM_FOR_FIGURES), SPACE_8)
        for figure in view.figures:
            line.add(holding(figure_of(theme, figure)), 1)
        box.column.addWidget(line)
        for sentence in view.applies:
            box.column.addSpacing(SPACE_8)
            box.column.addWidget(Text(theme, CAPTION, "ink2", sentence))
        box.column.addStretch(1)
        return box

    def _found(self, view: OverviewView) -> None:
        theme = self.theme
        line = row(SPACE_12)
        line.addWidget(Text(theme, SECTION, "ink", view.found_heading), 1)
        line.addWidget(self._looked, 0, Qt.AlignmentFlag.AlignBottom)
        section = column(SPACE_8)
        section.addLayout(line)
        if view.found:
            box = Box(theme, padding=0)
            for number, one in enumerate(view.found):
                if number:
                    box.column.addWidget(Separator(theme))
                box.column.addLayout(_found_row(theme, one))
            section.addWidget(box)
        elif view.nothing_found:
            section.addWidget(Text(theme, DETAIL, "ink2", view.nothing_found))
        self.body.addLayout(section)


def figure_of(theme: Theme, figure: Figure) -> QBoxLayout:
    """A number with its word beneath."""
    words = column()
    number = Text(theme, HEADING, "warm_ink" if figure.warm else "ink", figure.count)
    number.setAccessibleName(f"{figure.count} {figure.label}")
    words.addWidget(number)
    words.addWidget(Text(theme, CAPTION, "ink2", figure.label))
    words.addStretch(1)
    return words


def _found_row(theme: Theme, found: FoundRow) -> QBoxLayout:
    line = row(SPACE_12 - OVERHANG // 2)
    line.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12 - OVERHANG // 2)
    line.addWidget(Tile(theme, found.letter, way=False, badge=found.badge, edge=SMALL_TILE))
    words = column()
    words.addWidget(Text(theme, BODY_STRONG, "ink", found.title))
    words.addWidget(Text(theme, CAPTION, "ink2", found.note))
    line.addLayout(words, 1)
    line.addSpacing(SPACE_4)
    line.addWidget(Pill(theme, found.pill, warm=found.warm))
    return line
