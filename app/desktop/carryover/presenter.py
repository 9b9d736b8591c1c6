"""One carry-over on the screen: looks, carries and takes back on a thread of its own, never on the one that paints."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from app.carryover.carry import Carried, CarryOver, Undone, can_undo, undo
from app.carryover.proposal import Proposal
from app.desktop.carryover.dialog import CarryOverDialog
from app.desktop.carryover.model import Carrying, Names, Stage
from app.desktop.carryover.view import carry_view
from app.desktop.theme import Theme
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.host.paths import Paths
from app.policy.carryover import Pair
from app.runtime.worker import Worker


class CarryOverPresenter(QObject):
    """One window. `pairs` are those that lead to the tool; of them that counts from which most can come along.

    `gone` comes once, when it was closed.
    """

    gone = Signal()
    _answered = Signal(object)

    def __init__(
        self,
        theme: Theme,
        wording: Callable[[], Wording],
        paths: Paths,
        pairs: tuple[Pair, ...],
        name_of: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._theme, self._wording, self._paths, self._pairs, self._name_of = theme, wording, paths, pairs, name_of
        self._pair = pairs[0]
        self._so = Carrying(Stage.LOOKING, self._names())
        self._worker = Worker("carry-over", self._answered.emit)
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.dialog = CarryOverDialog(theme, carry_view(self._so, wording()))
        self.dialog.chosen.connect(self._choose)
        self.dialog.switched.connect(self._switch)
        self.dialog.carry.connect(self._carry)
        self.dialog.undo.connect(self._undo)
        self.dialog.destroyed.connect(self._closed)
        theme.changed.connect(self._restyle)
        self._worker.give(lambda: self._answered.emit(_looked(paths, pairs)))

    def close(self) -> None:
        """Close it; what is being written is written first."""
        self.dialog.close()

    def _names(self) -> Names:
        return Names(self._name_of(self._pair.source), self._name_of(self._pair.target))

    def _show(self, so: Carrying) -> None:
        self._so = so
        self.dialog.show_view(carry_view(so, self._wording()))

    def _restyle(self) -> None:
        self.dialog.restyle(carry_view(self._so, self._wording()))

    def _choose(self, item: str) -> None:
        self._show(replace(self._so, current=item))

    def _switch(self, item: str, on: bool) -> None:
        off = self._so.off - {item} if on else self._so.off | {item}
        self._show(replace(self._so, off=off, current=item))

    def _carry(self) -> None:
        seen, chosen, pair, paths = self._so.proposal, self._so.chosen, self._pair, self._paths
        if seen is not None and chosen:
            self._show(replace(self._so, stage=Stage.CARRYING))
            self._worker.give(lambda: self._answered.emit(CarryOver(pair, paths).carry(seen, chosen)))

    def _undo(self) -> None:
        pair, paths = self._pair, self._paths
        self._show(replace(self._so, stage=Stage.CARRYING))
        self._worker.give(lambda: self._answered.emit(undo(paths, pair.source, pair.target)))

    def _take(self, answer: object) -> None:
        match answer:
            case (Pair() as pair, Proposal() as proposal, bool(undoable)):
                self._pair = pair
                self._show(Carrying(Stage.PREVIEW, self._names(), proposal, undoable=undoable))
            case Carried():
                self._show(replace(self._so, stage=Stage.DONE, carried=answer))
            case Undone():
                self._show(Carrying(Stage.UNDONE, self._names(), undone=answer))
            case SignpostError():
                self._show(Carrying(Stage.FAILED, self._names(), error=answer))
            case _:
                raise RuntimeError("an answer that nobody asked for")

    def _closed(self) -> None:
        self._theme.changed.disconnect(self._restyle)
        self._worker.end()
        self.gone.emit()


def _looked(paths: Paths, pairs: tuple[Pair, ...]) -> tuple[Pair, Proposal, bool]:
    """The pair from which most can come along, what that is, and whether some of it can be taken back."""
    found = [(pair, CarryOver(pair, paths).look()) for pair in pairs]
    pair, proposal = max(found, key=lambda one: (len(one[1].ready), sum(item.count for item in one[1].items)))
    return pair, proposal, can_undo(paths, pair.source, pair.target)
