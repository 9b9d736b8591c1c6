"""Captions and rows for Qt's list view: handed over in portions, unfolded in place."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.desktop.window.rows import Caption, More, Row

PORTION = 200
"""Rows the view gets at a time: it measures every one it has."""

ITEM = int(Qt.ItemDataRole.UserRole)

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
"""The list itself, as Qt names it."""


class RowModel(QAbstractListModel):
    """The list. `show_items` takes another one whole; what is unfolded stays so as long as its row is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Caption | Row | More] = []
        self._rest: tuple[Caption | Row, ...] = ()
        self._unfolded: set[str] = set()

    def show_items(self, items: tuple[Caption | Row, ...]) -> None:
        """Show these from now on."""
        if self.shown == items:
            return
        enough = max(PORTION, len(self._items))
        self.beginResetModel()
        self._items = self._with_more(items[:enough])
        self._rest = items[enough:]
        self.endResetModel()

    @property
    def shown(self) -> tuple[Caption | Row, ...]:
        """All there are, handed over or not."""
        return (*(item for item in self._items if not isinstance(item, More)), *self._rest)

    def item(self, number: int) -> Caption | Row | More | None:
        """What is there; None beyond the end."""
        return self._items[number] if 0 <= number < len(self._items) else None

    def is_unfolded(self, row: Row) -> bool:
        """Whether what is beneath it is shown."""
        return row.key in self._unfolded

    def fold(self, number: int) -> int | None:
        """Unfold the row there, or fold it again. The number of what unfolded; None where nothing did."""
        row = self.item(number)
        if not isinstance(row, Row) or not row.unfolds:
            return None
        if row.key in self._unfolded:
            self._unfolded.discard(row.key)
            self.beginRemoveRows(QModelIndex(), number + 1, number + 1)
            del self._items[number + 1]
            self.endRemoveRows()
            unfolded = None
        else:
            self._unfolded.add(row.key)
            self.beginInsertRows(QModelIndex(), number + 1, number + 1)
            self._items.insert(number + 1, More(row))
            self.endInsertRows()
            unfolded = number + 1
        index = self.index(number)
        self.dataChanged.emit(index, index)
        return unfolded

    def unfolded(self) -> list[int]:
        """Where something is unfolded."""
        return [number for number, item in enumerate(self._items) if isinstance(item, More)]

    def rowCount(self, parent: _Index = _NOWHERE, /) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole), /) -> Any:
        item = self.item(index.row())
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(item, Row):
                return item.spoken
            return item.text if isinstance(item, Caption) else ""
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and isinstance(item, Row):
            # What unfolds is a widget over the list, of which Qt's bridge to screen readers does not know.
            return "\n".join((*item.text, item.code, item.foot)).strip() if self.is_unfolded(item) else ""
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(item, Row):
            return "\n".join(part for part in (item.title, item.note) if part)
        return None

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        if isinstance(self.item(index.row()), Row):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def canFetchMore(self, parent: _Index, /) -> bool:
        return not parent.isValid() and bool(self._rest)

    def fetchMore(self, parent: _Index, /) -> None:
        more = self._with_more(self._rest[:PORTION])
        self._rest = self._rest[PORTION:]
        self.beginInsertRows(QModelIndex(), len(self._items), len(self._items) + len(more) - 1)
        self._items += more
        self.endInsertRows()

    def _with_more(self, items: tuple[Caption | Row, ...]) -> list[Caption | Row | More]:
        found: list[Caption | Row | More] = []
        for item in items:
            found.append(item)
            if isinstance(item, Row) and item.key in self._unfolded:
                found.append(More(item))
        return found
