"""The log: what the event stream says, kept on this computer, bounded, private to the person.

One line per event: the local time, then the JSON. Of a set-up only changes of state are kept, not every byte counted.
Nothing of unlisted or approved tools ever reaches the stream, so nothing of them is here.
"""

import json
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from app.host.files import translated
from app.host.paths import own_folder

NAME = "signpost.log"
MOST_BYTES = 1_000_000
KEPT_FILES = 2


class _Handler(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the base class's name
        """A full disk must not end what is being logged; the next line tries again."""


class Log:
    """The open log in `folder`. Writes from any thread. Raises DiskFull, NotWritable."""

    def __init__(self, folder: Path) -> None:
        path = own_folder(folder) / NAME
        try:
            self._handler = _Handler(path, maxBytes=MOST_BYTES, backupCount=KEPT_FILES, encoding="utf-8")
            path.chmod(0o600)
        except OSError as error:
            raise translated(error, path) from error
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
        self._last_step = ""

    def write(self, event: str, fields: dict[str, Any]) -> None:
        """Add one event, unless it is a step of a set-up that only counts on."""
        step = f"{fields.get('tool')} {fields.get('state')}" if event == "setup" else ""
        if step and step == self._last_step:
            return
        self._last_step = step or self._last_step
        line = json.dumps({"event": event, **fields})
        self._handler.handle(logging.makeLogRecord({"msg": line, "levelno": logging.INFO, "levelname": "INFO"}))

    def close(self) -> None:
        """Let go of the file."""
        self._handler.close()
