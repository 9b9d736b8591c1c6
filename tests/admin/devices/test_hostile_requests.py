"""Requests made to mean two things, at the enrolment service alone and behind nginx as IT is told to run it.

Both get the very bytes. What counts: nobody without a valid token gets a file, no code is used by a request that is not
whole, nothing is left on a connection for the next one to stumble over, and others are served all the while.
"""

import contextlib
import json
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from app.admin.devices.limit import WRONG_CODES
from tests.support import nginx
from tests.support.certificate import certificate
from tests.support.enrolment import invite, service

HOST = b"Host: localhost\r\n"


class Door:
    """Where a request is sent: `path` is opened by a token."""

    def __init__(self, port: int, path: bytes, context: ssl.SSLContext | None) -> None:
        self.port, self.path, self._context = port, path, context

    def connect(self) -> socket.socket:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        return self._context.wrap_socket(plain, server_hostname="localhost") if self._context else plain

    def answers(self, request: bytes) -> list[int]:
        """The status of every answer there is until the server ends the connection."""
        with self.connect() as sent:
            sent.sendall(request)
            got = bytearray()
            with contextlib.suppress(ConnectionResetError):
                while data := sent.recv(65536):
                    got += data
        heads = [line for line in bytes(got).split(b"\n") if line.startswith((b"HTTP/1.1 ", b"HTTP/1.0 "))]
        return [int(line.split()[1]) for line in heads]


class Site:
    """The service, nginx in front of it, a token that is valid, codes that are unused, and what the service said."""

    def __init__(self, log: Path, doors: dict[str, Door], token: str, codes: list[str]) -> None:
        self.log, self.doors, self.token, self.codes = log, doors, token, codes


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("hostile")
    pem = certificate(base / "tls")
    store = base / "devices.db"
    (base / "www/metadata").mkdir(parents=True)
    (base / "www/metadata/timestamp.json").write_text("{}")
    with (
        service(store) as url,
        nginx.example("nginx-enrolled.conf", base / "www", base / "nginx", pem, url, seconds=1) as web,
    ):
        code, *codes = invite(store, "--count", "40")
        told = requests.post(f"{url}/enrol", json={"code": code, "device": "lt-1"}, timeout=20).json()
        context = ssl.create_default_context(cafile=str(pem.certificate))
        doors = {
            "alone": Door(int(url.rpartition(":")[2]), b"/check", None),
            "nginx": Door(int(web.rstrip("/").rpartition(":")[2]), b"/metadata/timestamp.json", context),
        }
        yield Site(store.with_suffix(".log"), doors, told["token"], codes)


@pytest.fixture(params=["alone", "nginx"])
def door(site: Site, request: pytest.FixtureRequest) -> Door:
    return site.doors[request.param]


def get(door: Door, *lines: bytes, target: bytes = b"") -> bytes:
    return b"GET " + (target or door.path) + b" HTTP/1.1\r\n" + HOST + b"".join(lines) + b"Connection: close\r\n\r\n"


def bearer(token: str) -> bytes:
    return b"Authorization: Bearer " + token.encode() + b"\r\n"


def test_a_token_opens_and_another_does_not(site: Site, door: Door) -> None:
    assert door.answers(get(door, bearer(site.token))) in ([200], [204])
    assert door.answers(get(door, bearer("x" * 43))) == [401]
    assert door.answers(get(door)) == [401]


def test_two_authorizations_are_none(site: Site, door: Door) -> None:
    good, bad = bearer(site.token), bearer("x" * 43)
    for lines in ((good, bad), (bad, good), (good, good)):
        assert door.answers(get(door, *lines)) in ([400], [401])
    folded = b"X: a\r\n\t" + good
    underscored = good.replace(b"Authorization", b"HTTP_AUTHORIZATION")
    for line in (folded, underscored, underscored.replace(b"HTTP_", b"Authorization_")):
        assert door.answers(get(door, bad, line))[0] in (400, 401)


@pytest.mark.parametrize("value", [b"a\rAuthorization: Bearer %s", b"a\0", b"a\r\r\nAuthorization : Bearer %s"])
def test_no_carriage_return_or_nul_in_a_value(site: Site, door: Door, value: bytes) -> None:
    line = b"X: " + value.replace(b"%s", site.token.encode()) + b"\r\n"
    assert door.answers(get(door, line)) == [400]
    assert door.answers(get(door, bearer("x" * 43), line)) == [400]


def test_the_whole_address_in_the_request_line_is_that_path_and_nothing_more(site: Site, door: Door) -> None:
    target = b"http://elsewhere.example" + door.path
    assert door.answers(get(door, bearer(site.token), target=target)) in ([200], [204])
    assert door.answers(get(door, bearer("x" * 43), target=target)) == [401]
    for path in (b"/metadata/../check", b"/%2563heck", b"/./check", b"//devices.db", b"*", b"/metadata/..%2fcheck"):
        assert door.answers(get(door, bearer(site.token), target=path)) in ([400], [403], [404])


