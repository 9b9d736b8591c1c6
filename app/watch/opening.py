"""A source of launches that is opened beside whatever else a start has to do: its watcher process takes a while."""

import threading

from app.watch.source import Source, Unavailable, open_source


class Opening:
    """Begins to open the best source there is, at once, on a thread of its own."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._refused: Unavailable | None = None
        self._thread = threading.Thread(target=self._open, name="opening")
        self._thread.start()

    def source(self) -> Source:
        """The source, once it is ready. Raises Unavailable when none works here."""
        self._thread.join()
        if self._source is None:
            raise self._refused or Unavailable(source="nothing", reason="it failed to open")
        return self._source

    def close(self) -> None:
        """Close the source, whoever used it; not while another thread reads."""
        self._thread.join()
        if self._source is not None:
            self._source.close()

    def _open(self) -> None:
        try:
            self._source = open_source()
        except Unavailable as refused:
            self._refused = refused
