"""The page What IT sees: figures, what IT is told and what not, then every record, its exact payload a click away."""

from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.desktop.card_parts import column, row
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import DETAIL, DETAIL_STRONG, SPACE_12, SPACE_16, SPACE_24
from app.desktop.window.box import Box
from app.desktop.window.ledger_view import LedgerWords
from app.desktop.window.listing import Listing
from app.desktop.window.overview import figure_of
from app.desktop.window.pane import clear
from app.desktop.window.policy_text import Figure
from app.desktop.window.reflow import Reflow, holding
from app.desktop.window.rows import Caption, Row
from app.desktop.window.told_view import Told
from app.desktop.wording import sentences

_ROOM_FOR_FIGURES, _ROOM_FOR_TOLD, _ROOM_FOR_TWO = 440, 600, 520


class LedgerPane(Listing):
    """The page. It shows no figures until it was read."""

    def __init__(self, theme: Theme, words: LedgerWords) -> None:
        super().__init__(
            theme,
            words.heading,
            words.note,
            export=words.export,
            search=words.search,
            copy=words.copy,
            copied=words.copied,
            choices={},
        )
        self._words = words
        self._figures = row(SPACE_24)
        self._told = column()
        self._figures_box, self._told_box = holding(self._figures), holding(self._told)
        box = Box(theme)
        box.column.addWidget(self._figures_box)
        box.column.addWidget(self._told_box)
        self._box: QWidget = box
        self._filled = False
        self.above(box)
        self.tell(words.told)

    def tell(self, told: Told) -> None:
        """Say what the company is told: another policy may have come."""
        self._words = replace(self._words, told=told)
        clear(self._told)
        theme = self.theme
        if told.told:
            lists = Reflow(theme.look.grown(_ROOM_FOR_TWO), SPACE_24)
            for heading, things in ((told.told_heading, told.told), (told.untold_heading, told.untold)):
                words = column(2)
                words.addWidget(Text(theme, DETAIL_STRONG, "ink", heading))
                words.addWidget(Text(theme, DETAIL, "ink2", things))
                words.addStretch(1)
                lists.add(holding(words), 1)
            self._told.addWidget(lists)
            self._told.addSpacing(SPACE_12)
        if told.where:
            self._told.addWidget(Text(theme, DETAIL, "ink2", told.where))
        self._make_room()

    def show_ledger(self, figures: tuple[Figure, ...], rows: tuple[Caption | Row, ...]) -> None:
        """Show what was read."""
        clear(self._figures)
        for figure in figures:
            self._figures.addLayout(figure_of(self.theme, figure), 1)
        self._figures.addStretch(2)
        self._filled = bool(rows)
        self._make_room()
        self.show_rows(rows, self._words.empty, self._words.nothing_matches)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The figures give way to the records where there is little room, and what is told goes into the note."""
        told, grown = self._words.told, self.theme.look.grown
        figures = self._filled and self.height() >= grown(_ROOM_FOR_FIGURES)
        lists = bool(told.where) and self.height() >= grown(_ROOM_FOR_TOLD)
        self._figures_box.setVisible(figures)
        self._told_box.setVisible(lists)
        self._told.setContentsMargins(0, SPACE_16 if figures else 0, 0, 0)
        self._box.setVisible(figures or lists)
        self.note.setText(self._words.note if lists else sentences(self._words.note, told.sentences))
