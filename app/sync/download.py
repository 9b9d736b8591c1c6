"""One large file, from the policy host to a part file beside its place: resumed, bounded in time, proved by its hash.

The name of a target begins with its hash (TUF 6.2, consistent snapshots), so the bytes under one address never change.
A host that changes them all the same is found out twice: by its ETag when the download goes on, by the hash at its end.

    <sha256>        the whole file, once its hash was right
    <sha256>.part   what has arrived
    <sha256>.etag   the ETag it came under
    <sha256>.lock   held by whoever downloads, and dies with that process
"""

import contextlib
import errno
import hashlib
import os
import re
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from app.host import files, private
from app.host.deadline import Deadline, deadline
from app.host.digest import sha256
from app.sync import errors
from app.sync.exchange import Exchange
from app.sync.wanted import OnBytes, Wanted

if TYPE_CHECKING:
    import requests

QUIET_SECONDS = 30.0
"""How long a download may go on without `_ENOUGH` bytes having come; after that it is begun anew."""

TRIES = 5
"""Attempts in a row that may bring nothing before the error is told."""

_ENOUGH = 32 * 1024
_TOLD_EVERY = 0.1
_CHUNK = 1 << 20
_PAUSES = (0.5, 1.0, 2.0, 4.0)
_STRONG = re.compile(r'"[\x21\x23-\x7e\x80-\xff]{0,200}"')
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_NOT_SATISFIABLE = 416


