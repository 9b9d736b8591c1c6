"""Tables: within the screen, nothing lost."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.admin.commands import columns

ROWS = [
    ("role", "valid until (UTC)", "keys"),
    ("timestamp", "2026-11-30 02:29", "timestamp"),
    ("policy", "2027-02-21 02:29", "bob (elsewhere), policy-2, 政策签名密钥"),
    ("artifacts", "2027-02-21 02:29", "a" * 40),
]


@pytest.mark.parametrize("width", [30, 40, 60, 80])
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(width: int) -> None:
    lines = list(columns.lines(ROWS, width))
    assert max(map(columns.columns, lines)) <= width
    drawn = sorted("".join(lines).replace(" ", ""))
    assert drawn == sorted("".join(cell for row in ROWS for cell in row).replace(" ", ""))


def test_where_there_is_room_each_row_is_one_line() -> None:
    assert list(columns.lines(ROWS, 200)) == list(columns.lines(ROWS, None))
    assert len(list(columns.lines(ROWS, None))) == len(ROWS)
    assert list(columns.lines(ROWS[:2], 36)) == [
        "role       valid until     keys",
        "           (UTC)",
        "timestamp  2026-11-30      timestamp",
        "           02:29",
    ]


def test_a_real_terminal_of_sixty_columns(published: Path, root: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "tests.admin.victim", str(published / "none"), "0", "status", str(published)]
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "60"}
    done = subprocess.run(command, cwd=root, env=environment, stdout=slave, stderr=subprocess.PIPE, check=False)
    os.close(slave)
    shown = os.read(master, 65536).decode().replace("\r\n", "\n")
    os.close(master)
    assert done.returncode == 0, done.stderr
    assert all(len(line) <= 60 for line in shown.splitlines())
    assert re.search(r"^timestamp +\d +20", shown, re.MULTILINE)
