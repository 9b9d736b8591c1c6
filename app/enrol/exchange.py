"""The two requests of enrolment: a code for a token, and a token for a newer one.

Over https or to this very machine only, one deadline, a bounded answer, no redirect; nothing secret is in any error.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3

from app.enrol import errors
from app.errors import SignpostError
from app.host import http
from app.host.deadline import deadline
from app.host.secret import Secret

SECONDS = 20.0
_TIMEOUT = (10.0, 10.0)
_LARGEST_ANSWER = 16 * 1024
_LONGEST_TOKEN = 4096

OpenSession = Callable[[http.Bearer | None], requests.Session]
"""Makes an HTTP session that sends that token."""

_REFUSALS: Mapping[str, type[SignpostError]] = {
    "wrong-code": errors.CodeUnknown,
    "other-device": errors.CodeForAnother,
    "code-spent": errors.CodeUsed,
    "name-taken": errors.DeviceKnown,
    "wrong-token": errors.AccessEnded,
}
"""What the service's own words mean here (app/admin/devices/errors.py)."""


class ForEvents(msgspec.Struct, frozen=True):
    """A token for events alone, and the address whose host it is for."""

    url: str
    token: Secret


class Granted(msgspec.Struct, frozen=True):
    """A token, and until when it is valid; `events` came beside it, valid as long."""

    token: Secret
    expires: datetime
    events: ForEvents | None = None


class _ForEvents(msgspec.Struct, frozen=True):
    url: str
    token: str


class _Answer(msgspec.Struct, frozen=True):
    token: str
    expires: datetime
    events: _ForEvents | None = None


class _Refusal(msgspec.Struct, frozen=True):
    error: str = ""


class Enroller:
    """Speaks to the service at `url` for the device of that name."""

    def __init__(self, url: str, device: str, open_session: OpenSession) -> None:
        self._url, self.device, self._open = url.rstrip("/") + "/", device, open_session

    @property
    def host(self) -> str:
        """Whom we speak to, as a person would name it."""
        return urlsplit(self._url).netloc

    def enrol(self, code: Secret, attempt: str) -> Granted:
        """Raises CodeUnknown, CodeForAnother, CodeUsed, DeviceKnown, EnrolmentFailed."""
        return self._ask("enrol", None, {"code": code.value, "device": self.device, "attempt": attempt})

    def rotate(self, token: Secret) -> Granted:
        """Raises AccessEnded, EnrolmentFailed."""
        return self._ask("rotate", http.Bearer(http.origin_of(self._url), token), None)

    def _ask(self, what: str, auth: http.Bearer | None, body: dict[str, Any] | None) -> Granted:
        if not http.is_private(self._url):
            raise self._failed("its address is not https")
        try:
            data = None if body is None else json.dumps(body).encode()
            with (
                deadline(SECONDS),
                self._open(auth) as session,
                session.post(
                    self._url + what, data=data, stream=True, allow_redirects=False, timeout=_TIMEOUT
                ) as answer,
            ):
                told = answer.raw.read(_LARGEST_ANSWER + 1, decode_content=False)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise self._failed(type(error).__name__) from error
        if answer.status_code != requests.codes.ok:
            raise self._refused(answer.status_code, told)
        try:
            granted = msgspec.json.decode(told, type=_Answer)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._failed("its answer cannot be read") from error
        events = granted.events
        if not _is_token(granted.token) or granted.expires.tzinfo is None:
            raise self._failed("its answer cannot be used")
        if events is None:
            return Granted(Secret(granted.token), granted.expires)
        if not _is_token(events.token) or not http.origin_of(events.url) or not http.is_private(events.url):
            raise self._failed("what it says of events cannot be used")
        return Granted(Secret(granted.token), granted.expires, ForEvents(events.url, Secret(events.token)))

    def _refused(self, status: int, told: bytes) -> SignpostError:
        try:
            word = msgspec.json.decode(told, type=_Refusal).error
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            word = ""
        kind = _REFUSALS.get(word)
        return kind(host=self.host, device=self.device) if kind else self._failed(f"it answered {status}")

    def _failed(self, detail: str) -> SignpostError:
        return errors.EnrolmentFailed(host=self.host, detail=detail)


def _is_token(text: str) -> bool:
    return text.isascii() and text.isprintable() and 0 < len(text) <= _LONGEST_TOKEN
