"""The set-ups a person sees: how far each is, what came of it, and the card for it. Pure bookkeeping. No Qt.

Names come from the policy: a set-up only knows ids.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.desktop.card_model import DoneView, FailedView, ProgressView
from app.desktop.plain import plain
from app.desktop.setup_card import Rate, Ready, done_view, failed_view, progress_view
from app.desktop.tokens import PROGRESS_UPDATES_PER_SECOND
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.screen import Finished
from app.setup.errors import Cancelled
from app.setup.going_back import obstacle
from app.setup.plan import Progress, State

_LEAST_NS = 1_000_000_000 // PROGRESS_UPDATES_PER_SECOND


@dataclass(frozen=True)
class Run:
    """One set-up: its last progress, when it was last drawn, and the seconds it still takes (None: unknown)."""

    progress: Progress
    drawn_ns: int = 0
    left: float | None = None


class Setups:
    """By tool id: what runs, and the last outcome."""

    def __init__(
        self,
        name_of: Callable[[str], str],
        brings: Callable[[str], bool] = lambda _: False,
        replaces: Callable[[str], str] = lambda _: "",
    ) -> None:
        """`brings` says whether others' settings can come along to one, `replaces` which banned one it is for."""
        self._name_of, self._brings, self._replaces = name_of, brings, replaces
        self._running: dict[str, Run] = {}
        self._rates: dict[str, Rate] = {}
        self.finished: dict[str, Finished] = {}
        self.errors: dict[str, SignpostError] = {}

    @property
    def running(self) -> tuple[str, ...]:
        """The tools being set up now."""
        return tuple(self._running)

    def begin(self, tool: str, now_ns: int) -> None:
        """The person asked for it: shown at once, before the first step is reported."""
        self._rates[tool] = Rate()
        self._running[tool] = Run(Progress(tool=tool, state=State.PLANNED, at_ns=now_ns))

    def moved(self, progress: Progress) -> bool:
        """Take in a progress. True when it is worth drawing: another phase, or a tenth of a second later."""
        tool = progress.tool
        if progress.state.is_final:
            return False
        before = self._running.get(tool)
        left = self._rates.setdefault(tool, Rate()).seconds_left(progress)
        said = (before.progress.state, before.progress.waits_for) if before is not None else None
        same = said == (progress.state, progress.waits_for)
        due = before is None or not same or progress.at_ns - before.drawn_ns >= _LEAST_NS
        drawn = progress.at_ns if before is None or due else before.drawn_ns
        self._running[tool] = Run(progress, drawn, left)
        return due

    def ended(self, tool: str, finished: Finished | None = None) -> None:
        """It is over."""
        self._running.pop(tool, None)
        self._rates.pop(tool, None)
        if finished is not None:
            self.finished[tool] = finished

    def progress(self, tool: str) -> Progress | None:
        """How far a running set-up is; None when it does not run."""
        run = self._running.get(tool)
        return run.progress if run is not None else None

    def progress_view(self, tool: str, wording: Wording) -> ProgressView | None:
        """The card of a running set-up; None when it does not run."""
        run = self._running.get(tool)
        if run is None:
            return None
        first = tuple(map(self._name_of, run.progress.waits_for))
        return progress_view(run.progress, self._name_of(tool), run.left, wording, first)

    def done_view(self, finished: Finished, wording: Wording) -> DoneView:
        """The card of one that is done."""
        installed, edit = finished.installed, finished.edit
        replaces = self._replaces(installed.tool)
        ready = Ready(
            tool=installed.tool,
            name=self._name_of(installed.tool),
            version=installed.version,
            command=installed.commands[0] if installed.commands else installed.tool,
            brings=self._brings(installed.tool),
            for_machine=installed.for_machine,
            before=installed.previous.version if installed.previous is not None else "",
            stays=obstacle(installed),
            replaces=replaces,
            replaced=self._name_of(replaces) if replaces else "",
        )
        if edit is not None:
            ready = replace(ready, file=edit.file, lines=edit.lines, edited=finished.edited)
        return done_view(ready, wording)

    def failed_view(self, tool: str, error: SignpostError, wording: Wording) -> FailedView | None:
        """The card of one that failed; None for one the person cancelled, of which there is nothing to say."""
        if isinstance(error, Cancelled):
            return None
        self.errors[tool] = error
        return failed_view(tool, plain(self._name_of(tool), 60), error, wording)
