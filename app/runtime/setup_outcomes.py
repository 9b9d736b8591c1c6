"""How set-ups went, told to all who keep it: the event stream, the records, the person's activity, the loop guard."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.errors import SignpostError
from app.host import clock
from app.host.paths import Paths
from app.lines import finished_line
from app.report.stream import Stream
from app.runtime.diary import Diary
from app.screen import Finished, Screen

if TYPE_CHECKING:
    from app.setup.plan import Progress


class SetUpOutcomes:
    """From any thread. What cannot be remembered is told, and changes nothing of the outcome."""

    def __init__(
        self,
        paths: Paths,
        screen: Screen,
        stream: Stream,
        record: Callable[[dict[str, Any]], None],
        diary: Diary,
    ) -> None:
        self._paths, self._screen, self._stream, self._record, self._diary = paths, screen, stream, record, diary
        self._lock = threading.Lock()
        self._began: dict[str, datetime] = {}

    def progress(self, progress: "Progress") -> None:
        """A step, for the stream."""
        self._began.setdefault(progress.tool, clock.now())
        fields = progress.as_json()
        self._stream.write(fields.pop("event"), **fields)

    def done(self, finished: Finished) -> None:
        """The tool is there, in that version."""
        from app.report import ocsf
        from app.setup.attempts import Memory

        installed = finished.installed
        self._stream.write("setup-done", **finished_line(finished))
        began = self._began.pop(installed.tool, None)
        previous = installed.previous if began is not None and installed.at >= began else None  # else it was there
        before = previous.version if previous is not None else ""
        self._record(ocsf.set_up(installed.tool, installed.version, clock.now(), before=before, began=began))
        self._diary.ready(finished)
        self._remember(lambda: Memory(self._paths).succeeded(installed.tool))

    def failed(self, tool_id: str, version: str, error: SignpostError) -> None:
        """The set-up of that version ended without it."""
        from app.report import ocsf
        from app.setup.attempts import Memory
        from app.setup.errors import Blocked, Cancelled

        self._stream.write("setup-failed", tool=tool_id, **error.as_json())
        began = self._began.pop(tool_id, None)
        self._record(ocsf.set_up(tool_id, version, clock.now(), error.code, began=began))
        self._diary.failed(tool_id, error)
        if not isinstance(error, Cancelled | Blocked):
            self._remember(lambda: Memory(self._paths).failed(tool_id, version))

    def rolled_back(self, finished: Finished) -> None:
        """The version before is back."""
        from app.report import ocsf
        from app.setup.attempts import Memory

        installed = finished.installed
        self._began.pop(installed.tool, None)
        self._stream.write("setup-done", **finished_line(finished))
        self._record(ocsf.rolled_back(installed.tool, installed.version, clock.now(), before=installed.left))
        self._diary.ready(finished)
        self._remember(lambda: Memory(self._paths).succeeded(installed.tool))

    def removed(self, tool_id: str) -> None:
        """The tool is gone."""
        from app.report import ocsf

        self._stream.write("setup-removed", tool=tool_id)
        self._record(ocsf.removed(tool_id, clock.now()))
        self._diary.removed(tool_id)
        self._screen.changed(tool_id)

    def not_removed(self, tool_id: str, error: SignpostError) -> None:
        """Taking the tool away did not work."""
        from app.report import ocsf

        self._record(ocsf.removed(tool_id, clock.now(), error.code))
        self.refused(tool_id, error)

    def refused(self, tool_id: str, error: SignpostError) -> None:
        """What the person asked for besides a set-up did not work."""
        self._began.pop(tool_id, None)
        self._diary.failed(tool_id, error)
        self.problem(error)

    def problem(self, error: SignpostError) -> None:
        """Something they should know of."""
        self._stream.write("problem", **error.as_json())
        self._screen.problem(error)

    def may_begin_by_itself(self, tool_id: str, version: str) -> bool:
        """Whether the loop guard lets a set-up begin that nobody asked for; if so, it counts. Raises SignpostError."""
        from app.setup.attempts import Memory

        memory, now = Memory(self._paths), clock.now()
        with self._lock:
            if not memory.may_begin_by_itself(tool_id, version, now):
                return False
            memory.began_by_itself(tool_id, now)
            return True

    def _remember(self, write: Callable[[], None]) -> None:
        try:
            with self._lock:
                write()
        except SignpostError as error:
            self.problem(error)
