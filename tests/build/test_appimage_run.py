"""The AppImage with the real frozen program: where the system lacks libraries, and exchanged while it runs.

A long round: freezing takes minutes. The runtime is in no package, so it is played: a file that says which AppDir is
mounted, in the variables the runtime sets (type2-runtime, runtime.c), and starts its AppRun.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from packages import products, sonames, staged
from packages.products import Build

from tests.build.conftest import EPOCH
from tests.build.room import Room
from tests.sync.company import Company
from tests.sync.hosts import hosting

pytestmark = [
    pytest.mark.full,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sys.platform != "linux", reason="AppImages are Linux's own"),
]


@pytest.fixture(scope="module")
def appdirs(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two AppDirs, `1` and `2`."""
    folder = tmp_path_factory.mktemp("appdirs")
    for version in ("1", "2"):
        staged.lay_out(products.appimage(Build("signpost", version, frozen, EPOCH)).items, folder / version, EPOCH)
    return folder


def _image(file: Path, appdir: Path) -> None:
    """Put an AppImage in place, as a download does."""
    fresh = file.with_suffix(".part")
    fresh.write_text(
        f'#!/bin/sh\nexport APPIMAGE="{file}" APPDIR="{appdir}" ARGV0="$0" OWD="$PWD"\nexec "{appdir}/AppRun" "$@"\n'
    )
    fresh.chmod(0o755)
    fresh.replace(file)


def _wait(there: Callable[[], bool], what: str) -> None:
    give_up = time.monotonic() + 120
    while not there():
        assert time.monotonic() < give_up, what
        time.sleep(0.05)


def test_an_exchanged_file_is_moved_over_to_in_the_same_process(appdirs: Path, tmp_path: Path) -> None:
    image, events = tmp_path / "Signpost.AppImage", tmp_path / "events.jsonl"
    _image(image, appdirs / "1")
    company = Company(tmp_path / "company")
    company.publish("one")

    def said() -> str:
        return events.read_text() if events.exists() else ""

    with hosting(company.public) as host:
        root = company.repository_folder / "root.json"
        words = ["--url", host.url, "--root", str(root), "--events", str(events), "--home", str(tmp_path / "home")]
        with subprocess.Popen([str(image), "run", "--headless", *words], stdin=subprocess.DEVNULL) as agent:
            try:
                _wait(lambda: '"verified": true' in said(), "the policy")
                assert Path(f"/proc/{agent.pid}/exe").readlink().is_relative_to(appdirs / "1")
                _image(image, appdirs / "2")
                _wait(lambda: said().count('"started"') == 2, "the other version")
                assert '"upgrade"' in said()
                assert Path(f"/proc/{agent.pid}/exe").readlink().is_relative_to(appdirs / "2")
                paths = _variables(agent.pid)["LD_LIBRARY_PATH"]
                assert paths == f"{appdirs}/2/usr/lib/signpost/lib", "nothing of the version before"
                agent.terminate()
                assert agent.wait(60) == 0
            finally:
                agent.kill()


def _variables(pid: int) -> dict[str, str]:
    """What a process was started with."""
    pairs = Path(f"/proc/{pid}/environ").read_text().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def test_it_draws_where_the_system_has_only_what_every_desktop_has(appdirs: Path, frozen: Path, tmp_path: Path) -> None:
    """A real X server, with the libraries gone that come along."""
    if os.geteuid() != 0:
        pytest.skip("a room of its own needs root")
    names = sonames.to_carry(sonames.elf(frozen))
    room = Room(tmp_path, appdirs)
    try:
        room.run("Xvfb -displayfd 1 -nolisten tcp >/srv/display 2>/srv/said &")
        room.run("for i in $(seq 300); do [ -s /srv/display ] && exit 0; sleep 0.1; done; exit 1")
        room.run(f"rm -f {' '.join(f'{path}*' for path in names.values())}")
        gallery = "/mnt/1/AppRun gallery --out /srv/drawn --only ban --language en"
        room.run(f"read number </srv/display; DISPLAY=:$number QT_QPA_PLATFORM=xcb {gallery}")
        assert "/srv/drawn/index.html" in room.run("echo /srv/drawn/*")
        assert room.run("/mnt/1/AppRun --version").startswith("signpost ")
    finally:
        room.close()
