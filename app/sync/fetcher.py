"""Our fetcher for tuf.ngclient: a thin coat over `app.sync.exchange`, which does the fetching and names what fails."""

from collections.abc import Iterator, Mapping

from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient.fetcher import FetcherInterface

from app.sync import errors
from app.sync.exchange import Exchange


class SyncFetcher(FetcherInterface):
    """Fetches through `exchange`. Our errors pass through tuf untouched, but for statuses: tuf learns by a 403 or 404
    that there is no newer root (TUF specification, 5.3.3).

    `timestamp` is what came last under that name, with its headers.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.timestamp: tuple[bytes, Mapping[str, str]] = (b"", {})

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            yield from self._exchange.get(url)
            if url.endswith("/timestamp.json"):
                self.timestamp = bytes(self._exchange.body), self._exchange.headers
        except errors.BadStatus as error:
            raise DownloadHTTPError(str(error), int(error.facts["status"])) from error
