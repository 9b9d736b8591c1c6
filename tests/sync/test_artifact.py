"""Large signed files: fetched to the last byte or not at all, resumed, shared, cancelled; from one role only."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from app.errors import SignpostError
from app.host import http
from app.host.files import DiskFull, exclusive
from app.sync import download
from app.sync.artifact import SignedArtifacts
from app.sync.errors import (
    BadStatus,
    CutOff,
    NotAllowed,
    NotSigned,
    NotTheServer,
    NotVouchedFor,
    Refused,
    Stopped,
    Tampered,
    TooLarge,
    TooSlow,
)
from tests.support.nginx import serving
from tests.sync.company import LOCK_TARGET, Company
from tests.sync.hosts import Fault, Host, answer, reply

if TYPE_CHECKING:
    import requests

TARGET = "artifacts/good/tool-1.0.0-linux-x64.tar.zst"
DATA = bytes(range(256)) * 4000
NAME = TARGET.rpartition("/")[2]
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_PAUSES", (0.01,))


def sign(company: Company, **more: bytes) -> None:
    """Publish the large file beside the recipes."""
    contents = company.repository().published("artifacts")
    company.sign("artifacts", {**contents, TARGET: DATA, **more})


class Machine:
    """One computer: its policy synced from the host, its cache, and what it was told."""

    def __init__(self, company: Company, url: str, folder: Path) -> None:
        self.url, self.root, self.store, self.cache = url, company.root, folder / "store", folder / "cache"
        self.told: list[tuple[int, int | None]] = []
        self.cancel = threading.Event()
        outcome = company.client(url, self.store).refresh()
        assert outcome.error is None
        self.held = outcome.state.artifacts

    def artifacts(self, url: str = "") -> SignedArtifacts:
        return SignedArtifacts(
            url=url or self.url,
            root=self.root,
            store_folder=self.store,
            folder=self.cache,
            held=self.held,
            open_session=http.session,
        )

    def fetch(self, target: str = TARGET) -> Path:
        return self.artifacts().fetch(target, lambda done, total: self.told.append((done, total)), self.cancel)

    def names(self) -> set[str]:
        return {path.name.removeprefix(SHA256) for path in self.cache.iterdir()}

    def part(self, data: bytes, etag: str = "") -> None:
        """What an ended download left."""
        self.cache.mkdir(mode=0o700)
        (self.cache / f"{SHA256}.part").write_bytes(data)
        if etag:
            (self.cache / f"{SHA256}.etag").write_text(etag)


@pytest.fixture
def machine(company: Company, host: Host, tmp_path: Path) -> Machine:
    sign(company)
    return Machine(company, host.url, tmp_path / "machine")


def ranged(host: Host, *, etag: str = '"one"', honest: bool = True) -> Fault:
    """A server of ranges, as RFC 9110 has it; what was asked for is in `host.headers`."""

    def fault(connection: socket.socket, data: bytes) -> None:
        asked, head = host.headers[-1], f"Connection: close\r\nETag: {etag}\r\n"
        start = int(asked.get("range", "bytes=0-").removeprefix("bytes=").partition("-")[0])
        if start and asked.get("if-range", etag) == etag:
            begin = start if honest else start + 1
            head += f"Content-Range: bytes {begin}-{len(data) - 1}/{len(data)}\r\n"
            reply(connection, data[start:], 206, header=head)
        else:
            reply(connection, data, header=head)

    return fault


def test_it_arrives_whole_and_every_byte_is_told(machine: Machine, host: Host) -> None:
    path = machine.fetch()
    assert path.read_bytes() == DATA
    assert path.stat().st_mode & 0o077 == 0
    assert machine.names() == {"", ".lock"}
    assert machine.told[0] == (0, len(DATA))
    assert machine.told[-1] == (len(DATA), len(DATA))
    assert [done for done, _ in machine.told] == sorted(done for done, _ in machine.told)
    asked = len(host.requests)
    assert machine.fetch() == path
    assert len(host.requests) == asked, "what is here is not fetched again"
    machine.artifacts().forget(TARGET)
    assert machine.names() == {".lock"}


def test_the_policy_may_be_renewed_meanwhile(machine: Machine, company: Company, host: Host) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: socket.socket, data: bytes) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data[:1000])
        begun.set()
        assert go_on.wait(20)
        connection.sendall(data[1000:])

    host.faults[NAME] = slow
    found: list[Path] = []
    thread = threading.Thread(target=lambda: found.append(machine.fetch()))
    thread.start()
    assert begun.wait(20)
    company.publish("two")
    assert company.client(host.url, machine.store).refresh().error is None, "the store is not held"
    go_on.set()
    thread.join(20)
    assert found[0].read_bytes() == DATA, "it was signed when it was begun"
    with pytest.raises(NotSigned):
        machine.fetch()


@pytest.mark.parametrize(
    "target", ["policy.json", "rollout.json", "artifacts/good/other", "artifacts/none", "", "../x"]
)
def test_only_what_the_artifacts_role_signs_is_fetched(machine: Machine, host: Host, target: str) -> None:
    asked = len(host.requests)
    with pytest.raises(NotSigned):
        machine.fetch(target)
    assert len(host.requests) == asked


@pytest.mark.parametrize("role", ["policy", "targets"])
def test_another_role_brings_no_program_here(company: Company, host: Host, tmp_path: Path, role: str) -> None:
    repository = company.repository()
    evil = {**repository.published(role), "artifacts/good/evil.tar.zst": DATA}
    company.sign(role, evil)
    machine = Machine(company, host.url, tmp_path / "machine")
    with pytest.raises(NotSigned):
        machine.fetch("artifacts/good/evil.tar.zst")


def test_a_proof_that_somebody_changed_is_refused(machine: Machine) -> None:
    other = machine.root.replace(b'"threshold": 2', b'"threshold": 1').replace(b'"threshold":2', b'"threshold":1')
    assert other != machine.root
    machine.root = other
    with pytest.raises(NotVouchedFor):
        machine.fetch()


def test_without_a_policy_nothing_is_signed(company: Company, host: Host, tmp_path: Path) -> None:
    machine = Machine(company, host.url, tmp_path / "machine")
    machine.store = tmp_path / "empty"
    with pytest.raises(NotSigned):
        machine.fetch()


def test_small_ones_come_with_the_policy(machine: Machine) -> None:
    artifacts = machine.artifacts()
    lock = artifacts.read(LOCK_TARGET, 10_000)
    assert artifacts.digest(LOCK_TARGET) == hashlib.sha256(lock).hexdigest()
    with pytest.raises(NotSigned):
        artifacts.read(LOCK_TARGET, 10)
    with pytest.raises(NotSigned):
        artifacts.read(TARGET, 1 << 30)


def test_what_broke_off_is_gone_on_with(machine: Machine, host: Host) -> None:
    attempts = []

    def cut_twice(connection: socket.socket, data: bytes) -> None:
        attempts.append(host.headers[-1])
        if len(attempts) == 3:
            ranged(host)(connection, data)
            return
        start = int(attempts[-1].get("range", "bytes=0-").removeprefix("bytes=").partition("-")[0])
        head = f'HTTP/1.1 {206 if start else 200} Said\r\nContent-Length: {len(data) - start}\r\nETag: "one"\r\n'
        head += f"Content-Range: bytes {start}-{len(data) - 1}/{len(data)}\r\n\r\n"
        connection.sendall(head.encode() + data[start : start + 300_000])

    host.faults[NAME] = cut_twice
    assert machine.fetch().read_bytes() == DATA
    assert [asked.get("range") for asked in attempts] == [None, "bytes=300000-", "bytes=600000-"]
    assert attempts[-1]["if-range"] == '"one"'
    assert [done for done, _ in machine.told] == sorted(done for done, _ in machine.told), "no byte is fetched twice"
    assert machine.names() == {"", ".lock"}


def test_it_goes_on_after_a_restart(machine: Machine, host: Host) -> None:
    machine.part(DATA[:700_000], '"one"')
    host.faults[NAME] = ranged(host)
    assert machine.fetch().read_bytes() == DATA
    assert host.headers[-1]["range"] == "bytes=700000-"
    assert machine.told[0] == (700_000, len(DATA))


def test_a_part_that_is_whole_needs_no_request(machine: Machine, host: Host) -> None:
    machine.part(DATA)
    asked = len(host.requests)
    assert machine.fetch().read_bytes() == DATA
    assert len(host.requests) == asked


@pytest.mark.parametrize("etag", ['"other"', 'W/"one"', "", "x\r\nInjected: 1", '"' + "x" * 5000 + '"'])
def test_another_or_no_etag_begins_anew_or_is_proved_by_the_hash(machine: Machine, host: Host, etag: str) -> None:
    machine.part(DATA[:700_000], etag)
    host.faults[NAME] = ranged(host)
    assert machine.fetch().read_bytes() == DATA
    assert "injected" not in host.headers[-1]
    assert ("if-range" in host.headers[-1]) == (etag == '"other"')


def test_a_host_without_ranges_sends_all_of_it_again(machine: Machine, host: Host) -> None:
    machine.part(DATA[:700_000], '"one"')
    assert machine.fetch().read_bytes() == DATA
    assert host.headers[-1]["range"] == "bytes=700000-"


def test_a_part_of_other_bytes_is_found_out_and_dropped(machine: Machine, host: Host) -> None:
    machine.part(b"x" * 700_000, '"one"')
    host.faults[NAME] = ranged(host)
    with pytest.raises(Tampered):
        machine.fetch()
    assert machine.names() == {".lock"}
    assert machine.fetch().read_bytes() == DATA, "the next try begins anew"


def test_a_part_that_is_too_long_begins_anew(machine: Machine) -> None:
    machine.part(DATA + b"more", '"one"')
    assert machine.fetch().read_bytes() == DATA


def flipped_byte(connection: socket.socket, data: bytes) -> None:
    reply(connection, data[:-1] + bytes([data[-1] ^ 1]))


def endless(connection: socket.socket, data: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        connection.sendall(data)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (flipped_byte, Tampered),
        (endless, TooLarge),
        (lambda connection, data: reply(connection, data + b"x"), TooLarge),
        (answer(404), BadStatus),
        (answer(403), NotAllowed),
        (answer(302, header="Location: https://elsewhere.example/\r\n"), NotTheServer),
        (answer(503), BadStatus),
        (lambda connection, data: reply(connection, data[:-1]), CutOff),
        (answer(206, b"part"), BadStatus),
    ],
)
def test_what_goes_wrong_has_a_name_and_leaves_no_whole_file(
    machine: Machine, host: Host, fault: Fault, error: type[SignpostError]
) -> None:
    host.faults[NAME] = fault
    with pytest.raises(error):
        machine.fetch()
    assert "" not in machine.names()
    host.faults.clear()
    assert machine.fetch().read_bytes() == DATA


@pytest.mark.parametrize("status", [503, 429])
def test_a_busy_host_is_asked_again(machine: Machine, host: Host, status: int) -> None:
    asked = []

    def busy_once(connection: socket.socket, data: bytes) -> None:
        asked.append(1)
        (answer(status) if len(asked) == 1 else reply)(connection, data)

    host.faults[NAME] = busy_once
    assert machine.fetch().read_bytes() == DATA
    assert len(asked) == 2


def test_another_part_than_was_asked_for_is_refused(machine: Machine, host: Host) -> None:
    machine.part(DATA[:700_000], '"one"')
    host.faults[NAME] = ranged(host, honest=False)
    with pytest.raises(NotTheServer):
        machine.fetch()
    assert machine.names() == {".lock"}


def test_a_host_that_has_less_begins_anew(machine: Machine, host: Host) -> None:
    machine.part(DATA[:700_000], '"one"')
    asked = []

    def less(connection: socket.socket, data: bytes) -> None:
        asked.append(host.headers[-1].get("range"))
        (answer(416) if asked[-1] else reply)(connection, data)

    host.faults[NAME] = less
    assert machine.fetch().read_bytes() == DATA
    assert asked == ["bytes=700000-", None]


def test_a_host_that_is_gone_is_tried_a_few_times(machine: Machine, host: Host) -> None:
    host.stop()
    with pytest.raises(Refused):
        machine.fetch()


def test_a_drip_feed_does_not_hold_it(machine: Machine, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "QUIET_SECONDS", 0.3)

    def drip(connection: socket.socket, _: bytes) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(DATA)}\r\n\r\n".encode())
        while not host.stopping.wait(0.02):
            connection.sendall(b"x")

    host.faults[NAME] = drip
    with pytest.raises(TooSlow):
        machine.fetch()


def stalls_in_body(host: Host, begun: threading.Event) -> Fault:
    def fault(connection: socket.socket, data: bytes) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data[:400_000])
        begun.set()
        host.stopping.wait(30)

    return fault


def stalls_in_header(host: Host, begun: threading.Event) -> Fault:
    def fault(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        begun.set()
        host.stopping.wait(30)

    return fault


@pytest.mark.parametrize("stalls", [stalls_in_body, stalls_in_header])
def test_cancel_ends_a_download_that_waits(
    machine: Machine, host: Host, stalls: Callable[[Host, threading.Event], Fault]
) -> None:
    begun = threading.Event()
    host.faults[NAME] = stalls(host, begun)
    raised: list[BaseException] = []

    def fetch() -> None:
        try:
            machine.fetch()
        except SignpostError as error:
            raised.append(error)

    thread = threading.Thread(target=fetch)
    thread.start()
    assert begun.wait(20)
    machine.cancel.set()
    thread.join(10)
    assert not thread.is_alive(), "the host is silent for longer than this"
    assert isinstance(raised[0], Stopped)
    machine.cancel.clear()
    host.faults.clear()
    assert machine.fetch().read_bytes() == DATA


@pytest.mark.parametrize("where", ["looking up its name", "shaking hands", "renewing the token"])
def test_cancel_ends_a_connection_that_is_not_made(
    where: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of these would last for ten minutes; what is left behind ends with the test."""
    begun, over = threading.Event(), threading.Event()
    monkeypatch.setattr("app.sync.exchange.CONNECT_SECONDS", 600.0)
    monkeypatch.setattr(download, "QUIET_SECONDS", 600.0)
    raised: list[BaseException] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        url = f"https://127.0.0.1:{port}/"
        opened: Callable[[], requests.Session] = http.session
        real = socket.getaddrinfo

        def stalled(*_: object) -> None:
            begun.set()
            over.wait()
            raise OSError("the test is over")

        def look_up(host: str, *more: Any) -> Any:
            return stalled() if host == "policy.test" else real(host, *more)

        if where == "looking up its name":
            url = "http://policy.test/"
            monkeypatch.setattr(socket, "getaddrinfo", look_up)
        elif where == "renewing the token":
            opened = cast("Callable[[], requests.Session]", stalled)
        artifacts = SignedArtifacts(
            url=url, root=machine.root, store_folder=machine.store, folder=machine.cache, held={}, open_session=opened
        )

        def fetch() -> None:
            try:
                artifacts.fetch(TARGET, lambda *_: None, machine.cancel)
            except SignpostError as error:
                raised.append(error)

        thread = threading.Thread(target=fetch)
        thread.start()
        if where == "shaking hands":
            with silent.accept()[0] as connection:
                assert connection.recv(1) == b"\x16", "the client's first word (RFC 8446, 5.1)"
                machine.cancel.set()
                thread.join(20)
        else:
            assert begun.wait(20)
            machine.cancel.set()
            thread.join(20)
        assert not thread.is_alive()
    over.set()
    assert [type(error) for error in raised] == [Stopped]


