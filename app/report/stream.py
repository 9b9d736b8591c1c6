"""The stream of what happens, as JSON lines, for scripts and for the demo: `signpost run --events FILE`.

Fields of every line: `event` (its kind) and `at_ns` (CLOCK_MONOTONIC). The kinds and their fields are listed in README.
"""

import json
import threading
from typing import Any, TextIO

from app.host.clock import monotonic_ns
from app.report.log import Log


class Stream:
    """Writes one line per event, whole and flushed, from any thread: to `file`, and to the log, as far as given."""

    def __init__(self, file: TextIO | None, log: Log | None = None) -> None:
        self._file, self._log = file, log
        self._lock = threading.Lock()

    def write(self, event: str, **fields: Any) -> None:
        """Write one event. A reader that went away ends the stream, not the agent."""
        line = json.dumps({"event": event, "at_ns": monotonic_ns(), **fields}) + "\n"
        with self._lock:
            if self._log is not None:
                self._log.write(event, fields)
            if self._file is not None:
                try:
                    self._file.write(line)
                    self._file.flush()
                except (OSError, ValueError):
                    self._file = None
