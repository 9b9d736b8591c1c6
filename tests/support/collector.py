"""A receiver of events on loopback, with TLS: a real server that takes what it is sent, or fails as it is told to."""

import contextlib
import gzip
import http.server
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import requests

from app.host import http as ours
from app.host.network import Network
from app.host.secret import Secret
from app.policy.events import Events, Format
from app.report.delivery import Directly
from app.report.errors import NoEventToken
from app.report.wire import SCHEMES
from tests.support.certificate import certificate

TOKEN = "a-token-for-events"  # noqa: S105 - made up


class Reply(msgspec.Struct, frozen=True):
    """One answer. `take`: the events are kept before it; `cut`: the line is cut instead of an answer.

    `drip` sends a header that never ends, a byte at a time; `wait` holds the answer back until the client goes away.
    """

    status: int = 200
    take: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    cut: bool = False
    drip: bool = False
    wait: bool = False
    endless: bool = False


FINE = Reply()


def busy(status: int = 503, *headers: tuple[str, str]) -> Reply:
    """It has no time now, and keeps nothing."""
    return Reply(status=status, take=False, headers=headers)


class Post(msgspec.Struct, frozen=True):
    """One request as it came, its body unpacked."""

    path: str
    headers: dict[str, str]
    body: bytes


class Collector:
    """`script` is answered one after the other, then it judges. `got` is each event by key, `copies` how often it came.

    `poison` is a set of keys: a batch with one of them is refused whole with `refusal`.
    """

    def __init__(self, form: Format = "ndjson") -> None:
        self.form: Format = form
        self.script: list[Reply] = []
        self.poison: set[str] = set()
        self.refusal = 400
        self.tokens = {TOKEN}
        self.posts: list[Post] = []
        self.got: dict[str, dict[str, Any]] = {}
        self.copies: dict[str, int] = {}
        self.url = ""
        self.ca_bundle = ""
        self.changed = threading.Condition()
        self.over = threading.Event()

    @property
    def events(self) -> Events:
        """What a policy says to have events sent here."""
        return Events(url=self.url, format=self.form)

    def open_way(self, events: Events) -> Directly:
        """The same for a sender."""
        return Directly(self.open_session(events))

    def open_session(self, events: Events) -> requests.Session:
        """As the product opens one, for a computer that has the token `TOKEN` for this receiver alone."""
        if ours.origin_of(events.url) != ours.origin_of(self.url):
            raise NoEventToken(host=events.host)
        token = ours.Bearer(ours.origin_of(self.url), Secret(TOKEN), SCHEMES[events.format])
        return ours.session(Network(ca_bundle=self.ca_bundle), token)

    def wait_for(self, true: Callable[[], bool], seconds: float = 30.0) -> None:
        """Until it is so."""
        with self.changed:
            assert self.changed.wait_for(true, seconds), f"{len(self.posts)} requests, {len(self.got)} events"

    def answer(self, post: Post) -> Reply:
        """What this request is answered; its events are kept where they are taken."""
        with self.changed:
            self.posts.append(post)
            reply = self.script.pop(0) if self.script else self._judge(post)
            if reply.take:
                for event in self.parsed(post.body):
                    uid = event["metadata"]["uid"]
                    self.got[uid] = event
                    self.copies[uid] = self.copies.get(uid, 0) + 1
            self.changed.notify_all()
        if reply is FINE and self.form == "splunk-hec":
            return Reply(body=b'{"text":"Success","code":0}')
        return Reply(body=b"{}") if reply is FINE and self.form == "otlp" else reply

    def _judge(self, post: Post) -> Reply:
        scheme, _, token = post.headers.get("Authorization", "").partition(" ")
        if scheme != SCHEMES[self.form] or token not in self.tokens:
            return Reply(status=401, take=False)
        if self.poison & {event["metadata"]["uid"] for event in self.parsed(post.body)}:
            return Reply(status=self.refusal, take=False)
        return FINE

    def parsed(self, body: bytes) -> list[dict[str, Any]]:
        """The events in a body of that format."""
        if self.form == "ndjson":
            assert body.endswith(b"\n")
            return [json.loads(line) for line in body.splitlines()]
        if self.form == "splunk-hec":
            return [json.loads(line)["event"] for line in body.splitlines()]
        records = json.loads(body)["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
        return [json.loads(record["body"]["stringValue"]) for record in records]


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 128
    collector: Collector

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is part of what is tried here."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def collector(self) -> Collector:
        assert isinstance(self.server, _Server)
        return self.server.collector

    def do_POST(self) -> None:  # http.server names it so
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        reply = self.collector.answer(Post(self.path, dict(self.headers), body))
        if reply.cut:
            self.close_connection = True
            return
        if reply.wait:
            self._hold()
            return
        if reply.drip:
            self._drip()
            return
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.endless:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._flood()
            return
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def _hold(self) -> None:
        """Say nothing until the client has gone."""
        self.close_connection = True
        while not self.collector.over.is_set():
            self.connection.settimeout(0.05)
            with contextlib.suppress(TimeoutError):
                if not self.connection.recv(1):
                    return

    def _drip(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.collector.over.wait(0.02):
            self.wfile.write(b"x")

    def _flood(self) -> None:
        self.close_connection = True
        while not self.collector.over.is_set():
            self.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def collecting(folder: Path, form: Format = "ndjson", made: Collector | None = None) -> Iterator[Collector]:
    """Run one while inside, `made` if there is one."""
    collector = made or Collector(form)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.collector = collector
    tls = certificate(folder / "collector-tls")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls.certificate, tls.key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    collector.ca_bundle = str(tls.certificate)
    collector.url = f"https://127.0.0.1:{server.server_address[1]}/in"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield collector
    finally:
        collector.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
