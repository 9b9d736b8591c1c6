"""The windows that are opened when somebody asks for them, and freed when closed: the window, welcome, carry-over.

What they take to load is loaded then, so that an agent nobody looks at stays small.
"""

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QWidget

from app.desktop.bridge import News, Problem
from app.desktop.presenter import Presenter
from app.desktop.theme import Theme
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.host.config import Config
from app.host.paths import Paths
from app.sync.state import SyncState

if TYPE_CHECKING:
    from app.desktop.carryover.presenter import CarryOverPresenter
    from app.desktop.removal.presenter import RemovalPresenter
    from app.desktop.window.destination import Destination
    from app.desktop.window.greeting import Greeting
    from app.desktop.window.presenter import WindowPresenter
    from app.setup.removable import Removal


def _centre(window: QWidget, over: QWidget | None) -> None:
    """Have it come up in the middle of its screen, or of a window of ours, which it then stays above."""
    area = window.screen().availableGeometry()
    if over is not None:
        window.winId()  # only then has it a handle
        window.windowHandle().setTransientParent(over.windowHandle())
        area = over.geometry()
    place = QRect(QPoint(0, 0), window.size())
    place.moveCenter(area.center())
    window.move(place.topLeft())


class Windows(QObject):
    """At most one of each. `paths` are the person's folders (None: the real ones)."""

    spoken = Signal(str)
    """The person wants another language (BCP 47; "" for the system's)."""
    freed = Signal()
    """One is closed, and what it showed is gone."""

    def __init__(
        self,
        theme: Theme,
        wording: Callable[[], Wording],
        cards: Presenter,
        paths: Paths | None,
        config: Config,
    ) -> None:
        super().__init__()
        self._theme, self._wording, self._cards = theme, wording, cards
        self._paths, self._config = paths, config
        self._greeting = False
        self.window: WindowPresenter | None = None
        self.greeting: Greeting | None = None
        self.carrying: CarryOverPresenter | None = None
        self.removing: RemovalPresenter | None = None

    def _free(self) -> None:
        """The pages are gone: what they took goes back to the system."""
        QPixmapCache.clear()
        self.freed.emit()

    def open(self, destination: "Destination | None" = None) -> None:
        """Open the window, or bring it to the front, on that page (None: where the person was)."""
        if self.window is None:
            from app.desktop.window.presenter import WindowPresenter

            self.window = WindowPresenter(self._theme, self._wording, self._cards, self._folders(), self._config)
            self.window.closed.connect(self._window_closed)
            self.window.welcome.connect(self.show_welcome)
            self.window.spoken.connect(self.spoken)
            self.window.clear_away.connect(self.clear_away)
        self.window.open(destination)
        self._cards.window(seen=True)

    def greet(self) -> None:
        """Show the welcome as soon as there is a policy, if this person never saw it."""
        from app.desktop.window.remembered import recall

        self._greeting = not recall(self._folders()).welcomed

    def receive(self, news: News) -> None:
        """Take in what came over the bridge, after the cards did."""
        if self._greeting and isinstance(news, SyncState) and news.policy is not None:
            from app.desktop.window.remembered import recall, remember

            self._greeting = False
            remember(self._folders(), msgspec.structs.replace(recall(self._folders()), welcomed=True))
            self.show_welcome()
        if self.window is not None:
            self.window.receive(news)

    def show_welcome(self) -> None:
        """Show the welcome."""
        from app.desktop.window.greeting import Greeting

        if self.greeting is None:
            self.greeting = Greeting(self._theme, self._wording, self._cards.known.policy, self._folders())
            self.greeting.ledger.connect(self._show_ledger)
            self.greeting.spoken.connect(self.spoken)
            self.greeting.failed.connect(self._not_written)
            self.greeting.gone.connect(self._welcome_gone)
            _centre(self.greeting.welcome, self.window.window if self.window is not None else None)
        self.greeting.welcome.show()

    def bring_along(self, tool: str) -> None:
        """Show what settings can come along to a tool."""
        from app.desktop.carryover.presenter import CarryOverPresenter

        known = self._cards.known
        pairs = known.pairs_to(tool)
        if self.carrying is None and pairs:
            self.carrying = CarryOverPresenter(self._theme, self._wording, self._folders(), pairs, known.name_of)
            self.carrying.gone.connect(self._carried)
            _centre(self.carrying.dialog, self.window.window if self.window is not None else None)
        if self.carrying is not None:
            self.carrying.dialog.show()
            self.carrying.dialog.raise_()
            self.carrying.dialog.activateWindow()

    def _carried(self) -> None:
        self.carrying = None
        self._free()

    def clear_away(self, tool: str) -> None:
        """Show what would go of a tool that is off limits."""
        from app.access import person
        from app.desktop.removal.presenter import RemovalPresenter

        known, paths, config = self._cards.known, self._folders(), self._config
        state = known.state
        if self.removing is None and state is not None and state.policy is not None:
            policy, exceptions = state.policy, state.exceptions

            def look(cancel: threading.Event) -> "Removal":
                from app.trial import removal
                from app.trial.judge import Opened

                opened = Opened(policy, exceptions)
                return removal.look(opened, person(config), paths, os.environ, tool, cancel)

            self.removing = RemovalPresenter(self._theme, self._wording, paths, known.name_of(tool), look)
            self.removing.removed.connect(lambda: self._cards.callbacks.on_cleared(tool))
            self.removing.gone.connect(self._removal_gone)
            _centre(self.removing.dialog, self.window.window if self.window is not None else None)
        if self.removing is not None:
            self.removing.dialog.show()
            self.removing.dialog.raise_()
            self.removing.dialog.activateWindow()

    def _removal_gone(self) -> None:
        self.removing = None
        self._free()

    def close(self) -> None:
        """Close what is open."""
        if self.carrying is not None:
            self.carrying.close()
        if self.removing is not None:
            self.removing.close()
        if self.window is not None:
            self.window.close()
        if self.greeting is not None:
            self.greeting.close()

    def _show_ledger(self) -> None:
        from app.desktop.window.destination import Destination

        self.open(Destination.LEDGER)

    def _window_closed(self) -> None:
        if self.window is not None:
            self.window.destroyed.connect(self._free)
            self.window.deleteLater()
            self.window = None
            self._cards.window(seen=False)

    def _welcome_gone(self) -> None:
        self.greeting = None
        self._free()

    def _not_written(self, error: SignpostError) -> None:
        self._cards.problem(Problem(error))

    def _folders(self) -> Paths:
        return self._paths or Paths.of_person()