def test_two_who_ask_share_one_download(machine: Machine, host: Host) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: socket.socket, data: bytes) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data[:400_000])
        begun.set()
        assert go_on.wait(20)
        connection.sendall(data[400_000:])

    host.faults[NAME] = slow
    found: list[Path] = []
    one = threading.Thread(target=lambda: found.append(machine.fetch()))
    one.start()
    assert begun.wait(20)
    waits, waiting = threading.Event(), threading.Event()

    def told(done: int, _: int | None) -> None:
        waits.set()
        if done >= 400_000:
            go_on.set()

    def second() -> None:
        found.append(machine.artifacts().fetch(TARGET, told, waiting))

    two = threading.Thread(target=second)
    two.start()
    assert waits.wait(20)
    one.join(20)
    two.join(20)
    assert [path.read_bytes() for path in found] == [DATA, DATA]
    assert len([path for path in host.requests if path.endswith(NAME)]) == 1


def test_whoever_waits_can_cancel(machine: Machine) -> None:
    machine.part(b"")
    machine.cancel.set()
    with exclusive(machine.cache / f"{SHA256}.lock"), pytest.raises(Stopped):
        machine.fetch()


KILLED = """
import sys, threading
from pathlib import Path
from app.host import http
from app.sync import download
from app.sync.artifact import SignedArtifacts
download._TOLD_EVERY = 0.0
root, store, cache, url, target = sys.argv[1:]
artifacts = SignedArtifacts(url=url, root=Path(root).read_bytes(), store_folder=Path(store), folder=Path(cache),
                            held={}, open_session=http.session)
artifacts.fetch(target, lambda done, total: print(done, flush=True), threading.Event())
"""


