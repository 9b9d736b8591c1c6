"""Where the person sees things: what the runtime asks of a screen, and the screen that is none."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Closing
from app.alerts.quiet import Surroundings
from app.alerts.silence import Silence
from app.errors import SignpostError
from app.host.clock import monotonic_ns
from app.policy.model import Tool
from app.sync.state import SyncState

if TYPE_CHECKING:  # these rooms are loaded when there is something to say
    from app.asking.store import Asked
    from app.setup.path_edit import Edit
    from app.setup.place import Installed
    from app.setup.plan import Progress
    from app.watch.standing import Watching

Shown = Callable[[str, str, int], None]
"""Called with an alert's session, the channel it was shown on and when (CLOCK_MONOTONIC, ns)."""


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """A set-up that passed its proof.

    `findable`: a new terminal finds the command. If not, `edit` is the one change of a start-up file that would help
    (None: none is known to), and `edited` whether the person had it made.
    """

    installed: "Installed"
    findable: bool
    edit: "Edit | None" = None
    edited: bool = False


class Screen(Protocol):
    """The desktop, or nowhere at all. Every method may be called from any thread and returns at once."""

    @property
    def cards(self) -> bool:
        """Whether an alert is something that comes up before a person."""

    def heartbeat(self, answer: Callable[[], None]) -> None:
        """Have `answer` called before long by the thread that shows things, as a sign that it gets on."""

    def policy_state(self, state: SyncState) -> None:
        """The policy in force, or how fresh it is, changed."""

    def watching(self, watching: "Watching") -> None:
        """How launches are seen changed, or some were missed."""

    def alert(self, alert: Alert) -> None:
        """Show an alert, then report it (`Shown`)."""

    def paused(self, pause: Pause, *, began: bool) -> None:
        """Show the one alert that stands for all further ones; not `began`: it counted one more, which is silent."""

    def surroundings(self) -> Surroundings:
        """Whether this is a bad moment to disturb the person."""

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        """What the person silenced is this, from now on; each can be taken back."""

    def closing(self, closing: Closing) -> None:
        """The countdown after which a tool is asked to close began, moved on or ended: have it seen."""

    def setup(self, progress: "Progress") -> None:
        """A set-up moved on."""

    def setup_done(self, tool_id: str, finished: Finished) -> None:
        """A set-up is done: detection passed. Called again when the edit of PATH was made or taken back."""

    def setup_failed(self, tool_id: str, error: SignpostError) -> None:
        """A set-up ended without its tool (cancelled included)."""

    def asked(self, asked: "Asked") -> None:
        """What the person asked IT for is this, from now on."""

    def allowed(self, tool: Tool, until: datetime) -> None:
        """The person may use a tool that is off limits, until then: tell them once."""

    def ending(self, tool: Tool, until: datetime) -> None:
        """Their exception ends then, within a day: tell them once."""

    def wished(self, tool: Tool, reason: str) -> None:
        """On the command line somebody wants IT asked for that tool, or a request taken back: the person decides."""

    def changed(self, tool_id: str) -> None:
        """What is set up changed without a card: taken away, gone back to, or updated by itself."""

    def problem(self, error: SignpostError) -> None:
        """Something the person should know of does not work."""


class Headless:
    """No screen: an alert counts as shown at once, and the event stream tells the rest."""

    cards = False

    def __init__(self) -> None:
        self.on_shown: Shown = lambda *_: None

    def heartbeat(self, answer: Callable[[], None]) -> None:
        """Nothing that could hang."""
        answer()

    def policy_state(self, state: SyncState) -> None:
        """Nothing to show it on."""

    def watching(self, watching: "Watching") -> None:
        """Nothing to show it on."""

    def alert(self, alert: Alert) -> None:
        """Pass it on as shown."""
        self.on_shown(alert.session, "stream", monotonic_ns())

    def paused(self, pause: Pause, *, began: bool) -> None:
        """Nothing to show it on."""

    def surroundings(self) -> Surroundings:
        """Nobody is disturbed by a line in a stream."""
        return Surroundings()

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        """Nothing to show it on."""

    def closing(self, closing: Closing) -> None:
        """Nothing is closed where nobody sees the countdown."""

    def setup(self, progress: "Progress") -> None:
        """Nothing to show it on."""

    def setup_done(self, tool_id: str, finished: Finished) -> None:
        """Nothing to show it on."""

    def setup_failed(self, tool_id: str, error: SignpostError) -> None:
        """Nothing to show it on."""

    def asked(self, asked: "Asked") -> None:
        """Nothing to show it on."""

    def allowed(self, tool: Tool, until: datetime) -> None:
        """Nothing to show it on."""

    def ending(self, tool: Tool, until: datetime) -> None:
        """Nothing to show it on."""

    def wished(self, tool: Tool, reason: str) -> None:
        """Nothing to show it on."""

    def changed(self, tool_id: str) -> None:
        """Nothing to show it on."""

    def problem(self, error: SignpostError) -> None:
        """Nothing to show it on."""
