"""A total deadline for HTTP: whatever the server does, the connections in use are shut when time is up.

A socket's own timeout only bounds the wait for the next byte, so a server that drips a byte now and then, in its header
or its body, would hold a caller for ever. Inside `deadline(seconds)` a timer shuts every connection this thread uses;
the read that waits on it then ends as if the server had hung up.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection


class Deadline:
    """One running deadline. `passed` says whether it was what ended the connections."""

    def __init__(self) -> None:
        self.passed = False
        self._used: set[HTTPConnection] = set()
        self._lock = threading.Lock()

    def watch(self, connection: HTTPConnection) -> None:
        """Shut this connection too when time is up; at once when it already is."""
        with self._lock:
            self._used.add(connection)
            if self.passed:
                _shut(connection)

    def end(self) -> None:
        """Time is up: shut what is open."""
        with self._lock:
            self.passed = True
            for connection in self._used:
                _shut(connection)


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[Deadline]:
    """Bound all HTTP of this thread while inside to `seconds`; name resolution is bounded by the system only."""
    running = Deadline()
    timer = threading.Timer(seconds, running.end)
    timer.name, timer.daemon = "http-deadline", True
    timer.start()
    token = _current.set(running)
    try:
        yield running
    finally:
        _current.reset(token)
        timer.cancel()
        timer.join()


def _shut(connection: HTTPConnection) -> None:
    # The plain socket's shutdown, also for TLS: SSLSocket.shutdown would drop its state under the thread that reads.
    if isinstance(connection.sock, socket.socket):
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _watched(connection: HTTPConnection) -> None:
    running = _current.get()
    if running is not None:
        running.watch(connection)


class _Connection(HTTPConnection):
    def connect(self) -> None:
        _watched(self)  # a proxy can drip too, before there is a connection to the server
        super().connect()
        _watched(self)

    def request(self, *args: Any, **kwargs: Any) -> None:
        _watched(self)  # one kept alive from an earlier request
        super().request(*args, **kwargs)


class _TlsConnection(HTTPSConnection):
    def connect(self) -> None:
        _watched(self)  # a proxy can drip too, before there is a connection to the server
        super().connect()
        _watched(self)

    def request(self, *args: Any, **kwargs: Any) -> None:
        _watched(self)
        super().request(*args, **kwargs)


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


def watch_pools(pools: urllib3.PoolManager) -> None:
    """Make `pools` hand out connections that a deadline can shut (a pool manager may choose its pools' classes)."""
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
