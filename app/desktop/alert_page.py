"""The card's first page: the alert itself, the path down to the approved tool, and one primary button."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desktop.card_model import AlertView, Badge, OfferView
from app.desktop.card_parts import Code, Facts, Lines, Scroll, column, row
from app.desktop.controls import Copy, Disclosure, Primary, Quiet, Unfolding
from app.desktop.page import SNOOZES, Action, Page
from app.desktop.soon import soon
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tile import OVERHANG, PathLine, Tile
from app.desktop.tokens import (
    BODY_STRONG,
    CAPTION,
    CARD_WIDTH,
    DETAIL,
    RADIUS_TILE,
    SECTION,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_24,
    TILE,
)

_PATH_WIDTH = 16


class AlertPage(Page):
    """Lays out an `AlertView`."""

    def __init__(self, theme: Theme, view: AlertView) -> None:
        super().__init__(theme, view.sender, view.later)
        self._shown = view
        self.tile = Tile(theme, view.letter, way=False, badge=view.badge)
        line = row(SPACE_16 - OVERHANG)
        line.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        line.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        words = column()
        words.addWidget(self.heading(view.title))
        words.addSpacing(SPACE_4)
        words.addWidget(Text(theme, BODY_STRONG, "warm_ink", view.when))
        if view.clocks:
            words.addSpacing(2)
            words.addWidget(Text(theme, CAPTION, "ink2", view.clocks))
        words.addSpacing(SPACE_12)
        self.scrolled = self._facts(view)
        self.scroll_inset = 2 * SPACE_24 + theme.look.sized(TILE) + SPACE_16
        words.addWidget(self.scrolled)
        words.addStretch(1)
        line.addLayout(words, 1)
        self.box.addLayout(line)
        self.offer: Offer | None = None
        if view.offer is not None:
            self.box.addSpacing(SPACE_12)
            self.offer = Offer(theme, view.offer)
            holder = row()
            holder.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
            holder.addWidget(self.offer)
            self.box.addLayout(holder)
            if self.offer.button is not None:
                self.offer.button.clicked.connect(lambda: self.acted.emit(Action.SET_UP))
                self.reading.append(self.offer.button)
            if self.offer.copy is not None:
                self.reading.append(self.offer.copy)
        self.path_line = PathLine(theme, self) if self.offer else None
        self._foot(view)
        quiet = [button for button in (self.ask, self.snooze) if button is not None]
        self.reading += [self.why, *quiet, *self.choices, self.later]
        self.set_reading_order()

    def tell(self, view: AlertView) -> bool:
        """Show the same alert with other facts, in place; False where more than those differs."""
        same = replace(self._shown, facts=(), countdown="") == replace(view, facts=(), countdown="")
        if not same or not self.facts.change(view.facts):
            return False
        self._shown = view
        self.resized.emit()
        return True

    def unfold(self) -> None:
        """Show the evidence (again: hide it)."""
        unfolded = not self.why.unfolded
        self.why.unfolded = unfolded
        self.evidence.setVisible(unfolded)
        self.why.setAccessibleDescription("\n".join(self._sentences) if unfolded else "")
        self.why.update()
        self.resized.emit()
        if unfolded and self.scrolled is not None:
            # Where it has to scroll, what was asked for comes into sight, once the layout knows its place.
            bar, link = self.scrolled.verticalScrollBar(), self.why
            soon(link, lambda: bar.setValue(link.y()))

    def _facts(self, view: AlertView) -> Scroll:
        layout = column()
        self.facts = Facts(self.theme, view.facts)
        layout.addWidget(self.facts)
        layout.addSpacing(SPACE_4)
        self.why = Disclosure(self.theme, view.why)
        self.why.clicked.connect(self.unfold)
        layout.addWidget(self.why)
        self._sentences = view.evidence
        self.evidence = Lines(self.theme, view.evidence)
        self.evidence.hide()
        layout.addWidget(self.evidence)
        layout.addStretch(1)
        return Scroll(self.theme, layout)

    def _foot(self, view: AlertView) -> None:
        """An exception, not now, and for how long: the choices unfold in place."""
        self.ask: Quiet | None = None
        self.later = Quiet(self.theme, view.later)
        self.later.clicked.connect(lambda: self.acted.emit(Action.LATER))
        foot = row()
        foot.setContentsMargins(SPACE_16, SPACE_8 + 2, SPACE_16, SPACE_8 + 2)
        self.snooze: Unfolding | None = None
        self.choices: list[Quiet] = []
        if view.snoozes:
            self.snooze = Unfolding(self.theme, view.snooze)
            self.snooze.clicked.connect(self.unfold_choices)
        if view.ask:
            self.ask = Quiet(self.theme, view.ask)
            self.ask.clicked.connect(lambda: self.acted.emit(Action.ASK))
        quiet = [button for button in (self.ask, self.snooze, self.later) if button is not None]
        room = CARD_WIDTH - 2 * SPACE_16
        if self.ask is not None and sum(button.sizeHint().width() for button in quiet) > room:
            above = row()
            above.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, 0)
            above.addWidget(self.ask)
            above.addStretch(1)
            self.box.addLayout(above)
            foot.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_8 + 2)
        elif self.ask is not None:
            foot.addWidget(self.ask)
            foot.addStretch(1)
        if self.snooze is not None:
            foot.addWidget(self.snooze)
        if self.ask is None or self.snooze is None or foot.count() == 1:
            foot.addStretch(1)
        foot.addWidget(self.later)
        self.box.addLayout(foot)
        rows = column()
        rows.setContentsMargins(SPACE_16, 0, SPACE_16, 0)
        for choice, text in view.snoozes:
            button = Quiet(self.theme, text)
            button.role = "accent_ink"
            button.clicked.connect(partial(self._chose, SNOOZES[choice]))
            button.hide()
            rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            self.choices.append(button)
        self.box.addLayout(rows)

    def unfold_choices(self) -> None:
        """Show for how long quiet may be asked for (again: hide it)."""
        shown = bool(self.choices) and self.choices[0].isHidden()
        for button in self.choices:
            button.setVisible(shown)
        if self.snooze is not None:
            self.snooze.unfolded = shown
            self.snooze.update()
        self.box.setContentsMargins(0, SPACE_12, 0, SPACE_12 if shown else 0)
        self.resized.emit()

    def _chose(self, action: Action) -> None:
        self.acted.emit(action)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.place_path()

    def place_path(self) -> None:
        """Draw the path from under the old tool's badge to just above the new tool's tile."""
        if self.path_line is None or self.offer is None:
            return
        self.box.activate()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = self.tile.mapTo(self, QPoint(OVERHANG if mirrored else 0, 0))
        tile = self.theme.look.sized(TILE)
        top = corner.y() + tile + SPACE_12 + 2
        bottom = self.offer.mapTo(self, QPoint(0, 0)).y() - SPACE_4
        self.path_line.setGeometry(corner.x() + (tile - _PATH_WIDTH) // 2, top, _PATH_WIDTH, max(0, bottom - top))


class Offer(QWidget):
    """The way-forward panel."""

    def __init__(self, theme: Theme, view: OfferView) -> None:
        super().__init__()
        self._theme = theme
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_12, SPACE_12, SPACE_12, SPACE_12)
        layout.setSpacing(SPACE_16 - OVERHANG)
        tile = Tile(
            theme, view.letter, way=True, badge=Badge.READY if view.command else Badge.NONE, beneath="accent_soft"
        )
        layout.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        words = column()
        words.addWidget(Text(theme, SECTION, "ink", view.title))
        words.addWidget(Text(theme, DETAIL, "ink2", view.detail))
        self.button: Primary | None = None
        self.copy: Copy | None = None
        if view.command:
            words.addSpacing(SPACE_8)
            self.copy = Copy(theme, view.command, view.copy, view.copied)
            words.addWidget(Code(theme, (view.command,), self.copy, ground="surface"))
        elif view.button:
            words.addSpacing(SPACE_12)
            self.button = Primary(theme, view.button)
            self.button.setSizePolicy(self.button.sizePolicy().Policy.Expanding, self.button.sizePolicy().Policy.Fixed)
            words.addWidget(self.button)
        words.addStretch(1)
        layout.addLayout(words, 1)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self._theme.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), look.border) if look.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_soft"))
        inset = look.border / 2 if look.high_contrast else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS_TILE, RADIUS_TILE)
        painter.end()
