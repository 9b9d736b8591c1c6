"""What the policy host answers: bytes of HTTP, TUF metadata, an enrolment service's words; and the store it goes to."""

import contextlib
import functools
import socket
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

from app.admin.tufapi import CryptoSigner, Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from app.enrol.exchange import Enroller
from app.errors import SignpostError
from app.host import connections, http
from app.host.deadline import deadline
from app.host.secret import Secret
from app.sync import errors, poll, proof, stages
from app.sync import store as store_file
from app.sync.exchange import Exchange
from app.sync.in_force import InForce
from app.sync.store import LastGood, Store
from app.sync.trusted import Trusted
from app.sync.working_copy import WorkingCopy
from tests.fuzz.target import Target, on_bytes
from tests.fuzz.targets.policy import SMALL, published

_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_URL = "http://127.0.0.1:9/"
_ROLES = ("root", "timestamp", "snapshot", "targets")


@functools.cache
def _company() -> tuple[bytes, Mapping[str, bytes]]:
    """A root, and what the host serves under it, by file name."""
    key = CryptoSigner.generate_ed25519()
    expires = datetime(2046, 1, 1, tzinfo=UTC)
    targets = Targets(expires=expires)
    targets.targets[stages.POLICY] = TargetFile.from_data(stages.POLICY, SMALL, ["sha256"])
    signed: dict[str, Any] = {"targets": targets}
    data: dict[str, bytes] = {}
    for role in ("targets", "snapshot", "timestamp"):
        if role == "snapshot":
            meta = {"targets.json": MetaFile.from_data(1, data["targets"], ["sha256"])}
            signed[role] = Snapshot(expires=expires, meta=meta)
        elif role == "timestamp":
            signed[role] = Timestamp(expires=expires, snapshot_meta=MetaFile.from_data(1, data["snapshot"], ["sha256"]))
        made: Metadata[Any] = Metadata(signed[role])
        made.sign(key)
        data[role] = made.to_bytes()
    root = Root(expires=expires, consistent_snapshot=True)
    for role in _ROLES:
        root.add_key(key.public_key, role)
    whole: Metadata[Any] = Metadata(root)
    whole.sign(key)
    data["root"] = whole.to_bytes()
    names = {"timestamp": "timestamp.json", "snapshot": "1.snapshot.json", "targets": "1.targets.json"}
    return data["root"], {names.get(role, "2.root.json"): one for role, one in data.items()}


class _Answers(Exchange):
    """A host that answers one file with other bytes than it should."""

    def __init__(self, served: Mapping[str, bytes]) -> None:
        self._served = served
        self.url, self.status, self.headers, self.body = _URL, 0, {}, bytearray()
        self._response = None

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Iterator[bytes]:
        self.url, self.body = url, bytearray()
        data = self._served.get(self.file)
        if data is None:
            raise errors.BadStatus(host=self.host, file=self.file, status=404)
        self.body += data
        yield data


def _tuf(data: bytes, box: Path) -> None:
    """The first byte says which file is another one."""
    root, served = _company()
    name = (*sorted(served), "policy.json")[data[0] % (len(served) + 1)] if data else "timestamp.json"
    right = {**{one: served[one] for one in served if one != "2.root.json"}, "policy.json": SMALL}
    metadata, staging = box / "metadata", box / "staging"
    for folder in (metadata, staging):
        folder.mkdir(parents=True, exist_ok=True)
    for left in (path for folder in (metadata, staging) for path in folder.rglob("*") if path.is_file()):
        left.unlink()
    answers = _Answers({**right, name: data[1:]})
    trusted = Trusted(f"{_URL}metadata/", f"{_URL}targets/", root, metadata, staging, answers)
    trusted.refresh()
    got = trusted.target(stages.POLICY, b"", 1_000_000)
    assert got == SMALL, "nothing but the signed bytes is ever taken"


