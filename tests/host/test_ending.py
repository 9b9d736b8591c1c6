"""Asking one process to end: that very process, politely, and nothing beside it."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host import process
from app.host.ending import ask_to_end

SAVES = """
import pathlib, signal, sys
def save(*_):
    pathlib.Path(sys.argv[1]).write_text("saved")
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
print("up", flush=True)
signal.pause()
"""
STAYS = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); input()"

Running = subprocess.Popen[bytes]


@pytest.fixture
def started() -> Iterator[list[Running]]:
    """What a test starts; ended after it."""
    running: list[Running] = []
    yield running
    for one in running:
        one.kill()
        one.communicate()


def start(started: list[Running], program: str, *words: str) -> Running:
    pipe = subprocess.PIPE
    one = subprocess.Popen([sys.executable, "-c", program, *words], stdin=pipe, stdout=pipe, bufsize=0)
    started.append(one)
    assert one.stdout is not None
    assert one.stdout.readline() == b"up\n"
    return one


def exe_of(one: Running) -> str:
    return str(Path(f"/proc/{one.pid}/exe").readlink())


def test_it_saves_and_ends(started: list[Running], tmp_path: Path) -> None:
    one = start(started, SAVES, str(tmp_path / "work"))
    assert ask_to_end(one.pid, process.start_time(one.pid) or 0, exe_of(one))
    assert one.wait(30) == 0
    assert (tmp_path / "work").read_text() == "saved"


def test_what_it_started_and_what_started_it_are_left_alone(started: list[Running]) -> None:
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    one = start(started, child, STAYS)
    (inner,) = Path(f"/proc/{one.pid}/task/{one.pid}/children").read_text().split()
    inner_began = process.start_time(int(inner)) or 0
    assert ask_to_end(one.pid, process.start_time(one.pid) or 0, exe_of(one))
    assert one.wait(30) == -signal.SIGTERM
    assert process.is_running(int(inner), inner_began)
    assert one.stdin is not None
    one.stdin.write(b"\n")  # the inner one reads it, and ends


def test_what_ignores_it_stays(started: list[Running]) -> None:
    one = start(started, STAYS)
    assert ask_to_end(one.pid, process.start_time(one.pid) or 0, exe_of(one))
    assert one.poll() is None
    one.communicate(b"\n", timeout=30)
    assert one.returncode == 0


def test_another_process_or_another_program_is_not_asked(started: list[Running]) -> None:
    one = start(started, STAYS.replace("signal.signal(signal.SIGTERM, signal.SIG_IGN)", "pass"))
    began, exe = process.start_time(one.pid) or 0, exe_of(one)
    assert not ask_to_end(one.pid, began + 1, exe)
    assert not ask_to_end(one.pid, 0, exe)
    assert not ask_to_end(one.pid, began, "/usr/bin/other")
    one.communicate(b"\n", timeout=30)
    assert one.returncode == 0
    assert not ask_to_end(one.pid, began, exe)


def test_a_program_whose_file_was_replaced_by_an_update_is_still_the_same(
    started: list[Running], tmp_path: Path
) -> None:
    copy = Path(shutil.copy("/bin/sleep", tmp_path / "tool"))
    one = subprocess.Popen([copy, "60"])
    started.append(one)
    began = process.start_time(one.pid) or 0
    copy.unlink()
    assert ask_to_end(one.pid, began, str(copy))
    assert one.wait(30) == -signal.SIGTERM