def test_what_a_killed_process_left_is_gone_on_with(machine: Machine, host: Host, tmp_path: Path, root: Path) -> None:
    begun = threading.Event()
    host.faults[NAME] = stalls_in_body(host, begun)
    (tmp_path / "root.json").write_bytes(machine.root)
    argv = [*map(str, (tmp_path / "root.json", machine.store, machine.cache, machine.url)), TARGET]
    child = subprocess.Popen([sys.executable, "-c", KILLED, *argv], cwd=root, stdout=subprocess.PIPE)
    try:
        assert begun.wait(30)
        assert child.stdout is not None
        while int(child.stdout.readline()) < 131_072:
            pass
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert child.stdout is not None
        child.stdout.close()
    left = (machine.cache / f"{SHA256}.part").stat().st_size
    assert left > 0
    host.faults[NAME] = ranged(host)
    assert machine.fetch().read_bytes() == DATA
    assert host.headers[-1]["range"] == f"bytes={left}-"


def test_a_full_disk_is_said_and_given_back(company: Company, host: Host, tmp_path: Path, small_disk: Path) -> None:
    big = os.urandom(9_000_000)
    sign(company, **{"artifacts/good/big.tar.zst": big})
    machine = Machine(company, host.url, tmp_path / "machine")
    machine.cache = small_disk / "cache"
    with pytest.raises(DiskFull):
        machine.fetch("artifacts/good/big.tar.zst")
    assert sum(path.stat().st_size for path in machine.cache.iterdir()) == 0


