"""What we rely on in PySide6 itself."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from app.desktop import interpreter


def test_calls_do_not_lose_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 lost one per call and ended the process after some thousands; 6.11 does not."""
    target, before = QObject(), sys.getrefcount(None)
    for _ in range(300):
        target.setObjectName("x")
    assert sys.getrefcount(None) > before - 100


def test_modules_that_are_imported_after_it_are_not_read(root: Path) -> None:
    """PySide6 calls `inspect.getsource` for each: `linecache` then holds it."""
    program = """
import linecache
from app.desktop import interpreter
{plainly}
import app.setup.engine
print(any("app/setup" in file for file in linecache.cache))
"""
    for plainly, read in (("", "True"), ("interpreter.import_plainly()", "False")):
        command = [sys.executable, "-c", program.format(plainly=plainly)]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.strip() == read


def test_other_threads_hand_over_after_a_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    monkeypatch.setattr(sys, "setswitchinterval", told.append)
    interpreter.hand_over_sooner()
    assert told == [0.001]
