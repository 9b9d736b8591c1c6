"""One removal on the screen: looks, looks again and removes on a thread of its own, never on the one that paints."""

import threading
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from app.desktop.removal.dialog import RemovalDialog
from app.desktop.removal.view import Removing, Stage, removal_view
from app.desktop.theme import Theme
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.host.paths import Paths
from app.runtime.worker import Worker
from app.setup.removable import Removal

Look = Callable[[threading.Event], Removal]
"""Looks for what would go of the tool, off the thread that paints."""


class RemovalPresenter(QObject):
    """One window, about the tool of that `name`. `gone` comes once, when it was closed; `removed` when it did it."""

    gone = Signal()
    removed = Signal()
    _answered = Signal(object)

    def __init__(self, theme: Theme, wording: Callable[[], Wording], paths: Paths, name: str, look: Look) -> None:
        super().__init__()
        self._theme, self._wording, self._paths, self._look = theme, wording, paths, look
        self._cancel = threading.Event()
        self._so = Removing(Stage.LOOKING, name)
        self._worker = Worker("removal", self._answered.emit)
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.dialog = RemovalDialog(theme, removal_view(self._so, wording()))
        self.dialog.remove.connect(self._remove)
        self.dialog.destroyed.connect(self._closed)
        theme.changed.connect(self._restyle)
        self._worker.give(lambda: self._answered.emit(look(self._cancel)))

    def close(self) -> None:
        """Close it; what is being removed is removed first."""
        self.dialog.close()

    def _show(self, so: Removing) -> None:
        self._so = so
        self.dialog.show_view(removal_view(so, self._wording()))

    def _restyle(self) -> None:
        self._show(self._so)

    def _remove(self) -> None:
        found = self._so.found
        if found is not None and self._so.stage is Stage.LISTED:
            self._show(replace(self._so, stage=Stage.REMOVING))
            self._worker.give(lambda: self._do_remove(found))

    def _do_remove(self, shown: Removal) -> None:
        from app.setup import clearance

        clearance.remove(self._paths, shown, self._look(self._cancel), self._cancel)
        self._answered.emit(True)

    def _take(self, answer: object) -> None:
        match answer:
            case Removal():
                self._show(replace(self._so, stage=Stage.LISTED, found=answer))
            case True:
                self._show(replace(self._so, stage=Stage.GONE))
                self.removed.emit()
            case SignpostError():
                self._show(replace(self._so, stage=Stage.FAILED, error=answer))
            case _:
                raise RuntimeError("an answer that nobody asked for")

    def _closed(self) -> None:
        self._theme.changed.disconnect(self._restyle)
        self._cancel.set()
        self._worker.end()
        self.gone.emit()
