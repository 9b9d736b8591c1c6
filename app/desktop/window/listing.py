"""A page that is a long list: search and choices above it, the list below, a word where there is nothing to show."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.desktop.segments import Segments
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import DETAIL, PANE_WIDEST, SPACE_12
from app.desktop.window.controls import IconButton
from app.desktop.window.pane import Pane
from app.desktop.window.reflow import Reflow
from app.desktop.window.row_list import RowList
from app.desktop.window.rows import Caption, Row, matching
from app.desktop.window.search import Search

_PAUSE_MS = 120
"""How long the person's typing rests before the list is searched."""
_ROOM_FOR_ONE_LINE, _ROOM_FOR_NOTE = 560, 400


class Listing(Pane):
    """The page. `export` is asked for what is shown now; `acted` names the row whose action was pressed."""

    export = Signal()
    acted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        heading: str,
        note: str,
        *,
        export: str,
        search: str,
        copy: str,
        copied: str,
        choices: dict[str, str],
    ) -> None:
        self.export_button = IconButton(theme, "down", export)
        super().__init__(theme, heading, note, (self.export_button,), scrolls=False)
        self.export_button.clicked.connect(self.export)
        self._items: tuple[Caption | Row, ...] = ()
        self._empty = self._nothing = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.show_matching)
        self.search = Search(theme, search)
        self.search.sought.connect(self._pause.start)
        self.segments = Segments(theme, choices)
        self.segments.chosen.connect(self.show_matching)
        tools = Reflow(theme.look.grown(_ROOM_FOR_ONE_LINE), SPACE_12)
        tools.setMaximumWidth(PANE_WIDEST)
        tools.add(self.search, 1)
        if len(choices) > 1:
            tools.add(self.segments)
        tools.add(QWidget(), 1)
        self.body.addLayout(self.within(tools))
        self._said = Text(theme, DETAIL, "ink2")
        self._said.hide()
        self.body.addLayout(self.within(self._said))
        self.list = RowList(theme, heading, copy, copied)
        self.list.acted.connect(self.acted)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)
        self.body.addWidget(self.list, 1)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Large text in a small window: the list needs the room more than what the page is about."""
        self.note.setVisible(bool(self.note.text()) and self.height() >= self.theme.look.grown(_ROOM_FOR_NOTE))
        super().resizeEvent(event)

    def above(self, widget: QWidget) -> None:
        """Put something between the heading and the search."""
        widget.setMaximumWidth(PANE_WIDEST)
        self.body.insertLayout(0, self.within(widget))

    def show_rows(self, items: tuple[Caption | Row, ...], empty: str, nothing: str) -> None:
        """Show these rows, as far as they match what is sought. `empty`: what to say when there are none at all."""
        self._items, self._empty, self._nothing = items, empty, nothing
        self.show_matching()

    @property
    def shown(self) -> tuple[Caption | Row, ...]:
        """What is shown now."""
        return self.list.rows.shown

    def show_matching(self) -> None:
        """Search anew."""
        kind = self.segments.current
        shown = matching(self._items, self.search.text(), lambda one: not kind or one.kind == kind)
        self.list.show_items(shown)
        self.list.setVisible(bool(shown))
        self._said.setText("" if shown else self._nothing if self._items else self._empty)
        self._said.setVisible(not shown)
        self._rest.setVisible(not shown)
        self.export_button.setEnabled(bool(self._items))
