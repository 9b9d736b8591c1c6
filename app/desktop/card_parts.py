"""The parts cards are put together from: header, facts, unfolding lists, lines of code. No decisions."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desktop import icons
from app.desktop.card_model import Fact
from app.desktop.controls import Close
from app.desktop.text import Text
from app.desktop.theme import Look, Theme
from app.desktop.tokens import (
    CAPTION,
    CODE,
    DETAIL,
    RADIUS_CONTROL,
    SPACE_4,
    SPACE_8,
    SPACE_12,
)

_LABEL_MINIMUM = 44
_STACK_FACTS_FROM = 1.5
"""Text size from which on a fact's label stands above its value."""


def column(spacing: int = 0) -> QVBoxLayout:
    """An empty column without margins."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def row(spacing: int = 0) -> QHBoxLayout:
    """An empty row without margins."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def margins(layout: QLayout, leading: int, top: int, trailing: int, bottom: int) -> None:
    """Set margins as somebody reads: Qt mirrors what is in a layout, but not its margins."""
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left, right = (trailing, leading) if mirrored else (leading, trailing)
    layout.setContentsMargins(left, top, right, bottom)


def height_of(layout: QBoxLayout, width: int) -> int:
    """How tall a layout with all in it is at `width`."""
    # Only activating a layout invalidates the layouts nested in it (QLayout::activateRecursiveHelper).
    layout.invalidate()
    layout.activate()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


class Mark(QWidget):
    """The product's signpost, 16 px, in second ink."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.look.icon, theme.look.icon)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.drawPixmap(
            0, 0, icons.render("icon-fine", self.width(), self._theme.look.colour("ink2"), self.devicePixelRatioF())
        )
        painter.end()


class Header(QWidget):
    """Who speaks, and the close button."""

    def __init__(self, theme: Theme, sender: str, close: str) -> None:
        super().__init__()
        layout = row(SPACE_8)
        self.from_whom = Text(theme, CAPTION, "ink3", sender)
        self.close_button = Close(theme, close)
        layout.addWidget(Mark(theme))
        layout.addWidget(self.from_whom, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.close_button)
        self.setLayout(layout)


class Facts(QWidget):
    """Rows of label and value; at large text the labels go above their values."""

    def __init__(self, theme: Theme, facts: tuple[Fact, ...]) -> None:
        super().__init__()
        stacked = theme.look.scale >= _STACK_FACTS_FROM
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_12)
        grid.setVerticalSpacing(0 if stacked else SPACE_4)
        self.facts = facts
        self._values: list[Text] = []
        labels = [Text(theme, CAPTION, "ink3", fact.label, wrap=stacked) for fact in facts]
        for number, (fact, label) in enumerate(zip(facts, labels, strict=True)):
            value = Text(theme, DETAIL, _ink(fact), fact.value)
            value.setAccessibleName(f"{fact.label}: {fact.value}")
            self._values.append(value)
            if stacked:
                grid.addWidget(_lowered(label, SPACE_8 if number else 0), 2 * number, 0)
                grid.addWidget(value, 2 * number + 1, 0)
            else:
                # Both on the baseline of the value's first line: the caption's line is shorter by a few pixels.
                offset = (theme.look.line(DETAIL) - theme.look.line(CAPTION) + 1) // 2
                label.setContentsMargins(0, offset, 0, 0)
                grid.addWidget(_lowered(label, offset), number, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(value, number, 1)
        if not stacked:
            grid.setColumnMinimumWidth(0, _LABEL_MINIMUM - SPACE_12)
            grid.setColumnStretch(1, 1)

    def change(self, facts: tuple[Fact, ...]) -> bool:
        """Say other values of the same facts, in place; False where they are not the same, and nothing is changed."""
        if [fact.label for fact in facts] != [fact.label for fact in self.facts]:
            return False
        for value, fact, before in zip(self._values, facts, self.facts, strict=True):
            if fact != before:
                value.setText(fact.value)
                value.restyle(DETAIL, _ink(fact))
                value.setAccessibleName(f"{fact.label}: {fact.value}")
        self.facts = facts
        return True


def _ink(fact: Fact) -> str:
    return "warm_ink" if fact.presses else "ink"


def _lowered(widget: QWidget, by: int) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, by, 0, 0)
    layout.addWidget(widget)
    return holder


class Lines(QWidget):
    """Sentences under each other, with a thin line at their leading side: what a disclosure unfolds."""

    def __init__(self, theme: Theme, sentences: tuple[str, ...], *, code: bool = False) -> None:
        super().__init__()
        self._theme = theme
        layout = QVBoxLayout(self)
        margins(layout, SPACE_12, SPACE_4, 0, SPACE_4)
        layout.setSpacing(SPACE_4)
        for sentence in sentences:
            layout.addWidget(Text(theme, CODE if code else DETAIL, "ink2", sentence))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter = QPainter(self)
        painter.fillRect(self.width() - 2 if mirrored else 0, 0, 2, self.height(), self._theme.look.colour("line"))
        painter.end()


class Code(QWidget):
    """Lines exactly as they are typed or written, on sunken ground. Read left to right in every language."""

    def __init__(
        self,
        theme: Theme,
        lines: tuple[str, ...],
        trailing: QWidget | None = None,
        ground: str = "sunken",
        *,
        anywhere: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._ground = theme, ground
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_12, SPACE_8, SPACE_8 if trailing else SPACE_12, SPACE_8)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        text = Text(theme, CODE, "ink", "\n".join(lines), anywhere=anywhere)
        layout.addWidget(text, 1, Qt.AlignmentFlag.AlignVCenter)
        if trailing is not None:
            layout.addWidget(trailing)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self._theme.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), look.border) if look.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(self._ground))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.end()


def scroll_bar(look: Look) -> str:
    """A thin bar in quiet colours. The one style sheet: everything else is painted."""
    bar = "QScrollBar:vertical { width: 6px; background: transparent; margin: 0; }"
    handle = f"QScrollBar::handle:vertical {{ background: {look.colours.edge}; border-radius: 3px; min-height: 24px; }}"
    rest = "QScrollBar::add-line, QScrollBar::sub-line { height: 0; } QScrollBar::add-page, QScrollBar::sub-page"
    area = "QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"
    return f"{area} {bar} {handle} {rest} {{ background: none; }}"


class Scroll(QScrollArea):
    """As tall as its content where there is room; scrolls where there is not. Never sideways.

    Its height is set from outside (`Page.fit`): Qt's layouts never shrink what has a height for its width.
    """

    def __init__(self, theme: Theme, layout: QVBoxLayout) -> None:
        super().__init__()
        self.setStyleSheet(scroll_bar(theme.look))
        content = QWidget()
        content.setLayout(layout)
        self._layout = layout
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setWidget(content)
        for part in (self.viewport(), content):
            part.setAutoFillBackground(False)

    def content_height(self, width: int) -> int:
        """How tall the content is at `width`."""
        return height_of(self._layout, width)
