"""A total deadline for HTTP: whatever the server does, no read lasts past the moment when time is up.

A socket's own timeout only bounds the wait for the next byte, so a server that drips a byte now and then, in its header
or its body, would hold a caller for ever. Inside `deadline(seconds)` every read of an answer, a proxy's included, waits
for what is left of the time and no longer. (A TLS handshake is bounded as a whole by CPython itself: `_ssl.c` computes
one deadline from the socket's timeout.) No thread is needed, which would cost more than a whole request does.
"""

import contextlib
import http.client
import io
import socket
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

_LEAST_SECONDS = 0.001
"""A socket timeout of 0 would mean "do not wait at all" and raise another error."""


class Deadline:
    """A moment in the future. `passed` says whether it lies behind us."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        """Whether time is up."""
        return time.monotonic() >= self._at

    def cap(self, seconds: float | None) -> float:
        """What is left of `seconds` (None: of any time). Raises TimeoutError when nothing is."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError("time is up")
        return max(_LEAST_SECONDS, left if seconds is None else min(seconds, left))


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[Deadline]:
    """Bound all HTTP of this thread while inside to `seconds`; name resolution is bounded by the system only."""
    running = Deadline(seconds)
    token = _current.set(running)
    try:
        yield running
    finally:
        _current.reset(token)


class _BoundedReader(io.RawIOBase):
    """The bytes of one answer; a read waits no longer than the socket's own timeout and than the deadline allows."""

    def __init__(self, sock: socket.socket, running: Deadline) -> None:
        self._sock, self._running, self._timeout = sock, running, sock.gettimeout()
        self._bytes = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._running.cap(self._timeout))
        return self._bytes.readinto(buffer)

    def close(self) -> None:
        self._bytes.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        running = _current.get()
        if running is not None:
            self.fp.close()
            self.fp = io.BufferedReader(_BoundedReader(sock, running))


def _capped(connection: HTTPConnection) -> None:
    running = _current.get()
    if running is not None and isinstance(connection.timeout, (int, float)):
        connection.timeout = running.cap(connection.timeout)


class _Connection(HTTPConnection):
    response_class = _Response

    def connect(self) -> None:
        _capped(self)
        super().connect()


class _TlsConnection(HTTPSConnection):
    response_class = _Response  # a proxy's answer to CONNECT is read by it too

    def connect(self) -> None:
        _capped(self)
        super().connect()


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


def watch_pools(pools: urllib3.PoolManager) -> None:
    """Make `pools` hand out connections that keep to a deadline (a pool manager may choose its pools' classes)."""
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
