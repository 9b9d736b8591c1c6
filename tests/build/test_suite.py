"""The two runs of the whole suite are one: both count, both are in the last line, and neither hides the other."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from devtools import suite
from devtools.places import ROOT

from tests.support.scheduling import AGENTS, scope

Runs = Callable[..., tuple[int, list[str]]]

RUN = """
import json, pathlib, sys
code, counts, file = int(sys.argv[1]), sys.argv[2], sys.argv[sys.argv.index("--counts") + 1]
if counts:
    pathlib.Path(file).write_text(counts)
print("run", "side by side" if "-n" in sys.argv else "alone")
sys.exit(code)
"""


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Runs:
    """Call it with the exit code and counts of each run; the exit code of both and the lines that were printed."""

    def run(*each: tuple[int, dict[str, int] | None]) -> tuple[int, list[str]]:
        left = iter(each)

        def command(options: list[str]) -> list[str]:
            code, counts = next(left)
            return [sys.executable, "-c", RUN, str(code), json.dumps(counts) if counts else "", *options]

        monkeypatch.setattr(suite, "command", command)
        code = suite.run(os.environ)
        return code, capfd.readouterr().out.splitlines()

    return run


def test_both_runs_are_added_up(runs: Runs) -> None:
    code, lines = runs((0, {"passed": 3, "failed": 0}), (0, {"passed": 2, "skipped": 0}))
    assert code == 0
    assert lines == ["run side by side", "run alone", "5 passed, 0 failed"]


@pytest.mark.parametrize(
    ("first", "second", "code", "last"),
    [
        ((1, {"passed": 3, "failed": 1}), (0, {"passed": 2}), 1, "5 passed, 1 failed"),
        ((0, {"passed": 3}), (1, {"passed": 2, "error": 1}), 1, "5 passed, 1 failed"),
        (
            (0, {"passed": 3, "skipped": 1}),
            (0, {"passed": 2, "xfailed": 1}),
            0,
            "1 skipped, 1 xfailed, 5 passed, 0 failed",
        ),
        ((3, None), (0, {"passed": 2}), 3, "2 passed, 1 failed"),
        ((0, {"passed": 3}), (137, None), 137, "3 passed, 1 failed"),
    ],
)
def test_whatever_one_run_says_counts(
    runs: Runs,
    first: tuple[int, dict[str, int] | None],
    second: tuple[int, dict[str, int] | None],
    code: int,
    last: str,
) -> None:
    ended, lines = runs(first, second)
    assert (ended, lines[-1]) == (code, last)


def test_after_an_interruption_nothing_more_is_run(runs: Runs) -> None:
    code, lines = runs((2, {"passed": 1}))
    assert (code, lines) == (2, ["run side by side", "1 passed, 0 failed"])


def test_agents_keep_to_one_worker_and_all_else_is_free() -> None:
    assert scope("tests/journeys/test_a.py::test_b[c::d]") == scope("tests/runtime/test_a.py::test_b")
    free = ["tests/host/test_a.py::test_b", "tests/host/test_a.py::test_c"]
    assert [scope(test) for test in free] == free
    assert all((ROOT / room).is_dir() for room in AGENTS)


def test_the_marks_split_the_suite_in_two() -> None:
    told = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"{suite.ALONE}: ' in told


CRASHES = """
import os, pytest

@pytest.mark.parametrize("number", range(40))
def test(number):
    if number == 20:
        os._exit(3)
"""


def test_a_worker_that_crashes_is_one_failure_and_the_run_goes_on(tmp_path: Path) -> None:
    done = _pytest(tmp_path, CRASHES, "-n", "2", "--dist", "loadscope")
    assert "1 failed, 39 passed" in done.stdout
    assert done.stdout.count("crashed while running") == 1


HANGS = """
import subprocess, sys, pytest

@pytest.fixture
def never_ends():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        yield process
        process.wait()

def test_waits(never_ends):
    with never_ends:
        never_ends.wait()

def test_fails(never_ends):
    raise AssertionError

def test_passes():
    pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="pytest-timeout has no signals there, and ends the whole run")
def test_what_waits_in_clearing_away_is_out_of_time_too(tmp_path: Path) -> None:
    done = _pytest(tmp_path, HANGS, "-o", "timeout=1", "-o", "filterwarnings=")
    assert "2 failed, 1 passed, 2 errors" in done.stdout


def _pytest(folder: Path, tests: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run those tests as ours are run."""
    (folder / "test_it.py").write_text(tests)
    ours = ["-p", "tests.conftest", f"--config-file={ROOT / 'pyproject.toml'}", f"--rootdir={folder}"]
    argv = [sys.executable, "-m", "pytest", *ours, "-o", f"cache_dir={folder}", *options, f"{folder / 'test_it.py'}"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(argv, cwd=ROOT, env=alone, capture_output=True, text=True, check=False, timeout=100)
