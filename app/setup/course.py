"""One run's way through the transition table, told to whoever shows it."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from app.errors import SignpostError
from app.host.clock import monotonic_ns
from app.host.files import translated
from app.setup.errors import Cancelled, RolledBack
from app.setup.plan import Event, Progress, State, follow

Report = Callable[[Progress], None]
"""Takes each progress, from the thread the set-up runs in."""


class Course:
    """Where a run stands. Each step and each change of the byte count is reported once."""

    def __init__(self, tool: str, report: Report) -> None:
        self._report = report
        self._last = Progress(tool=tool, state=State.PLANNED, at_ns=monotonic_ns())
        report(self._last)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self._last.state

    def step(self, event: Event, detail: str = "", code: str = "") -> None:
        """Move on by the table. Raises ImpossibleStep."""
        self._tell(msgspec.structs.replace(self._last, state=follow(self.state, event), detail=detail, code=code))

    def tries(self, *, for_machine: bool) -> None:
        """Told with the next step: whom the recipe installs for."""
        self._last = msgspec.structs.replace(self._last, for_machine=for_machine)

    def end(self, error: SignpostError, event: Event = Event.FAIL) -> None:
        """Move to where it ends without its tool."""
        self.step(event, error.happened, error.code)

    @contextlib.contextmanager
    def told(self, folder: Path) -> Iterator[None]:
        """Start, and say whatever ends the run inside; an OSError becomes one of ours, about that folder."""
        try:
            self.step(Event.START)
            yield
        except Cancelled as error:
            self.end(error, Event.CANCEL)
            raise
        except RolledBack as error:
            self.end(error, Event.ROLL_BACK)
            raise
        except SignpostError as error:
            self.end(error)
            raise
        except OSError as error:
            problem = translated(error, folder)
            self.end(problem)
            raise problem from error

    def arrived(self, done: int, total: int | None, detail: str = "") -> None:
        """So many bytes of so many (None: nobody knows) have arrived."""
        if (done, total, detail) != (self._last.done_bytes, self._last.total_bytes, self._last.detail):
            self._tell(msgspec.structs.replace(self._last, done_bytes=done, total_bytes=total, detail=detail))

    def say(self, detail: str) -> None:
        """A short fact in English for logs."""
        if detail != self._last.detail:
            self._tell(msgspec.structs.replace(self._last, detail=detail))

    def _tell(self, progress: Progress) -> None:
        self._last = msgspec.structs.replace(progress, at_ns=monotonic_ns())
        self._report(self._last)
