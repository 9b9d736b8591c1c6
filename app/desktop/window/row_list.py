"""A long list of rows: smooth with thousands, unfolded in place, gone through by keyboard, said by screen readers."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.desktop.card_parts import Code, column, height_of, margins, row, scroll_bar
from app.desktop.controls import Secondary
from app.desktop.focus_ring import OWN_RING
from app.desktop.text import Text
from app.desktop.theme import Look, Theme
from app.desktop.tokens import CAPTION, DETAIL, PANE_WIDEST, SCROLL_BAR, SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24
from app.desktop.window.controls import Glyph
from app.desktop.window.pane import BESIDE
from app.desktop.window.row_delegate import RowDelegate
from app.desktop.window.row_model import RowModel
from app.desktop.window.rows import Caption, More, Row

_FOLDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class RowList(QListView):
    """Shows rows. `acted` names the row (`about`) whose action was pressed. `copy` is what copying is called."""

    acted = Signal(str)

    def __init__(self, theme: Theme, name: str, copy: str, copied: str) -> None:
        super().__init__()
        self._theme, self._copy, self._copied = theme, copy, copied
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setProperty(OWN_RING, True)
        self.setStyleSheet(scroll_bar(theme.look) + "QListView { background: transparent; border: 0; outline: 0; }")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(SPACE_24)
        self.viewport().setAutoFillBackground(False)
        self.rows.modelReset.connect(self._unfold_again)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room(0, 0)

    @property
    def look(self) -> Look:
        """How it looks now."""
        return self._theme.look

    def show_items(self, items: tuple[Caption | Row, ...]) -> None:
        """Show these; where the person is in the list stays."""
        at = self.verticalScrollBar().value()
        self.rows.show_items(items)
        self.verticalScrollBar().setValue(at)

    def fold(self, number: int) -> None:
        """Unfold the row there in place, or fold it again."""
        unfolded = self.rows.fold(number)
        if unfolded is not None:
            self._put_panel(unfolded)
            self.scrollTo(self.rows.index(unfolded), QListView.ScrollHint.EnsureVisible)
            self.scrollTo(self.rows.index(number), QListView.ScrollHint.EnsureVisible)

    def panel(self, number: int) -> "Panel | None":
        """What is unfolded there."""
        widget = self.indexWidget(self.rows.index(number))
        return widget if isinstance(widget, Panel) else None

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        number = self.currentIndex().row()
        row = self.rows.item(number)
        unfolded = isinstance(row, Row) and self.rows.is_unfolded(row)
        key = Qt.Key(event.key())
        if key in _FOLDING or (key is Qt.Key.Key_Right and not unfolded) or (key is Qt.Key.Key_Left and unfolded):
            self.fold(number)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.fold(index.row())
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _make_room(self, least: int, most: int) -> None:
        """The bar stands in the page's margin, so that the boxes end where everything else does."""
        free = BESIDE - SCROLL_BAR if most > least else BESIDE
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(free if mirrored else 0, 0, 0 if mirrored else free, 0)

    def _unfold_again(self) -> None:
        for number in self.rows.unfolded():
            self._put_panel(number)

    def _put_panel(self, number: int) -> None:
        item = self.rows.item(number)
        if isinstance(item, More):
            panel = Panel(self._theme, item.row, self._copy, self._copied)
            panel.acted.connect(self.acted)
            self.setIndexWidget(self.rows.index(number), panel)
            self.scheduleDelayedItemsLayout()


class _Delegate(RowDelegate):
    """Knows besides how tall what is unfolded is: as its panel says at this width."""

    def __init__(self, theme: Theme, view: RowList) -> None:
        super().__init__(theme, view.rows, view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        number = index.row()
        panel = self._view.panel(number) if isinstance(self._model.item(number), More) else None
        if panel is not None:
            return QSize(1, panel.tall(self._view.viewport().width()))
        return super().sizeHint(option, index)


class Panel(QWidget):
    """What unfolds: code exactly as it is stored, or sentences; what can be done; and what is to be said of it."""

    acted = Signal(str)

    def __init__(self, theme: Theme, shown: Row, copy: str, copied: str) -> None:
        super().__init__()
        self._shown, self._copied = shown, copied
        inner = QWidget(self)
        self._inner = inner
        self._box = QVBoxLayout(inner)
        margins(self._box, SPACE_16 + theme.look.icon + SPACE_12, 0, SPACE_16, SPACE_16)
        self._box.setSpacing(SPACE_8)
        if shown.code:
            self.copy = Secondary(theme, copy)
            self.copy.clicked.connect(self._do_copy)
            self._box.addWidget(Code(theme, (shown.code,), anywhere=True))
            line = row(SPACE_12)
            line.addWidget(self.copy)
            line.addWidget(Glyph(theme, "lock", line=theme.look.line(CAPTION)))
            line.addWidget(Text(theme, CAPTION, "ink2", shown.foot), 1, Qt.AlignmentFlag.AlignVCenter)
            self._box.addLayout(line)
        if shown.text:
            sentences = column(SPACE_4)
            for sentence in shown.text:
                sentences.addWidget(Text(theme, DETAIL, "ink2", sentence))
            self._box.addLayout(sentences)
        if shown.action:
            action = Secondary(theme, shown.action)
            action.clicked.connect(lambda: self.acted.emit(shown.about))
            self._box.addWidget(action, 0, Qt.AlignmentFlag.AlignLeading)

    def tall(self, width: int) -> int:
        """How tall it is at this width."""
        return height_of(self._box, min(PANE_WIDEST, width))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        width = min(PANE_WIDEST, self.width())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._inner.setGeometry(self.width() - width if mirrored else 0, 0, width, self.height())
        super().resizeEvent(event)

    def _do_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._shown.code)
        self.copy.reword(self._copied)
