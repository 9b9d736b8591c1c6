"""Whether every text on a screen got the room it needs, in any language, with large text, in a small window.

`misfits` walks through a shown window and names, in words, every text that is cut off, squeezed, hidden behind another
or outside its parent. What is shortened on purpose has to say the whole in its tooltip.
"""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from app.desktop.controls import Button
from app.desktop.text import Text
from app.desktop.tokens import PANE_WIDEST
from app.desktop.window.row_delegate import room_for_words, shortened
from app.desktop.window.row_list import RowList
from app.desktop.window.rows import Row

_LEAST_WORDS = 100
"""Pixels at 100 % that a row's words get at least."""
_ROUNDS = 3
"""A page's height follows from its width once that is known, and what scrolls from that."""
_SLACK = 1
"""Pixels that rounding may cost."""


def misfits(window: QWidget) -> list[str]:
    """What does not fit in `window`, which is shown and laid out."""
    for _ in range(_ROUNDS):
        QApplication.processEvents()
    shown = [one for one in window.findChildren(QWidget) if one.isVisibleTo(window) and one.width() and one.height()]
    texts = [one for one in shown if isinstance(one, Text | Button | QLabel | QLineEdit) and _words(one)]
    found = [problem for one in texts for problem in (*_squeezed(one), *_outside(one, window))]
    found += [problem for one in texts for problem in _zero(one)]
    places = [(one, _scrolled_by(one), QRect(one.mapTo(window, QPoint(0, 0)), one.size())) for one in texts]
    for (one, area, here), (other, area_of_other, there) in combinations(places, 2):
        if area is area_of_other and here.adjusted(1, 1, -1, -1).intersects(there.adjusted(1, 1, -1, -1)):
            found.append(f"{_words(one)!r} lies over {_words(other)!r}")
    for view in shown:
        if isinstance(view, RowList):
            found += _misfits_in_rows(view)
    return found


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, Button):
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QLabel) else ""


def _squeezed(widget: QWidget) -> Iterator[str]:
    """Less room than the words take."""
    name, got, needed = _words(widget), widget.size(), widget.sizeHint()
    if isinstance(widget, Text):
        if widget.hasHeightForWidth():
            if widget.heightForWidth(got.width()) > got.height() + _SLACK:
                yield f"{name!r} takes {widget.heightForWidth(got.width())} px of height and has {got.height()}"
        elif widget.natural_width() > got.width() + _SLACK and not widget.toolTip():
            yield f"{name!r} takes {widget.natural_width()} px of width and has {got.width()}"
    elif isinstance(widget, QLineEdit):
        margins = widget.textMargins()
        room = got.width() - margins.left() - margins.right() - 4
        width = QFontMetricsF(widget.font()).horizontalAdvance(name)
        if width > room + _SLACK and not widget.toolTip():
            yield f"{name!r} takes {width:.0f} px of width and has {room}"
    elif (needed.width() > got.width() + _SLACK and not widget.toolTip()) or needed.height() > got.height() + _SLACK:
        yield f"{name!r} takes {needed.width()} x {needed.height()} px and has {got.width()} x {got.height()}"


def _zero(widget: QWidget) -> Iterator[str]:
    """A column so narrow that every word is broken."""
    if isinstance(widget, Text) and widget.hasHeightForWidth():
        longest = max(widget.text().split(), key=len, default="")
        width = QFontMetricsF(widget.font()).horizontalAdvance(longest[:12])
        if widget.width() < min(width, 48):
            yield f"{widget.text()!r} has a column of {widget.width()} px"


def _outside(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Beyond what holds it. A part that scrolls up and down may hold more than it shows, but nothing beside it."""
    inner: QWidget = widget
    box = widget.rect()
    while inner is not window:
        outer = inner.parentWidget()
        if outer is None:
            return
        box = box.translated(inner.pos())
        scrolls = isinstance(outer.parentWidget(), QAbstractScrollArea)
        room = outer.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if box.left() < room.left() or box.right() > room.right():
            yield f"{_words(widget)!r} reaches beyond {type(outer).__name__} at its side: {box} in {outer.rect()}"
            return
        if not scrolls and (box.top() < room.top() or box.bottom() > room.bottom()):
            yield f"{_words(widget)!r} reaches beyond {type(outer).__name__}: {box} in {outer.rect()}"
            return
        if scrolls:
            area = outer.parentWidget()
            if (
                isinstance(area, QScrollArea)
                and area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            ):
                yield f"{_words(widget)!r} cannot be scrolled to"
            return
        inner = outer


def _scrolled_by(widget: QWidget) -> QWidget | None:
    """What scrolls it: only within that can two lie over each other."""
    outer = widget.parentWidget()
    while outer is not None and not isinstance(outer, QAbstractScrollArea):
        outer = outer.parentWidget()
    return outer


def _misfits_in_rows(view: RowList) -> Iterator[str]:
    """Rows with too little room for words, or with shortened ones that no tooltip tells."""
    look, width = view.look, min(PANE_WIDEST, view.viewport().width())
    for number in range(view.rows.rowCount()):
        row = view.rows.item(number)
        if isinstance(row, Row):
            tip = str(view.rows.index(number).data(Qt.ItemDataRole.ToolTipRole))
            room = room_for_words(look, row, width)
            if room < _LEAST_WORDS * look.scale:
                yield f"{row.title!r} has {room:.0f} px"
            yield from (f"{text!r} is shortened" for text in shortened(look, row, width) if text not in tip)
