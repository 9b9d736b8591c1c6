"""The screen until there is one: the agent runs while Qt still loads, and nothing it says meanwhile is lost. No Qt."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Closing
from app.alerts.quiet import Surroundings
from app.alerts.silence import Silence
from app.errors import SignpostError
from app.policy.model import Tool
from app.screen import Finished, Screen
from app.sync.state import SyncState

if TYPE_CHECKING:  # these rooms are loaded when there is something to say
    from app.asking.store import Asked
    from app.setup.plan import Progress
    from app.watch.standing import Watching


class Curtain:
    """A `Screen` that keeps what it is told, in order, until it rises; from then on the screen behind it is told."""

    cards = True

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: list[Callable[[Screen], None]] = []
        self._screen: Screen | None = None

    def rise(self, screen: Screen) -> None:
        """Tell `screen` what was kept, and whatever comes from now on."""
        with self._lock:
            for tell in self._kept:
                tell(screen)
            self._kept.clear()
            self._screen = screen

    def heartbeat(self, answer: Callable[[], None]) -> None:
        """See `Screen`. What still loads does not hang."""
        with self._lock:
            screen = self._screen
        if screen is None:
            answer()
        else:
            screen.heartbeat(answer)

    def policy_state(self, state: SyncState) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.policy_state(state))

    def watching(self, watching: "Watching") -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.watching(watching))

    def alert(self, alert: Alert) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.alert(alert))

    def paused(self, pause: Pause, *, began: bool) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.paused(pause, began=began))

    def surroundings(self) -> Surroundings:
        """See `Screen`. What is kept disturbs nobody."""
        with self._lock:
            screen = self._screen
        return screen.surroundings() if screen is not None else Surroundings()

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.silenced(silences))

    def closing(self, closing: Closing) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.closing(closing))

    def setup(self, progress: "Progress") -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.setup(progress))

    def setup_done(self, tool_id: str, finished: Finished) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.setup_done(tool_id, finished))

    def setup_failed(self, tool_id: str, error: SignpostError) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.setup_failed(tool_id, error))

    def changed(self, tool_id: str) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.changed(tool_id))

    def asked(self, asked: "Asked") -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.asked(asked))

    def allowed(self, tool: Tool, until: datetime) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.allowed(tool, until))

    def ending(self, tool: Tool, until: datetime) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.ending(tool, until))

    def wished(self, tool: Tool, reason: str) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.wished(tool, reason))

    def problem(self, error: SignpostError) -> None:
        """See `Screen`."""
        self._tell(lambda screen: screen.problem(error))

    def _tell(self, tell: Callable[[Screen], None]) -> None:
        with self._lock:
            if self._screen is None:
                self._kept.append(tell)
            else:
                tell(self._screen)
