"""Start at login: the person's file wins over everybody's, and nothing of either is damaged."""

import shlex
import sys
from pathlib import Path

import pytest

from app.host.autostart import Autostart
from app.host.entries import itself
from app.host.paths import Paths


@pytest.fixture
def system(tmp_path: Path) -> Path:
    folder = tmp_path / "xdg"
    (folder / "autostart").mkdir(parents=True)
    return folder


def everybodys(system: Path) -> None:
    (system / "autostart/signpost.desktop").write_text(
        "[Desktop Entry]\nType=Application\nExec=signpost run\n", "utf-8"
    )


def test_without_any_file_it_does_not_start(paths: Paths, system: Path) -> None:
    assert not Autostart(paths, (system,)).on


def test_a_persons_own_is_turned_on_and_off(paths: Paths, system: Path) -> None:
    start = Autostart(paths, (system,))
    start.turn(True)
    assert Autostart(paths, (system,)).on
    entry = (paths.config.parent / "autostart/signpost.desktop").read_text("utf-8")
    command = next(line for line in entry.splitlines() if line.startswith("Exec=")).removeprefix("Exec=")
    assert shlex.split(command) == itself("run")
    start.turn(False)
    assert not Autostart(paths, (system,)).on


def test_everybodys_is_turned_off_for_one_person_and_on_again(paths: Paths, system: Path) -> None:
    everybodys(system)
    assert Autostart(paths, (system,)).on
    Autostart(paths, (system,)).turn(False)
    assert not Autostart(paths, (system,)).on
    Autostart(paths, (system,)).turn(True)
    assert Autostart(paths, (system,)).on
    assert not (paths.config.parent / "autostart/signpost.desktop").exists()


@pytest.mark.parametrize("line", ["Hidden=true", "Hidden = true", "X-GNOME-Autostart-enabled=false"])
def test_what_other_programs_turned_off_is_off(paths: Paths, system: Path, line: str) -> None:
    everybodys(system)
    own = paths.config.parent / "autostart/signpost.desktop"
    own.parent.mkdir(parents=True)
    own.write_text(f"[Desktop Entry]\n{line}\n", "utf-8")
    assert not Autostart(paths, (system,)).on


def test_the_frozen_program_starts_itself_whatever_its_path(
    paths: Paths, system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", '/opt/my "own" 100%/signpost')
    Autostart(paths, (system,)).turn(True)
    entry = (paths.config.parent / "autostart/signpost.desktop").read_text("utf-8")
    assert 'Exec="/opt/my \\"own\\" 100%%/signpost" run' in entry.splitlines()


def test_an_appimages_file_is_what_starts(
    paths: Paths, system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the folder it is mounted at just now."""
    mounted = tmp_path / ".mount_SignpoAb1Cd2/usr/lib/signpost/signpost"
    image = "/home/mei/My Programs/Signpost.AppImage"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(mounted))
    monkeypatch.setenv("APPIMAGE", image)
    monkeypatch.setenv("APPDIR", str(tmp_path / ".mount_SignpoAb1Cd2"))
    start = Autostart(paths, (system,))
    start.turn(True)
    assert start.program == image
