"""One GET from the policy host: bounded, no redirect, and every failure named.

tuf's own fetchers report a refused connection as a slow one, leak urllib3 errors when cut off in mid-body and let a
drip feed hold them for ever (research note, section 1). Here whatever requests, urllib3, http.client and the socket can
raise becomes one of `app.sync.errors`.
"""

import errno
import http.client
import re
import socket
import ssl
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit

import requests
import urllib3

from app.host.connections import Flooded
from app.host.deadline import Deadline
from app.host.http import origin_of
from app.sync import errors

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
_CHUNK = 64 * 1024
_DRAINED_AT_MOST = 64 * 1024
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
_NETWORK_AUTHENTICATION_REQUIRED = 511
"""RFC 6585, section 6: sent by the network itself, in the server's place."""

_TO_US: Mapping[int, type[errors.BadStatus]] = {401: errors.NotSignedIn, 403: errors.NotAllowed}
"""What is meant for this computer and not said of the file (RFC 9110, 15.5.2 and 15.5.4)."""


class Exchange:
    """GETs over `session`, inside the running `deadline`, one after the other; `close` it when done.

    `url` is the last file asked for, `status` and `headers` what was said of it, `body` what came of it so far.
    """

    def __init__(self, session: requests.Session, deadline: Deadline) -> None:
        self._session, self._deadline = session, deadline
        self.url = ""
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.body = bytearray()
        self._response: requests.Response | None = None

    def close(self) -> None:
        """Let go of an answer that nobody read to its end."""
        response, self._response = self._response, None
        if response is not None:
            response.close()

    @property
    def host(self) -> str:
        """Whom we speak to, as a person would name it."""
        return urlsplit(self.url).netloc

    @property
    def file(self) -> str:
        """The last file asked for, without its folders and without the digest of a consistent snapshot (TUF 6.2)."""
        return re.sub(r"^[0-9a-f]{64,128}\.", "", self.url.rpartition("/")[2])

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Iterator[bytes]:
        """Yield the file's bytes as they come; none at all when the `conditions` were met by a 304 (RFC 9110, 13).

        Raises NetworkTrouble: BadStatus for any other status, NotSignedIn, NotAllowed, Offline, TooSlow and so on.
        """
        expected = {http.client.OK, http.client.NOT_MODIFIED} if conditions else {http.client.OK}
        for chunk in self._chunks(url, conditions, expected):
            self._expect_no_page(chunk)
            self.body += chunk
            yield chunk

    def go_on(self, url: str, start: int, validator: str) -> Iterator[bytes]:
        """Yield a large file's bytes from `start` on, or all of them: `status` is 206 or 200 then (RFC 9110, 14.2).

        `validator` is the strong ETag the bytes before `start` came under; where it is another by now, all of the file
        comes (If-Range, 13.1.5). Nothing is kept in `body`. Raises NetworkTrouble as `get` does.
        """
        if not start:
            return self._chunks(url, None, {http.client.OK})
        headers = {"Range": f"bytes={start}-", **({"If-Range": validator} if validator else {})}
        return self._chunks(url, headers, {http.client.OK, http.client.PARTIAL_CONTENT})

    def _chunks(self, url: str, headers: Mapping[str, str] | None, expected: Collection[int]) -> Iterator[bytes]:
        self.close()  # whoever refused the last one in its middle holds it as long as the error is held
        self.url, self.status, self.headers, self.body = url, 0, {}, bytearray()
        try:
            timeout = (CONNECT_SECONDS, READ_SECONDS)
            with self._session.get(
                url, headers=headers, stream=True, allow_redirects=False, timeout=timeout
            ) as response:
                self._response = response
                raw: urllib3.BaseHTTPResponse = response.raw
                self.status, self.headers = raw.status, raw.headers
                self._expect_status(raw, expected)
                while chunk := raw.read1(_CHUNK, decode_content=False):
                    yield chunk
        except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as error:
            raise self._translated(error) from error

    def _expect_status(self, raw: urllib3.BaseHTTPResponse, expected: Collection[int]) -> None:
        if raw.status in expected:
            return
        if 300 <= raw.status < 400 and raw.status != http.client.NOT_MODIFIED:
            target = origin_of(raw.headers.get("Location", "")) or "another page"  # may be no address at all
            raise errors.NotTheServer(host=self.host, detail=f"it sends everybody on to {target}")
        if raw.status == _NETWORK_AUTHENTICATION_REQUIRED:
            raise errors.NotTheServer(host=self.host, detail="the network asks to sign in first")
        drained = 0
        while drained < _DRAINED_AT_MOST and (chunk := raw.read1(_CHUNK)):
            drained += len(chunk)  # a connection whose body was read stays open for the next file
        if raw.status in _TO_US:
            raise _TO_US[raw.status](host=self.host, file=self.file, status=raw.status)
        raise errors.BadStatus(host=self.host, file=self.file, status=raw.status)

    def _expect_no_page(self, chunk: bytes) -> None:
        # What is small in a repository is JSON; a page in its place is a network's sign-in page, not an attack.
        if not self.body and chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise errors.NotTheServer(host=self.host, detail="a web page came, and not the policy")

    def _translated(self, error: Exception) -> errors.NetworkTrouble:
        """The error of ours for whatever requests, urllib3, http.client or the socket raised."""
        facts = {"host": self.host, "file": self.file}
        if self._deadline.passed:
            return errors.TooSlow(**facts)
        chain = list(_chain(error))
        for kinds, ours, detail in _MEANINGS:
            found = next((cause for cause in chain if isinstance(cause, kinds)), None)
            if found is not None:
                return ours(**facts, detail=detail or getattr(found, "verify_message", "") or found)
        if any(isinstance(cause, OSError) and cause.errno in _NO_ROUTE for cause in chain):
            return errors.Offline(**facts, detail="no network leads there")
        if any(isinstance(cause, _NO_CONNECTION) for cause in chain):
            return errors.Refused(**facts, detail="no connection could be made in time")
        if any(isinstance(cause, _BROKEN) for cause in chain):
            return errors.CutOff(**facts)
        return errors.NetworkTrouble(**facts, detail=error)


_MEANINGS: tuple[tuple[tuple[type[BaseException], ...], type[errors.NetworkTrouble], str], ...] = (
    ((Flooded, http.client.LineTooLong), errors.NoEnd, ""),
    ((urllib3.exceptions.NameResolutionError, socket.gaierror), errors.Offline, "its name was not found"),
    ((ssl.SSLError, urllib3.exceptions.SSLError, requests.exceptions.SSLError), errors.NotTrusted, ""),
    (
        (urllib3.exceptions.ProxyError, requests.exceptions.ProxyError),
        errors.Offline,
        "the proxy does not let it through",
    ),
    ((ConnectionRefusedError,), errors.Refused, "the connection was refused"),
    ((requests.ReadTimeout, urllib3.exceptions.ReadTimeoutError), errors.TooSlow, ""),
)
"""What the causes of a failure mean, most telling first."""

_NO_CONNECTION = (urllib3.exceptions.NewConnectionError, requests.ConnectTimeout)
_BROKEN = (urllib3.exceptions.ProtocolError, http.client.HTTPException, ConnectionError, requests.ConnectionError)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and everything it wraps: requests and urllib3 hide causes in `args` and `reason`."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
