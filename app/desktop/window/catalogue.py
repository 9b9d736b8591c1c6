"""The page Approved tools: cards in one to three columns, searched, narrowed down, each with its own progress."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desktop.card_model import ProgressView
from app.desktop.card_parts import row
from app.desktop.segments import Segments
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import DETAIL, SPACE_12, SPACE_16, TOOL_WIDTH
from app.desktop.window.catalogue_view import CatalogueView, Press, ToolCard, progress_of
from app.desktop.window.pane import Pane, clear
from app.desktop.window.reflow import Reflow
from app.desktop.window.search import Search
from app.desktop.window.tool_card import ToolCardBox

MOST_COLUMNS, PORTION = 3, 24
"""Cards are made in portions, the next one when the person comes near the end."""
_ROOM_FOR_ONE_LINE, _NEAR = 640, 200


class Catalogue(Pane):
    """The page. `pressed` gives the tool and what was pressed on its card."""

    pressed = Signal(str, Press)

    def __init__(self, theme: Theme, view: CatalogueView) -> None:
        super().__init__(theme, view.heading, view.note)
        self._view = view
        self.cards: dict[str, ToolCardBox] = {}
        self.search = Search(theme, view.search)
        self.search.sought.connect(self._show)
        self._tools = Reflow(theme.look.grown(_ROOM_FOR_ONE_LINE), SPACE_12)
        self._choices: tuple[tuple[str, str], ...] = ()
        self.segments: Segments | None = None
        self._segment_line = row()
        holder = QWidget()
        holder.setLayout(self._segment_line)
        self._tools.add(self.search, 1)
        self._tools.add(holder)
        self._tools.add(QWidget(), 1)
        self.body.addWidget(self._tools)
        self._said = Text(theme, DETAIL, "ink2")
        self.body.addWidget(self._said)
        self._grid = Grid(theme.look.grown(TOOL_WIDTH))
        self.body.addWidget(self._grid)
        self.body.addStretch(1)
        if self.scroller is not None:
            bar = self.scroller.verticalScrollBar()
            bar.valueChanged.connect(lambda value: self._make_more() if value > bar.maximum() - _NEAR else None)
        self.show_view(view)

    def show_view(self, view: CatalogueView) -> None:
        """Show how things stand; a card that only moved on is changed in place."""
        self._view = view
        self.say(view.heading, view.note)
        self._show_choices(view.choices)
        self._show()

    def move_on(self, progress: Mapping[str, ProgressView]) -> None:
        """Set-ups moved on, several times a second: only their own cards are touched."""
        for tool, one in progress.items():
            box = self.cards.get(tool)
            if box is not None and box.view.progress is not None:
                box.show_view(replace(box.view, progress=progress_of(one)))

    @property
    def shown(self) -> tuple[ToolCard, ...]:
        """The cards that match what is sought."""
        kind = self.segments.current if self.segments is not None else ""
        words = self.search.text()
        return tuple(card for card in self._view.cards if (not kind or kind in card.kinds) and card.says(words))

    def _show(self) -> None:
        shown = self.shown
        self._said.setText("" if shown else self._view.nothing_matches if self._view.cards else self._view.empty)
        self._said.setVisible(not shown)
        self._tools.setVisible(bool(self._view.cards))
        wanted = shown[: max(PORTION, self._grid.count)]
        if [card.tool for card in wanted] == list(self.cards):
            for card in wanted:
                self.cards[card.tool].show_view(card)
            return
        known, self.cards = self.cards, {}
        for card in wanted:
            box = known.pop(card.tool, None) or self._new(card)
            box.show_view(card)
            self.cards[card.tool] = box
        for box in known.values():
            box.hide()
            box.deleteLater()
        self._grid.show_cards(list(self.cards.values()))

    def _make_more(self) -> None:
        shown = self.shown
        if len(self.cards) < len(shown):
            for card in shown[len(self.cards) : len(self.cards) + PORTION]:
                self.cards[card.tool] = self._new(card)
            self._grid.show_cards(list(self.cards.values()))

    def _new(self, card: ToolCard) -> ToolCardBox:
        box = ToolCardBox(self.theme, card)
        box.pressed.connect(self.pressed)
        return box

    def _show_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        if choices == self._choices:
            return
        self._choices = choices
        current = self.segments.current if self.segments is not None else ""
        focused = self.segments.focused if self.segments is not None else None
        clear(self._segment_line)
        self.segments = None
        if choices:
            self.segments = Segments(self.theme, dict(choices))
            self.segments.choose(current if current in dict(choices) else "")
            self.segments.chosen.connect(self._show)
            self._segment_line.addWidget(self.segments)
            self._segment_line.addStretch(1)
            if focused is not None:
                self.segments.focus(focused)


class Grid(QWidget):
    """Cards of equal width, as many columns as there is room for, three at most."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self._columns = 0
        self._cards: list[ToolCardBox] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE_16)

    @property
    def count(self) -> int:
        """How many cards there are."""
        return len(self._cards)

    def show_cards(self, cards: list[ToolCardBox]) -> None:
        """Show these, in this order."""
        self._cards = cards
        self._arrange()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._wanted() != self._columns:
            self._arrange()

    def _wanted(self) -> int:
        return max(1, min(MOST_COLUMNS, (self.width() + SPACE_16) // (self._least + SPACE_16)))

    def _arrange(self) -> None:
        while self._layout.takeAt(0) is not None:
            pass
        self._columns = self._wanted()
        for number, card in enumerate(self._cards):
            self._layout.addWidget(card, number // self._columns, number % self._columns)
            card.show()
        for number in range(MOST_COLUMNS):
            self._layout.setColumnStretch(number, 1 if number < self._columns else 0)
        self.updateGeometry()
