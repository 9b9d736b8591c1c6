"""Python distributions: console scripts by any name, `-m`, inline code, programs in wheels; not what only imports."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identify.pysource import starts
from tests.identify.machine import Machine, Observer

AIDER = ["pkg:pypi/aider-chat@1.0"]


@pytest.fixture
def venv(machine: Machine) -> None:
    """A virtual environment `venv` with aider-chat (its module is `aider`) among others."""
    made = machine.venv("venv")
    machine.dist(
        made, "aider-chat", {"aider": "aider.main:main"}, "aider/__init__.py", "aider/__main__.py", "aider/repo.py"
    )
    machine.dist(made, "pip", {"pip": "pip._internal.cli.main:main"}, "pip/__main__.py")
    machine.dist(made, "aider-skin", {"skin": "aider_skin:run"}, "aider_skin.py")
    machine.dist(
        made, "plain", {}, "plain/__init__.py", "plain/__main__.py", "../../../bin/plain", "../../../bin/native"
    )


def python(machine: Machine, observer: Observer, *argv: object, **other: object) -> list[str]:
    """The purls when the environment's python is called so."""
    words = [str(machine.root / "venv/bin/python"), *map(str, argv)]
    return observer.packages(machine.root / "base/bin/python3.11", *words, **other)


@pytest.mark.usefixtures("venv")
def test_a_console_script_by_any_name(machine: Machine, observer: Observer) -> None:
    script = machine.root / "venv/bin/aider"
    copy = machine.file("copies/helper", script.read_bytes(), 0o755)
    for path in (script, copy, machine.link("links/notes", script)):
        assert python(machine, observer, path, "--version") == AIDER
        assert python(machine, observer, "-X", "utf8", path) == AIDER
    assert python(machine, observer, machine.root / "venv/bin/pip", "show", "aider-chat") == ["pkg:pypi/pip@1.0"]
    assert python(machine, observer, machine.root / "venv/bin/skin") == ["pkg:pypi/aider-skin@1.0"]


@pytest.mark.usefixtures("venv")
def test_modules_run_with_m(machine: Machine, observer: Observer) -> None:
    for argv in (
        ["-m", "aider"],
        ["-Im", "aider"],
        ["-m", "aider.__main__"],
        ["-m", "aider.main"],
        ["-m", "pdb", "-m", "aider"],
    ):
        assert python(machine, observer, *argv) == AIDER
    assert python(machine, observer, "-m", "plain") == ["pkg:pypi/plain@1.0"]
    for argv in (
        ["-m", "aider.repo"],
        ["-m", "json.tool"],
        ["-m", "nowhere"],
        ["-m", "../x"],
        ["-m", ""],
        ["-V", "-m", "aider"],
    ):
        assert python(machine, observer, *argv) == []


@pytest.mark.usefixtures("venv")
def test_files_of_the_package_itself(machine: Machine, observer: Observer) -> None:
    package = machine.root / "venv/lib/python3.11/site-packages/aider"
    assert python(machine, observer, package / "__main__.py") == AIDER
    assert python(machine, observer, package) == AIDER
    assert python(machine, observer, package / "repo.py") == []


@pytest.mark.usefixtures("venv")
def test_inline_code_that_starts_a_tool(machine: Machine, observer: Observer) -> None:
    script = machine.root / "venv/bin/aider"
    for code in (
        "import sys; sys.argv=['x']; from aider.main import main; main()",
        "from aider.main import main as m\nm()",
        "import aider.main; aider.main.main()",
        "import aider.main as a; a.main(['--version'])",
        "from aider import main; main.main()",
        'import runpy,sys; runpy.run_module("aider", run_name="__main__")',
        f"import runpy; runpy.run_path('{script}')",
        f"exec(open('{script}').read())",
        f"exec(compile(open('{script}').read(), 'x', 'exec'))",
        "from pkg_resources import load_entry_point\nload_entry_point('aider-chat==1.0', 'console_scripts', 'aider')()",
        "from runpy import run_module as r; r('aider', run_name='__main__')",
        f"import pathlib; exec(pathlib.Path('{script}').read_text())",
        "import importlib; importlib.import_module('aider.main').main()",
        "from importlib import import_module as get\nx = get('aider.main')\nx.main()",
        "__import__('aider.main', fromlist=['x']).main()",
        "__import__('aider.main').main.main()",
        "import aider.main as q; getattr(q, 'main')()",
        "try:\n    from aider.main import (\n        main,  # all\n    )\nexcept ImportError:\n    raise\nmain()",
        "from aider.main import main\nfrom threading import Thread\nThread(target=main).start()",
        "from importlib.metadata import entry_points as e; e(group='console_scripts')['aider'].load()()",
        "import importlib.metadata as m; [e for e in m.distribution('aider-chat').entry_points][0].load()('aider')",
    ):
        assert python(machine, observer, "-c", code) == AIDER, code


