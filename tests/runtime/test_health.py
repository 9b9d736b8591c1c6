"""What systemd is told when the agent ends: nothing, where the same process goes on as another program."""

import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host import restart
from app.report.stream import Stream
from app.runtime.health import Health
from app.screen import Headless


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield manager


def _ends(tmp_path: Path) -> None:
    Health(tmp_path / "file", Stream(io.StringIO()), Headless(), lambda: None, 0, threading.Event()).end()


def test_systemd_is_told_of_the_end(manager: socket.socket, tmp_path: Path) -> None:
    _ends(tmp_path)
    assert manager.recv(100) == b"STOPPING=1"


def test_who_goes_on_as_another_program_does_not_end(
    manager: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restart, "_wanted", ["/usr/lib/signpost/current/signpost"])
    _ends(tmp_path)
    with pytest.raises(BlockingIOError):
        manager.recv(100)
