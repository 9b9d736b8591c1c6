"""Real packages from npm and PyPI, installed, started and identified from what /proc shows of the running processes."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host.run import run
from app.identify.grammars import VARIABLES
from app.identify.identify import Identifier
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from tests.support.tools import kept

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund")
MARKED, ESBUILD, PYGMENTS = "14.1.4", "0.25.0", "2.19.1"


def call(argv: list[str], **env: str) -> None:
    """Run an installer to its end."""
    result = run(argv, env={**os.environ, **env}, timeout=110)
    assert result.code == 0, result.err


@pytest.fixture(scope="session")
def node(npm: Path) -> Path:
    """The Node that belongs to npm."""
    found = shutil.which("node", path=os.pathsep.join([str(npm.parent), os.environ["PATH"]]))
    assert found
    return Path(found)


@pytest.fixture(scope="session")
def prefix(npm: Path, node: Path, downloads: Path) -> Path:
    """A global npm prefix with a package in JavaScript and one whose work is done by a platform package's binary."""
    return kept(
        downloads / f"identify/npm-marked-{MARKED}-esbuild-{ESBUILD}",
        lambda folder: call(
            [str(npm), "install", "--global", f"--prefix={folder}", *QUIETLY, f"marked@{MARKED}", f"esbuild@{ESBUILD}"],
            PATH=os.pathsep.join([str(node.parent), os.environ["PATH"]]),
        ),
    )


@pytest.fixture(scope="session")
def wheels(downloads: Path) -> Path:
    """A folder of wheels, so that environments are made without the network."""
    return kept(
        downloads / f"identify/wheels-pygments-{PYGMENTS}",
        lambda folder: call(
            [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--dest",
                str(folder),
                f"pygments=={PYGMENTS}",
            ]
        ),
    )