@pytest.mark.usefixtures("venv")
def test_a_script_that_finds_its_packages_by_itself(machine: Machine, observer: Observer) -> None:
    site = machine.root / "venv/lib/python3.11/site-packages"
    for lines in (
        f"sys.path.insert(0, '{site}')",
        f"sys.path.append(r'{site}')",
        f"sys.path[:0] = ['{site}']",
        f"sys.path += ['{site}']",
        f"import site; site.addsitedir('{site}')",
    ):
        script = machine.file("mine.py", f"import sys\n{lines}\nfrom aider.main import main\nmain()\n")
        assert observer.packages("/usr/bin/python3.11", "python3", script) == AIDER, lines
    plain = machine.file("plain.py", f"# sys.path: {site}\nfrom aider.main import main\nmain()\n")
    assert observer.packages("/usr/bin/python3.11", "python3", plain) == []


@pytest.mark.usefixtures("venv")
def test_an_overlay_that_names_its_folders_as_bytes(machine: Machine, observer: Observer) -> None:
    """As uv 0.13 writes it for `uv run --with`."""
    other = machine.venv("tmp")
    moved = (machine.root / "venv").rename(machine.root / "jos\u00e9")
    written = repr(str(moved / "lib/python3.11/site-packages").encode()).replace("'", '"')
    machine.file(
        "tmp/lib/python3.11/site-packages/_uv_ephemeral_overlay.pth",
        f'import site; site.addsitedir(__import__("os").fsdecode({written}))',
    )
    code = "from aider.main import main; main()"
    assert observer.packages(machine.root / "base/bin/python3.11", other / "bin/python", "-c", code) == AIDER


@pytest.mark.usefixtures("venv")
def test_inline_code_that_only_looks(machine: Machine, observer: Observer) -> None:
    for code in (
        "import aider; print(aider.__version__)",
        "from aider.main import main; print(main)",
        "from aider.repo import GitRepo; GitRepo()",
        "print('from aider.main import main; main()'.upper())",
        "from aider.main import main; help(main)",
        '"""\nfrom aider.main import main\nmain()\n"""\nprint(1)',
        "import importlib.metadata as m; [e.load() for e in m.distribution('pip').entry_points]; print('aider')",
        "import importlib; importlib.import_module('aider.main')",
        "from importlib.metadata import entry_points; print(entry_points(group='console_scripts')['aider'].value)",
        "from importlib.metadata import entry_points; entry_points(group='x.plugins')['aider'].load()()",
        "import importlib.metadata; importlib.metadata.version('aider-chat')",
        "open('/venv/bin/aider').read()",
        "print(1)",
    ):
        assert python(machine, observer, "-c", code) == [], code


@pytest.mark.usefixtures("venv")
def test_scripts_and_programs_that_a_wheel_puts_beside_python(machine: Machine, observer: Observer) -> None:
    assert observer.packages(machine.root / "venv/bin/native") == ["pkg:pypi/plain@1.0"]
    assert observer.packages("/usr/bin/dash", "sh", machine.root / "venv/bin/plain") == ["pkg:pypi/plain@1.0"]
    stray = machine.file("venv/bin/stray", b"\x7fELF", 0o755)
    assert observer.packages(stray) == []


