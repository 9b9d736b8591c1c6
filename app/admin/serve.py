"""A small static file server for trying things out: this computer only, read-only, no listings.

For the demo, tests and IT's own eyes. A company serves the same folder with any web server or bucket.
"""

import email.utils
import http
import socketserver
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from app.admin.errors import NotServable

HOST = "127.0.0.1"
_IDLE_SECONDS = 30.0
_CHUNK = 64 * 1024


class StaticServer(ThreadingHTTPServer):
    """Serves the files below `folder` at `url`. The caller runs `serve_forever` in a thread of its own and ends it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder.resolve()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise NotServable(port=port, detail=error.strerror or error) from error

    @property
    def url(self) -> str:
        """Where it answers, with a slash at the end."""
        return f"http://{HOST}:{self.server_port}/"

    def server_bind(self) -> None:
        # HTTPServer's own would look this computer's name up, which can take seconds without a network.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    # Header and body in one packet: sent apart, the second waits 40 ms for the client's delayed acknowledgement.
    wbufsize = _CHUNK
    disable_nagle_algorithm = True
    server_version = "Signpost"
    sys_version = ""
    server: StaticServer

    def do_GET(self) -> None:
        """The file, or 304 when the client has it."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The file's header."""
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        path = self._file()
        try:
            file = path.open("rb") if path else None
        except OSError:
            file = None
        if path is None or file is None:
            self._refuse(http.HTTPStatus.NOT_FOUND)
            return
        with file:
            about = path.stat()
            # Not only the time: two publishes within a second must not look the same (research note, ETag traps).
            etag = f'"{about.st_mtime_ns:x}-{about.st_size:x}-{about.st_ino:x}"'
            fresh = etag in [tag.strip() for tag in self.headers.get("If-None-Match", "").split(",")]
            self.send_response(http.HTTPStatus.NOT_MODIFIED if fresh else http.HTTPStatus.OK)
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", email.utils.formatdate(about.st_mtime, usegmt=True))
            self.send_header("Cache-Control", _caching(path))
            if fresh:
                self.end_headers()
                return
            self.send_header(
                "Content-Type", "application/json" if path.suffix == ".json" else "application/octet-stream"
            )
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Content-Length", str(about.st_size))
            self.end_headers()
            left = about.st_size if body else 0
            while left > 0 and (chunk := file.read(min(_CHUNK, left))):
                self.wfile.write(chunk)
                left -= len(chunk)
            if left > 0:
                self.close_connection = True  # the file shrank: better cut off than wait for bytes that never come

    def _file(self) -> Path | None:
        """The regular file the request names, when it lies below the folder."""
        try:
            path = unquote(urlsplit(self.path).path, errors="strict")
            found = (self.server.folder / path.lstrip("/")).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            return None
        is_served = found.is_relative_to(self.server.folder) and found.is_file() and not path.endswith("/")
        return found if is_served else None

    def _refuse(self, status: http.HTTPStatus) -> None:
        body = f"{status.value} {status.phrase}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Silent: whoever wants to know runs a web server."""


def _caching(path: Path) -> str:
    """Everything in a repository is immutable under its name, but for the timestamp (TUF 6.2)."""
    return "no-cache" if path.name == "timestamp.json" else "public, max-age=3600"
