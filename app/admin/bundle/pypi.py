"""A distribution from PyPI with everything it needs, by pip, wheels only: nothing is built, no script is run.

pip resolves for the system and Python that are named, and says each file's hash; then exactly those files are brought.
What they run on is another matter: unlike Node, no package on PyPI carries a Python that can be moved about (uv and pip
fetch theirs elsewhere). So `--with-python` takes the archive of one that IT got and checked, such as the `install_only`
archives of python-build-standalone; without it the computers need that Python themselves.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from app.admin.bundle import licences, pypi_contents, tree
from app.admin.bundle.build import Contents
from app.admin.bundle.errors import BundleImpossible, NotWhatIsMeant, PackagerFailed, PackagerMissing
from app.admin.bundle.folder import unpack
from app.host import entries
from app.host.run import run
from app.setup.npm_errors import plain

_WANTED = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)==([0-9][0-9A-Za-z.!+]*)")
_PYTHON = re.compile(r"3\.\d{1,2}")
_SECONDS = 1800.0
RUNTIME = "python"
"""Where a Python lies that comes along."""

_PLATFORMS = {
    "linux-x64": ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64"),
    "linux-arm64": ("manylinux_2_17_aarch64", "manylinux2014_aarch64", "manylinux_2_28_aarch64"),
    "macos-x64": ("macosx_10_9_x86_64", "macosx_11_0_x86_64", "macosx_11_0_universal2"),
    "macos-arm64": ("macosx_11_0_arm64", "macosx_12_0_arm64", "macosx_11_0_universal2"),
    "windows-x64": ("win_amd64",),
    "windows-arm64": ("win_arm64",),
}
"""The wheels (platform tags of the packaging specifications) that run on every supported computer of a system."""


class Asked(msgspec.Struct, frozen=True):
    """A distribution in one version, for one Python (`3.12`) on one system."""

    name: str
    version: str
    python: str
    system: str

    @classmethod
    def of(cls, text: str, python: str, system: str) -> "Asked":
        """`NAME==VERSION`. Raises NotWhatIsMeant."""
        if not (match := _WANTED.fullmatch(text)):
            raise NotWhatIsMeant(given=text, detail="write a distribution with its exact version, like ruff==0.14.1")
        if not _PYTHON.fullmatch(python):
            raise NotWhatIsMeant(given=python, detail="write a Python like 3.12")
        return cls(match[1], match[2], python, system)


class _File(msgspec.Struct, frozen=True):
    """Where pip would get a file from, and its hash."""

    class _Archive(msgspec.Struct, frozen=True):
        hashes: dict[str, str] = {}

    url: str = ""
    archive_info: _Archive = _Archive()


class _Install(msgspec.Struct, frozen=True):
    class _Metadata(msgspec.Struct, frozen=True):
        name: str
        version: str

    download_info: _File
    metadata: _Metadata


class _Report(msgspec.Struct, frozen=True):
    """pip's installation report (pip documentation, "Installation Report", version 1)."""

    install: list[_Install]


def contents(asked: Asked, python: Path | None, scratch: Path) -> Contents:
    """What goes into the bundle; `python` is the archive of a Python to bring, None for none.

    Raises PackagerMissing, PackagerFailed, BundleImpossible.
    """
    pip = _pip(asked)
    lock = scratch / "requirements.txt"
    lock.write_text(_lock(pip, asked, scratch), encoding="utf-8")
    folder = scratch / "tree"
    packages = folder / pypi_contents.PACKAGES
    flags = ["--require-hashes", "--no-deps", "--no-compile", "--target", str(packages)]
    _run(asked, [*pip, "install", *_calm(), *_for(asked), *flags, "-r", str(lock)], scratch)
    shutil.rmtree(packages / "bin", ignore_errors=True)  # scripts for the Python that ran pip; ours are written below
    pypi_contents.settle(packages)
    runtime = _runtime(asked, python, folder)
    commands = pypi_contents.commands(asked.name, folder, runtime, asked.python)
    parts = pypi_contents.parts(packages)
    return Contents(
        name=asked.name,
        version=asked.version,
        system=asked.system,
        tree=tree.read(folder),
        commands=commands,
        parts=tuple(parts),
        texts={licences.name_of(part.purl): texts for part, texts in parts.items()},
        runtime=f"python {asked.python}" if runtime else "",
    )


def _pip(asked: Asked) -> list[str]:
    """The pip of the Python that runs this, else the one on PATH (a frozen program has no Python to run pip with)."""
    if not entries.is_frozen():
        return [sys.executable, "-I", "-m", "pip"]
    found = shutil.which("pip3") or shutil.which("pip")
    if found is None:
        raise PackagerMissing(program="pip", given=asked.name)
    return [found]


def _calm() -> list[str]:
    return ["--disable-pip-version-check", "--no-input", "--no-color", "--quiet", "--only-binary", ":all:"]


def _for(asked: Asked) -> Iterator[str]:
    yield from ("--python-version", asked.python, "--implementation", "cp")
    for tag in _PLATFORMS[asked.system]:
        yield from ("--platform", tag)


def _lock(pip: Sequence[str], asked: Asked, scratch: Path) -> str:
    """Requirements with the hash of the one file each that pip chose."""
    report = scratch / "report.json"
    flags = ["--dry-run", "--ignore-installed", "--report", str(report), "--target", str(scratch / "none")]
    _run(asked, [*pip, "install", *_calm(), *_for(asked), *flags, f"{asked.name}=={asked.version}"], scratch)
    try:
        found = msgspec.json.decode(report.read_bytes(), type=_Report).install
    except (OSError, ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise BundleImpossible(given=asked.name, detail=f"pip's report cannot be read: {error}") from error
    lines = []
    for one in sorted(found, key=lambda one: one.metadata.name.lower()):
        sha256 = one.download_info.archive_info.hashes.get("sha256", "")
        if not sha256:
            raise BundleImpossible(given=one.metadata.name, detail="the index gives no SHA-256 for it")
        lines.append(f"{one.metadata.name}=={one.metadata.version} --hash=sha256:{sha256}\n")
    return "".join(lines)


def _runtime(asked: Asked, archive: Path | None, folder: Path) -> str:
    """The path of the Python in the tree; "" without one."""
    if archive is None:
        return ""
    unpack(archive, folder / RUNTIME)
    names = ("python.exe",) if asked.system.startswith("windows") else (f"bin/python{asked.python}", "bin/python3")
    for top in ("", "python/", "python/install/"):
        for name in names:
            if (folder / RUNTIME / top / name).is_file():
                return f"{RUNTIME}/{top}{name}"
    raise BundleImpossible(given=archive, detail=f"there is no {' or '.join(names)} in it")


def _run(asked: Asked, argv: Sequence[str], scratch: Path) -> None:
    result = run(argv, env=os.environ, cwd=scratch, timeout=_SECONDS)
    if result.code != 0:
        said = plain(result.err.strip() or result.out.strip(), 600)
        raise PackagerFailed(program="pip", given=f"{asked.name} {asked.version}", detail=said or result.code)