@pytest.fixture(scope="session")
def venv(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with one PyPI package."""
    folder = tmp_path_factory.mktemp("real") / "venv"
    call([sys.executable, "-m", "venv", "--without-pip", str(folder)])  # Debian has pip's wheel in a package of its own
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install", "--quiet"]
    call([*pip, "--no-index", "--find-links", str(wheels), "pygments"])
    return folder


def observed(pid: int) -> Launch:
    """The launch as a watcher would read it now."""
    process = Path(f"/proc/{pid}")
    environment = dict(
        variable.split("=", 1)
        for variable in (process / "environ").read_bytes().decode("utf-8", "surrogateescape").split("\0")
        if "=" in variable
    )
    return Launch(
        pid=pid,
        exe=str((process / "exe").readlink()),
        argv=tuple((process / "cmdline").read_bytes().decode("utf-8", "surrogateescape").split("\0")[:-1]),
        cwd=str((process / "cwd").readlink()),
        env={name: value for name, value in environment.items() if name in VARIABLES},
        uid=process.stat().st_uid,
    )


@contextlib.contextmanager
def running(argv: list[str], cwd: Path, env: dict[str, str]) -> Iterator[int]:
    """A process that waits for its standard input, ended at the end."""
    process = subprocess.Popen(
        argv,
        cwd=cwd,
        env={**os.environ, **env},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield process.pid
    finally:
        process.kill()
        process.communicate()


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *(one for child in children for one in family(int(child)))]
    return []


def found(argv: list[str], purl: str, cwd: Path, env: dict[str, str], where: str = "") -> tuple[Evidence, ...]:
    """Start a program and wait until one of its processes (with `where` in its exe) is known by that purl."""
    identifier = Identifier()
    deadline = time.monotonic() + 30
    seen: dict[tuple[str, ...], tuple[Evidence, ...]] = {}
    with running(argv, cwd, env) as pid:
        while time.monotonic() < deadline:
            for one in family(pid):
                with contextlib.suppress(OSError):
                    launch = observed(one)
                    evidence = seen[launch.argv] = identifier.evidence(launch)
                    if where in launch.exe and any(f.kind is Kind.PACKAGE and f.value == purl for f in evidence):
                        return evidence
            time.sleep(0.005)
    raise AssertionError(f"{purl} not seen in {seen}")


MARKED_PURL = f"pkg:npm/marked@{MARKED}"

NODE_WAYS: dict[str, tuple[str, ...]] = {
    "direct": ("{prefix}/bin/marked",),
    "link of another name": ("{links}/notes",),
    "node and link": ("node", "--no-warnings", "{prefix}/bin/marked"),
    "node and real path": ("node", "{prefix}/lib/node_modules/marked/bin/marked.js"),
    "relative": ("node", "./marked.js"),
    "through a shell": ("sh", "-c", "exec {prefix}/bin/marked"),
    "a copy of the folder": ("node", "{copy}/bin/marked.js"),
}


@pytest.mark.parametrize("way", NODE_WAYS)
def test_a_node_tool_by_every_way(prefix: Path, node: Path, tmp_path: Path, way: str) -> None:
    (tmp_path / "notes").symlink_to(prefix / "bin/marked")
    package = prefix / "lib/node_modules/marked"
    if "copy" in way:
        shutil.copytree(package, tmp_path / "copy")
    argv = [word.format(prefix=prefix, links=tmp_path, copy=tmp_path / "copy") for word in NODE_WAYS[way]]
    path = os.pathsep.join([str(node.parent), os.environ["PATH"]])
    argv[0] = str(node) if argv[0] == "node" else argv[0]
    found(argv, MARKED_PURL, package / "bin", {"PATH": path})


def test_a_platform_package_s_binary_is_its_parent(prefix: Path, node: Path, tmp_path: Path) -> None:
    path = os.pathsep.join([str(node.parent), os.environ["PATH"]])
    argv = [str(prefix / "bin/esbuild"), "--loader=js"]
    evidence = found(argv, f"pkg:npm/esbuild@{ESBUILD}", tmp_path, {"PATH": path}, where="/@esbuild/")
    native = next(fact for fact in evidence if fact.kind is Kind.PATH)
    assert "/@esbuild/" in native.value
    assert any(fact.value.startswith("pkg:npm/%40esbuild/") for fact in evidence)


PYTHON_WAYS: dict[str, tuple[str, ...]] = {
    "direct": ("{venv}/bin/pygmentize", "-l", "python"),
    "link of another name": ("{links}/notes", "-l", "python"),
    "a copy of the script": ("{links}/copy", "-l", "python"),
    "python and script": ("{venv}/bin/python", "-X", "utf8", "{venv}/bin/pygmentize", "-l", "python"),
    "python -m": ("{venv}/bin/python", "-W", "ignore", "-m", "pygments", "-l", "python"),
    "python -c": ("{venv}/bin/python", "-c", "from pygments.cmdline import main; main(['x', '-l', 'python'])"),
    "another python": (sys.executable, "-m", "pygments", "-l", "python"),
}


@pytest.mark.parametrize("way", PYTHON_WAYS)
def test_a_python_tool_by_every_way(venv: Path, tmp_path: Path, way: str) -> None:
    (tmp_path / "notes").symlink_to(venv / "bin/pygmentize")
    shutil.copy(venv / "bin/pygmentize", tmp_path / "copy")
    argv = [word.format(venv=venv, links=tmp_path) for word in PYTHON_WAYS[way]]
    site = next((venv / "lib").glob("python3*/site-packages"))
    env = {"PYTHONPATH": str(site)} if way == "another python" else {}
    found(argv, f"pkg:pypi/pygments@{PYGMENTS}", tmp_path, env)


def test_the_installers_themselves_are_other_packages(node: Path, npm: Path) -> None:
    python = str(Path(sys.executable).resolve())
    listing = Launch(pid=1, exe=python, argv=(sys.executable, "-m", "pip", "show", "pygments"), cwd="/")
    packages = [fact.value for fact in Identifier().evidence(listing) if fact.kind is Kind.PACKAGE]
    assert [purl.partition("@")[0] for purl in packages] == ["pkg:pypi/pip"]
    viewing = Launch(pid=1, exe=str(node), argv=("node", str(npm), "view", "marked"), cwd="/")
    packages = [fact.value for fact in Identifier().evidence(viewing) if fact.kind is Kind.PACKAGE]
    assert [purl.partition("@")[0] for purl in packages] == ["pkg:npm/npm"]
