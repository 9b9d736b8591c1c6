"""What a person would do on the screen, ordered on standard input of a product under way, a line each.

`set-up TOOL`, `remove TOOL`, `sync`, `close` (every card), `window PAGE`, `close-window` (all of them), `welcome`,
`bring-along TOOL`, `clear-away TOOL`. A program can know further ones.
"""

import sys
import threading
from collections.abc import Callable, Mapping
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from app.desktop.desktop import Desktop

Further = Mapping[str, Callable[[str], None]]
"""By their first word; they get the rest of the line, on the main thread."""


class Orders(QObject):
    """Brings what standard input says to the main thread, where it is carried out."""

    given = Signal(str)

    def __init__(self, further: Further | None = None) -> None:
        super().__init__()
        self._further = further or {}
        self.given.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.given.emit(line.strip())

    def _obey(self, order: str) -> None:
        word, _, rest = order.partition(" ")
        known = self._further if word in self._further else _known(_desktop())
        known[word](rest)


def _known(desktop: "Desktop") -> Further:
    from app.desktop.window.destination import Destination

    callbacks, windows = desktop.presenter.callbacks, desktop.windows
    return {
        "set-up": desktop.presenter.set_up,
        "remove": callbacks.on_remove,
        "sync": lambda _: callbacks.on_sync_now(),
        "window": lambda page: desktop.open_window(Destination(page)),
        "welcome": lambda _: windows.show_welcome(),
        "bring-along": windows.bring_along,
        "clear-away": windows.clear_away,
        "close-window": lambda _: windows.close(),
        "close": lambda _: _close_cards(desktop),
    }


def _close_cards(desktop: "Desktop") -> None:
    from app.desktop.page import Action

    while (card := desktop.deck.card) is not None:
        card.acted.emit(Action.CLOSE, card.view)


def _desktop() -> "Desktop":
    """The running one: its `run` is below us on the main thread's stack."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_qualname == "Desktop.run":
            desktop: Desktop = frame.f_locals["self"]
            return desktop
        frame = frame.f_back
    raise RuntimeError("the product's loop does not run")
