"""Tools run from their source folder: checkouts by every sort of project file, and real editable installs."""

import sys
from pathlib import Path

import pytest

from tests.identify.machine import Machine, Observer
from tests.identify.test_real_installs import call, found
from tests.support.tools import kept

STANDARD = """\
[project]
name = "Paint_Tool"
version = "2.1"
[project.scripts]
paint = "paint.main:main"
"""
POETRY = """\
[tool.poetry]
name = "paint-tool"
version = "2.1"
[tool.poetry.scripts]
paint = "paint.main:main"
other = {reference = "paint.main:main", type = "console"}
"""
PROJECTS = {
    "pyproject.toml, standard": STANDARD,
    "pyproject.toml, gui": STANDARD.replace("scripts", "gui-scripts"),
    "pyproject.toml, poetry": POETRY,
    "setup.cfg": "[metadata]\nname = paint-tool\nversion = 2.1\n[options.entry_points]\nconsole_scripts =\n"
    "    paint = paint.main:main\n    p = paint.main:main\n",
}
PAINT = ["pkg:pypi/paint-tool@2.1"]


def check_out(machine: Machine, project: str, text: str, source: str = "") -> Path:
    """A checkout whose package `paint` lies below `source`."""
    machine.file(f"git/{project.partition(',')[0]}", text)
    machine.file(f"git/{source}paint/__init__.py")
    machine.file(f"git/{source}paint/__main__.py", "from .main import main\nmain()\n")
    machine.file(f"git/{source}paint/main.py", "def main(): input()\nif __name__ == '__main__': main()\n")
    machine.file(f"git/{source}paint/part.py", "print(1)\n")
    machine.file("git/run.py", "from paint.main import main\nmain()\n")
    machine.file("git/tests/test_part.py", "from paint import part\n")
    return machine.root / "git"


@pytest.mark.parametrize("source", ["", "src/"])
@pytest.mark.parametrize("project", PROJECTS)
def test_a_checkout(machine: Machine, observer: Observer, project: str, source: str) -> None:
    folder = check_out(machine, project, PROJECTS[project], source)
    ways: list[tuple[str, ...]] = [
        ("-m", "paint"),
        ("-m", "paint.main"),
        ("paint/main.py",),
        ("paint",),
        ("-c", "from paint.main import main; main()"),
    ]
    for way in ways:
        assert observer.packages("/usr/bin/python3", "python3", *way, cwd=str(folder / source)) == PAINT
    if not source:
        assert observer.packages("/usr/bin/python3", "python3", "run.py", cwd=str(folder)) == PAINT
    for aside in (("-m", "paint.part"), ("paint/part.py",), ("../tests/test_part.py",), ("-c", "import paint.main")):
        assert observer.packages("/usr/bin/python3", "python3", *aside, cwd=str(folder / source)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[project]\nname = 7\n",
        '[project]\nname = "a b"\n',
        "name" + "[" * 50_000,
        '[project]\nname = "x"\nscripts = 5\n[tool]\npoetry = 3\n',
        "[tool.ruff]\nname = 1\n",
        "\0name",
    ],
)
def test_a_project_file_that_says_nothing(machine: Machine, observer: Observer, text: str) -> None:
    folder = check_out(machine, "pyproject.toml", text)
    assert observer.packages("/usr/bin/python3", "python3", "-m", "paint", cwd=str(folder)) == []


def test_one_s_own_project_that_uses_a_tool_is_its_own(machine: Machine, observer: Observer) -> None:
    machine.file("mine/pyproject.toml", '[project]\nname = "mine"\ndependencies = ["paint-tool"]\n')
    script = machine.file("mine/paint.py", "print(1)\n")
    assert observer.packages("/usr/bin/python3", "python3", script, cwd=str(script.parent)) == []
    machine.file("mine/mine/__main__.py", "print(1)\n")
    assert observer.packages("/usr/bin/python3", "python3", "-m", "mine", cwd=str(script.parent)) == ["pkg:pypi/mine"]


def test_a_checkout_that_is_edited_is_read_anew(machine: Machine, observer: Observer) -> None:
    text = STANDARD
    folder = check_out(machine, "pyproject.toml", text)
    assert observer.packages("/usr/bin/python3", "python3", "-m", "paint", cwd=str(folder)) == PAINT
    machine.file("git/pyproject.toml", text.replace("2.1", "2.22"))
    again = observer.packages("/usr/bin/python3", "python3", "-m", "paint", cwd=str(folder))
    assert again == ["pkg:pypi/paint-tool@2.22"]


BACKENDS = {
    "hatchling": 'requires = ["hatchling"]\nbuild-backend = "hatchling.build"\n',
    "setuptools": 'requires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
    "poetry": 'requires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n',
}
BUILDERS = ("setuptools==80.9.0", "poetry-core==2.2.1", "hatchling==1.27.0", "editables==0.5", "uv==0.9.7")


@pytest.fixture(scope="session")
def builders(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with build backends and uv."""
    wheels = kept(
        downloads / "identify/builders-2",
        lambda folder: call([sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder), *BUILDERS]),
    )
    folder = tmp_path_factory.mktemp("builders") / "venv"
    call([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install", "--quiet", "--no-index"]
    call([*pip, "--find-links", str(wheels), *BUILDERS])
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(("backend", "installer"), [("hatchling", "pip"), ("setuptools", "pip"), ("poetry", "uv")])
def test_an_editable_install(machine: Machine, builders: Path, backend: str, installer: str) -> None:
    """The command, `-m` and `-c` from another folder; what is not a way in stays nobody's."""
    text = f"{STANDARD}[build-system]\n{BACKENDS[backend]}"
    text += '[tool.poetry]\npackages = [{include = "paint", from = "src"}]\n'
    text += '[tool.hatch.build.targets.wheel]\npackages = ["src/paint"]\n'
    check_out(machine, "pyproject.toml", text, "src/")
    venv = machine.root / "venv"
    call([sys.executable, "-m", "venv", "--without-pip", str(venv)])
    python = str(venv / "bin/python")
    # the backends come from the builders' environment: nothing is fetched
    site = str(next((builders / "lib").glob("python3*/site-packages")))
    tools = {"PYTHONPATH": site, "UV_CACHE_DIR": str(machine.root / "uv"), "UV_OFFLINE": "1"}
    install = {
        "pip": [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index"],
        "uv": [str(builders / "bin/uv"), "pip", "install", "--quiet", "--python", python],
    }
    call([*install[installer], "--no-build-isolation", "--no-deps", "-e", str(machine.root / "git")], **tools)
    (machine.root / "away").mkdir()
    code = "from paint.main import main; main()"
    for argv in ([str(venv / "bin/paint")], [python, "-m", "paint"], [python, "-c", code]):
        found(argv, PAINT[0], machine.root / "away", {})
    observer = Observer(machine.root / "away")
    assert observer.packages(str(Path(python).resolve()), python, "-m", "paint.part") == []
