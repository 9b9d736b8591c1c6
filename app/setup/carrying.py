"""Our end of what the elevated helper wants handed over: it asks on its standard output and reads from a pipe of ours.

The format is `app.elevation.carried`'s.
"""

import contextlib
import os
import shutil

from app.errors import SignpostError
from app.setup.elevator import Host

_NOBODY = 502
"""RFC 9110, 15.6.3: who was asked could not get an answer."""


class Carrying:
    """Asks `host` for the helper. `reading` is the helper's end of the pipe; `trouble` the first error there was."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.reading, writing = os.pipe()
        self._writing = os.fdopen(writing, "wb")
        self.trouble: SignpostError | None = None

    def hand_over(self, path: str) -> None:
        """Answer one question of the helper's. Returns, too, when it is gone."""
        try:
            status, length, file = self._host(path)
        except SignpostError as error:
            self.trouble = self.trouble or error
            self._write(b"%d 0\n" % _NOBODY)
            return
        with file, contextlib.suppress(OSError):
            self._writing.write(b"%d %d\n" % (status, length))
            shutil.copyfileobj(file, self._writing, 1 << 20)
            self._writing.flush()

    def close(self) -> None:
        """There is nothing more to hand over."""
        with contextlib.suppress(OSError):
            self._writing.close()

    def _write(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            self._writing.write(data)
            self._writing.flush()
