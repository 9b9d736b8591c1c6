"""A webhook's receiver on loopback, with TLS: one answer after the other as it is told; the last one stays."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests

from app.host import http
from app.host.network import Network
from tests.support.certificate import certificate


class Receiver:
    """`answers` are status codes; 0 cuts the line once the request was read. `got`: key, body, headers, path."""

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)
        self.got: list[tuple[str, bytes, dict[str, str], str]] = []
        self.came = threading.Semaphore(0)
        self.url = self.ca_bundle = ""
        self.open_session: Callable[[], requests.Session] = http.session

    def next(self) -> int:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextlib.contextmanager
def receiving(folder: Path, *answers: int) -> Iterator[Receiver]:
    """Run one while inside."""
    receiver = Receiver(*answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # http.server names it so
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append((self.headers["Idempotency-Key"], body, dict(self.headers), self.path))
            status = receiver.next()
            if status:
                self.send_response(status)
                self.send_header("Location", "https://elsewhere.example/")
                self.send_header("Content-Length", "0")
                self.send_header("Connection", "close")
                self.end_headers()
            self.close_connection = True
            receiver.came.release()

        def log_message(self, *_: object) -> None:
            """Nothing: what is read is on no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = certificate(folder / "tls")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate, made.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.ca_bundle = str(made.certificate)
    receiver.open_session = partial(http.session, Network(ca_bundle=receiver.ca_bundle))
    receiver.url = f"https://127.0.0.1:{server.server_address[1]}/ask"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
