"""The little server of `signpost-admin serve`: this computer only, files only, nothing outside its folder."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.admin.errors import NotServable
from app.admin.serve import StaticServer
from tests.admin.conftest import Admin


@pytest.fixture
def server(tmp_path: Path) -> Iterator[StaticServer]:
    """Serves `public`, beside which lies a secret."""
    public = tmp_path / "public"
    (public / "targets").mkdir(parents=True)
    (public / "timestamp.json").write_text("{}")
    (public / "targets/1.a b.json").write_text('{"a": 1}')
    (public / "empty").write_bytes(b"")
    (tmp_path / "secret").write_text("key")
    (public / "leak").symlink_to(tmp_path / "secret")
    (public / "inside").symlink_to(public / "timestamp.json")
    with StaticServer(public) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def client(server: StaticServer) -> Iterator[http.client.HTTPConnection]:
    """One connection, kept alive."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    yield connection
    connection.close()


def ask(
    client: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> tuple[int, bytes, "http.client.HTTPMessage"]:
    client.request(method, path, headers=headers)
    answer = client.getresponse()
    return answer.status, answer.read(), answer.headers


def test_files_are_served_on_one_connection(client: http.client.HTTPConnection) -> None:
    status, body, headers = ask(client, "/timestamp.json?x=1")
    assert (status, body, headers["Content-Type"]) == (200, b"{}", "application/json")
    assert headers["Cache-Control"] == "no-cache"
    used = client.sock
    assert ask(client, "/targets/1.a%20b.json")[:2] == (200, b'{"a": 1}')
    assert ask(client, "/empty")[:2] == (200, b"")
    assert ask(client, "/none.json")[0] == 404
    assert ask(client, "/inside")[:2] == (200, b"{}")
    assert client.sock is used


def test_what_the_client_has_is_not_sent_again(client: http.client.HTTPConnection, tmp_path: Path) -> None:
    etag = ask(client, "/timestamp.json")[2]["ETag"]
    assert ask(client, "/timestamp.json", **{"If-None-Match": f'"x", {etag}'})[:2] == (304, b"")
    about = (tmp_path / "public/timestamp.json").stat()
    (tmp_path / "next").write_text("[]")
    os.utime(tmp_path / "next", ns=(about.st_mtime_ns, about.st_mtime_ns))
    (tmp_path / "next").replace(tmp_path / "public/timestamp.json")
    assert ask(client, "/timestamp.json", **{"If-None-Match": etag})[:2] == (200, b"[]")


def test_head(client: http.client.HTTPConnection) -> None:
    status, body, headers = ask(client, "/timestamp.json", "HEAD")
    assert (status, body, headers["Content-Length"]) == (200, b"", "2")
    assert ask(client, "/none", "HEAD")[:2] == (404, b"")
    assert ask(client, "/timestamp.json")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/targets",
        "/targets/",
        "/../secret",
        "/%2e%2e/secret",
        "/targets/../../secret",
        "/targets/..%2f..%2fsecret",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/leak",
        "/timestamp.json/",
        "/timestamp.json%00",
        "/%ff%fe",
        "/" + "x" * 5000,
        "*",
        "//[bad/",
    ],
)
def test_nothing_else_is(client: http.client.HTTPConnection, path: str) -> None:
    status, body, _ = ask(client, path)
    assert status in (400, 404)
    assert b"key" not in body
    assert b"root:" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_it_only_reads(client: http.client.HTTPConnection, tmp_path: Path, method: str) -> None:
    assert ask(client, "/timestamp.json", method)[0] == 501
    assert (tmp_path / "public/timestamp.json").read_text() == "{}"


def test_only_this_computer_can_ask(server: StaticServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_port}/"


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(NotServable):
        StaticServer(tmp_path, taken.getsockname()[1])


def test_the_command_serves_the_public_folder_and_ends_quietly(admin: Admin, root: Path, tmp_path: Path) -> None:
    assert admin("init", tmp_path / "repo", "--no-passphrase").code == 0
    command = [sys.executable, "-c", "from app.admin.cli import main; main()", "serve", str(tmp_path / "repo")]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        assert serving.stderr is not None
        url = serving.stdout.readline().split(" at ")[1].strip()
        client = http.client.HTTPConnection(url.removeprefix("http://").strip("/"), timeout=10)
        assert ask(client, "/metadata/timestamp.json")[0] == 200
        assert ask(client, "/../keys/policy.pem")[0] == 404
        client.close()
        serving.send_signal(signal.SIGINT)
        assert serving.stderr.read().strip() == "Stopped."
    assert serving.returncode == 0


def test_serving_what_is_no_repository(admin: Admin, tmp_path: Path) -> None:
    said = admin("serve", tmp_path)
    assert said.code == 1
    assert "is no Signpost repository" in said.err
