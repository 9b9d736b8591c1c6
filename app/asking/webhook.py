"""The one request to a webhook: the event by POST, with its id as the key by which a repeated one is known.

Over https or to this very machine only, one deadline, no redirect, no token; of the answer only its status counts.
"""

import threading
from collections.abc import Callable
from urllib.parse import urlsplit

import requests
import urllib3

from app.asking.errors import NotTaken, TurnedDown
from app.asking.request import Request
from app.host import http
from app.host.deadline import deadline

SECONDS = 20.0
_TIMEOUT = (10.0, 10.0)
_LATER = frozenset({408, 425, 429})
"""Refusals that a later try may not meet (RFC 9110, 15.5.9; RFC 8470; RFC 6585)."""

OpenSession = Callable[[], requests.Session]


def send(request: Request, open_session: OpenSession, cancel: threading.Event) -> None:
    """Hand it over; back once the receiver has it. Raises NotTaken, TurnedDown."""
    url = request.way.webhook or ""
    host = urlsplit(url).netloc
    if not http.is_private(url):
        raise TurnedDown(host=host, tool=request.name, status="none: its address is not https")
    payload = request.payload.encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": f'"{request.id}"'}
    try:
        with (
            deadline(SECONDS, cancel),
            open_session() as session,
            session.post(
                url, data=payload, headers=headers, stream=True, allow_redirects=False, timeout=_TIMEOUT
            ) as answer,
        ):
            status = answer.status_code
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise NotTaken(host=host, tool=request.name, detail=f"is out of reach ({type(error).__name__})") from error
    if status >= 500 or status in _LATER:
        raise NotTaken(host=host, tool=request.name, detail=f"has no time now (answer {status})")
    if not 200 <= status < 300:
        raise TurnedDown(host=host, tool=request.name, status=status)
