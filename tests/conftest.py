"""What every room's tests share: the long rounds' switch, a home of their own, the machine's Node."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from app.host.paths import Paths

ROOT = Path(__file__).resolve().parents[1]


# A shell starts background jobs with SIGINT ignored, and what is ignored stays so across exec (POSIX, 2.11). Tests that
# interrupt a program must find it as a terminal would start it, however this run was started.
signal.signal(signal.SIGINT, signal.default_int_handler)

# An ordinary run tries the same examples each time, so that it says of a change what it says of the change; the long
# rounds (`--full`) try new ones. No example is timed: a busy machine is no defect.
settings.register_profile("the same each time", deadline=None, derandomize=True)
settings.register_profile("new ones", deadline=None, max_examples=1_000, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("new ones" if config.getoption("--full") else "the same each time")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the long rounds too (kill, fuzz, real downloads)")
    parser.addoption("--counts", type=Path, help="a file for how many tests passed, failed, and so on, as JSON")


OUT_OF_TIME = pytest.StashKey[Any]()
"""What pytest-timeout was told about the test."""


@pytest.hookimpl(wrapper=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> Generator[None, object, object]:
    """What is out of time may wait in what clears away after it, too: each wait is cut off in its turn."""
    told = yield
    item.stash[OUT_OF_TIME] = settings
    if sys.platform != "win32" and signal.getitimer(signal.ITIMER_REAL)[0]:
        signal.setitimer(signal.ITIMER_REAL, settings.timeout, settings.timeout)
    return told


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """After a failure pytest-timeout minds no time any more."""
    settings = item.stash.get(OUT_OF_TIME, None)
    if settings is not None and sys.platform != "win32" and not signal.getitimer(signal.ITIMER_REAL)[0]:
        item.config.hook.pytest_timeout_set_timer(item=item, settings=settings)
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Who runs what where tests run side by side."""
    from tests.support.scheduling import Scheduling

    return Scheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--full"):
        long = [item for item in items if item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """For `build/devtools/suite.py`, which adds up two runs."""
    file = config.getoption("--counts")
    if file:
        kinds = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
        file.write_text(json.dumps({kind: len(terminalreporter.stats.get(kind, ())) for kind in kinds}))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Every folder of the product below a throw-away home."""
    made = Paths.below(tmp_path / "home")
    made.home.mkdir()
    return made


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def downloads() -> Path:
    """Where downloads outlive a test run: `.cache` in the checkout."""
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def npm() -> Path:
    """An npm with Node >= 20: the one `build/dev.py` put on PATH or into `.venv/node/bin`."""
    own = ROOT / ".venv/node/bin"
    found = shutil.which("npm", path=os.pathsep.join([str(own), os.environ.get("PATH", "")]))
    assert found, "no npm: run `python3 build/dev.py setup`"
    return Path(found)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A home on a file system of 8 MB."""
    if os.getuid() != 0:
        pytest.skip("mounting a small disk needs root, which CI is")
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "signpost-test", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
