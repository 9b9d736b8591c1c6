"""Root opens no connection: the caller carries the host's files, and whoever lies with them is found out."""

import contextlib
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import SignpostError
from app.setup.carrying import Carrying
from app.sync.carry import answer
from app.sync.errors import Offline
from tests.elevation.conftest import POLICY, TARGET, Machine, build_deb
from tests.elevation.test_main import DRIVER
from tests.sync.company import Company
from tests.sync.hosts import Host

Answer = Callable[[str, bytes | None], bytes | None]
"""The bytes for standard input, given what is wanted and what is served (None: nothing); None ends the stream."""


def honest(_: str, data: bytes | None) -> bytes:
    """As a host answers."""
    return b"404 0\n" if data is None else b"200 %d\n" % len(data) + data


def handed(machine: Machine, answers: Answer = honest, public: Path | None = None) -> dict[str, str]:
    """The helper's last words, when the caller answers like that; `public` is what a host would serve."""
    wanted: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-I", DRIVER, str(machine.folder), "install", TARGET],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as helper:
        assert helper.stdin is not None
        assert helper.stdout is not None
        last: dict[str, str] = {}
        for line in helper.stdout:
            last = json.loads(line)
            if "wants" not in last:
                continue
            wanted.append(last["wants"])
            file = (public or machine.company.public) / last["wants"]
            said = answers(last["wants"], file.read_bytes() if file.is_file() else None)
            try:
                if said is None:
                    helper.stdin.close()
                else:
                    helper.stdin.write(said)
                    helper.stdin.flush()
            except (BrokenPipeError, ValueError):
                pass  # it has heard enough
        assert helper.wait() == (0 if last.get("phase") == "done" else 1)
        with contextlib.suppress(BrokenPipeError):
            helper.stdin.close()
    assert all(path.startswith(("metadata/", "targets/")) for path in wanted)
    return last


@pytest.fixture
def cut_off(machine: Machine, host: Host) -> Iterator[Machine]:
    """A computer whose root reaches no host: not one connection is made."""
    yield machine
    assert host.connections == 0


def test_with_no_connection_and_no_token_a_package_is_installed(cut_off: Machine) -> None:
    assert handed(cut_off) == {"phase": "done"}
    assert cut_off.installed == "1.0.0"


def _other(path: str, data: bytes | None) -> bytes:
    """Other bytes of the same length for the package."""
    if data is not None and path.endswith(".deb"):
        data = data[:-1] + bytes([data[-1] ^ 1])
    return honest(path, data)


def _more(path: str, data: bytes | None) -> bytes:
    if data is not None and path.endswith(".deb"):
        return b"200 999999999999\n" + data + b"x" * 3_000_000
    return honest(path, data)


def _endless_metadata(path: str, data: bytes | None) -> bytes:
    return b"200 999999999999\n" + b" " * 9_000_000 if path.endswith("timestamp.json") else honest(path, data)


def _half(path: str, data: bytes | None) -> bytes | None:
    return b"200 1000\n{" if path.endswith("timestamp.json") else honest(path, data)


def _gone(path: str, data: bytes | None) -> bytes | None:
    return None if path.endswith(".deb") else honest(path, data)


def _of_another(path: str, data: bytes | None) -> bytes:
    return honest(path, b"{}" if path.endswith("snapshot.json") else data)


def _nonsense(_: str, __: bytes | None) -> bytes:
    return b"GET / HTTP/1.1\r\n\r\n" * 100


def _negative(_: str, __: bytes | None) -> bytes:
    return b"200 -1\n"


def _longest(_: str, __: bytes | None) -> bytes:
    return b"200 " + b"9" * 5000


def _silent(path: str, data: bytes | None) -> bytes:
    return b"" if path.endswith("timestamp.json") else honest(path, data)


def _page(_: str, __: bytes | None) -> bytes:
    return honest("", b"<html>sign in</html>")


LIES = [_other, _more, _endless_metadata, _half, _gone, _of_another, _nonsense, _negative, _longest, _silent, _page]


@pytest.mark.parametrize("lie", LIES)
def test_whoever_hands_over_something_else_is_refused_in_time(cut_off: Machine, lie: Answer) -> None:
    last = handed(cut_off, lie)
    assert last["error"] in ("not-handed-over", "tampered", "not-the-server", "too-large", "package-mismatch"), last
    assert cut_off.installed == ""


def test_older_metadata_is_refused_by_roots_own_cache(cut_off: Machine) -> None:
    kept = cut_off.company.copy_of_public()
    cut_off.publish("2.0.0")
    assert handed(cut_off) == {"phase": "done"}
    assert handed(cut_off, public=kept)["error"] == "rolled-back"
    assert cut_off.installed == "2.0.0"


def test_expired_metadata_is_refused(machine: Machine, tmp_path: Path) -> None:
    long_ago = timedelta(days=900)
    company = Company(tmp_path / "old", datetime.now(UTC) - long_ago)
    company.folder.joinpath("good.deb").write_bytes(build_deb(company.folder, "1.0.0"))
    company.publish("1.0.0", template=POLICY, ago=long_ago)
    (machine.etc / "root.json").write_bytes(company.root)
    assert handed(machine, public=company.public)["error"] == "expired"
    assert machine.installed == ""


def test_an_endless_file_in_the_place_of_standard_input_is_none_to_be_read(machine: Machine) -> None:
    with Path("/dev/zero").open("rb") as zero:
        argv = [sys.executable, "-I", DRIVER, str(machine.folder), "install", TARGET]
        ended = subprocess.run(argv, stdin=zero, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout  # it asked the host itself


def test_what_lies_here_is_given_from_here_and_nothing_else_in_its_place(host: Host, tmp_path: Path) -> None:
    name = hashlib.sha256(b"x").hexdigest()
    path = f"targets/artifacts/good/{name}.good.deb"

    def given() -> tuple[int, bytes]:
        from app.host import http

        status, length, file = answer(path, host.url, tmp_path, http.session)
        with file:
            data = file.read()
        assert len(data) == length
        return status, data

    place = tmp_path / name
    place.write_bytes(b"x")
    assert (given(), host.connections) == ((200, b"x"), 0)
    place.unlink()
    place.symlink_to("/etc/hostname")
    assert given() == (404, b""), "the host has none of that name"
    place.unlink()
    os.mkfifo(place)
    assert given() == (404, b"")


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "metadata/../../secret", "targets/a\nb", "https://evil.example/", "a"]
)
def test_what_is_no_file_of_a_repository_is_not_asked_for(path: str, tmp_path: Path) -> None:
    def session() -> object:
        raise AssertionError("somebody was asked")

    assert answer(path, "https://policy.example.com/", tmp_path, session)[:2] == (404, 0)  # type: ignore[arg-type]


def test_trouble_on_our_side_is_told_and_the_helper_learns_of_it() -> None:
    def offline(_: str) -> tuple[int, int, io.BytesIO]:
        raise Offline(host="h", file="f", detail="d")

    carrying = Carrying(offline)
    carrying.hand_over("metadata/timestamp.json")
    carrying.close()
    with os.fdopen(carrying.reading, "rb") as read:
        assert read.read() == b"502 0\n"
    assert isinstance(carrying.trouble, SignpostError)


def test_a_helper_that_is_gone_is_no_trouble() -> None:
    carrying = Carrying(lambda _: (200, 3_000_000, io.BytesIO(bytes(3_000_000))))
    os.close(carrying.reading)
    carrying.hand_over("metadata/timestamp.json")
    carrying.close()
    assert carrying.trouble is None