def _stored(name: str, data: bytes) -> LastGood:
    _, served = _company()
    kept = {one.removeprefix("1."): served[one] for one in served if one != "2.root.json"}
    kept = {"root_history/1.root.json": _company()[0], **kept, name: data}
    return LastGood(verified_at=_NOW, policy=SMALL, proof=kept)


_PROOFS = ("timestamp.json", "snapshot.json", "targets.json", "root_history/2.root.json", "root_history/1.root.json")


def _proof(data: bytes) -> None:
    name = _PROOFS[data[0] % len(_PROOFS)] if data else _PROOFS[0]
    proof.verify(_company()[0], _stored(name, data[1:]))


def _working_copy(data: bytes, box: Path) -> None:
    folder = box / "copy"
    folder.mkdir(exist_ok=True)
    (folder / "timestamp.json").write_bytes(data)
    whole = _stored("x.json", b"{}").proof
    WorkingCopy(folder).mend({"timestamp.json": whole["timestamp.json"]})
    assert isinstance(WorkingCopy(folder).files()["timestamp.json"], bytes)


def _store(data: bytes, box: Path) -> None:
    """The first byte says which of the store's files these bytes are."""
    folder = box / "store"
    store = Store(folder)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    if not (folder / "last-good").exists() or not data or data[0] % 3 == 0:
        store.write(_stored("x.json", b"{}"), None)
    name = ("last-good", "verified.json", "trouble.json")[data[0] % 3 if data else 0]
    body = data[1:]
    if name == "last-good" and data[:1] >= b"\x80":  # damage below a checksum that fits
        checksum = store_file._checksum(body)
        body = store_file._MAGIC + checksum.encode() + b"\n" + body
    (folder / name).write_bytes(body)
    in_force = InForce(store, _URL, _company()[0], lambda: _NOW)
    in_force.current()
    in_force.standing()
    store.trouble()
    (folder / name).unlink(missing_ok=True)


@contextlib.contextmanager
def _host_that_says(data: bytes) -> Iterator[None]:
    """Every connection that is opened gets these bytes, and then the end."""
    ours, theirs = socket.socketpair()
    ours.settimeout(5)
    theirs.sendall(data)
    theirs.shutdown(socket.SHUT_WR)

    def connected(self: Any) -> None:
        self.sock = ours

    try:
        with mock.patch.object(connections._Connection, "connect", connected):
            yield
    finally:
        ours.close()
        theirs.close()


def _http(data: bytes) -> None:
    with _host_that_says(data), http.session() as session, deadline(5.0) as running:
        exchange = Exchange(session, running)
        got = b"".join(exchange.get(f"{_URL}metadata/timestamp.json", {"If-None-Match": '"1"'}))
        assert len(got) <= len(data), "nothing comes of nothing"
        poll.conditions(exchange.headers)


def _range(data: bytes) -> None:
    with _host_that_says(data), http.session() as session, deadline(5.0) as running:
        list(Exchange(session, running).go_on(f"{_URL}targets/x", 3, '"1"'))


def _enrol(data: bytes) -> None:
    with _host_that_says(data):
        granted = Enroller(_URL, "lt-0042", lambda auth: http.session(auth=auth)).enrol(Secret("code"), "1")
        assert granted.expires.tzinfo is not None
        assert granted.token.value.isprintable()


def _dates(data: bytes) -> None:
    texts = data.decode("utf-8", "replace").split("\n")
    headers = dict(zip(("Date", "Last-Modified", "ETag"), texts, strict=False))
    asked = poll.conditions(headers)
    assert all(value.isprintable() for value in asked.values())


