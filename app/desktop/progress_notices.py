"""The notification in which a set-up goes on that no card and no window of ours shows.

One for each set-up, updated in place: at another phase, and within one every second. Lives on the main thread.
"""

from collections.abc import Callable

from app.desktop import notices
from app.desktop.announcements import Announcements
from app.desktop.card_model import CardView
from app.desktop.notice import Notice
from app.desktop.setups import Setups
from app.desktop.wording import Wording
from app.setup.plan import Progress

_LEAST_NS = 1_000_000_000


class ProgressNotices:
    """Which set-ups are told so, and when what is `said` of them changes."""

    def __init__(self, said: Announcements, setups: Setups, wording: Callable[[], Wording]) -> None:
        self._said, self._setups, self._wording = said, setups, wording
        self._window = False
        self._followed: dict[str, Progress | None] = {}
        """By tool whose card is closed: what was said last."""
        self._silent: set[str] = set()
        """Those of them that the person does not want to follow, or that nobody here draws."""

    def follows(self, tool: str) -> bool:
        """Whether the person closed that tool's card, or never had one."""
        return tool in self._followed

    def begin(self, tool: str) -> None:
        """No card shows that set-up from now on."""
        self._followed[tool] = None
        self._tell(tool)

    def end(self, tool: str) -> None:
        """A card shows it, or it is over and there is nothing to say of it."""
        if self.leave(tool):
            self._said.withdraw(notices.setup_key(tool))

    def leave(self, tool: str) -> bool:
        """It is over, and what is said of it takes this one's place. Whether it was followed."""
        self._silent.discard(tool)
        followed = tool in self._followed
        self._followed.pop(tool, None)
        return followed

    def silence(self, tool: str) -> None:
        """Say nothing more of it but how it ends."""
        self._silent.add(tool)

    def window(self, *, seen: bool) -> None:
        """The window shows all of them from now on, or it is closed."""
        self._window = seen
        for tool in self._followed:
            if seen:
                self._said.withdraw(notices.setup_key(tool))
            else:
                self._tell(tool)

    def moved(self, progress: Progress) -> None:
        """A set-up moved on."""
        before = self._followed.get(progress.tool)
        same = before is not None and (before.state, before.waits_for) == (progress.state, progress.waits_for)
        if before is None or not same or progress.at_ns - before.at_ns >= _LEAST_NS:
            self._tell(progress.tool)

    def stop(self) -> None:
        """Leave nothing on the screen."""
        for tool in tuple(self._followed):
            self.end(tool)

    def _tell(self, tool: str) -> None:
        if tool in self._followed and tool not in self._silent and not self._window:
            self._followed[tool] = self._setups.progress(tool)
            self._said.say(lambda: self._announcement(tool))

    def _announcement(self, tool: str) -> tuple[Notice, CardView] | None:
        wording = self._wording()
        view = self._setups.progress_view(tool, wording)
        return (notices.progress_notice(view, wording), view) if view is not None else None
