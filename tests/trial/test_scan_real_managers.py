"""`signpost scan` finds what real package managers installed, wherever they put it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from app.host.patience import Patience
from app.host.run import run
from app.policy.model import Shape, Status, Tool
from app.trial.installed import Scan
from app.trial.judge import Judge, Opened, warns
from app.trial.places import Places, places
from tests.identify.test_real_installs import MARKED, PYGMENTS, wheels  # noqa: F401  wheels is a fixture
from tests.support.tools import kept
from tests.trial.conftest import NOW, POLICY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="starts managers as they are on Unix")

TOOLS = (
    Tool(id="marked", name="Marked", status=Status.BANNED, match=(Shape(purl="pkg:npm/marked"),)),
    Tool(id="pygments", name="Pygments", status=Status.BANNED, match=(Shape(purl="pkg:pypi/pygments"),)),
)
PNPM = ("10.20.0", "11.28.10")
"""The last version that keeps all global packages in one folder, and one that gives each install its own."""
PYTHON_MANAGERS = ("uv==0.9.7", "pipx==1.8.0")


def call(argv: Sequence[str | Path], home: Path, **env: str) -> None:
    """Run a manager to its end, at home in `home`."""
    kept_variables = {name: os.environ[name] for name in os.environ if not name.startswith(("PIPX", "UV_TOOL", "PNPM"))}
    result = run([str(word) for word in argv], env={**kept_variables, "HOME": str(home), **env}, timeout=110)
    assert result.code == 0, result.err + result.out


def scan(home: Path, env: dict[str, str]) -> list[str]:
    """The tools that are found in a home, and nowhere else."""
    there = places(home, env, Patience())
    own = {
        name: tuple(one for one in getattr(there, name) if one.startswith(f"{home}/"))
        for name in there.__struct_fields__
    }
    policy = msgspec.structs.replace(POLICY, tools=TOOLS)
    judge = Judge(Opened(policy), "linux", lambda: NOW)
    return [one.verdict.rule.partition("/")[0] for one in Scan(judge, Places(**own), home, env, speaks=warns).found()]


@pytest.mark.parametrize(("version", "moved"), [(PNPM[0], False), (PNPM[1], False), (PNPM[1], True)])
def test_pnpm(npm: Path, downloads: Path, tmp_path: Path, version: str, moved: bool) -> None:
    home = tmp_path.resolve()
    path = os.pathsep.join([str(npm.parent), os.environ["PATH"]])
    quietly = ("--ignore-scripts", "--no-audit", "--no-fund")

    def install(folder: Path) -> None:
        call([npm, "install", f"--prefix={folder}", *quietly, f"pnpm@{version}"], home, PATH=path)

    pnpm = kept(downloads / f"identify/pnpm-{version}", install) / "node_modules/.bin/pnpm"
    own = home / ("elsewhere" if moved else ".local/share/pnpm")
    assert scan(home, {}) == []
    bins = os.pathsep.join([str(own), str(own / "bin"), path])
    call([pnpm, "add", "--global", "--ignore-scripts", f"marked@{MARKED}"], home, PATH=bins, PNPM_HOME=str(own))
    assert "marked" in scan(home, {"PNPM_HOME": str(own)} if moved else {})


@pytest.fixture(scope="session")
def managers(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with uv and pipx."""
    folder = tmp_path_factory.mktemp("managers") / "venv"
    home, pip = folder.parent, (sys.executable, "-m", "pip", "--disable-pip-version-check")
    kept_wheels = kept(
        downloads / "identify/python-managers-1",
        lambda staged: call([*pip, "download", "--quiet", "--dest", staged, *PYTHON_MANAGERS], home),
    )
    call([sys.executable, "-m", "venv", "--without-pip", folder], home)
    own = ("--python", folder / "bin/python", "install", "--quiet", "--no-index")
    call([*pip, *own, "--find-links", kept_wheels, *PYTHON_MANAGERS], home)
    return folder


@pytest.mark.parametrize("manager", ["uv", pytest.param("pipx", marks=pytest.mark.full)])  # pipx: 25 s for its own pip
def test_python_managers(managers: Path, wheels: Path, tmp_path: Path, manager: str) -> None:  # noqa: F811  the fixture
    home = tmp_path.resolve()
    offline = {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(home / "cache"), "PIPX_DEFAULT_BACKEND": "uv"}
    path = os.pathsep.join([str(managers / "bin"), os.environ["PATH"]])
    words = {
        "uv": ["tool", "install", "--quiet", "--no-index", "--find-links", str(wheels), f"pygments=={PYGMENTS}"],
        "pipx": ["install", "--quiet", str(next(wheels.glob("pygments*.whl")))],
    }
    assert scan(home, {}) == []
    call([managers / "bin" / manager, *words[manager]], home, PATH=path, **offline)
    assert "pygments" in scan(home, {})
