"""The enrolment service on a socket: waitress, with bounds, and on loopback unless somebody insists.

waitress reads a request whole before a thread sees it, so a slow client costs no thread. Its idle timeout starts anew
with every byte, though; here it runs for the whole request, so that a drip feed does not hold a connection for ever.
"""

import ipaddress
import logging
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, TransferEncodingNotImplemented
from waitress.server import BaseWSGIServer, create_server

from app.admin.devices.errors import InTheOpen, NotListening
from app.admin.devices.service import LARGEST_BODY

REQUEST_SECONDS = 10
THREADS = 4
MOST_CONNECTIONS = 512
_LARGEST_HEADER = 16 * 1024


class _Parser(HTTPRequestParser):
    """Takes no Transfer-Encoding: what devices send is small and says its length.

    Two ways to say where a request ends are what smuggling needs (RFC 9112, sections 6.3 and 11.2); waitress would let
    `chunked` win over a Content-Length.
    """

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.chunked or "TRANSFER_ENCODING" in self.headers:
            raise TransferEncodingNotImplemented("Say the length of the body instead.")


class _Channel(HTTPChannel):
    parser_class = _Parser

    def handle_read(self) -> None:
        before, in_the_middle = self.last_activity, self.request is not None
        super().handle_read()
        if in_the_middle and self.request is not None:
            self.last_activity = before  # still the same request


@contextmanager
def serving(
    application: WSGIApplication,
    listen: str,
    *,
    plain_http: bool = False,
    trusted_proxy: str = "127.0.0.1",
    seconds: float = REQUEST_SECONDS,
    largest_body: int = LARGEST_BODY,
) -> Iterator[BaseWSGIServer]:
    """A server for `application` at `listen` (`127.0.0.1:8017`); `run()` it, KeyboardInterrupt and SystemExit end it.

    `trusted_proxy` is the address whose X-Forwarded-For is believed, `largest_body` in bytes. Raises InTheOpen,
    NotListening.
    """
    host, port = _address(listen)
    if not plain_http and not ipaddress.ip_address(host).is_loopback:
        raise InTheOpen(address=listen)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        raise NotListening(address=listen, detail=error.strerror or error) from error
    logging.getLogger("waitress").setLevel(logging.ERROR)  # below that: the clients' mistakes
    settings: dict[str, Any] = {
        "sockets": [bound],
        "threads": THREADS,
        "connection_limit": MOST_CONNECTIONS,
        "channel_timeout": seconds,
        "cleanup_interval": min(1.0, seconds),
        "max_request_header_size": _LARGEST_HEADER,
        "max_request_body_size": largest_body,
        "trusted_proxy": trusted_proxy,
        "trusted_proxy_headers": {"x-forwarded-for"},
        "ident": "",
        "expose_tracebacks": False,
        "log_socket_errors": False,
        "asyncore_use_poll": hasattr(select, "poll"),
    }
    server = create_server(application, **settings)
    assert isinstance(server, BaseWSGIServer)  # noqa: S101 - one socket makes one server
    server.channel_class = _Channel
    try:
        yield server
    finally:
        server.task_dispatcher.shutdown()
        for channel in list(vars(server)["active_channels"].values()):  # its stubs take it for one channel
            channel.handle_close()
        server.close()


def address_of(server: BaseWSGIServer) -> str:
    """Where it answers: `http://127.0.0.1:8017`."""
    host, port = server.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _address(listen: str) -> tuple[str, int]:
    host, colon, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    host = "127.0.0.1" if host in ("", "localhost") else host
    try:
        ipaddress.ip_address(host)
    except ValueError as error:
        raise NotListening(address=listen, detail="it is no IP address and port") from error
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise NotListening(address=listen, detail="it is no IP address and port")
    return host, int(port)
