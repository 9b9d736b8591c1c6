"""The receiver of events over real connections: whole batches, each event once, nobody else's, bounded."""

import gzip
import http.client
import json
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.admin.devices.database import Database
from app.admin.devices.desk import Desk
from app.admin.devices.intake import LARGEST_BODY, LARGEST_UNPACKED, MOST_EVENTS, Intake, Receiver
from app.admin.devices.server import serving
from app.admin.devices.tokens import Granted, Tokens
from app.report.ledger import exact
from tests.admin.devices.test_service import _loop
from tests.support.events import every
from tests.support.product import BIN

LINES = [exact(event) for event in every().values()]
ALL = b"\n".join(LINES) + b"\n"
DAY = "events-2026-07-15.ndjson"
AT = 1_784_108_520.0  # 2026-07-15T09:42:00Z


class Running:
    """The receiver on a port of its own, into `out`."""

    def __init__(self, port: int, out: Path, granted: Granted, log: list[str]) -> None:
        self.port, self.out, self.granted, self.log = port, out, granted, log

    def post(self, body: bytes, token: str | None = None, **headers: str) -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            bearer = self.granted.events_token if token is None else token
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request("POST", "/in", body, {"Authorization": f"Bearer {bearer}", **named})
            return line.getresponse().status

    def kept(self) -> list[bytes]:
        path = self.out / DAY
        return path.read_bytes().splitlines() if path.exists() else []


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    log: list[str] = []
    with closing(Database(tmp_path / "devices.db")) as database, closing(Intake(tmp_path / "out", lambda: AT)) as into:
        code = Desk(database).invite(int(AT), int(AT) + 1000).code.value
        granted = Tokens(database, events=True).enrol(code, "lt-1", "a", int(AT), int(time.time()) * 2)
        receiver = Receiver(Tokens(database), into, log.append, lambda: AT)
        with serving(receiver, "127.0.0.1:0", largest_body=LARGEST_BODY) as server:
            over = threading.Event()
            thread = threading.Thread(target=_loop, args=(server, over))
            thread.start()
            yield Running(int(server.getsockname()[1]), tmp_path / "out", granted, log)
            over.set()
            thread.join(timeout=20)
            assert not thread.is_alive()


def test_what_comes_is_kept_as_it_is_and_each_event_once(running: Running) -> None:
    assert running.post(ALL) == 204
    assert running.kept() == LINES
    assert running.post(gzip.compress(ALL), Content_Encoding="gzip") == 204
    assert running.kept() == LINES
    more = b'{"class_uid":1007,"metadata":{"uid":"new"}}'
    assert running.post(ALL + more) == 204
    assert running.kept() == [*LINES, more]
    assert (running.out / DAY).stat().st_mode & 0o077 == 0
    assert running.log == []


def test_only_a_token_for_events_lets_in(running: Running) -> None:
    assert running.post(ALL, running.granted.token) == 401
    assert running.post(ALL, "x" * 5000) == 401
    assert running.post(ALL, "") == 401
    assert running.kept() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\n\n", 400),
        (b"no json\n", 400),
        (b"[" * 10_000, 400),
        (b'{"class_uid":1007}', 400),
        (b'{"class_uid":1007,"metadata":{"uid":""}}', 400),
        (b'{"class_uid":1007,"metadata":{"uid":"' + b"u" * 101 + b'"}}', 400),
        (b'{"class_uid":1007,"metadata":{"uid":"a\\u0000b"}}', 400),
        (b'{"class_uid":1007,"metadata":{"uid":"a"},"x":"\xff\xfe"}', 400),
        (b'{"class_uid":1007,"metadata":{"uid":"a"}}\n' * (MOST_EVENTS + 1), 413),
        (b'{"class_uid":1007,"metadata":{"uid":"a"},"x":"' + b"x" * 300_000 + b'"}', 413),
    ],
)
def test_a_batch_is_taken_whole_or_not_at_all(running: Running, body: bytes, status: int) -> None:
    assert running.post(body) == status
    assert running.post(LINES[0] + b"\n" + body) in (204, status)
    assert running.kept() in ([], LINES[:1])


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (gzip.compress(b"\n" * (LARGEST_UNPACKED + 1)), "gzip", 413),
        (gzip.compress(ALL)[:-9], "gzip", 400),
        (gzip.compress(ALL) + b"more", "gzip", 400),
        (b"not packed", "gzip", 400),
        (ALL, "br", 400),
    ],
)
def test_what_is_packed_is_bounded_and_whole(running: Running, body: bytes, kind: str, status: int) -> None:
    assert running.post(body, Content_Encoding=kind) == status
    assert running.kept() == []


def test_a_line_that_a_crash_cut_off_spoils_no_other(running: Running) -> None:
    running.out.joinpath(DAY).write_bytes(b'{"half')
    assert running.post(LINES[0]) == 204
    assert running.kept() == [b'{"half', LINES[0]]


def test_a_disk_that_takes_nothing_keeps_the_event_at_its_computer(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        assert running.post(LINES[0]) == 503
    assert running.kept() == []
    assert "No space left" in running.log[0]
    assert running.post(LINES[0]) == 204
    assert running.kept() == LINES[:1]


def test_a_link_in_the_folder_leads_nowhere(running: Running, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"")
    (running.out / DAY).symlink_to(tmp_path / "elsewhere")
    assert running.post(LINES[0]) == 503
    assert (tmp_path / "elsewhere").read_bytes() == b""


def test_as_a_command_it_takes_events_and_ends_when_told(tmp_path: Path) -> None:
    now = int(time.time())
    with closing(Database(tmp_path / "devices.db")) as database:
        code = Desk(database).invite(now, now + 1000).code.value
        granted = Tokens(database, events=True).enrol(code, "lt-1", "a", now, now + 1000)
    where: list[str | Path] = ["--store", tmp_path / "devices.db", "--out", tmp_path / "out", "--listen", "127.0.0.1:0"]
    command: list[str | Path] = [BIN / "signpost-admin", "receive", *where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().rpartition(":")[2])
        assert Running(port, tmp_path / "out", granted, []).post(ALL) == 204
        process.terminate()
    assert process.returncode == 0
    (file,) = (tmp_path / "out").glob("events-*.ndjson")
    assert [json.loads(line) for line in file.read_bytes().splitlines()] == [json.loads(line) for line in LINES]
