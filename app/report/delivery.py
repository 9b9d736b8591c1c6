"""One request with some events: by POST, over https only, bounded in time and bytes, to nobody else than that address.

The token goes to the origin of `url` alone (`app.host.http.Bearer`), and no redirect is followed.
"""

import gzip
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import requests
import urllib3

from app.host import http
from app.host.deadline import deadline
from app.policy.events import Events
from app.report.answer import Answer, understood
from app.report.errors import NoReceiver, ReceiverAway
from app.report.outbox import Parcel
from app.report.wire import address, enveloped

SECONDS = 60.0
_TIMEOUT = (10.0, 30.0)
_LARGEST_ANSWER = 64 * 1024
_WORTH_COMPRESSING = 1024
_FAST = 1
"""zlib's level: events are so alike that the best one saves a tenth more for three times the work."""


class Directly:
    """See `app.report.way.Way`: by this very process, in a session that has the token for the receiver."""

    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def deliver(self, events: Events, parcels: Sequence[Parcel], cancel: threading.Event, *, compress: bool) -> Answer:
        """Send these events and say what the answer means. Raises ReceiverAway, NoReceiver."""
        return deliver(self._session, events, parcels, cancel, compress=compress)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None, /
    ) -> None:
        self._session.close()


def deliver(
    session: requests.Session, events: Events, parcels: Sequence[Parcel], cancel: threading.Event, *, compress: bool
) -> Answer:
    """Send these events and say what the answer means. Raises ReceiverAway, NoReceiver."""
    url = address(events.url, events.format)
    if not http.is_private(url):
        raise NoReceiver(host=events.host, detail="its address is not https")
    body, kind = enveloped(events.format, parcels)
    headers = {"Content-Type": kind}
    if compress and len(body) >= _WORTH_COMPRESSING:
        body, headers["Content-Encoding"] = gzip.compress(body, _FAST, mtime=0), "gzip"
    try:
        with (
            deadline(SECONDS, cancel),
            session.post(
                url, data=body, headers=headers, stream=True, allow_redirects=False, timeout=_TIMEOUT
            ) as answer,
        ):
            told = answer.raw.read(_LARGEST_ANSWER, decode_content=False)
            if len(told) == _LARGEST_ANSWER:
                answer.close()  # whatever follows is of no use, and the connection neither
            return understood(events.format, answer.status_code, answer.headers, told, datetime.now(UTC))
    except requests.exceptions.SSLError as error:
        raise ReceiverAway(host=events.host, detail="its certificate is not trusted") from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise ReceiverAway(host=events.host, detail=type(error).__name__) from error
