"""A line on a program's own terminal: a real one, and none that is not this person's."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host import process
from app.host.tty import say


@pytest.fixture
def child() -> Iterator[tuple[int, int]]:
    """A program on a terminal of its own: its pid, and the end where the terminal's window would be."""
    window, terminal = pty.openpty()
    program = (
        sys.executable,
        "-c",
        "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY); print('ready'); input()",
    )
    with subprocess.Popen(program, stdin=terminal, stdout=terminal, start_new_session=True) as started:
        os.close(terminal)
        shown(window, b"ready")
        yield started.pid, window
        os.write(window, b"\n")
    os.close(window)


def shown(window: int, until: bytes) -> bytes:
    found = b""
    while until not in found:
        found += os.read(window, 4096)
    return found


def test_the_line_is_on_the_terminal_and_moves_no_cursor(child: tuple[int, int]) -> None:
    pid, window = child
    assert say(pid, "Signpost: Claude Code\x1b[2J is off limits.")
    assert b"Signpost: Claude Code\\x1b[2J is off limits." in shown(window, b"limits.")


def test_a_program_without_a_terminal_is_left_alone() -> None:
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, start_new_session=True) as cat:
        assert not say(cat.pid, "x")
        assert cat.stdin is not None
        cat.stdin.close()
    assert not say(cat.pid, "x")


def test_another_person_s_terminal_is_left_alone(child: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    pid, _ = child
    monkeypatch.setattr(os, "getuid", lambda: 4242)
    assert not say(pid, "x")


def test_the_unit_of_a_process() -> None:
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    assert process.control_group(os.getpid()) == next((line[3:] for line in lines if line.startswith("0::")), "")
    assert process.control_group(0) == ""
