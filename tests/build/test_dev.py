"""The script as a person meets it: an unknown command, an old Python, a second start."""

import subprocess
import sys
import time

import pytest
from devtools.places import ROOT

SCRIPT = str(ROOT / "build" / "dev.py")


def test_an_unknown_command_is_answered_with_what_there_is() -> None:
    told = subprocess.run([sys.executable, SCRIPT, "tset"], capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 2
    for command in ("setup", "demo", "test", "lint", "bench", "lock"):
        assert command in told.stderr


def test_an_old_python_can_read_the_script_far_enough_to_be_told() -> None:
    pretend = "import sys; sys.version_info = (3, 8, 18); sys.argv = ['build/dev.py', 'demo']; "
    pretend += f"exec(compile(open({str(SCRIPT)!r}).read(), 'dev.py', 'exec'))"
    told = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 1
    assert "Python 3.11 or later is needed" in told.stderr


@pytest.mark.alone
def test_a_second_set_up_is_over_in_less_than_two_seconds() -> None:
    command = [sys.executable, SCRIPT, "setup", "--no-system"]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert time.monotonic() - began < 2.0
