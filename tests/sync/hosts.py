"""Policy hosts that misbehave, on loopback: each file is served as it is, or by a fault."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

Fault = Callable[[socket.socket, bytes], None]
"""Answers one request on the socket, given the bytes that the file holds (empty when there is none)."""


class Host:
    """`faults` maps the end of a path to what happens there; `connections` and `requests` count.

    `headers` are those of each request, in small letters. `etag`, when set, is what timestamp.json is said to have, and
    whoever asks by it is told that nothing changed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: dict[str, Fault] = {}
        self.connections = 0
        self.requests: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.etag = ""
        self.stopping = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}/"

    def stop(self) -> None:
        self.stopping.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=20)
            assert not thread.is_alive()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as requests, contextlib.suppress(OSError):
            while True:
                line = requests.readline()
                if not line:
                    return
                headers = {}
                while header := requests.readline().strip():
                    name, _, value = header.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                path = line.split()[1].decode()
                self.requests.append(path)
                self.headers.append(headers)
                file = self.folder / path.lstrip("/")
                data = file.read_bytes() if file.is_file() else b""
                fault = next((fault for end, fault in self.faults.items() if path.endswith(end)), None)
                if fault is not None:
                    fault(connection, data)
                    return
                said = f"ETag: {self.etag}\r\n" if self.etag and path.endswith("timestamp.json") else ""
                if said and headers.get("if-none-match") == self.etag:
                    connection.sendall(f"HTTP/1.1 304 Not Modified\r\n{said}\r\n".encode())
                else:
                    _send(connection, data, 200 if data else 404, said)


def _send(connection: socket.socket, data: bytes, status: int, header: str) -> None:
    head = f"HTTP/1.1 {status} Said\r\nContent-Length: {len(data)}\r\n{header}\r\n"
    connection.sendall(head.encode() + data)


def reply(connection: socket.socket, data: bytes, status: int = 200, *, header: str = "") -> None:
    """A fault's answer: the connection ends with it, and says so, or the next request would race against its end."""
    _send(connection, data, status, f"Connection: close\r\n{header}")


def answer(status: int, data: bytes = b"", *, header: str = "") -> Fault:
    """Always this."""
    return lambda connection, _: reply(connection, data, status, header=header)


def cut(connection: socket.socket, data: bytes) -> None:
    """Half the file, then nothing."""
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data[: len(data) // 2])


def flipped(connection: socket.socket, data: bytes) -> None:
    """The whole file, one byte changed."""
    reply(connection, data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])


@contextlib.contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """A host for `folder`."""
    host = Host(folder)
    try:
        yield host
    finally:
        host.stop()
