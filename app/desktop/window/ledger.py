"""The page What IT sees: figures, then every record, each with its exact payload a click away."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.desktop.card_parts import row
from app.desktop.theme import Theme
from app.desktop.tokens import SPACE_24
from app.desktop.window.box import Box
from app.desktop.window.ledger_view import LedgerWords
from app.desktop.window.listing import Listing
from app.desktop.window.overview import figure_of
from app.desktop.window.pane import clear
from app.desktop.window.policy_text import Figure
from app.desktop.window.rows import Caption, Row

_ROOM_FOR_FIGURES = 440


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
        box = Box(theme)
        box.column.addLayout(self._figures)
        self._box: QWidget = box
        self._filled = False
        box.hide()
        self.above(box)

    def tell(self, note: str) -> None:
        """Say what the company is told: another policy may have come."""
        self.note.setText(note)

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
        """The figures give way to the records where there is little room."""
        self._box.setVisible(self._filled and self.height() >= self.theme.look.grown(_ROOM_FOR_FIGURES))
