"""A policy host, and an npm registry, that say secrets in everything but the policy: headers, errors, pages."""

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path


class Host:
    """`token` opens the folder `public`; whatever is refused is refused with `secret` in headers and body.

    Below `/npm/` everything is. `asked` are the paths, `trouble` makes the host answer 500.
    """

    def __init__(self, public: Path, token: str, secret: str) -> None:
        self.public, self.token, self.secret = public, token, secret
        self.asked: list[str] = []
        self.trouble = False
        self.url = ""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *rest: object) -> None:
        self._host = host
        super().__init__(*rest, directory=str(host.public))  # type: ignore[arg-type]  # as socketserver calls it

    def do_GET(self) -> None:  # http.server names it so
        self._host.asked.append(self.path)
        authorised = self.headers.get("Authorization") == f"Bearer {self._host.token}"
        if self.path.startswith("/npm/"):
            self._refuse(401)
        elif self._host.trouble:
            self._refuse(500)
        elif not authorised:
            self._refuse(403)
        else:
            super().do_GET()

    def _refuse(self, status: int) -> None:
        echoed = self.headers.get("Authorization", "")
        body = f'{{"error": "{self._host.secret}", "you sent": "{echoed}"}}'.encode()
        self.send_response(status, f"no {self._host.secret}")
        self.send_header("Set-Cookie", f"session={self._host.secret}")
        self.send_header("WWW-Authenticate", f'Bearer error="{self._host.secret}"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def hosting(host: Host) -> Iterator[Host]:
    """Run it while inside."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, host)) as server:
        host.url = f"http://127.0.0.1:{server.server_address[1]}/"
        thread = threading.Thread(target=server.serve_forever, name="leaky-host")
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
