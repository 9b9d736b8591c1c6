"""Connections whose answers are bounded: in time by the running deadline, and in what is sent besides the file.

http.client bounds a line and the number of headers, but neither interim answers (`100 Continue`), nor trailers, nor a
proxy's headers, nor what comes with each chunk of a body (CPython, Lib/http/client.py). All of it is read line by line,
so the lines of one answer are counted here; the file itself is for its reader to bound.
"""

import contextvars
import http.client
import io
import socket
import threading
from collections.abc import Callable
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from app.host import deadline
from app.host.deadline import Deadline
from app.host.patience import Patience

MOST_BESIDES = 256 * 1024
"""Bytes of lines besides a file, and as many more as the file itself has so far; Chromium takes as long a header."""

_ASK_SECONDS = 0.1
"""How often a read that waits asks whether it was cancelled."""


class Flooded(http.client.HTTPException):
    """The answer goes on and on without coming to the file, or without ending after it."""


class _Bounded(io.RawIOBase):
    """The bytes of one answer; a read waits no longer than the socket's own timeout and than the deadline allows."""

    def __init__(self, sock: socket.socket, running: Deadline) -> None:
        self._sock, self._running, self._timeout = sock, running, sock.gettimeout()
        self._bytes = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._running.cancel is not None:
            return self._read(buffer, self._running.cancel)
        self._sock.settimeout(self._running.cap(self._timeout))
        return self._bytes.readinto(buffer)

    def _read(self, buffer: Any, cancel: threading.Event) -> int:
        """Read in short turns. That a TLS connection has bytes does not say that a read of it comes back: they may be
        a session's ticket (RFC 8446, 4.6.1). A turn that is over costs nothing: what came of a record is kept.
        """
        left = self._running.cap(self._timeout)
        while not cancel.is_set():
            self._sock.settimeout(min(_ASK_SECONDS, left))
            try:
                return self._sock.recv_into(buffer)
            except TimeoutError:
                left -= _ASK_SECONDS
                if left <= 0:
                    raise
        raise InterruptedError("cancelled")

    def close(self) -> None:
        self._bytes.close()
        super().close()


class _Counted(io.BufferedReader):
    """Reads lines until there were too many; the file's bytes, which are not read by lines, make room for more."""

    left = MOST_BESIDES

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.left -= len(line)
        if self.left < 0:
            raise Flooded("too much besides the file")
        return line

    def read(self, size: int | None = -1, /) -> bytes:
        return self._made_room(super().read(size))

    def read1(self, size: int = -1, /) -> bytes:
        return self._made_room(super().read1(size))

    def _made_room(self, data: bytes) -> bytes:
        self.left += len(data)
        return data


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        running = deadline.current()
        self.fp = _Counted(_Bounded(sock, running) if running else sock.makefile("rb", buffering=0))


def _capped(connection: HTTPConnection) -> None:
    running = deadline.current()
    if running is not None and isinstance(connection.timeout, (int, float)):
        connection.timeout = running.cap(connection.timeout)


def _connect(connection: HTTPConnection, connect: Callable[[], None]) -> None:
    """Look the name up, connect and shake hands; what can be cancelled is left behind when it is, and closed later.

    Nothing of that can be called back (getaddrinfo(3) least of all). Raises InterruptedError, TimeoutError.
    """
    _capped(connection)
    running = deadline.current()
    if running is None or running.cancel is None:
        connect()
        return
    abandoned, context = threading.Event(), contextvars.copy_context()

    def work() -> bool:
        context.run(connect)
        if abandoned.is_set():
            connection.close()
        return True

    if Patience(cancel=running.cancel).take(work, running.cap(None)) is None:
        abandoned.set()
        raise InterruptedError("cancelled") if running.cancel.is_set() else TimeoutError("time is up")


class _Connection(HTTPConnection):
    response_class = _Response

    def connect(self) -> None:
        _connect(self, super().connect)


class _TlsConnection(HTTPSConnection):
    response_class = _Response  # a proxy's answer to CONNECT is read by it too

    def connect(self) -> None:
        _connect(self, super().connect)


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


def watch_pools(pools: urllib3.PoolManager) -> None:
    """Make `pools` hand out connections that keep to a deadline (a pool manager may choose its pools' classes)."""
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
