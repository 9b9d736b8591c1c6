"""Answers of a hostile host, proxy or cache, each by its name and at each kind of file.

Refused or seen through, never taken for something else: the last good policy stays byte for byte, the person's state
says stale and why, and when the host answers properly again the next refresh mends it without anybody.
"""

import gzip
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from app.host import http
from app.host.terminal import harmless
from app.sync.client import Sync
from app.sync.errors import BadStatus, CutOff, NetworkTrouble, NoEnd, NotTheServer, Tampered, TooLarge, TrustTrouble
from app.sync.state import Standing
from tests.sync.company import Company, word
from tests.sync.hosts import Fault, Host, answer, reply

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(b"\0" * 20_000_000)
FAR_AWAY = "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"
DISTRUST = (TrustTrouble, NotTheServer)


def says(start: bytes, end: bytes = b"") -> Fault:
    """The file between these bytes."""
    return lambda connection, data: connection.sendall(start + data + end)


def chunk(data: bytes) -> bytes:
    """The data as one chunk (RFC 9112, 7.1)."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def of_length(lie: Callable[[int], bytes]) -> Fault:
    """The whole file, under another length."""
    return lambda connection, data: connection.sendall(
        OK + b"Content-Length: " + lie(len(data)) + b"\r\n\r\n" + data
    )  # fmt: skip


REFUSED: dict[str, tuple[Fault, tuple[type[NetworkTrouble | TrustTrouble], ...]]] = {
    "not-modified-unasked": (answer(304), (BadStatus,)),
    "partial-content-unasked": (lambda connection, data: reply(connection, data[:100], 206), (BadStatus,)),
    "switching-protocols": (answer(101), (BadStatus,)),
    "gzip-of-the-file": (
        lambda connection, data: reply(connection, gzip.compress(data), header="Content-Encoding: gzip\r\n"),
        DISTRUST,
    ),
    "gzip-bomb": (answer(200, BOMB, header="Content-Encoding: gzip\r\n"), (TooLarge,)),
    "gzip-bomb-in-an-error": (answer(500, BOMB, header="Content-Encoding: gzip\r\n"), (BadStatus,)),
    "length-too-small": (of_length(lambda _: b"10"), DISTRUST),
    "length-too-large": (of_length(lambda length: b"%d" % (length + 10)), (CutOff,)),
    "length-of-twenty-digits": (of_length(lambda _: b"9" * 20), (CutOff,)),
    "two-lengths": (of_length(lambda length: b"3\r\nContent-Length: %d" % length), (NetworkTrouble,)),
    "no-status-line": (says(b""), (CutOff,)),
    "a-status-that-is-none": (says(b"HTTP/1.1 abc OK\r\n\r\n"), (CutOff,)),
    "a-status-of-four-digits": (says(b"HTTP/1.1 9999 OK\r\n\r\n"), (CutOff,)),
    "garbage-for-chunks": (says(CHUNKED + b"zzz\r\n"), (CutOff,)),
    "a-negative-chunk": (says(CHUNKED + b"-5\r\n"), (CutOff,)),
    "a-chunk-without-end": (says(CHUNKED + b"ffffffffffffffff\r\n"), (CutOff,)),
    "headers-of-10-MB": (says(OK + b"".join(b"X: %s\r\n" % (b"a" * 60_000) for _ in range(170)) + b"\r\n"), (NoEnd,)),
    "a-header-line-of-10-MB": (says(OK + b"X: " + b"a" * 10_000_000 + b"\r\n\r\n"), (NoEnd,)),
    "redirect-to-a-file": (answer(302, header="Location: file:///etc/passwd\r\n"), (NotTheServer,)),
    "redirect-to-plain-http": (answer(308, header="Location: http://example.net/\r\n"), (NotTheServer,)),
    "redirect-to-no-address": (answer(302, header="Location: http://[::1\r\n"), (NotTheServer,)),
    "redirect-that-colours-the-screen": (answer(302, header="Location: http://\x1b[31mx/\r\n"), (NotTheServer,)),
    "a-byte-order-mark": (says(OK + b"Connection: close\r\n\r\n\xef\xbb\xbf"), DISTRUST),
    "nested-without-end": (answer(200, b'{"a":' * 3_000), DISTRUST),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_answer_that_is_refused(host: Host, sync: Sync, tmp_path: Path, name: str) -> None:
    fault, kinds = REFUSED[name]
    before = (tmp_path / "store/last-good").read_bytes()
    for end in ("timestamp.json", ".policy.json", "/2.root.json"):
        host.faults = {end: fault}
        outcome = sync.refresh()
        # Of a next root nothing is known yet, not even its size, and mostly there is none.
        assert isinstance(outcome.error, (NetworkTrouble, TrustTrouble) if "root" in end else kinds), end
        assert outcome.state.freshness.standing is Standing.STALE
        assert outcome.state.freshness.why is outcome.error
        assert "\x1b" not in harmless(str(outcome.error))
        assert (tmp_path / "store/last-good").read_bytes() == before
        assert word(sync) == "one"
    host.faults.clear()
    assert sync.refresh().error is None
    assert word(sync) == "two"


SEEN_THROUGH: dict[str, Fault] = {
    "http-1.0": says(b"HTTP/1.0 200 OK\r\n\r\n"),
    "chunked": lambda connection, data: connection.sendall(
        CHUNKED.replace(OK, OK + b"Connection: close\r\n") + chunk(data) + b"0\r\n\r\n"
    ),
    "a-negative-length": of_length(lambda _: b"-5"),
    "a-date-beyond-all-calendars": lambda connection, data: reply(
        connection, data, header=f"Date: {FAR_AWAY}\r\nLast-Modified: {FAR_AWAY}\r\nETag: a\r\n"
    ),
    "cookies": lambda connection, data: reply(connection, data, header="Set-Cookie: a=b; path=/\r\n"),
    "a-key-twice": lambda connection, data: reply(connection, data.replace(b'"_type"', b'"_type":"root","_type"')),
}


@pytest.mark.parametrize("name", SEEN_THROUGH)
def test_an_answer_that_is_odd_and_whole(host: Host, sync: Sync, name: str) -> None:
    host.faults["timestamp.json"] = SEEN_THROUGH[name]
    for _ in range(2):  # the second one is an idle poll, which goes by what the first was told
        assert sync.refresh().error is None
        assert word(sync) == "two"
    assert not any("cookie" in headers for headers in host.headers)


def endless(start: bytes, again: bytes) -> Callable[[Host], Fault]:
    """As fast as it can, for ever."""

    def of_host(host: Host) -> Fault:
        def fault(connection: socket.socket, _: bytes) -> None:
            connection.sendall(start)
            while not host.stopping.is_set():
                connection.sendall(again * 100)

        return fault

    return of_host


INTERIM = b"HTTP/1.1 100 Continue\r\n\r\n"

ENDLESS: dict[str, tuple[Callable[[Host], Fault], type[NetworkTrouble | TrustTrouble]]] = {
    "interim-answers": (endless(b"", INTERIM), NoEnd),
    "interim-answers-with-headers": (endless(b"", INTERIM[:-2] + b"X: y\r\n" * 90 + b"\r\n"), NoEnd),
    "headers-of-an-interim-answer": (endless(INTERIM[:-2], b"X: y\r\n"), CutOff),  # http.client ends it by count
    "headers": (endless(OK, b"X: y\r\n"), CutOff),
    "long-headers": (endless(OK, b"X: " + b"y" * 60_000 + b"\r\n"), NoEnd),
    "one-header": (endless(OK + b"X: ", b"a" * 1000), NoEnd),
    "trailers": (endless(CHUNKED + chunk(b"{}") + b"0\r\n", b"X: y\r\n"), NoEnd),
    "trailers-of-an-error": (endless(CHUNKED.replace(b"200", b"500") + b"0\r\n", b"X: y\r\n"), NoEnd),
    "chunks-of-a-byte": (endless(CHUNKED, b"1\r\n \r\n"), TooLarge),
    "chunks-of-a-byte-with-extensions": (endless(CHUNKED, b"1;" + b"a" * 10_000 + b"\r\n \r\n"), NoEnd),
    "one-chunk-extension": (endless(CHUNKED + b"5;", b"a" * 1000), NoEnd),
    "file": (endless(OK + b"\r\n", b" " * 1000), TooLarge),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_flood_ends_long_before_the_time_is_up(host: Host, sync: Sync, tmp_path: Path, name: str) -> None:
    flood, kind = ENDLESS[name]
    host.faults["timestamp.json"] = flood(host)
    before = (tmp_path / "store/last-good").read_bytes()
    outcome = sync.refresh()
    assert type(outcome.error) is kind, repr(outcome.error)  # and not TooSlow
    assert "…" not in str(outcome.error)
    assert outcome.state.freshness.standing is Standing.STALE
    assert outcome.state.freshness.why is outcome.error
    assert (tmp_path / "store/last-good").read_bytes() == before
    host.faults.clear()
    assert sync.refresh().error is None
    assert word(sync) == "two"


def test_a_proxy_that_sends_headers_without_end(
    company: Company, host: Host, sync: Sync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert word(sync) == "one"
    before = (tmp_path / "store/last-good").read_bytes()
    host.faults[":443"] = endless(b"HTTP/1.1 200 Connection established\r\n", b"X: y\r\n")(host)
    monkeypatch.setenv("HTTPS_PROXY", host.url)
    monkeypatch.setenv("NO_PROXY", "")
    outcome = company.client("https://policy.invalid/", tmp_path / "store").refresh()
    assert type(outcome.error) is NoEnd
    assert (tmp_path / "store/last-good").read_bytes() == before


def test_a_large_file_in_small_chunks_is_no_flood(host: Host) -> None:
    body = b"x" * 400_000
    whole = CHUNKED + b"".join(chunk(body[at : at + 10]) for at in range(0, len(body), 10)) + b"0\r\n\r\n"
    host.faults["/file"] = lambda connection, _: connection.sendall(whole)
    for once in (False, True):
        with http.session() as session, session.get(f"{host.url}file", stream=True, timeout=20) as told:
            assert (told.raw.read() if once else told.content) == body


def test_an_old_timestamp_under_a_new_etag(company: Company, host: Host, sync: Sync, tmp_path: Path) -> None:
    """A cache that fell back: what is new by its ETag is looked at whole, and is older than what this machine saw."""
    older = (company.public / "metadata/timestamp.json").read_bytes()
    company.publish("three")
    assert sync.refresh().error is None
    before = (tmp_path / "store/last-good").read_bytes()
    host.faults["timestamp.json"] = answer(200, older, header='ETag: "brand-new"\r\n')
    for _ in range(2):
        outcome = sync.refresh()
        assert isinstance(outcome.error, TrustTrouble)
        assert not isinstance(outcome.error, Tampered)
        assert outcome.state.freshness.standing is Standing.STALE
        assert (tmp_path / "store/last-good").read_bytes() == before
    host.faults.clear()
    assert sync.refresh().error is None
    assert word(sync) == "three"
