"""`verify`: does a host serve what was signed here, byte for byte, would a computer take it, and until when?

A computer is played in a throw-away folder by our own client. Beside a repository every current file is fetched too and
compared; without one, the root alone says who may sign, which is enough for a watchman elsewhere.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from tuf.api.exceptions import RepositoryError

from app.admin import content
from app.admin.content import Content
from app.admin.repository import SignedRepository, hashed
from app.admin.roles import DELEGATED, ROLES, Wear, wear
from app.admin.tufapi import Metadata
from app.errors import SignpostError
from app.host import http
from app.host.deadline import deadline
from app.sync.client import Sync
from app.sync.errors import BadStatus, NetworkTrouble, NotTheServer
from app.sync.exchange import Exchange

SECONDS = 300.0
_TIMESTAMP = "metadata/timestamp.json"

Progress = Callable[[Sequence[str]], Iterator[str]]
"""Hands the files on one by one, telling a person how far it is."""


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """One role as the host serves it; `signed` is the version here (None: there is no repository to compare with)."""

    role: str
    version: int
    expires: datetime
    wear: Wear
    signed: int | None = None


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What a computer would get. `refused` is why it would not take it; `differences` what is not as signed here.

    Unless the host was `reached`, nothing was compared.
    """

    reached: bool
    policy: int | None
    roles: tuple[Served, ...]
    files: int = 0
    refused: SignpostError | None = None
    differences: tuple[str, ...] = ()


def verify(
    url: str, root: bytes, now: datetime, repository: SignedRepository | None = None, progress: Progress = iter
) -> Verified:
    """Look at the host at `url` (ending in a slash) as a computer does that was installed with `root`.

    Never raises what the host or the network can bring about. Raises RepositoryDamaged for the repository here.
    """
    names = current(repository) if repository is not None else {}
    with tempfile.TemporaryDirectory(prefix="signpost-verify-") as scratch:
        outcome = Sync(url=url, root=root, folder=Path(scratch)).refresh()
        got_there = not isinstance(outcome.error, NetworkTrouble) or isinstance(
            outcome.error, (BadStatus, NotTheServer)
        )
        roles = tuple(_served(Path(scratch) / "metadata", now, repository)) if got_there else ()
    differences = tuple(_differences(url, names, progress)) if got_there else ()
    return Verified(
        reached=got_there,
        policy=outcome.state.policy.version if outcome.state.policy else None,
        roles=roles,
        files=len(names) if got_there else 0,
        refused=outcome.error,
        differences=differences,
    )


def current(repository: SignedRepository) -> dict[str, Content]:
    """What the newest timestamp leads to, and every root, by path below the URL. Raises RepositoryDamaged."""
    metadata = [path for role in ROLES if role != "root" and (path := repository.path_of(role))]
    paths = [*sorted((repository.public / "metadata").glob("*.root.json")), *metadata]
    found: dict[str, Content] = {f"metadata/{path.name}": repository.read(path) for path in paths}
    for role in DELEGATED:
        signed = repository.targets(role).targets
        contents = repository.published(role)
        found.update({f"targets/{hashed(path, info)}": contents[path] for path, info in signed.items()})
    return found


def _differences(url: str, names: dict[str, Content], progress: Progress) -> Iterator[str]:
    session = http.session()
    with deadline(SECONDS) as running, closing(session), closing(Exchange(session, running)) as exchange:
        for name in progress(tuple(names)):
            try:
                served = _fetched(exchange, f"{url}{name}", content.length(names[name]))
            except SignpostError as error:
                yield f"{name}: {error.happened}"
                continue
            if served != content.digest(names[name]):
                older = " (an older one: the upload is not finished, or a cache keeps it)"
                yield f"{name} is not what was signed here{older if name == _TIMESTAMP else ''}"


def _fetched(exchange: Exchange, url: str, expected: int) -> str:
    """The SHA-256 of the file, or of as much of it as proves that it is another."""
    got, digest = 0, hashlib.sha256()
    for chunk in exchange.go_on(url, 0, ""):
        digest.update(chunk)
        got += len(chunk)
        if got > expected:
            break
    exchange.close()
    return digest.hexdigest()


def _served(metadata: Path, now: datetime, repository: SignedRepository | None) -> Iterator[Served]:
    for role in ROLES:
        try:
            signed: Any = Metadata.from_bytes((metadata / f"{role}.json").read_bytes()).signed
        except (OSError, RepositoryError):
            continue  # the computer did not get that far
        here = repository.open(role).signed.version if repository is not None else None
        standing = wear(role, signed.expires, now)
        yield Served(role=role, version=signed.version, expires=signed.expires, wear=standing, signed=here)
