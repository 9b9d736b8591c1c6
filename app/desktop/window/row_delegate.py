"""How a list's captions and rows look: painted, so that thousands cost nothing."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop import glyphs
from app.desktop.theme import Look, Theme
from app.desktop.tokens import (
    BODY_STRONG,
    CAPTION,
    CAPTION_STRONG,
    FOCUS_WIDTH,
    PANE_WIDEST,
    ROW_HEIGHT,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_20,
    TextStyle,
)
from app.desktop.window.box import paint_box, paint_pill
from app.desktop.window.row_model import RowModel
from app.desktop.window.rows import Caption, Mark, More, Row

_Index = QModelIndex | QPersistentModelIndex
_BEYOND = 24
"""How far a box is painted beyond an item that is not its end, so that its corners are out of sight."""


class RowDelegate(QStyledItemDelegate):
    """Paints the items of a `RowModel`."""

    def __init__(self, theme: Theme, model: RowModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        look = theme.look
        # Qt asks for the size of every item whenever some are added: thousands of times, so it is asked for nothing.
        self._row = QSize(1, row_height(look))
        self._caption = QSize(1, look.line(CAPTION_STRONG) + SPACE_20 + SPACE_8)
        self._first = QSize(1, look.line(CAPTION_STRONG) + SPACE_8)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        number = index.row()
        if isinstance(self._model.item(number), Caption):
            return self._caption if number else self._first
        return self._row

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        look, box = self._theme.look, QRect(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if box.width() > PANE_WIDEST:
            box = QRect(box.right() + 1 - PANE_WIDEST if mirrored else box.left(), box.top(), PANE_WIDEST, box.height())
        painter.save()
        match self._model.item(index.row()):
            case Caption(text):
                self._paint_caption(painter, look, box, text)
            case Row() as row:
                self._ground(painter, look, box, index)
                _RowPainter(painter, look, box, mirrored=mirrored).paint(row, self._model.is_unfolded(row))
                if option.state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
                    self._ring(painter, look, box)
            case More():
                self._ground(painter, look, box, index)
            case _:
                pass
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index, /
    ) -> bool:
        """The whole of what is shortened, and only that: a tooltip that repeats what can be read is in the way."""
        item = self._model.item(index.row())
        if isinstance(item, Row) and not shortened(self._theme.look, item, min(option.rect.width(), PANE_WIDEST)):
            return False
        return super().helpEvent(event, view, option, index)

    def _paint_caption(self, painter: QPainter, look: Look, box: QRect, text: str) -> None:
        painter.setFont(look.font(CAPTION_STRONG))
        painter.setPen(look.colour("ink2"))
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(0, 0, 0, -SPACE_8), leading | Qt.TextFlag.TextSingleLine, text)

    def _ground(self, painter: QPainter, look: Look, box: QRect, index: _Index) -> None:
        """The part of the box that this row is: with corners where the box begins and ends."""
        model = self._model
        first = not isinstance(model.item(index.row() - 1), Row | More)
        last = not isinstance(model.item(index.row() + 1), Row | More)
        painter.setClipRect(box)
        whole = box.adjusted(0, 0 if first else -_BEYOND, 0, 0 if last else _BEYOND)
        paint_box(painter, look, QRectF(whole))
        if not first and isinstance(model.item(index.row()), Row):
            painter.fillRect(box.left(), box.top(), box.width(), look.border, look.colour("line"))

    def _ring(self, painter: QPainter, look: Look, box: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent"), FOCUS_WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(4, 4, -4, -4), SPACE_8, SPACE_8)


def row_height(look: Look) -> int:
    """How tall a row is."""
    return max(ROW_HEIGHT, look.line(BODY_STRONG) + look.line(CAPTION) + SPACE_16 + SPACE_4)


def room_for_words(look: Look, row: Row, width: float) -> float:
    """How wide a row's words may be, in a row of that width: what stands before and behind them is taken off."""
    room = width - 2 * SPACE_16 - look.icon - SPACE_12 - SPACE_8
    if row.time:
        room -= _width(look, CAPTION, row.time) + SPACE_16
    if row.mark is not None:
        room -= _mark_width(look, row.mark) + SPACE_16
    if row.unfolds and row.glyph:
        room -= look.icon + SPACE_8
    return max(0.0, room)


