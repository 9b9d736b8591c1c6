"""A relay on loopback that counts what really crosses it: bytes each way, requests, connections."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit


class Wire:
    """Relays to the server at `upstream`. `sent` and `received` are bytes as the client sees them."""

    def __init__(self, upstream: str) -> None:
        parts = urlsplit(upstream)
        self._to = (str(parts.hostname), int(parts.port or 80))
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"{parts.scheme}://127.0.0.1:{self._server.getsockname()[1]}/"
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self.reset()
        self._threads[0].start()

    def reset(self) -> None:
        """Count from nothing again."""
        self.sent = self.received = self.requests = self.connections = 0

    def stop(self) -> None:
        """End every connection and thread."""
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.cut()
        for thread in self._threads:
            thread.join(timeout=20)
        for one in self._open:
            one.close()

    def cut(self) -> None:
        """End the connections there are, without a word."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            server = socket.create_connection(self._to)
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open += [client, server]
            for source, target in ((client, server), (server, client)):
                thread = threading.Thread(target=self._relay, args=(source, target, source is client))
                self._threads.append(thread)
                thread.start()

    def _relay(self, source: socket.socket, target: socket.socket, from_client: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if from_client:
                    self.sent += len(data)
                    self.requests += data.count(b" HTTP/1.1\r\n")
                else:
                    self.received += len(data)
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def counted(upstream: str) -> Iterator[Wire]:
    """A wire to `upstream`."""
    wire = Wire(upstream)
    try:
        yield wire
    finally:
        wire.stop()