def test_a_program_inside_a_package_must_bear_its_name(machine: Machine, observer: Observer) -> None:
    venv = machine.venv("venv")
    machine.dist(venv, "claude-agent-sdk", {}, "claude_agent_sdk/_bundled/claude", "claude_agent_sdk/_bundled/rg")
    bundled = venv / "lib/python3.11/site-packages/claude_agent_sdk/_bundled"
    assert observer.packages(bundled / "claude") == ["pkg:pypi/claude-agent-sdk@1.0"]
    assert observer.packages(bundled / "rg") == []


def test_a_module_of_one_s_own_comes_first(machine: Machine, observer: Observer) -> None:
    machine.dist(machine.venv("venv"), "llm", {"llm": "llm.cli:cli"}, "llm/__main__.py")
    machine.file("mods/llm/__main__.py", "print('mine')")
    machine.file("more/llm.py", "print('mine')")
    assert python(machine, observer, "-m", "llm") == ["pkg:pypi/llm@1.0"]
    assert python(machine, observer, "-m", "llm", cwd=str(machine.root / "mods")) == []
    assert python(machine, observer, "-m", "llm", env={"PYTHONPATH": str(machine.root / "more")}) == []


def test_another_python_by_pythonpath(machine: Machine, observer: Observer) -> None:
    venv = machine.venv("venv")
    machine.dist(venv, "llm", {"llm": "llm.cli:cli"}, "llm/__main__.py")
    exe = machine.root / "base/bin/python3.11"
    path = {"PYTHONPATH": f"{venv}/lib/python3.11/site-packages"}
    assert observer.packages(exe, exe, "-m", "llm", env=path) == ["pkg:pypi/llm@1.0"]
    assert observer.packages(exe, exe, "-m", "llm") == []
    assert observer.packages(exe, exe, "-c", "from llm.cli import cli; cli()", env=path) == ["pkg:pypi/llm@1.0"]


def test_environments_that_extend_others(machine: Machine, observer: Observer) -> None:
    base = machine.venv("cached")
    machine.dist(base, "llm", {"llm": "llm.cli:cli"}, "llm/__main__.py")
    overlay = machine.venv("overlay")
    site = "overlay/lib/python3.11/site-packages"
    machine.file(
        f"{site}/_uv_ephemeral_overlay.pth", f"import site; site.addsitedir('{base}/lib/python3.11/site-packages')"
    )
    exe = machine.root / "base/bin/python3.11"
    assert observer.packages(exe, overlay / "bin/python", "-m", "llm") == ["pkg:pypi/llm@1.0"]
    third = machine.venv("third")
    machine.file("third/pyvenv.cfg", f"home = /x\nextends-environment = {base}\n")
    assert observer.packages(exe, third / "bin/python", "-m", "llm") == ["pkg:pypi/llm@1.0"]


def test_user_installs_and_system_packages(machine: Machine, observer: Observer) -> None:
    home = machine.root / "home/jo"
    machine.dist(home / ".local", "llm", {"llm": "llm.cli:cli"}, "llm/__main__.py")
    exe = machine.file("sys/bin/python3.11", b"\x7fELF", 0o755)
    script = home / ".local/bin/llm"
    assert observer.packages(exe, exe, script, env={"HOME": str(home)}) == ["pkg:pypi/llm@1.0"]
    assert observer.packages(exe, "python3", "-m", "llm", execfn=str(exe), env={"HOME": str(home)}) == [
        "pkg:pypi/llm@1.0"
    ]


def test_an_active_environment_is_found_by_its_variable(machine: Machine, observer: Observer) -> None:
    venv = machine.venv("venv")
    machine.dist(venv, "llm", {"llm": "llm.cli:cli"}, "llm/__main__.py")
    exe = machine.root / "base/bin/python3.11"
    assert observer.packages(exe, "python", "-m", "llm", env={"VIRTUAL_ENV": str(venv)}) == ["pkg:pypi/llm@1.0"]


