"""The AppImage: what lies in it, how it starts, which libraries come along, and whose runtime is taken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from packages import appimage, sonames, tree
from packages.tree import Product

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="AppImages are Linux's own")

EPOCH = 1_700_000_000
RUNTIME = Path("/bin/true")
"""An ELF program, as a runtime is."""


def _made(folder: Path) -> Path:
    """An AppImage of a program that says how it was started."""
    frozen = folder / "frozen"
    frozen.mkdir(parents=True)
    (frozen / "signpost").write_text('#!/bin/sh\necho "$0 $*"\n')
    (frozen / "signpost").chmod(0o755)
    items = tree.appdir(frozen, {"libcarried.so.1": RUNTIME}, "1.0", "2026-07-10")
    product = Product("signpost", "1.0", "", "", items, (), (), "", "")
    before = os.umask(0o077)
    try:
        return appimage.assembled(product, RUNTIME, folder / "out", folder / "scratch", EPOCH)
    finally:
        os.umask(before)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The AppImage's file."""
    return _made(tmp_path_factory.mktemp("appimage"))


@pytest.fixture(scope="module")
def unpacked(image: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What its file system holds, behind the runtime."""
    folder = tmp_path_factory.mktemp("unpacked") / "AppDir"
    command = ["unsquashfs", "-offset", str(RUNTIME.stat().st_size), "-no-progress", "-dest", str(folder), str(image)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return folder


def test_two_images_of_one_program_are_the_same(image: Path, tmp_path: Path) -> None:
    assert _made(tmp_path).read_bytes() == image.read_bytes()
    assert image.stat().st_mode & 0o777 == 0o755
    assert image.read_bytes().startswith(RUNTIME.read_bytes())


def test_the_folder_is_an_appdir(unpacked: Path) -> None:
    assert (unpacked / "signpost.desktop").read_text().endswith("X-AppImage-Version=1.0\n")
    assert "Icon=signpost\n" in (unpacked / "signpost.desktop").read_text()
    assert (unpacked / ".DirIcon").read_bytes() == (unpacked / "signpost.svg").read_bytes()
    assert (unpacked / "usr/share/metainfo/com.signpost.Signpost.metainfo.xml").is_file()
    assert (unpacked / "usr/share/licenses/signpost/LGPL-3.0.txt").stat().st_mode & 0o777 == 0o644
    assert (unpacked / "usr/lib/signpost/lib/libcarried.so.1").is_file()


@pytest.mark.parametrize(("words", "said"), [([], "run --window"), (["status", "--json"], "status --json")])
def test_a_double_click_starts_it_with_its_window(unpacked: Path, tmp_path: Path, words: list[str], said: str) -> None:
    """Also by a link to it, and where another AppImage's variables are about."""
    link = tmp_path / "start"
    link.symlink_to(unpacked / "AppRun")
    env = {**os.environ, "APPDIR": str(tmp_path)}
    done = subprocess.run([str(link), *words], capture_output=True, text=True, check=True, timeout=60, env=env)
    assert done.stdout == f"{unpacked}/usr/lib/signpost/signpost {said}\n"


def test_what_a_desktop_may_lack_comes_along_and_what_must_fit_it_does_not() -> None:
    plugin = Path(next(iter(PySide6.__path__))) / "Qt/plugins/platforms/libqxcb.so"
    carried = sonames.to_carry([plugin])
    assert {"libxcb-cursor.so.0", "libxkbcommon.so.0"} <= set(carried)
    assert not {"libc.so.6", "libstdc++.so.6", "libGL.so.1", "libX11.so.6"} & set(carried)
    assert all(path.is_file() for path in carried.values())


def test_without_the_runtime_it_says_which_one_and_where_to_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.delenv(appimage.VARIABLE, raising=False)
    reason = appimage.lacks()
    assert reason is not None
    assert appimage.VARIABLE in reason
    assert appimage.RUNTIMES["x86_64"] in reason


def test_another_runtime_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    other = tmp_path / "runtime"
    monkeypatch.setenv(appimage.VARIABLE, str(other))
    assert "cannot be read" in str(appimage.lacks())
    shutil.copy(RUNTIME, other)
    assert "is not the runtime of" in str(appimage.lacks())
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert "no known runtime for riscv64" in str(appimage.lacks())
