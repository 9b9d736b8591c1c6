"""A source of launches that is opened beside whatever else a start has to do: its watcher process takes a while.

Loads nothing but what starts that process, so that it can be the first thing done.
"""

import os
import sys

from app.watch import watcher

TYPE_CHECKING = False  # as `typing` has it, without the 3 ms it takes to load
if TYPE_CHECKING:
    from app.host.companion import Companion
    from app.watch.source import Source


class Opening:
    """Starts the watcher process of the best source at once; it gets ready on another CPU while we load the rest."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._watcher = _started()

    def source(self) -> "Source":
        """The source, once it is ready; to be called once. Raises Unavailable when none works here."""
        from app.watch.ladder import Ladder

        process, self._watcher = self._watcher, None
        self._source = Ladder(watcher=process)
        return self._source

    def close(self) -> None:
        """Close the source, whoever used it; not while another thread reads."""
        process, self._watcher = self._watcher, None
        if self._source is not None:
            self._source.close()
        elif process is not None:
            watcher.end(process)


def _started() -> "Companion | None":
    if sys.platform == "linux":
        try:
            return watcher.start(os.getuid())
        except OSError:  # whoever opens the source tries again, and says why not
            return None
    else:
        return None
