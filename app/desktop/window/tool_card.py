"""A tool's card in the catalogue: what it is, and, in place, how far its set-up is."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.desktop.card_model import Badge
from app.desktop.card_parts import column, row
from app.desktop.controls import Button, Quiet, Secondary
from app.desktop.progress_bar import Bar
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tile import Tile
from app.desktop.tokens import (
    CAPTION,
    CAPTION_STRONG,
    DETAIL,
    SECTION,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    TOOL_HEIGHT,
)
from app.desktop.window.box import Box
from app.desktop.window.catalogue_view import Press, ToolButton, ToolCard
from app.desktop.window.controls import Link
from app.desktop.window.pane import clear, focus_again, focused_name


class ToolCardBox(Box):
    """The card. `pressed` gives the tool and what was pressed. Progress changes in place, so that nothing jumps."""

    pressed = Signal(str, Press)

    def __init__(self, theme: Theme, view: ToolCard) -> None:
        super().__init__(theme, padding=SPACE_16)
        self._theme, self.view = theme, view
        self._least = max(TOOL_HEIGHT, theme.look.grown(TOOL_HEIGHT - 40))
        self.setMinimumHeight(self._least)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        head = row(SPACE_4)
        self._tile_line = QHBoxLayout()
        head.addLayout(self._tile_line)
        words = column()
        self._name = Text(theme, SECTION, "ink", view.name)
        self._caption = Text(theme, CAPTION, "ink2", view.caption)
        words.addWidget(self._name)
        words.addWidget(self._caption)
        words.addStretch(1)
        head.addLayout(words, 1)
        self.column.addLayout(head)
        self.column.addSpacing(SPACE_4)
        self._text = Text(theme, DETAIL, "ink2", view.text)
        self.column.addWidget(self._text)
        self.column.addStretch(1)
        self.column.addSpacing(SPACE_12)
        self._foot = column(SPACE_8)
        self.column.addLayout(self._foot)
        self._bar: Bar | None = None
        self._phase: Text | None = None
        self._amount: Text | None = None
        self._lay_out(view)

    def show_view(self, view: ToolCard) -> None:
        """Show how it stands now."""
        before, self.view = self.view, view
        if before == view:
            return
        both = before.progress is not None and view.progress is not None
        if both and before.buttons == view.buttons:
            self._show_progress()
            return
        focused = focused_name(self)
        self._name.setText(view.name)
        self._caption.setText(view.caption)
        self._text.setText(view.text)
        self._lay_out(view)
        focus_again(self, focused)

    def event(self, event: QEvent, /) -> bool:
        """A set minimum outweighs the layout's own, so it follows what the lines need at this width."""
        changed = event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize)
        done = super().event(event)  # the last one of all deletes this card
        if changed and (layout := self.layout()) is not None:
            self.setMinimumHeight(max(self._least, layout.totalHeightForWidth(self.width())))
        return done

    def _lay_out(self, view: ToolCard) -> None:
        theme = self._theme
        clear(self._tile_line)
        clear(self._foot)
        self._bar = None
        badge = Badge.FAILED if view.problem else Badge.READY if view.is_ready else Badge.NONE
        self._tile_line.addWidget(Tile(theme, view.letter, way=view.progress is not None, badge=badge))
        self._text.setVisible(bool(view.text))
        buttons: list[QWidget] = [self._button(button, view) for button in view.buttons]
        if view.progress is not None:
            self._phase = Text(theme, CAPTION_STRONG, "ink")
            self._amount = Text(theme, CAPTION, "ink2", wrap=False)
            said = row(SPACE_8)
            said.addWidget(self._phase, 1)
            said.addWidget(self._amount)
            self._foot.addLayout(said)
            self._bar = Bar(theme)
            line = row(SPACE_12)
            line.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
            for button in buttons:
                line.addWidget(button)
            self._foot.addLayout(line)
            self._show_progress()
            return
        for one in filter(None, (view.link, view.back)):
            beginning = row()
            beginning.addWidget(self._button(one, view))
            beginning.addStretch(1)
            self._foot.addLayout(beginning)
        line = row(SPACE_4)
        foot = Text(theme, CAPTION, "ink2" if view.problem else "ink3", view.foot)
        if view.problem or len(buttons) > 1:
            self._foot.addWidget(foot)
            line.addStretch(1)
        else:
            line.addWidget(foot, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in buttons:
            line.addWidget(button)
        self._foot.addLayout(line)

    def _button(self, button: ToolButton, view: ToolCard) -> Button:
        kinds: dict[Press, type[Button]] = {Press.REMOVE: Quiet, Press.ROLL_BACK: Link, Press.BRING: Link}
        made = kinds.get(button.press, Secondary)(self._theme, button.text)
        made.setAccessibleName(f"{button.text}: {view.name}")
        made.clicked.connect(lambda: self.pressed.emit(view.tool, button.press))
        return made

    def _show_progress(self) -> None:
        progress = self.view.progress
        if progress is None or self._bar is None or self._phase is None or self._amount is None:
            return
        self._phase.setText(progress.phase)
        self._amount.setText(progress.amount or " ")
        self._bar.show_fraction(progress.fraction)
        self._bar.setAccessibleName(f"{self.view.name}: {progress.phase} {progress.amount}".strip())
