"""The card's other pages, in place of the alert: progress, done, failed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.card_model import Badge, DoneView, FailedView, PathOffer, ProgressView
from app.desktop.card_parts import Code, Lines, Scroll, column, margins, row
from app.desktop.controls import Button, Copy, Disclosure, Primary, Quiet, Secondary
from app.desktop.page import Action, Page
from app.desktop.progress_bar import Bar
from app.desktop.steps import Steps
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import (
    BODY,
    BODY_STRONG,
    CAPTION,
    DETAIL,
    SECTION,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_20,
    SPACE_24,
)


class ProgressPage(Page):
    """A set-up under way; `show_view` updates it in place."""

    def __init__(self, theme: Theme, view: ProgressView) -> None:
        super().__init__(theme, view.sender, view.close)
        self._cancelling = view.cancelling
        self.titled(view.letter, view.title, view.note, badge=Badge.NONE)
        self.box.addSpacing(SPACE_12)
        self._phase = Text(theme, BODY_STRONG, "ink", "")
        self._amount = Text(theme, DETAIL, "ink2", " ", wrap=False)
        self._pair(self._phase, self._amount)
        self.box.addSpacing(SPACE_8)
        self.bar = Bar(theme)
        self.inset(self.bar)
        self.box.addSpacing(SPACE_8)
        self._left = Text(theme, CAPTION, "ink2", " ")
        self._percent = Text(theme, CAPTION, "ink2", " ", wrap=False)
        self._pair(self._left, self._percent)
        self.box.addSpacing(SPACE_16)
        self._steps = Steps(theme, view.steps)
        self.inset(self._steps)
        self.box.addSpacing(SPACE_16)
        self.cancel = Secondary(theme, view.cancel)
        self.cancel.clicked.connect(self._cancel)
        foot = row(SPACE_12)
        foot.setContentsMargins(SPACE_24, 0, SPACE_24, SPACE_20)
        foot.addWidget(Text(theme, CAPTION, "ink2", view.foot), 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.cancel)
        self.box.addLayout(foot)
        self.reading.append(self.cancel)
        self.set_reading_order()
        self.show_view(view)

    def show_view(self, view: ProgressView) -> None:
        """Show how far it is now. Empty texts keep their line, so that nothing jumps."""
        self._phase.setText(view.phase)
        self._amount.setText(view.amount or " ")
        self._left.setText(view.left or " ")
        self._percent.setText(view.percent or " ")
        self.bar.show_fraction(view.fraction)
        self.bar.setAccessibleName(f"{view.phase} {view.amount}".strip())
        self._steps.show_steps(view.steps)

    def _cancel(self) -> None:
        """Ending takes a moment; what is under way says so until it is over."""
        self.cancel.reword(self._cancelling)
        self.cancel.setEnabled(False)
        self.acted.emit(Action.CANCEL)

    def _pair(self, leading: QWidget, trailing: QWidget) -> None:
        line = row(SPACE_12)
        line.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        line.addWidget(leading, 1)
        line.addWidget(trailing)
        self.box.addLayout(line)


class DonePage(Page):
    """It is ready: how to start it, and the one edit that lets terminals find it."""

    def __init__(self, theme: Theme, view: DoneView) -> None:
        super().__init__(theme, view.sender, view.close)
        self.titled(view.letter, view.title, view.note, badge=Badge.READY)
        self.box.addSpacing(SPACE_12)
        self.paragraph(view.heading)
        self.box.addSpacing(SPACE_8)
        self.copy = Copy(theme, view.command, view.copy, view.copied)
        self.inset(Code(theme, (view.command,), self.copy))
        self.edit = self._path(view.path) if view.path is not None else None
        if view.back:
            self.box.addSpacing(SPACE_12)
            self.inset(Text(theme, CAPTION, "ink2", view.back))
        self.bring = self._line(view.bring, Action.BRING)
        self.remove = self._line(view.remove, Action.REMOVE)
        self.box.addSpacing(SPACE_16)
        self.finish: Button = Secondary(theme, view.close)
        self.finish.clicked.connect(lambda: self.acted.emit(Action.CLOSE))
        foot = row(SPACE_8)
        margins(foot, SPACE_16 if isinstance(self.edit, Quiet) else SPACE_24, 0, SPACE_24, SPACE_20)
        if self.edit is not None:
            foot.addWidget(self.edit)
        foot.addStretch(1)
        foot.addWidget(self.finish)
        self.box.addLayout(foot)
        order = (self.copy, self.bring, self.remove, self.edit, self.finish)
        self.reading += [one for one in order if one is not None]
        self.set_reading_order()

    def _line(self, text: str, action: Action) -> Button | None:
        """A quiet choice on a line of its own, where there is one; nobody presses it beforehand."""
        if not text:
            return None
        button = Quiet(self.theme, text)
        button.role = "accent_ink"
        button.clicked.connect(lambda: self.acted.emit(action))
        line = row()
        margins(line, SPACE_16, 0, SPACE_24, 0)
        line.addWidget(button)
        line.addStretch(1)
        self.box.addSpacing(SPACE_8)
        self.box.addLayout(line)
        return button

    def _path(self, offer: PathOffer) -> Button:
        self.box.addSpacing(SPACE_20)
        self.inset(Text(self.theme, SECTION, "ink", offer.heading))
        self.inset(Text(self.theme, DETAIL, "ink2", offer.text))
        self.box.addSpacing(SPACE_8)
        self.inset(Code(self.theme, offer.lines))
        if offer.undoes:
            undo = Quiet(self.theme, offer.button)
            undo.role = "accent_ink"
            undo.clicked.connect(lambda: self.acted.emit(Action.PATH_UNDO))
            return undo
        edit = Primary(self.theme, offer.button)
        edit.clicked.connect(lambda: self.acted.emit(Action.PATH_EDIT))
        return edit


class FailedPage(Page):
    """What happened, what to do, "Try again"; the detail unfolds."""

    def __init__(self, theme: Theme, view: FailedView) -> None:
        super().__init__(theme, view.sender, view.close)
        self.titled(view.letter, view.title, view.happened, badge=Badge.FAILED)
        self.box.addSpacing(SPACE_12)
        self.inset(Text(theme, BODY, "ink", view.advice))
        self.box.addSpacing(SPACE_8)
        self.more = Disclosure(theme, view.more)
        self.more.clicked.connect(self.unfold)
        self._details = Lines(theme, view.details, code=True)
        self._details.hide()
        layout = column()
        layout.addWidget(self.more)
        layout.addWidget(self._details)
        layout.addStretch(1)
        self.scrolled = Scroll(theme, layout)
        self.scroll_inset = 2 * SPACE_24
        self.inset(self.scrolled)
        self.box.addSpacing(SPACE_12)
        foot = row(SPACE_8)
        margins(foot, SPACE_24, 0, SPACE_16, SPACE_16 + SPACE_4)
        if view.retry:
            self.retry = Primary(theme, view.retry)
            self.retry.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.retry.clicked.connect(lambda: self.acted.emit(Action.SET_UP))
            foot.addWidget(self.retry)
            self.reading.append(self.retry)
        self.leave = Quiet(theme, view.close)
        self.leave.clicked.connect(lambda: self.acted.emit(Action.CLOSE))
        foot.addStretch(1)
        foot.addWidget(self.leave)
        self.box.addLayout(foot)
        self.reading += [self.more, self.leave]
        self.set_reading_order()

    def unfold(self) -> None:
        """Show the technical detail (again: hide it)."""
        self.more.unfolded = not self.more.unfolded
        self._details.setVisible(self.more.unfolded)
        self.more.update()
        self.resized.emit()
