"""Standard streams that are closed, that nobody reads, or that are full: an exit code and a line, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")

COMMANDS = [
    ("app.main", ["--version"], 0),
    ("app.main", ["ledger"], 0),
    ("app.main", ["scan", "--policy", "nothing.yaml"], 1),
    ("app.admin", ["schema"], 0),
    ("app.admin", ["status", "nothing"], 1),
]
FULL = "signpost: standard output cannot be written (No space left on device).\n"


def said(folder: Path, module: str, words: list[str], shell: str, buffer: str = "") -> tuple[int, str]:
    """The exit code with those redirections, and standard error."""
    home = ["--home", str(folder)] if words[0] in ("ledger", "scan") else []
    argv = ["/bin/bash", "-c", f'set -o pipefail; "$@" {shell}', "-", sys.executable, "-m", module, *words, *home]
    environment = {**os.environ, "HOME": str(folder), "PYTHONUNBUFFERED": buffer}
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stderr


@pytest.mark.parametrize(("module", "words", "code"), COMMANDS)
@pytest.mark.parametrize("shell", [">&-", "<&- >&- 2>&-", "| true", "2>/dev/full"])
def test_nobody_reads(tmp_path: Path, module: str, words: list[str], code: int, shell: str) -> None:
    ended, errors = said(tmp_path, module, words, shell)
    assert ended == code
    assert "Traceback" not in errors
    assert "Exception ignored" not in errors


@pytest.mark.parametrize("buffer", ["", "1"])
@pytest.mark.parametrize(("module", "words"), [("app.main", ["--version"]), ("app.admin", ["schema"])])
def test_it_is_full(tmp_path: Path, module: str, words: list[str], buffer: str) -> None:
    assert said(tmp_path, module, words, ">/dev/full", buffer) == (1, FULL)
