"""The enrolment service over real connections: what it answers, what it bears, what it says to nobody."""

import contextlib
import http.client
import ipaddress
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from waitress import wasyncore
from waitress.server import BaseWSGIServer

from app.admin.devices.database import Database
from app.admin.devices.desk import Desk
from app.admin.devices.errors import InTheOpen, NotListening
from app.admin.devices.limit import WRONG_CODES
from app.admin.devices.server import serving
from app.admin.devices.service import LARGEST_BODY, Service
from app.admin.devices.tokens import Tokens

LIFETIME = 1000


class Asked(msgspec.Struct, frozen=True):
    """One answer."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]


class Running:
    """The service on a port of its own, over a store of its own; `log` is what it said."""

    def __init__(self, port: int, desk: Desk, log: list[str]) -> None:
        self.port, self.desk, self.log = port, desk, log

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Asked:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with closing(connection):
            sent = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
            connection.request(method, path, sent, headers={key.replace("_", "-"): headers[key] for key in headers})
            answer = connection.getresponse()
            data = answer.read()
            is_json = answer.headers.get("Content-Type") == "application/json"
            return Asked(
                answer.status,
                json.loads(data) if is_json else {},
                {name.lower(): value for name, value in answer.headers.items()},
            )

    def enrol(self, code: str, device: str = "lt-1", **headers: str) -> Asked:
        return self.ask("POST", "/enrol", {"code": code, "device": device}, **headers)

    def with_token(self, method: str, path: str, token: str) -> Asked:
        return self.ask(method, path, Authorization=f"Bearer {token}")

    def code(self) -> str:
        return self.desk.invite(int(time.time()), int(time.time()) + 100).code.value


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    log: list[str] = []
    with closing(Database(tmp_path / "devices.db")) as database:
        application = Service(Tokens(database), LIFETIME, log.append)
        with serving(application, "127.0.0.1:0", seconds=1.0) as server:
            over = threading.Event()
            thread = threading.Thread(target=_loop, args=(server, over))
            thread.start()
            yield Running(int(server.getsockname()[1]), Desk(database), log)
            over.set()
            thread.join(timeout=20)
            assert not thread.is_alive()


def _loop(server: BaseWSGIServer, over: threading.Event) -> None:
    """What `server.run()` does, until `over`."""
    while not over.is_set():
        wasyncore.loop(timeout=0.05, use_poll=True, map=vars(server)["_map"], count=1)


def test_enrol_check_rotate(running: Running) -> None:
    code = running.code()
    enrolled = running.enrol(code)
    assert enrolled.status == 200
    assert enrolled.body["device"] == "lt-1"
    assert enrolled.body["expires"].endswith("Z")
    assert enrolled.headers["cache-control"] == "no-store"
    token = enrolled.body["token"]
    checked = running.with_token("GET", "/check", token)
    assert (checked.status, checked.body) == (204, {})
    assert "content-length" not in checked.headers
    rotated = running.with_token("POST", "/rotate", token)
    assert rotated.status == 200
    assert running.with_token("GET", "/check", token).status == 204
    assert running.with_token("GET", "/check", rotated.body["token"]).status == 204
    assert running.with_token("GET", "/check", token).status == 401
    running.desk.revoke("lt-1", int(time.time()))
    refused = running.with_token("GET", "/check", rotated.body["token"])
    assert (refused.status, refused.body["error"]) == (401, "wrong-token")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    said = "\n".join(running.log)
    assert "enrolled lt-1 from 127.0.0.1" in said
    for secret in (code, token, rotated.body["token"]):
        assert secret not in said


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer " + "x" * 300, "Bearer ä", "token"])
def test_what_is_no_token(running: Running, value: str) -> None:
    assert running.ask("GET", "/check", Authorization=value).status == 401
    assert running.ask("POST", "/rotate", Authorization=value).status == 401


MALFORMED: dict[str, object] = {
    "no body": None,
    "no JSON": b"code=1&device=2",
    "not an object": [1],
    "no device": {"code": "x"},
    "a device without a name": {"code": "x", "device": "  "},
    "a device of many lines": {"code": "x", "device": "a\nb"},
    "a device without end": {"code": "x", "device": "a" * 300},
    "a number": {"code": 1, "device": "lt-1"},
    "a code without end": {"code": "x" * 300, "device": "lt-1"},
    "deep": b"[" * 4000,
    "not UTF-8": b'{"code": "\xff", "device": "a"}',
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_cannot_be_read(running: Running, what: str) -> None:
    answer = running.ask("POST", "/enrol", MALFORMED[what])
    assert (answer.status, answer.body["error"]) == (400, "malformed")
    assert running.log == []


def test_bodies_and_headers_have_bounds(running: Running) -> None:
    assert running.ask("POST", "/enrol", b"x" * (LARGEST_BODY + 1)).status == 413
    assert running.ask("GET", "/check", X_Long="x" * 20_000).status == 431
    assert running.ask("GET", "/enrol").status == 405
    assert running.ask("POST", "/check", b"{}").status == 405
    assert running.ask("GET", "/../devices.db").status == 404


def test_wrong_codes_are_slowed_down_by_address(running: Running) -> None:
    for _ in range(WRONG_CODES):
        assert running.enrol("NOSUCH", X_Forwarded_For="192.0.2.7").status == 403
    slowed = running.enrol("NOSUCH", X_Forwarded_For="192.0.2.7")
    assert (slowed.status, slowed.body["error"]) == (429, "too-many")
    assert int(slowed.headers["retry-after"]) > 0
    assert running.enrol(running.code(), X_Forwarded_For="192.0.2.8").status == 200


def test_each_refusal_has_its_name(running: Running) -> None:
    now = int(time.time())
    code = running.code()
    assert running.enrol(code).status == 200
    refused = {
        "code-spent": running.enrol(code, "lt-2"),
        "wrong-code": running.enrol("12345"),
        "name-taken": running.enrol(running.code()),
        "other-device": running.enrol(running.desk.invite(now, now + 100, device="lt-3").code.value, "lt-4"),
    }
    assert {name: answer.body["error"] for name, answer in refused.items()} == {name: name for name in refused}
    assert [answer.status for answer in refused.values()] == [410, 403, 409, 403]


def test_a_store_that_fails_is_said_to_be_unavailable(running: Running, tmp_path: Path) -> None:
    token = running.enrol(running.code()).body["token"]
    with closing(Database(tmp_path / "devices.db")) as other, other.change() as db:
        db.execute("create trigger full before update on token begin select raise(abort, 'disk full'); end")
    answer = running.with_token("GET", "/check", token)
    assert (answer.status, answer.body) == (503, {"error": "unavailable"})
    assert "disk full" in running.log[-1]


@pytest.mark.parametrize("begun", [b"Content-Length: 100\r\n\r\n", b"X-Long: "], ids=["body", "header"])
def test_a_drip_feed_ends_and_holds_nobody_up(running: Running, begun: bytes) -> None:
    with contextlib.ExitStack() as stack:
        dripping = [
            stack.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=20)) for _ in range(20)
        ]
        for one in dripping:
            one.sendall(b"POST /enrol HTTP/1.1\r\nHost: x\r\n" + begun)
        assert running.enrol(running.code()).status == 200
        ended: set[int] = set()
        deadline = time.monotonic() + 20
        while len(ended) < len(dripping):
            assert time.monotonic() < deadline, f"{len(dripping) - len(ended)} are still open"
            for number, one in enumerate(dripping):
                one.settimeout(0.01)  # also the pace of the drip
                try:
                    one.sendall(b" ")
                    if not one.recv(1):
                        ended.add(number)
                except TimeoutError:
                    pass
                except OSError:
                    ended.add(number)


def test_only_loopback_unless_somebody_insists(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "devices.db")) as database:
        service = Service(Tokens(database), LIFETIME, lambda _: None)
        for listen in ("0.0.0.0:0", "[::]:0", "192.0.2.1:0"):
            with pytest.raises(InTheOpen), serving(service, listen):
                pass
        for listen in ("policy.example.com:1", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", "192.0.2.1:1"):
            with pytest.raises(NotListening), serving(service, listen, plain_http=True):
                pass
        with serving(service, "0.0.0.0:0", plain_http=True) as server:
            assert ipaddress.ip_address(server.getsockname()[0]).is_unspecified
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            with pytest.raises(NotListening), serving(service, address):
                pass
