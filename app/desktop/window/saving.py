"""Files the person asks for: where each goes, and the word that it is there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from app.desktop.controls import Button
from app.desktop.soon import soon
from app.desktop.wording import Wording

SAID_MS = 4_000
"""How long the button says that it is done."""


class Saving(QObject):
    """Asks, and has the button that was pressed tell once the file is written."""

    def __init__(self, wording: Callable[[], Wording]) -> None:
        super().__init__()
        self._wording = wording
        self._button: Button | None = None

    def ask(self, button: Button, name: str, kinds: str) -> Path | None:
        """Where to, beginning among the person's documents; None where they think better of it.

        `name` is proposed, `kinds` are filters of file dialogs, as Qt writes them.
        """
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        near = Path(folder) if folder and Path(folder).is_dir() else Path.home()
        file, _ = QFileDialog.getSaveFileName(button, button.accessibleName(), str(near / name), kinds)
        self._button = button if file else self._button
        return Path(file) if file else None

    def written(self) -> None:
        """The file is there."""
        button, self._button = self._button, None
        said = self._wording().translate("window", "Saved")
        if button is not None and isValid(button) and button.accessibleName() != said:
            before = button.accessibleName()
            button.reword(said)
            soon(button, lambda: button.reword(before), SAID_MS)