@pytest.mark.parametrize("what", ["link", "pipe", "folder", "other bytes"])
def test_what_others_put_in_its_place_is_not_used(machine: Machine, tmp_path: Path, what: str) -> None:
    machine.cache.mkdir(mode=0o700)
    outside = tmp_path / "outside"
    outside.write_bytes(DATA)
    for name in (SHA256, f"{SHA256}.part"):
        place = machine.cache / name
        match what:
            case "link":
                place.symlink_to(outside)
            case "pipe":
                os.mkfifo(place)
            case "folder":
                place.mkdir()
            case _:
                place.write_bytes(b"x" * len(DATA))
    if what == "other bytes":
        with pytest.raises(Tampered):
            machine.fetch()
    path = machine.fetch()
    assert not path.is_symlink()
    assert path.read_bytes() == outside.read_bytes() == DATA


def test_what_is_not_signed_any_more_goes_unless_somebody_is_at_it(machine: Machine) -> None:
    machine.fetch()
    old, busy = hashlib.sha256(b"old").hexdigest(), hashlib.sha256(b"busy").hexdigest()
    for name in (old, f"{old}.part", f"{old}.etag", f"{busy}.part", "somebody-else's"):
        (machine.cache / name).write_bytes(b"x")
    with exclusive(machine.cache / f"{busy}.lock"):
        machine.fetch()
    left = {path.name for path in machine.cache.iterdir() if not path.name.endswith(".lock")}
    assert left == {SHA256, f"{busy}.part", "somebody-else's"}


def test_from_nginx_with_ranges(company: Company, tmp_path: Path) -> None:
    sign(company)
    with serving(company.public, tmp_path / "nginx") as url:
        machine = Machine(company, url, tmp_path / "machine")
        whole = machine.fetch()
        assert whole.read_bytes() == DATA
        machine.artifacts().forget(TARGET)
        machine.cache.joinpath(f"{SHA256}.part").write_bytes(DATA[: 128 * 1024])
        assert machine.fetch().read_bytes() == DATA
        log = (tmp_path / "nginx/access.log").read_text()
        assert " 206 " in log