def shortened(look: Look, row: Row, width: float) -> tuple[str, ...]:
    """The words of a row of that width that are cut short."""
    room = room_for_words(look, row, width)
    words = ((row.title, BODY_STRONG), (row.note, CAPTION))
    return tuple(text for text, style in words if _width(look, style, text) > room)


def _width(look: Look, style: TextStyle, text: str) -> float:
    return QFontMetricsF(look.font(style)).horizontalAdvance(text)


def _mark_width(look: Look, mark: Mark) -> float:
    return _width(look, CAPTION_STRONG, mark.text) + SPACE_16 + SPACE_8 + round(look.icon * 0.75)


class _RowPainter:
    """Paints one row from its leading edge inwards; what stands at its end is taken off the room for the words."""

    def __init__(self, painter: QPainter, look: Look, box: QRect, *, mirrored: bool) -> None:
        self._painter, self._look, self._mirrored = painter, look, mirrored
        self._left, self._right = float(box.left() + SPACE_16), float(box.right() + 1 - SPACE_16)
        self._top, self._height = float(box.top()), float(box.height())
        self._width = float(box.width())
        self._sum = float(box.left() + box.right() + 1)

    def paint(self, row: Row, unfolded: bool) -> None:
        look = self._look
        glyph = row.glyph or ("chevron" if unfolded else "chevron-next")
        self._glyph(glyph, self._left, look.colour(row.role))
        self._left += look.icon + SPACE_12
        self._right -= self._trailing(row.time, CAPTION, "ink3")
        if row.mark is not None:
            self._right -= self._mark(row.mark) + SPACE_16
        if row.unfolds and row.glyph:
            self._right -= look.icon
            self._glyph("chevron-up" if unfolded else "chevron", self._right, look.colour("ink3"))
            self._right -= SPACE_8
        title, note = look.line(BODY_STRONG), look.line(CAPTION)
        top = self._top + (self._height - title - note) / 2
        if not row.note:
            top += note / 2
        room = room_for_words(look, row, self._width)
        self._words(row.title, BODY_STRONG, "ink", top, room)
        self._words(row.note, CAPTION, "ink2", top + title, room)

    def _words(self, text: str, style: TextStyle, role: str, top: float, width: float) -> None:
        look = self._look
        font = look.font(style)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        self._draw(shown, font_style=style, role=role, box=QRectF(self._left, top, width, look.line(style)))

    def _trailing(self, text: str, style: TextStyle, role: str) -> float:
        width = _width(self._look, style, text)
        box = QRectF(self._right - width, self._top, width + 1, self._height)
        self._draw(text, font_style=style, role=role, box=box)
        return width + SPACE_16 if text else 0.0

    def _mark(self, mark: Mark) -> float:
        look = self._look
        icon = round(look.icon * 0.75)
        width = _mark_width(look, mark)
        height = look.line(CAPTION_STRONG) + SPACE_4 + 2
        box = self._place(QRectF(self._right - width, self._top + (self._height - height) / 2, width, height))
        paint_pill(self._painter, look, box, mark.text, inset=icon + SPACE_4)
        left = box.right() - SPACE_8 - icon if self._mirrored else box.left() + SPACE_8
        at = QRectF(left, box.center().y() - icon / 2, icon, icon)
        glyphs.draw(self._painter, mark.glyph, at, look.colour("ink2"), 1.8)
        return width

    def _glyph(self, name: str, left: float, colour: QColor) -> None:
        size = self._look.icon
        box = self._place(QRectF(left, self._top + (self._height - size) / 2, size, size))
        glyphs.draw(self._painter, name, box, colour, mirrored=self._mirrored)

    def _draw(self, text: str, *, font_style: TextStyle, role: str, box: QRectF) -> None:
        self._painter.setFont(self._look.font(font_style))
        self._painter.setPen(self._look.colour(role))
        # To the edge that reading begins at, whichever way the text itself runs.
        edge = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        upright = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        flags = edge | upright | Qt.TextFlag.TextSingleLine
        self._painter.drawText(self._place(box), flags, text)

    def _place(self, box: QRectF) -> QRectF:
        """Where it is for somebody who reads from the right."""
        return QRectF(self._sum - box.right(), box.top(), box.width(), box.height()) if self._mirrored else box
