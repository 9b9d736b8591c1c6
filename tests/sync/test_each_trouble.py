"""Every attack and fault that a policy has to survive, by its name, and of each the same three things:

the last good policy stays in force byte for byte; the person is told that it is stale, since when and why, the person
who only looks included; and when the trouble ends, the next refresh mends it, with nobody's help.
(Killed at every write: test_store. A disk that is really full: there too.)
"""

import contextlib
import errno
import json
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet
from tuf.ngclient.config import EnvelopeType

from app.admin.tufapi import CryptoSigner, Metadata
from app.errors import SignpostError
from app.host.files import DiskFull, InUse, NotWritable, exclusive
from app.sync import client
from app.sync.client import Sync
from app.sync.errors import CutOff, Expired, NotTheServer, Offline, RolledBack, Tampered, TooLarge, TooSlow, WrongRoot
from app.sync.state import Standing
from tests.sync.company import Company, word
from tests.sync.hosts import Host, answer, cut, reply


class Scene:
    """A machine on which `two` is in force while `three` is published.

    `ahead` is how far its clock is from the true one; `before` is what was served in the days of `one`, `newest` what
    is served now.
    """

    def __init__(self, company: Company, host: Host, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.company, self.host, self.patch, self.ahead = company, host, monkeypatch, timedelta(0)
        self.before, self.newest, self.store = folder / "before", folder / "newest", folder / "store"
        shutil.copytree(company.public, self.before)
        company.publish("two")
        made = TrustedMetadataSet.__init__

        def by_our_clock(trusted: TrustedMetadataSet, root: bytes, envelope: EnvelopeType) -> None:
            made(trusted, root, envelope)
            trusted.reference_time = self.now()

        monkeypatch.setattr(TrustedMetadataSet, "__init__", by_our_clock)
        assert self.machine().refresh().error is None
        company.publish("three")
        shutil.copytree(company.public, self.newest)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def machine(self, seconds: float = 30.0) -> Sync:
        return Sync(url=self.host.url, root=self.company.root, folder=self.store, seconds=seconds, now=self.now)

    def newest_of(self, name: str) -> tuple[str, Any]:
        """A published file of metadata, its name and what it says."""
        paths = self.company.public.joinpath("metadata").glob(f"*{name}.json")
        path = max(paths, key=lambda path: int(path.name.split(".")[0]) if path.name[0].isdigit() else 0)
        return path.name, Metadata[Any].from_bytes(path.read_bytes())

    @contextlib.contextmanager
    def serving(self, end: str, fault: Callable[..., None]) -> Iterator[None]:
        self.host.faults[end] = fault
        yield
        self.host.faults.clear()

    @contextlib.contextmanager
    def patched(self, target: object, name: str, instead: object) -> Iterator[None]:
        with self.patch.context() as here:
            here.setattr(target, name, instead)
            yield


@pytest.fixture
def scene(company: Company, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    return Scene(company, host, tmp_path, monkeypatch)


@contextlib.contextmanager
def rolled_back(scene: Scene) -> Iterator[None]:
    scene.company.serve_again(scene.before)
    yield
    scene.company.serve_again(scene.newest)


@contextlib.contextmanager
def frozen(scene: Scene) -> Iterator[None]:
    """The host goes on serving the same week-old file, however the company signs."""
    old = (scene.company.public / "metadata/timestamp.json").read_bytes()
    scene.ahead = timedelta(days=8)
    repository = scene.company.repository(ago=-scene.ahead)
    repository.renew()
    repository.save()
    with scene.serving("timestamp.json", answer(200, old)):
        yield


def mixed_and_matched(scene: Scene) -> AbstractContextManager[None]:
    """Today's timestamp with the snapshot of yesterday."""
    name, newest = scene.newest_of("snapshot")
    older = scene.company.public / f"metadata/{newest.signed.version - 1}.snapshot.json"
    return scene.serving(name, answer(200, older.read_bytes()))


def signed_by_somebody_else(scene: Scene) -> AbstractContextManager[None]:
    _, md = scene.newest_of("timestamp")
    md.signatures.clear()
    md.sign(CryptoSigner.generate_ed25519())
    return scene.serving("timestamp.json", answer(200, md.to_bytes()))


def next_root(scene: Scene, change: Callable[[Metadata[Any]], None]) -> bytes:
    """A second root, changed, and signed by those of the first's keys whose signatures `change` leaves."""
    md: Metadata[Any] = Metadata[Any].from_bytes(scene.company.root)
    md.signed.version = 2
    change(md)
    signing = list(md.signatures)
    md.signatures.clear()
    for keyid in signing:
        scene.company.repository().signers.sign(md, keyid, md.signed.keys[keyid])
    return md.to_bytes()


def rogue_root(scene: Scene) -> AbstractContextManager[None]:
    theirs = CryptoSigner.generate_ed25519()
    md: Metadata[Any] = Metadata[Any].from_bytes(scene.company.root)
    md.signed.version = 2
    for role in md.signed.roles:
        md.signed.add_key(theirs.public_key, role)
    md.signatures.clear()
    md.sign(theirs)
    return scene.serving("2.root.json", answer(200, md.to_bytes()))


@contextlib.contextmanager
def expired_root(scene: Scene) -> Iterator[None]:
    """The company forgot to sign its root again for a year; then it does."""
    scene.ahead = timedelta(days=366)
    repository = scene.company.repository(ago=-scene.ahead)
    repository.renew()
    repository.save()
    yield
    repository = scene.company.repository(ago=-scene.ahead)
    with repository.edit_root():
        pass
    repository.save()
    scene.company.publish("three", ago=-scene.ahead)


def threshold_not_met(scene: Scene) -> AbstractContextManager[None]:
    """A next root that asks for more signatures than it has."""

    def demand(md: Metadata[Any]) -> None:
        md.signed.roles["root"].threshold = len(md.signed.roles["root"].keyids)
        md.signatures.popitem()

    return scene.serving("2.root.json", answer(200, next_root(scene, demand)))


@contextlib.contextmanager
def key_replaced(scene: Scene) -> Iterator[None]:
    """A next root with another key for the timestamp, which the old key still signs; then the new one does."""
    new = CryptoSigner.generate_ed25519()

    def replace(md: Metadata[Any]) -> None:
        md.signed.revoke_key(md.signed.roles["timestamp"].keyids[0], "timestamp")
        md.signed.add_key(new.public_key, "timestamp")

    folder = scene.company.public / "metadata"
    (folder / "2.root.json").write_bytes(next_root(scene, replace))
    yield
    _, md = scene.newest_of("timestamp")
    md.signatures.clear()
    md.sign(new)
    (folder / "timestamp.json").write_bytes(md.to_bytes())


@contextlib.contextmanager
def clock_ahead(scene: Scene) -> Iterator[None]:
    scene.ahead = timedelta(days=2000)
    yield
    scene.ahead = timedelta(0)


@contextlib.contextmanager
def in_use(scene: Scene) -> Iterator[None]:
    with scene.patched(client, "LOCK_SECONDS", 0.0), exclusive(scene.store / "lock"):
        yield


def failing(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


def no_name(*_: object, **__: object) -> NoReturn:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def drip(scene: Scene) -> AbstractContextManager[None]:
    def fault(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
        while not scene.host.stopping.wait(0.05):
            connection.sendall(b" ")

    return scene.serving("timestamp.json", fault)


PORTAL = answer(200, b"<!doctype html><title>Welcome to the hotel</title>", header="Content-Type: text/html\r\n")
LONG = b'{"signed":"' + b"x" * 200_000

TROUBLES: dict[str, tuple[Callable[[Scene], AbstractContextManager[None]], type[SignpostError]]] = {
    "rollback": (rolled_back, RolledBack),
    "freeze": (frozen, Expired),
    "mix-and-match": (mixed_and_matched, Tampered),
    "wrong-key": (signed_by_somebody_else, WrongRoot),
    "rogue-root": (rogue_root, WrongRoot),
    "expired-root": (expired_root, Expired),
    "threshold-not-met": (threshold_not_met, Tampered),
    "key-that-was-replaced": (key_replaced, WrongRoot),
    "truncated-metadata": (lambda at: at.serving("timestamp.json", lambda to, it: reply(to, it[:-10])), NotTheServer),
    "truncated-policy": (lambda at: at.serving(".policy.json", lambda to, it: reply(to, it[:-10])), Tampered),
    "oversized-metadata": (lambda at: at.serving("timestamp.json", answer(200, LONG)), TooLarge),
    "oversized-policy": (lambda at: at.serving(".policy.json", lambda to, it: reply(to, it + LONG)), TooLarge),
    "captive-portal": (lambda at: at.serving("json", PORTAL), NotTheServer),
    "cut-in-mid-body": (lambda at: at.serving(".policy.json", cut), CutOff),
    "drip-feed": (drip, TooSlow),
    "dns-failure": (lambda at: at.patched(socket, "getaddrinfo", no_name), Offline),
    "clock-years-ahead": (clock_ahead, Expired),
    "two-instances-at-once": (in_use, InUse),
    "read-only-disk": (lambda at: at.patched(tempfile, "mkdtemp", failing(errno.EROFS)), NotWritable),
    "full-disk": (lambda at: at.patched(os, "fsync", failing(errno.ENOSPC)), DiskFull),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_the_last_good_policy_stays_the_person_is_told_and_it_mends_itself(scene: Scene, name: str) -> None:
    trouble, kind = TROUBLES[name]
    last_good = (scene.store / "last-good").read_bytes()
    since = scene.machine().current().freshness.since
    agent = scene.machine(1.0 if kind is TooSlow else 30.0)
    told = ""
    with trouble(scene):
        for _ in range(2):
            outcome = agent.refresh()
            assert type(outcome.error) is kind, repr(outcome.error)
            assert (outcome.changed, outcome.state.version) == (False, 2)
            assert outcome.state.freshness.standing is Standing.STALE
            assert (outcome.state.freshness.why, outcome.state.freshness.since) == (outcome.error, since)
            assert (scene.store / "last-good").read_bytes() == last_good
            assert word(agent) == "two"
            told = str(outcome.error)
        looked = scene.machine().standing()
        assert looked.version == 2
        if kind not in (InUse, DiskFull):  # those cannot be, or are not, written down for others
            assert (looked.freshness.standing, str(looked.freshness.why)) == (Standing.STALE, told)
    mended = scene.machine()
    outcome = mended.refresh()
    assert outcome.error is None, outcome.error
    assert (outcome.state.freshness.standing, outcome.state.verified) == (Standing.FRESH, True)
    assert word(mended) == "three"
    assert mended.standing().freshness.why is None


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=500)])
def test_a_clock_that_was_set_back_is_stale_until_the_host_was_asked_and_no_obstacle(
    scene: Scene, back: timedelta
) -> None:
    last_good = (scene.store / "last-good").read_bytes()
    scene.ahead = -back
    state = scene.machine().current()
    assert (state.version, state.freshness.standing) == (2, Standing.STALE)
    assert state.freshness.why is not None
    assert state.freshness.why.code == "not-checked-yet"
    with scene.serving("json", PORTAL):
        outcome = scene.machine().refresh()
        assert isinstance(outcome.error, NotTheServer)
        assert (outcome.state.version, outcome.state.freshness.standing) == (2, Standing.STALE)
        assert (scene.store / "last-good").read_bytes() == last_good
    outcome = scene.machine().refresh()
    assert outcome.error is None
    assert (outcome.state.version, outcome.state.freshness.standing) == (3, Standing.FRESH)
    scene.ahead = timedelta(0)
    assert scene.machine().current().freshness.standing is Standing.STALE
    outcome = scene.machine().refresh()
    assert (outcome.error, outcome.state.freshness.standing) == (None, Standing.FRESH)
    assert json.loads((scene.store / "metadata/timestamp.json").read_bytes())["signed"]["_type"] == "timestamp"