def posts(body: bytes) -> dict[str, bytes]:
    """Enrolments that say where they end in no way, or in two."""
    length = b"Content-Length: %d\r\n" % len(body)
    chunked, whole = b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    behind = b"GET /check HTTP/1.1\r\nHost: x\r\n\r\n"
    return {
        "length, then chunks": length + chunked + b"\r\n" + whole,
        "chunks, then length": chunked + length + b"\r\n" + whole,
        "no chunks, and more behind": length + chunked + b"\r\n0\r\n\r\n" + body + behind,
        "chunks that are no chunks": b"Transfer-Encoding: xchunked\r\n" + length + b"\r\n" + body,
        "chunks twice": chunked + chunked + b"\r\n" + whole,
        "a chunk without end": chunked + length + b"\r\nffffffffffffffff\r\n" + body,
        "two lengths": length + b"Content-Length: 3\r\n\r\n" + body,
        "a negative length": b"Content-Length: -5\r\n\r\n" + body,
        "a length with a sign": b"Content-Length: +%d\r\n\r\n" % len(body) + body,
        "a length in hexadecimal": b"Content-Length: 0x%x\r\n\r\n" % len(body) + body,
        "a length of many gigabytes": b"Content-Length: 99999999999\r\nConnection: close\r\n\r\n" + body,
    }


@pytest.mark.parametrize("what", posts(b""))
def test_a_request_that_ends_in_two_places_uses_no_code(site: Site, door: Door, what: str) -> None:
    code = site.codes.pop()
    device = f"lt-{abs(hash((what, door.port)))}"
    body = json.dumps({"code": code, "device": device}).encode()
    [status] = door.answers(b"POST /enrol HTTP/1.1\r\n" + HOST + posts(body)[what])
    assert status in (400, 413, 501)
    told = json.dumps({"code": code, "device": device}).encode()
    sent = b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(told) + told
    assert door.answers(b"POST /enrol HTTP/1.1\r\n" + HOST + sent) == [200], "the code is as good as before"


def test_nothing_is_left_for_whoever_comes_next(site: Site) -> None:
    """A request with a body where none belongs; then another computer, over the same connections to the service."""
    door = site.doors["nginx"]
    inner = b"POST /rotate HTTP/1.1\r\nHost: x\r\n" + bearer(site.token) + b"\r\n"
    for _ in range(20):
        outer = b"Content-Length: %d\r\n" % len(inner)
        request = (
            b"GET " + door.path + b" HTTP/1.1\r\n" + HOST + bearer("x" * 43) + outer + b"Connection: close\r\n\r\n"
        )
        assert door.answers(request + inner) == [401]
        assert door.answers(get(door, bearer(site.token))) == [200]
    assert "rotated" not in site.log.read_text()


def test_headers_that_never_end_hold_nobody_up(site: Site) -> None:
    """The service itself: test_service.py, in less time."""
    door = site.doors["nginx"]
    with contextlib.ExitStack() as stack:
        slow = [stack.enter_context(door.connect()) for _ in range(20)]
        for one in slow:
            one.sendall(b"GET " + door.path + b" HTTP/1.1\r\n" + HOST)
        assert door.answers(get(door, bearer(site.token))) in ([200], [204])
        deadline = time.monotonic() + 60
        ended: set[int] = set()
        while len(ended) < len(slow):
            assert time.monotonic() < deadline, f"{len(slow) - len(ended)} are still open"
            for number, one in enumerate(slow):
                one.settimeout(0.01)  # also the pace of the drip
                try:
                    one.sendall(b"x")
                    if not one.recv(4096):
                        ended.add(number)
                except TimeoutError:
                    pass
                except OSError:
                    ended.add(number)
    assert door.answers(get(door, bearer(site.token))) in ([200], [204])


def test_guessing_is_slowed_down_by_where_it_comes_from(site: Site) -> None:
    """nginx says who asks; what a client says of itself is not believed."""
    door = site.doors["nginx"]
    body = b'{"code": "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", "device": "lt-9"}'
    found: list[int] = []
    while 429 not in found:
        assert len(found) < 100
        said = b"X-Forwarded-For: 192.0.2.%d\r\nX-Real-IP: 192.0.2.%d\r\n" % ((len(found),) * 2)
        length = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
        found += door.answers(b"POST /enrol HTTP/1.1\r\n" + HOST + said + length + body)
    assert len(found) > WRONG_CODES
    assert set(found) == {403, 429}
