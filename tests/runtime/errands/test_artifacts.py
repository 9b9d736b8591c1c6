"""The signed files of a set-up are told and fetched by processes of their own: the same hashes, errors and locks."""

import hashlib
import socket
import threading
from pathlib import Path

import pytest

from app.access import artifacts_folder
from app.errors import SignpostError
from app.host.config import Config
from app.host.paths import Paths
from app.runtime.errands import artifacts
from app.runtime.errands.artifacts import ArtifactErrands
from app.runtime.errands.errand import Errand
from app.runtime.errands.passed import Kind
from app.runtime.errands.policy import PolicyErrands
from app.sync import errors
from tests.runtime.errands.running import running
from tests.sync.company import Company
from tests.sync.hosts import Fault, Host, answer, flipped
from tests.sync.test_artifact import DATA, TARGET, sign

PATIENCE_SECONDS = 30.0
NEVER = threading.Event()


@pytest.fixture
def config(company: Company, host: Host, paths: Paths) -> Config:
    """A machine that has synced, so that it knows what is signed."""
    sign(company)
    config = Config(url=host.url, root=company.root)
    assert PolicyErrands(config, paths).refresh().error is None
    return config


@pytest.fixture
def files(config: Config, paths: Paths) -> ArtifactErrands:
    return ArtifactErrands(config, paths, {})


def test_it_arrives_whole_and_its_progress_is_told(files: ArtifactErrands, paths: Paths) -> None:
    told: list[tuple[int, int | None]] = []
    place = files.fetch(TARGET, lambda done, total: told.append((done, total)), NEVER)
    assert place == artifacts_folder(paths) / files.digest(TARGET)
    assert place.read_bytes() == DATA
    assert files.digest(TARGET) == hashlib.sha256(DATA).hexdigest()
    assert told[-1] == (len(DATA), len(DATA))
    assert not running()


def test_signatures_are_gone_through_once_for_each_state_of_the_store(
    files: ArtifactErrands, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Kind] = []

    def counted(kind: Kind, config: Config, paths: Paths) -> Errand:
        begun.append(kind)
        return Errand(kind, config, paths)

    monkeypatch.setattr(artifacts, "Errand", counted)
    assert files.digest(TARGET) == files.digest(TARGET)
    with pytest.raises(errors.NotSigned):
        files.digest("artifacts/good/another.zip")
    assert len(begun) == 1


@pytest.mark.parametrize(("fault", "kind"), [(flipped, errors.Tampered), (answer(404), errors.BadStatus)])
def test_what_goes_wrong_is_what_it_is(
    files: ArtifactErrands, host: Host, fault: Fault, kind: type[SignpostError]
) -> None:
    host.faults[TARGET.rpartition("/")[2]] = fault
    with pytest.raises(kind) as failed:
        files.fetch(TARGET, lambda *_: None, NEVER)
    assert type(failed.value) is kind
    assert not running()


def test_a_download_can_be_stopped_and_what_has_arrived_serves_the_next_try(
    files: ArtifactErrands, host: Host, paths: Paths
) -> None:
    cancel, release = threading.Event(), threading.Event()

    def half(connection: socket.socket, data: bytes) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(data)}\r\n\r\n".encode()
        connection.sendall(head + data[: len(data) // 2])
        release.wait(PATIENCE_SECONDS)

    host.faults[TARGET.rpartition("/")[2]] = half
    digest = files.digest(TARGET)

    def on_bytes(done: int, _total: int | None) -> None:
        if done:
            cancel.set()

    try:
        with pytest.raises(errors.Stopped):
            files.fetch(TARGET, on_bytes, cancel)
    finally:
        release.set()
    assert not running()
    host.faults.clear()
    assert files.fetch(TARGET, lambda *_: None, NEVER).read_bytes() == DATA
    assert Path(artifacts_folder(paths) / digest).is_file()
