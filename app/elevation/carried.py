"""The caller carries the policy host's files: root opens no connection, needs no token, and nothing is fetched twice.

The helper says on standard output what it wants, and the caller answers on standard input, as a host answers a request:

    {"wants": "metadata/2.root.json"}          ->    404 0\\n
    {"wants": "metadata/timestamp.json"}       ->    200 1294\\n and so many bytes

Threats. Whoever asked may be hostile, and so may be whatever it hands over; it stands where a network attacker stands,
and TUF is made for that. Every byte goes through the same checks as over a connection: signatures from root's own root
of trust, expiry, the versions in root's own cache (no roll-back), length and hash, the latter in root's own copy.
Withholding what is newest works until the timestamp in hand expires, as on a network. No path is handed over, so there
is none that could lead elsewhere, wait for ever or be exchanged; what comes is a stream, read once. Silence, a drip and
bytes without end meet the same deadlines and limits as a host's. What it wants is no secret, and nothing else is said.
"""

import io
import os
import re
import select
import stat
from collections.abc import Callable, Mapping
from typing import Any

import requests
import urllib3
from requests.adapters import BaseAdapter

from app.elevation.errors import NotHandedOver
from app.host.deadline import current

READ_SECONDS = 90.0
"""How long the caller may keep silent: it may have to ask the host itself."""

_LONGEST_HEAD = 40
_HEAD = re.compile(rb"([1-5][0-9]{2}) ([0-9]{1,12})\n")
_LEFT_OVER = 1 << 20


def is_offered(descriptor: int = 0) -> bool:
    """Whether somebody is at the other end of standard input: a pipe or a socket."""
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


class Carrier(BaseAdapter):
    """Answers requests for what lies below `base` (an address ending in a slash) with what the caller hands over."""

    def __init__(
        self,
        base: str,
        tell: Callable[[Mapping[str, object]], None],
        descriptor: int = 0,
        patience: float = READ_SECONDS,
    ) -> None:
        super().__init__()
        self._base, self._tell = base, tell
        self._descriptor, self._patience = descriptor, patience
        self._body: _Body | None = None
        self._wanted = ""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """One question and its answer. Raises NotHandedOver."""
        url = str(request.url)
        self._wanted = url.removeprefix(self._base)
        if not url.startswith(self._base):
            raise self._trouble("nobody carries what lies elsewhere")
        if self._body is not None and not self._body.pass_over():
            raise self._trouble("more was handed over before than was wanted")
        self._tell({"wants": self._wanted})
        status, length = self._head()
        self._body = _Body(self._read, length)
        response = requests.Response()
        response.status_code, response.url, response.request = status, url, request
        response.raw = urllib3.HTTPResponse(
            body=io.BufferedReader(self._body), status=status, preload_content=False, decode_content=False
        )
        return response

    def close(self) -> None:
        """Nothing is kept open."""

    def _head(self) -> tuple[int, int]:
        said = b""
        while not said.endswith(b"\n"):
            if len(said) >= _LONGEST_HEAD:
                raise self._trouble("what came is no answer")
            said += self._read(1)
        match = _HEAD.fullmatch(said)
        if match is None:
            raise self._trouble("what came is no answer")
        return int(match[1]), int(match[2])

    def _read(self, most: int) -> bytes:
        """At least one byte, in time."""
        running = current()
        try:
            seconds = self._patience if running is None else running.cap(self._patience)
        except TimeoutError:
            seconds = 0.0
        if not select.select([self._descriptor], [], [], seconds)[0]:
            raise self._trouble("it did not come in time")
        data = os.read(self._descriptor, most)
        if not data:
            raise self._trouble("whoever asked is gone")
        return data

    def _trouble(self, detail: str) -> NotHandedOver:
        return NotHandedOver(file=self._wanted.rpartition("/")[2], detail=detail)


class _Body(io.RawIOBase):
    """So many bytes of the stream and not one more."""

    def __init__(self, read: Callable[[int], bytes], length: int) -> None:
        self._read_some, self._left = read, length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        if not self._left or not view:
            return 0
        data = self._read_some(min(len(view), self._left))
        view[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def pass_over(self) -> bool:
        """Read what nobody wanted, so that the next answer is the next; False where that is too much."""
        while 0 < self._left <= _LEFT_OVER:
            self._left -= len(self._read_some(self._left))
        return not self._left
