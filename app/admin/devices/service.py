"""The enrolment service as a WSGI application (PEP 3333): what a device may ask, and what it is answered.

| request | answer |
| --- | --- |
| `POST /enrol` `{"code", "device", "attempt"?}` | 200 `{"device", "token", "expires"}`; 400, 403, 409, 410, 429 |
| `POST /rotate`, bearer token | 200 the same; 401 |
| `GET /check`, bearer token | 204; 401: for nginx's `auth_request` |
| `GET /check-events`, bearer token for events | 204; 401: the same, in front of a receiver of events |

Where the service gives tokens for events, an answer with a token has `"events": {"url", "token"}` besides: a token that
is good for events alone, at the host of that address. `expires` is an RFC 3339 time. `attempt`, a random text, makes a
repeated request after a lost answer safe. Every error is `{"error": CODE, "what": …, "todo": …}`. Codes and tokens are
in no line of the log.
"""

import json
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import msgspec

from app.admin.devices.errors import Malformed, Refusal, TooMany, WrongCode, WrongToken
from app.admin.devices.limit import WrongCodes
from app.admin.devices.tokens import Granted, Tokens
from app.errors import SignpostError

LARGEST_BODY = 4096
LONGEST_NAME = 200
_LONGEST_CODE = 200
_LONGEST_TOKEN = 200

Log = Callable[[str], None]


class _Enrol(msgspec.Struct, frozen=True):
    code: str
    device: str
    attempt: str = ""


class _Answer(msgspec.Struct, frozen=True):
    status: HTTPStatus
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class Service:
    """Call it as a WSGI application, from any thread. `lifetime` of a token in seconds; `log` gets a line an event."""

    def __init__(
        self,
        tokens: Tokens,
        lifetime: int,
        log: Log,
        *,
        events_url: str = "",
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tokens, self._lifetime, self._log, self._now = tokens, lifetime, log, now
        self._events_url = events_url
        self._wrong = WrongCodes(monotonic)
        self._routes: dict[str, tuple[str, Callable[[WSGIEnvironment], _Answer]]] = {
            "/enrol": ("POST", self._enrol),
            "/rotate": ("POST", self._rotate),
            "/check": ("GET", self._check),
            "/check-events": ("GET", self._check_events),
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._answer(environ)
        usual = [("Cache-Control", "no-store"), ("Content-Length", str(len(answer.body)))]
        if answer.status is HTTPStatus.NO_CONTENT:
            usual = usual[:1]  # RFC 9110, section 8.6: no length goes with 204
        if answer.body:
            usual.append(("Content-Type", "application/json"))
        start_response(f"{answer.status.value} {answer.status.phrase}", [*usual, *answer.headers])
        return [answer.body] if answer.body else []

    def _answer(self, environ: WSGIEnvironment) -> _Answer:
        method, route = self._routes.get(environ.get("PATH_INFO", ""), ("", None))
        if route is None:
            return _Answer(HTTPStatus.NOT_FOUND)
        if environ["REQUEST_METHOD"] != method:
            return _Answer(HTTPStatus.METHOD_NOT_ALLOWED, headers=(("Allow", method),))
        try:
            return route(environ)
        except TooMany as error:
            return _refused(error, ("Retry-After", error.facts["seconds"]))
        except WrongToken as error:
            return _refused(error, ("WWW-Authenticate", 'Bearer error="invalid_token"'))  # RFC 6750, section 3
        except Refusal as error:
            return _refused(error)
        except SignpostError as error:
            self._log(error.happened)
            return _Answer(HTTPStatus.SERVICE_UNAVAILABLE, _json({"error": "unavailable"}), (("Retry-After", "60"),))

    def _enrol(self, environ: WSGIEnvironment) -> _Answer:
        address = str(environ.get("REMOTE_ADDR", ""))
        if wait := self._wrong.wait(address):
            raise TooMany(seconds=wait)
        asked = _read(environ)
        now = int(self._now())
        try:
            granted = self._tokens.enrol(asked.code, asked.device, asked.attempt, now, now + self._lifetime)
        except WrongCode:
            self._wrong.count(address)
            self._log(f"wrong code from {address}")
            raise
        except Refusal as error:
            self._log(f"{error.code}: {asked.device} from {address}")
            raise
        self._log(f"enrolled {granted.device} from {address}")
        return self._granted(granted)

    def _rotate(self, environ: WSGIEnvironment) -> _Answer:
        now = int(self._now())
        granted = self._tokens.rotate(bearer(environ), now, now + self._lifetime)
        self._log(f"rotated the token of {granted.device}")
        return self._granted(granted)

    def _check(self, environ: WSGIEnvironment) -> _Answer:
        self._tokens.check(bearer(environ), int(self._now()))
        return _Answer(HTTPStatus.NO_CONTENT)

    def _check_events(self, environ: WSGIEnvironment) -> _Answer:
        self._tokens.check_events(bearer(environ), int(self._now()))
        return _Answer(HTTPStatus.NO_CONTENT)

    def _granted(self, granted: Granted) -> _Answer:
        expires = datetime.fromtimestamp(granted.expires, UTC).isoformat().replace("+00:00", "Z")
        told: dict[str, Any] = {"device": granted.device, "token": granted.token, "expires": expires}
        if granted.events_token:
            told["events"] = {"url": self._events_url, "token": granted.events_token}
        return _Answer(HTTPStatus.OK, _json(told))


def bearer(environ: WSGIEnvironment) -> str:
    """The bearer token of a request. Raises WrongToken."""
    scheme, _, token = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token) <= _LONGEST_TOKEN or not token.isascii():
        raise WrongToken
    return token.strip()


def _read(environ: WSGIEnvironment) -> _Enrol:
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or not 0 < int(length) <= LARGEST_BODY:
        raise Malformed(detail=f"its body must have 1 to {LARGEST_BODY} bytes")
    try:
        asked = msgspec.json.decode(environ["wsgi.input"].read(int(length)), type=_Enrol)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(detail="its body is not the JSON object that is asked for") from error
    if not is_name(asked.device):
        raise Malformed(detail=f"`device` must have 1 to {LONGEST_NAME} printable characters")
    if len(asked.code) > _LONGEST_CODE or len(asked.attempt) > _LONGEST_CODE:
        raise Malformed(detail=f"`code` and `attempt` have at most {_LONGEST_CODE} characters")
    return asked


def is_name(device: str) -> bool:
    """Whether a device can be called so: something to read, on one line, of bounded length."""
    return bool(device.strip()) and len(device) <= LONGEST_NAME and device.isprintable()


def _refused(error: Refusal, *headers: tuple[str, str]) -> _Answer:
    told = {"error": error.code, "what": error.happened, "todo": error.advice}
    return _Answer(HTTPStatus(error.status), _json(told), headers)


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode()
