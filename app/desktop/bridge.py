"""The one bridge from worker threads to the screen: frozen values over one Qt signal, in order, to the main thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal

from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Closing
from app.alerts.silence import Silence
from app.asking.store import Asked
from app.desktop.notice import Outcome
from app.errors import SignpostError
from app.policy.model import Tool
from app.screen import Finished
from app.setup.plan import Progress
from app.sync.state import SyncState
from app.watch.standing import Watching


@dataclass(frozen=True)
class Paused:
    """Alerts are collapsed into one, which `began` just now or counted one more."""

    pause: Pause
    began: bool


@dataclass(frozen=True)
class Silenced:
    """What the person silenced, all of it."""

    silences: tuple[Silence, ...]


@dataclass(frozen=True)
class SetupDone:
    """A set-up passed its proof, or its edit of PATH changed."""

    tool: str
    finished: Finished


@dataclass(frozen=True)
class SetupFailed:
    """A set-up ended without its tool."""

    tool: str
    error: SignpostError


@dataclass(frozen=True)
class Changed:
    """What is set up of a tool is another than before, or gone."""

    tool: str


@dataclass(frozen=True)
class Allowed:
    """The person has an exception they did not know of."""

    tool: Tool
    until: datetime


@dataclass(frozen=True)
class Ending:
    """An exception of the person's ends within a day."""

    tool: Tool
    until: datetime


@dataclass(frozen=True)
class Wished:
    """Any program of the person's can leave this: nothing comes of it unless they press Send themselves."""

    tool: Tool
    reason: str


@dataclass(frozen=True)
class Problem:
    """Something does not work."""

    error: SignpostError


@dataclass(frozen=True)
class TrayHost:
    """Who draws tray icons changed; `owner` is a bus name, "" for nobody."""

    owner: str


@dataclass(frozen=True)
class Stillness:
    """Whether the person asked for reduced motion."""

    still: bool


@dataclass(frozen=True)
class Heartbeat:
    """Somebody wants to know that the main thread gets on."""

    answer: Callable[[], None]


News = (
    Alert
    | Paused
    | Closing
    | Silenced
    | Progress
    | SyncState
    | Watching
    | SetupDone
    | SetupFailed
    | Changed
    | Asked
    | Allowed
    | Ending
    | Wished
    | Problem
    | Outcome
    | TrayHost
    | Stillness
    | Heartbeat
)


class Bridge(QObject):
    """`post` from any thread; `arrived` on the thread the bridge was made on."""

    arrived = Signal(object)
    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self.arrived, Qt.ConnectionType.QueuedConnection)

    def post(self, news: News) -> None:
        """Hand a value over. Returns at once."""
        self._posted.emit(news)