def _answer(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join([*lines, b"", body])


_HTTP_WORDS = (
    b"HTTP/1.1 ",
    b"200",
    b"304",
    b"206",
    b"302",
    b"511",
    b"100 Continue\r\n\r\n",
    b"\r\n",
    b"Transfer-Encoding: chunked",
    b"Content-Length: ",
    b"Content-Encoding: gzip",
    b"Location: http://[",
    b"ETag: ",
    b"0\r\n",
    b"ffffffffffffffff\r\n",
    b"Date: Mon, 23 Nov 2026 08:00:00 GMT",
    b"Last-Modified: ",
    b"Content-Range: bytes 3-9/10",
    b"Connection: close",
)
_TUF_WORDS = (
    b'"signed":',
    b'"signatures":',
    b'"keyid":',
    b'"_type":',
    b'"timestamp"',
    b'"spec_version":',
    b'"expires":',
    b'"meta":',
    b'"2046-01-01T00:00:00Z"',
    b'"9999-12-31T23:59:59Z"',
    b'"version":',
    b"null",
    b"1e400",
    b"\\ud800",
    b"\xff",
    b"-1",
)


def targets() -> tuple[Target, ...]:
    """Made when asked for: keys are drawn for them."""
    root, served = _company()
    metadata = (*served.values(), root)
    numbered = tuple(bytes([number]) + one for one in metadata for number in range(5))
    good = _answer(b'{"signed": {}}', b'ETag: "1"', b"Last-Modified: Mon, 23 Nov 2026 08:00:00 GMT")
    granted = (datetime.now(UTC) + timedelta(days=9)).isoformat().encode()
    body = msgspec.msgpack.encode(_stored("x.json", b"{}"))
    whole = store_file._MAGIC + store_file._checksum(body).encode() + b"\n" + body
    return (
        Target(
            "tuf-host",
            _tuf,
            ("app.sync.translate", "app.sync.trusted"),
            (errors.TrustTrouble, errors.NetworkTrouble),
            numbered,
            _TUF_WORDS,
            largest=8192,
        ),
        Target(
            "tuf-proof",
            on_bytes(_proof),
            ("app.sync.proof",),
            (errors.NotVouchedFor,),
            numbered,
            _TUF_WORDS,
            largest=8192,
        ),
        Target("tuf-working-copy", _working_copy, ("app.sync.working_copy",), (), metadata, _TUF_WORDS),
        Target(
            "sync-store",
            _store,
            ("app.sync.store", "app.sync.in_force"),
            (),
            (b"\x00" + whole, b"\x81" + body, b"\x01{}", b'\x02{"what": "a", "todo": "b"}', b"\x81" + published()[0]),
            (b"\xff", b"\xa1", b"\xc0", b"\xdd\xff\xff\xff\xff"),
            largest=8192,
        ),
        Target(
            "http-answer",
            on_bytes(_http),
            ("app.sync.exchange", "app.host.http", "app.host.connections", "app.sync.poll"),
            (errors.NetworkTrouble,),
            (
                good,
                _answer(b"", status=b"304 Not Modified"),
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            ),
            _HTTP_WORDS,
        ),
        Target(
            "http-range",
            on_bytes(_range),
            ("app.sync.download", "app.sync.exchange"),
            (errors.NetworkTrouble,),
            (_answer(b"3456", b"Content-Range: bytes 3-6/7", status=b"206 Partial Content"), good),
            _HTTP_WORDS,
        ),
        Target(
            "enrol-answer",
            on_bytes(_enrol),
            ("app.enrol.exchange",),
            (SignpostError,),
            (
                _answer(b'{"token": "abc", "expires": "%s"}' % granted),
                _answer(b'{"error": "wrong-code"}', status=b"403 Forbidden"),
            ),
            (*_HTTP_WORDS, b'"token":', b'"expires":', b'"error":'),
        ),
        Target(
            "http-dates",
            on_bytes(_dates),
            ("app.sync.poll",),
            (),
            (b'Mon, 23 Nov 2026 08:00:00 GMT\nMon, 23 Nov 2026 07:00:00 +0000\n"1"',),
            (b"GMT", b"+9999", b"-0000", b"99999999999999999999", b"Nov"),
            largest=300,
        ),
    )
