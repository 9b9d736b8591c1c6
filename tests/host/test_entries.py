"""How our own programs are started: from the checkout, from a frozen folder, from a version of a package."""

import os
import sys
from pathlib import Path

import pytest

from app.host import entries


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if this were the frozen program of a package; the folder above its versions."""
    program = tmp_path / "versions/1-abc/signpost"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.delenv("APPIMAGE", raising=False)
    return tmp_path


def test_from_the_checkout_python_runs_the_module() -> None:
    assert entries.itself("run") == entries.lasting("run") == [sys.executable, "-I", "-m", "app.main", "run"]
    assert entries.isolated("signpost-watcher", "/a/helper.py") == [sys.executable, "-I", "-S", "/a/helper.py"]


def test_frozen_programs_lie_beside_each_other(frozen: Path) -> None:
    assert entries.itself("run") == [str(frozen / "versions/1-abc/signpost"), "run"]
    assert entries.isolated("signpost-watcher", "/a/helper.py") == [str(frozen / "versions/1-abc/signpost-watcher")]


def test_later_starts_go_by_the_link_to_the_version_in_use(frozen: Path) -> None:
    assert entries.lasting("run") == [str(frozen / "versions/1-abc/signpost"), "run"]
    (frozen / "current").symlink_to("versions/2-def")
    assert entries.lasting("run") == [str(frozen / "current/signpost"), "run"]


def test_later_starts_of_an_appimage_go_by_its_file(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPIMAGE", "/home/mei/Signpost.AppImage")
    monkeypatch.setenv("APPDIR", str(frozen))
    assert entries.lasting("run") == ["/home/mei/Signpost.AppImage", "run"]
    assert entries.installed_at() == Path("/home/mei/Signpost.AppImage")
    monkeypatch.delattr(sys, "frozen")
    assert entries.lasting("run")[0] == sys.executable


def test_the_appimage_that_started_us_is_not_ours(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor's terminal hands its own variables on: we would start the editor at login, and move over into it."""
    monkeypatch.setenv("APPIMAGE", "/home/mei/Cursor.AppImage")
    for mount in ("", "/", "/tmp/.mount_Cursor", f"{frozen}/versions/1-ab"):  # noqa: S108  names only
        monkeypatch.setenv("APPDIR", mount)
        assert entries.lasting("run") == [str(frozen / "versions/1-abc/signpost"), "run"]
        assert entries.installed_at() is None
    (frozen / "current").symlink_to("versions/1-abc")
    assert entries.lasting("run") == [str(frozen / "current/signpost"), "run"]
    assert entries.installed_at() == frozen / "current"


@pytest.mark.parametrize("before", [None, "/opt/vendor/lib"])
def test_what_we_start_finds_its_own_libraries(
    frozen: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    """PyInstaller's loader names our folder, and keeps what was there."""
    monkeypatch.setenv("LD_LIBRARY_PATH", f"{frozen}/lib")
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", f"{frozen}/signpost")
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    entries.forget_loader()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert not {"_PYI_ARCHIVE_FILE", "LD_LIBRARY_PATH_ORIG"} & set(os.environ)


def test_from_the_checkout_the_environment_is_the_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/vendor/lib")
    entries.forget_loader()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/vendor/lib"