class Download:
    """A file on its way into `folder`, by one session. Nobody else may be at it: see `app.sync.artifact`."""

    def __init__(
        self, wanted: Wanted, folder: Path, session: "requests.Session", on_bytes: OnBytes, cancel: threading.Event
    ) -> None:
        self._wanted, self._session, self._on_bytes, self._cancel = wanted, session, on_bytes, cancel
        self._part, self._etag = (folder / f"{wanted.sha256}.{end}" for end in ("part", "etag"))
        self._told_at = 0.0
        self._useless = False

    def run(self, place: Path) -> None:
        """Bring the file and put it at `place`, whole.

        Goes on from what an ended try has left; where the connection breaks, it is made anew, `TRIES` times without a
        byte in between. Raises NetworkTrouble, TrustTrouble, Stopped, DiskFull, NotWritable.
        """
        failures = 0
        while True:
            before = self._arrived()
            try:
                self._attempt()
                break
            except errors.NetworkTrouble as error:
                failures = failures + 1 if self._arrived() < before + _ENOUGH else 1
                if failures >= TRIES or not _may_pass(error):
                    raise
                if self._cancel.wait(_PAUSES[min(failures, len(_PAUSES)) - 1]):
                    raise errors.Stopped(file=self._wanted.target) from error
        self._part.replace(place)
        files.sync_folder(place.parent)
        self._etag.unlink(missing_ok=True)

    def _attempt(self) -> None:
        """Bring what is missing and check the whole. What cannot be continued is dropped."""
        try:
            with _opened(self._part) as file:
                digest = self._digest_of(file)
                if file.tell() < self._wanted.length:
                    digest = self._fetch(file, digest)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self._useless = error.errno in (errno.ENOSPC, errno.EDQUOT)  # half a file must not keep a disk full
            raise files.translated(error, self._part) from error
        finally:
            if self._useless:
                self._drop()
        if digest.hexdigest() != self._wanted.sha256:
            self._drop()
            raise errors.Tampered(host=self._host, file=self._wanted.target, detail="its SHA-256 is another")

    def _fetch(self, file: IO[bytes], digest: "hashlib._Hash") -> "hashlib._Hash":
        with (
            deadline(QUIET_SECONDS, self._cancel) as running,
            contextlib.closing(Exchange(self._session, running)) as exchange,
        ):
            start = file.tell()
            chunks = exchange.go_on(self._wanted.url, start, self._validator() if start else "")
            try:
                first = next(chunks, b"")
            except errors.BadStatus as error:
                self._useless = error.facts["status"] == str(_NOT_SATISFIABLE)
                raise
            except errors.NetworkTrouble as error:
                self._stop(error)
                raise
            if start and not self._goes_on(exchange, start):
                file.seek(0)
                file.truncate()
                digest = sha256(self._wanted.length)
            self._remember(exchange.headers.get("ETag", ""))
            self._write(file, digest, running, first)
            try:
                for chunk in chunks:
                    self._write(file, digest, running, chunk)
            except errors.NetworkTrouble as error:
                self._stop(error)
                raise
            if file.tell() < self._wanted.length:
                raise errors.CutOff(host=exchange.host, file=exchange.file)
            self._tell(file.tell(), at_once=True)
            return digest

    def _write(self, file: IO[bytes], digest: "hashlib._Hash", running: Deadline, chunk: bytes) -> None:
        if self._cancel.is_set():
            raise errors.Stopped(file=self._wanted.target)
        before = file.tell()
        if before + len(chunk) > self._wanted.length:
            self._useless = True
            detail = f"more than {self._wanted.length} bytes"
            raise errors.TooLarge(host=self._host, file=self._wanted.target, detail=detail)
        file.write(chunk)
        digest.update(chunk)
        if before // _ENOUGH != file.tell() // _ENOUGH:
            running.extend(QUIET_SECONDS)
        self._tell(file.tell())

    def _stop(self, error: errors.NetworkTrouble) -> None:
        if self._cancel.is_set():
            raise errors.Stopped(file=self._wanted.target) from error

    def _digest_of(self, file: IO[bytes]) -> "hashlib._Hash":
        """The hash of what is here already; the file stands at its end then. More than there should be is dropped."""
        digest = sha256(self._wanted.length)
        if os.fstat(file.fileno()).st_size > self._wanted.length:
            file.truncate(0)
        while chunk := file.read(_CHUNK):
            if self._cancel.is_set():
                raise errors.Stopped(file=self._wanted.target)
            digest.update(chunk)
        self._tell(file.tell(), at_once=True)
        return digest

    def _goes_on(self, exchange: Exchange, start: int) -> bool:
        """Whether what comes is the rest of what is here (RFC 9110, 14.4); else it is the whole file.

        Raises NotTheServer for a part nobody asked for.
        """
        if exchange.status != 206:
            return False
        said = _RANGE.fullmatch(exchange.headers.get("Content-Range", ""))
        if said is None or int(said[1]) != start or said[3] not in ("*", str(self._wanted.length)):
            self._useless = True
            raise errors.NotTheServer(host=self._host, detail="it sent another part of the file than was asked for")
        return True

    def _arrived(self) -> int:
        with contextlib.suppress(OSError):
            return self._part.lstat().st_size
        return 0

    def _validator(self) -> str:
        try:
            said = private.read(self._etag, 1000).decode("latin-1")
        except OSError:
            return ""
        return said if _STRONG.fullmatch(said) else ""

    def _remember(self, etag: str) -> None:
        self._etag.unlink(missing_ok=True)
        if _STRONG.fullmatch(etag):  # a weak one proves nothing of single bytes (RFC 9110, 13.1.5)
            files.write_durably(self._etag, etag.encode("latin-1"))

    def _drop(self) -> None:
        self._useless = False
        for path in (self._part, self._etag):
            with contextlib.suppress(OSError):
                path.unlink()

    def _tell(self, count: int, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._told_at >= _TOLD_EVERY:
            self._told_at = now
            self._on_bytes(count, self._wanted.length)

    @property
    def _host(self) -> str:
        return self._wanted.url.partition("://")[2].partition("/")[0]


def _opened(path: Path) -> IO[bytes]:
    """The part file to read and write, made where there is none; anything else in its place goes first."""
    private.keep_plain_file(path)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "r+b")


def _may_pass(error: errors.NetworkTrouble) -> bool:
    """Whether trying again in a moment may help: not where the host has said what it thinks."""
    if isinstance(error, errors.BadStatus):
        return int(error.facts["status"]) in (408, 416, 425, 429) or int(error.facts["status"]) >= 500
    return not isinstance(error, (errors.NotTrusted, errors.NotTheServer, errors.NoEnd))