def test_an_environment_that_cannot_be_read_leaves_the_name(machine: Machine, observer: Observer) -> None:
    exe = machine.file("base/bin/python3.11", b"\x7fELF", 0o755)
    machine.file("gone/pyvenv.cfg", "home = /x\n")
    own = str(machine.root / "gone/bin/python")
    script = machine.script(machine.root / "gone/bin/llm", machine.root / "gone/bin/python", "llm.cli", "cli")
    other = machine.script(machine.root / "gone/bin/tool", machine.root / "gone/bin/python", "llm.cli", "cli")
    assert observer.packages(exe, own, script) == ["pkg:pypi/llm"]
    assert observer.packages(exe, own, "-c", "import runpy; runpy.run_module('llm')") == ["pkg:pypi/llm"]
    assert observer.packages(exe, own, other) == []
    assert observer.packages(exe, str(machine.root / "nowhere/bin/python"), script) == []


def test_runners_start_the_package_they_were_told_to_bring(observer: Observer) -> None:
    for line, purls in {
        "uvx llm": ["pkg:pypi/llm"],
        "uv tool run llm@0.30 --version": ["pkg:pypi/llm@0.30"],
        "uvx --from aider-chat==0.86 aider": ["pkg:pypi/aider-chat@0.86"],
        "uv run --no-project --with llm llm": ["pkg:pypi/llm"],
        "uv run --with llm python -m llm": ["pkg:pypi/llm"],
        "uv run --with llm python -c pass": [],
        "uv run --with llm pytest": [],
        "uvx --from ./wheels/llm.whl llm": [],
        "uv tool install llm": [],
        "uv pip show llm": [],
    }.items():
        assert observer.packages("/opt/" + line.split()[0], *line.split()) == purls, line


def test_a_new_installation_is_noticed(machine: Machine, observer: Observer) -> None:
    venv = machine.venv("venv")
    script = machine.script(venv / "bin/llm", venv / "bin/python", "llm.cli", "cli")
    assert python(machine, observer, script) == []
    machine.dist(venv, "llm", {"llm": "llm.cli:cli"})
    assert python(machine, observer, script) == ["pkg:pypi/llm@1.0"]


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b"[console_scripts]\n=\n=a:b\nllm\nllm = \n[", b"\xff\xfe" * 50]
)
def test_metadata_may_be_anything(machine: Machine, observer: Observer, content: bytes) -> None:
    venv = machine.venv("venv")
    machine.dist(venv, "llm", {"llm": "llm.cli:cli"}, "llm/__main__.py")
    info = venv / "lib/python3.11/site-packages/llm-1.0.dist-info"
    (info / "entry_points.txt").write_bytes(content)
    (info / "RECORD").write_bytes(content)
    (venv / "lib/python3.11/site-packages/x.pth").write_bytes(content)
    (venv / "pyvenv.cfg").write_bytes(content)
    assert python(machine, observer, "-m", "llm") in ([], ["pkg:pypi/llm"])


SNIPPETS = st.sampled_from(
    [
        "import ",
        "from ",
        "a.b",
        " as ",
        ",",
        "(",
        ")",
        "\n",
        ";",
        "exec(open('",
        "')",
        "run_module('",
        "llm",
        "*",
        "    ",
    ]
)


@given(st.lists(SNIPPETS | st.text(max_size=6), max_size=60).map("".join))
def test_no_source_is_too_strange(source: str) -> None:
    found = starts(source)
    assert all(module for module, _ in found.functions)


def test_a_source_made_to_be_slow_is_not() -> None:
    import time

    for source in (
        "import " + "a," * 20_000,
        "a(" * 20_000,
        "from a import b\n" * 2_000 + "b()\n" * 2_000,
        ";" * 20_000,
        "sys.path+=" + "\n" * 20_000,
        "console_scripts distribution( " * 1_000,
        "from a import (" * 2_000,
    ):
        began = time.process_time()
        starts(source + " " * 100_000 + "(")
        assert time.process_time() - began < 1


def test_the_standard_library_belongs_to_nobody() -> None:
    assert starts("import json, sys\njson.tool.main()\nsys.exit(1)").functions == ()
    assert "json" in sys.stdlib_module_names
