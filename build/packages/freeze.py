"""Freezing: PyInstaller's folder, stripped, ICU's data cut down, proved to run. Two runs give the same bytes."""

import os
import re
import sys
from pathlib import Path

from devtools.console import Trouble, say
from devtools.places import CACHE, ROOT, VENV_BIN, VENV_PYTHON

from packages import asked, bill, icu

DIST = ROOT / "dist"
_PACKAGES = ROOT / "build" / "packages"
_SPEC = _PACKAGES / "signpost.spec"
_LIBRARIES = ("*.so", "*.so.*")


def freeze(product: str, epoch: int) -> Path:
    """Freeze `signpost` or `signpost-admin`; returns the folder. `epoch` (Unix seconds) is the age of all of it.

    On macOS `signpost` is Signpost.app. Raises Trouble, with PyInstaller's last words.
    """
    folder = DIST / "frozen" / product
    say(f"freezing {product}")
    asked.output([str(VENV_BIN / "pyinstaller"), "--noconfirm", "--log-level=WARN", f"--distpath={folder.parent}",
                  f"--workpath={CACHE / 'freeze' / product}", str(_SPEC)],
                 SOURCE_DATE_EPOCH=str(epoch), PYTHONHASHSEED="0", PYTHONNODEBUGRANGES="1",
                 SIGNPOST_FREEZE=product)  # fmt: skip
    libraries = [file for pattern in _LIBRARIES for file in folder.rglob(pattern) if not file.is_symlink()]
    if sys.platform == "linux":
        asked.output(["strip", "--strip-unneeded", *map(str, sorted(libraries))])
        _forget_this_machine(libraries)
        for data in folder.rglob("libicudata.so.*"):
            if not data.is_symlink():
                icu.slim(data, CACHE / "freeze" / "icu")
        _drop_dangling(folder)
    programs = folder
    if sys.platform == "darwin" and product == "signpost":
        folder = folder.with_name("Signpost.app")
        programs = folder / "Contents/MacOS"
    _set_modes(folder, programs)
    _self_test(programs / (f"{product}.exe" if sys.platform == "win32" else product))
    bill.keep(product, folder)
    return folder


def _forget_this_machine(libraries: list[Path]) -> None:
    """Drop search paths that name a folder of ours: whoever has one of that name would have root load what lies there.

    Python's own libraries carry where Python was installed (ld.so(8), DT_RUNPATH); `$ORIGIN` stays.
    """
    for library in sorted(libraries):
        dynamic = asked.output(["readelf", "--dynamic", "--wide", str(library)]).decode()
        if re.search(r"\((RPATH|RUNPATH)\).*\[(?!\$ORIGIN)", dynamic):
            asked.output(["chrpath", "--delete", str(library)])


def _drop_dangling(folder: Path) -> None:
    """Links to libraries that were left out."""
    for link in folder.rglob("*"):
        if link.is_symlink() and not link.exists():
            link.unlink()


def _set_modes(folder: Path, programs: Path) -> None:
    """Whatever this machine's umask: folders and programs 0755, files 0644."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent == programs else 0o644)


def _self_test(program: Path) -> None:
    """The frozen program answers, alone, with an empty environment; but Windows starts nothing without SYSTEMROOT.

    On Linux it proves each of its parts, too; elsewhere that was not tried yet.
    """
    root = os.environ.get("SYSTEMROOT", "")
    for words in (["--version"], ["--help"]):
        if not asked.output([str(program), *words], empty=True, SYSTEMROOT=root).strip():
            raise Trouble(
                f"The frozen {program.name} says nothing.", "Look at what build/packages/contents.py leaves out."
            )
    if sys.platform != "linux":
        return
    entry = ROOT / f"build/packages/entries/{program.stem.replace('-', '_')}.py"
    proofs = asked.output([str(VENV_PYTHON), str(_PACKAGES / "self_test.py"), str(program), str(entry)]).decode()
    say(f"{program.name} is whole:\n{proofs.rstrip()}")
