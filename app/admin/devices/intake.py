"""A receiver of events without a SIEM: devices post them as NDJSON, and they lie in files. WSGI (PEP 3333).

| request | answer |
| --- | --- |
| `POST` anywhere, bearer token for events, NDJSON, plain or gzip | 204 once it is on the disk; 400, 401, 413, 503 |

A batch is taken whole or not at all. An event whose `metadata.uid` came before is not written again. Which device sent
an event is not written down: whether it says so itself is the policy's to decide.
"""

import contextlib
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import msgspec

from app.admin.devices.errors import IntakeUnusable, Malformed, TooLarge, WrongToken
from app.admin.devices.service import Log, bearer
from app.admin.devices.tokens import Tokens
from app.errors import SignpostError
from app.host.database import own_database

LARGEST_BODY, LARGEST_UNPACKED, LARGEST_LINE = 1_000_000, 8_000_000, 256_000
MOST_EVENTS = 5000
KEPT_DAYS = 400
"""So long a key is known: longer than any computer keeps what it could not send (a year)."""

_KEYS = "create table if not exists key (uid text primary key, day integer not null) without rowid"


class _Metadata(msgspec.Struct):
    uid: str


class _Event(msgspec.Struct):
    class_uid: int
    metadata: _Metadata


class Intake:
    """The folder events go to: `events-2026-07-10.ndjson` by the day they came (UTC), and `keys.db`. Any thread."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        """Raises IntakeUnusable."""
        self._folder, self._now, self._lock = folder, now, threading.Lock()
        with self._translated():
            self._db = own_database(folder / "keys.db", timeout=10, one_thread=False)
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=full")
            self._db.execute(_KEYS)

    def close(self) -> None:
        """Let go of the files."""
        self._db.close()

    def add(self, lines: Iterable[tuple[str, bytes]]) -> int:
        """Keep these (key and line), each once: how many were new. They are on the disk then. Raises IntakeUnusable."""
        at = datetime.fromtimestamp(self._now(), UTC)
        day = int(at.timestamp()) // 86_400
        with self._lock, self._translated():
            self._db.execute("begin immediate")
            try:
                self._db.execute("delete from key where day < ?", (day - KEPT_DAYS,))
                new = [
                    line
                    for uid, line in lines
                    if self._db.execute("insert or ignore into key values (?, ?)", (uid, day)).rowcount
                ]
                if new:
                    _append(self._folder / f"events-{at:%Y-%m-%d}.ndjson", b"".join(line + b"\n" for line in new))
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise
        return len(new)

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise IntakeUnusable(path=self._folder, detail=error) from error


def _append(path: Path, data: bytes) -> None:
    """All of it, on the disk, or nothing: what a full disk or a crash left of a line is cut off."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        size = os.fstat(file).st_size
        if size:
            os.lseek(file, -1, os.SEEK_END)
            data = data if os.read(file, 1) == b"\n" else b"\n" + data
        try:
            written = 0
            while written < len(data):
                written += os.write(file, data[written:])
            os.fsync(file)
        except OSError:
            os.ftruncate(file, size)
            raise
    finally:
        os.close(file)


class Receiver:
    """The application; `log` gets a line when something is wrong."""

    def __init__(self, tokens: Tokens, intake: Intake, log: Log, now: Callable[[], float] = time.time) -> None:
        self._tokens, self._intake, self._log, self._now = tokens, intake, log, now

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status, headers = self._answer(environ)
        start_response(f"{status.value} {status.phrase}", headers)
        return []

    def _answer(self, environ: WSGIEnvironment) -> tuple[HTTPStatus, list[tuple[str, str]]]:
        if environ["REQUEST_METHOD"] != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED, [("Allow", "POST"), ("Content-Length", "0")]
        try:
            self._tokens.check_events(bearer(environ), int(self._now()))
            self._intake.add(events_of(body_of(environ)))
        except WrongToken:
            return HTTPStatus.UNAUTHORIZED, [("WWW-Authenticate", "Bearer"), ("Content-Length", "0")]
        except (Malformed, TooLarge) as error:
            return HTTPStatus(error.status), [("Content-Length", "0")]
        except SignpostError as error:
            self._log(error.happened)
            return HTTPStatus.SERVICE_UNAVAILABLE, [("Retry-After", "60"), ("Content-Length", "0")]
        return HTTPStatus.NO_CONTENT, []  # RFC 9110, section 8.6: no length goes with 204


def body_of(environ: WSGIEnvironment) -> bytes:
    """What was sent, unpacked. Raises Malformed, TooLarge."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or len(length) > 9 or int(length) > LARGEST_BODY:
        raise TooLarge(most=LARGEST_BODY)
    data: bytes = environ["wsgi.input"].read(int(length))
    kind = str(environ.get("HTTP_CONTENT_ENCODING", "")).strip().lower()
    if kind in ("", "identity"):
        return data
    if kind != "gzip":
        raise Malformed(detail="it is packed otherwise than by gzip")
    unpacking = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacking.decompress(data, LARGEST_UNPACKED)
    except zlib.error as error:
        raise Malformed(detail="it cannot be unpacked") from error
    if unpacking.unconsumed_tail or len(unpacked) >= LARGEST_UNPACKED:
        raise TooLarge(most=LARGEST_UNPACKED)
    if not unpacking.eof or unpacking.unused_data:
        raise Malformed(detail="it is cut off, or goes on after its end")
    return unpacked


def events_of(body: bytes) -> list[tuple[str, bytes]]:
    """Key and line of each event. Raises Malformed, TooLarge."""
    lines = [line for line in body.split(b"\n") if line.strip()]
    if len(lines) > MOST_EVENTS or any(len(line) > LARGEST_LINE for line in lines):
        raise TooLarge(most=MOST_EVENTS)
    found = []
    for line in lines:
        try:
            line.decode()  # msgspec does not look into what it passes over, and whoever reads the file would meet it
            event = msgspec.json.decode(line, type=_Event)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Malformed(detail="a line is no event") from error
        if not 0 < len(event.metadata.uid) <= 100 or not event.metadata.uid.isprintable() or b"\r" in line:
            raise Malformed(detail="an event's key is none")
        found.append((event.metadata.uid, line))
    if not found:
        raise Malformed(detail="it holds no event")
    return found
