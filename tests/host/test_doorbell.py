"""Asking the agent that runs to show its window."""

import socket
import stat
from pathlib import Path

from app.host import doorbell


def test_nobody_is_there(tmp_path: Path) -> None:
    assert not doorbell.ring(tmp_path / "run")


def test_who_is_there_hears_it_once(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with doorbell.hang(folder) as bell:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "window").stat().st_mode) == 0o600
        assert not doorbell.rung(bell)
        assert doorbell.ring(folder)
        assert doorbell.ring(folder)
        assert doorbell.rung(bell)
        assert not doorbell.rung(bell)


def test_what_a_killed_agent_left_answers_nobody_and_is_replaced(tmp_path: Path) -> None:
    doorbell.hang(tmp_path).close()
    assert (tmp_path / "window").is_socket()
    assert not doorbell.ring(tmp_path)
    with doorbell.hang(tmp_path) as bell:
        assert doorbell.ring(tmp_path)
        assert doorbell.rung(bell)


def test_whoever_says_more_is_not_listened_to(tmp_path: Path) -> None:
    with doorbell.hang(tmp_path) as bell, socket.socket(socket.AF_UNIX) as chatty:
        chatty.connect(str(tmp_path / "window"))
        chatty.sendall(b"quit\n" * 1000)
        assert doorbell.rung(bell)
        assert not doorbell.rung(bell)


def test_the_pipe_on_windows_is_the_folders_own() -> None:
    names = {doorbell.pipe_name(Path(name)) for name in ("/a", "/b")}
    assert len(names) == 2
    assert all(name.removeprefix("signpost-").isalnum() for name in names)
