"""Bad networks: each failure has its own name, ends in time, and costs nothing that was there."""

import datetime
import errno
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.errors import SignpostError
from app.sync.client import Sync
from app.sync.errors import (
    BadStatus,
    CutOff,
    NotAllowed,
    NotSignedIn,
    NotTheServer,
    NotTrusted,
    Offline,
    Refused,
    TooSlow,
)
from app.sync.state import Standing
from tests.sync.company import Company, word
from tests.sync.hosts import Fault, Host, answer, cut

PAGE = b"\n<!doctype html><html><title>Welcome to the hotel</title></html>"


def drip_body(host: Host) -> Fault:
    """A byte now and then, for ever."""

    def fault(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
        while not host.stopping.wait(0.05):
            connection.sendall(b" ")

    return fault


def drip_header(host: Host) -> Fault:
    """A header that never ends, a byte at a time."""

    def fault(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not host.stopping.wait(0.05):
            connection.sendall(b"x")

    return fault


def silence(host: Host) -> Fault:
    """Accepts, and says nothing."""

    def fault(*_: object) -> None:
        host.stopping.wait(60)

    return fault


FAULTS: dict[str, tuple[str, Fault, type[SignpostError]]] = {
    "portal": ("json", answer(200, PAGE, header="Content-Type: text/html\r\n"), NotTheServer),
    "portal-for-targets-only": (".policy.json", answer(200, PAGE), NotTheServer),
    "portal-by-redirect": ("json", answer(302, header="Location: http://127.0.0.1/login\r\n"), NotTheServer),
    "portal-by-511": ("json", answer(511, PAGE), NotTheServer),
    "redirect-without-target": ("timestamp.json", answer(301), NotTheServer),
    "server-error": ("timestamp.json", answer(500, b"oops"), BadStatus),
    "root-error": ("2.root.json", answer(503), BadStatus),
    "gone": ("timestamp.json", answer(404), BadStatus),
    "unauthorized": ("timestamp.json", answer(401), NotSignedIn),
    "forbidden": ("timestamp.json", answer(403), NotAllowed),
    "no-content": ("timestamp.json", answer(204), BadStatus),
    "cut-metadata": ("timestamp.json", cut, CutOff),
    "cut-policy": (".policy.json", cut, CutOff),
    "hung-up": ("timestamp.json", lambda *_: None, CutOff),
    "no-http": ("timestamp.json", lambda connection, _: connection.sendall(b"SSH-2.0-hello\r\n"), CutOff),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_its_name(host: Host, sync: Sync, tmp_path: Path, name: str) -> None:
    end, fault, kind = FAULTS[name]
    host.faults[end] = fault
    check_failure(sync, kind, tmp_path)
    host.faults.clear()
    assert sync.refresh().error is None
    assert word(sync) == "two"


def check_failure(sync: Sync, kind: type[SignpostError], tmp_path: Path) -> None:
    before = (tmp_path / "store/last-good").read_bytes()
    outcome = sync.refresh()
    assert type(outcome.error) is kind, outcome.error
    assert "…" not in str(outcome.error)
    assert outcome.state.freshness.standing is Standing.STALE
    assert (tmp_path / "store/last-good").read_bytes() == before
    assert word(sync) == "one"


@pytest.mark.usefixtures("sync")
@pytest.mark.parametrize("file", ["timestamp.json", ".policy.json"])
@pytest.mark.parametrize("drip", [drip_body, drip_header, silence])
def test_the_deadline_ends_what_would_never_end(
    company: Company, host: Host, tmp_path: Path, drip: Callable[[Host], Fault], file: str
) -> None:
    host.faults[file] = drip(host)
    hurried = company.client(host.url, tmp_path / "store", seconds=1.0)
    began = time.monotonic()
    check_failure(hurried, TooSlow, tmp_path)
    assert time.monotonic() - began < 10


@pytest.mark.usefixtures("sync")
def test_a_proxy_that_never_comes_to_the_point(
    company: Company, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def endless_status(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 2")
        while not host.stopping.wait(0.05):
            connection.sendall(b"0")

    host.faults[":443"] = endless_status
    monkeypatch.setenv("HTTPS_PROXY", host.url)
    monkeypatch.setenv("NO_PROXY", "")
    hurried = company.client("https://policy.invalid/", tmp_path / "store", seconds=1.0)
    began = time.monotonic()
    check_failure(hurried, TooSlow, tmp_path)
    assert time.monotonic() - began < 10


def test_a_proxy_that_refuses(
    sync: Sync, tmp_path: Path, company: Company, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.faults[":443"] = answer(407)
    monkeypatch.setenv("HTTPS_PROXY", host.url)
    monkeypatch.setenv("NO_PROXY", "")
    assert word(sync) == "one"
    check_failure(company.client("https://policy.invalid/", tmp_path / "store"), Offline, tmp_path)


def test_refused(host: Host, sync: Sync, tmp_path: Path) -> None:
    host.stop()
    check_failure(sync, Refused, tmp_path)


def test_no_name(sync: Sync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    check_failure(sync, Offline, tmp_path)


def test_no_network(sync: Sync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Unreachable(socket.socket):
        def connect(self, _: object) -> None:
            raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(socket, "socket", Unreachable)
    check_failure(sync, Offline, tmp_path)


@pytest.mark.usefixtures("sync")
def test_a_certificate_nobody_vouches_for(company: Company, tmp_path: Path) -> None:
    server = tls_server(tmp_path)
    thread = threading.Thread(target=handshake, args=(server, tmp_path))
    thread.start()
    try:
        moved = company.client(f"https://localhost:{server.getsockname()[1]}/", tmp_path / "store")
        check_failure(moved, NotTrusted, tmp_path)
    finally:
        thread.join(timeout=20)
        server.close()


def tls_server(folder: Path) -> socket.socket:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "tls.pem").write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return socket.create_server(("127.0.0.1", 0))


def handshake(server: socket.socket, folder: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "tls.pem")
    connection, _ = server.accept()
    with connection:
        connection.settimeout(10)
        try:
            context.wrap_socket(connection, server_side=True).close()
        except OSError:
            return  # the client hung up, as it should
