"""One carry-over on the screen: looks, carries and takes back on a thread of its own, never on the one that paints."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.carryover.carry import Carried, CarryOver, Undone, can_undo, undo
from app.carryover.projects import known_projects
from app.carryover.proposal import Proposal
from app.desktop.carryover.dialog import CarryOverDialog
from app.desktop.carryover.model import Carrying, Names, Stage
from app.desktop.carryover.view import ADD, carry_view
from app.desktop.theme import Theme
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.host.paths import Paths
from app.policy.carryover import Pair
from app.runtime.worker import Worker


@dataclass(frozen=True)
class Looked:
    """The pair from which most can come along, what that is, whether some can be taken back, and the known projects."""

    pair: Pair
    proposal: Proposal
    undoable: bool
    projects: tuple[Path, ...] | None


def ask_folder(window: QWidget, title: str, near: Path) -> str:
    """Have the person choose a folder; "" when they did not."""
    return QFileDialog.getExistingDirectory(window, title, str(near))


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
        ask: Callable[[QWidget, str, Path], str] = ask_folder,
    ) -> None:
        super().__init__()
        self._theme, self._wording, self._paths, self._pairs, self._name_of = theme, wording, paths, pairs, name_of
        self._pair, self._ask = pairs[0], ask
        self._added: tuple[Path, ...] = ()
        self._so = Carrying(Stage.LOOKING, self._names())
        self._worker = Worker("carry-over", self._answered.emit)
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.dialog = CarryOverDialog(theme, carry_view(self._so, wording()))
        self.dialog.chosen.connect(self._choose)
        self.dialog.switched.connect(self._switch)
        self.dialog.placed.connect(self._place)
        self.dialog.carry.connect(self._carry)
        self.dialog.undo.connect(self._undo)
        self.dialog.destroyed.connect(self._closed)
        theme.changed.connect(self._restyle)
        self._look(None)

    def close(self) -> None:
        """Close it; what is being written is written first."""
        self.dialog.close()

    def _look(self, place: Path | None) -> None:
        paths, pairs = self._paths, self._pairs
        self._show(self._as(Stage.LOOKING, place=place))
        self._worker.give(lambda: self._answered.emit(_looked(paths, pairs, place)))

    def _place(self, key: str) -> None:
        if key != ADD:
            self._look(Path(key) if key else None)
            return
        title = self._wording().translate("carrying", "Choose the folder of a project")
        if chosen := self._ask(self.dialog, title, self._paths.home):
            self._added = tuple(dict.fromkeys((*self._added, Path(chosen))))
            self._look(Path(chosen))

    def _as(self, stage: Stage, *, place: Path | None) -> Carrying:
        """That stage, of that place, with the projects as they are known."""
        known = self._so.projects
        projects = None if known is None else tuple(dict.fromkeys((*known, *self._added)))
        return Carrying(stage, self._names(), place=place, projects=projects)

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
        place = self._so.place
        if seen is not None and chosen:
            self._show(replace(self._so, stage=Stage.CARRYING))
            self._worker.give(lambda: self._answered.emit(CarryOver(pair, paths, place).carry(seen, chosen)))

    def _undo(self) -> None:
        pair, paths = self._pair, self._paths
        self._show(replace(self._so, stage=Stage.CARRYING))
        self._worker.give(lambda: self._answered.emit(undo(paths, pair.source, pair.target)))

    def _take(self, answer: object) -> None:
        match answer:
            case Looked():
                self._pair = answer.pair
                self._so = replace(self._so, projects=answer.projects)
                so = self._as(Stage.PREVIEW, place=self._so.place)
                self._show(replace(so, proposal=answer.proposal, undoable=answer.undoable))
            case Carried():
                self._show(replace(self._so, stage=Stage.DONE, carried=answer))
            case Undone():
                self._show(replace(self._as(Stage.UNDONE, place=self._so.place), undone=answer))
            case SignpostError():
                self._show(replace(self._as(Stage.FAILED, place=self._so.place), error=answer))
            case _:
                raise RuntimeError("an answer that nobody asked for")

    def _closed(self) -> None:
        self._theme.changed.disconnect(self._restyle)
        self._worker.end()
        self.gone.emit()


def _looked(paths: Paths, pairs: tuple[Pair, ...], place: Path | None) -> Looked:
    """What there is at that place. Raises NoProject, and what `CarryOver.look` does."""
    found = [(pair, _of(CarryOver(pair, paths, place).look(), place)) for pair in pairs]
    pair, proposal = max(found, key=lambda one: (len(one[1].ready), sum(item.count for item in one[1].items)))
    projects = None
    if any(item.scope == "project" for one in pairs for item in one.items):
        projects = tuple(dict.fromkeys(folder for one in pairs for folder in known_projects(one, paths)))
    return Looked(pair, proposal, can_undo(paths, pair.source, pair.target), projects)


def _of(proposal: Proposal, place: Path | None) -> Proposal:
    """What is of that place alone."""
    scope = "user" if place is None else "project"
    return msgspec.structs.replace(proposal, items=tuple(one for one in proposal.items if one.scope == scope))
