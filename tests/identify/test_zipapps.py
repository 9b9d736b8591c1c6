"""Zip applications of Python are the distribution whose command they start."""

import json
import zipfile
from pathlib import Path

import pytest

from app.identify.files import Look
from app.identify.zipapps import owners
from tests.identify.machine import Machine, Observer

TOOL = ["pkg:pypi/tool-ai@1.0"]


def archive(path: Path, files: dict[str, str], start: bytes = b"#!/usr/bin/python3\n") -> Path:
    """A zip behind a `#!` line, with two distributions below `prefix`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(start)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    path.chmod(0o755)
    return path


def packages(prefix: str, whole: str = "") -> dict[str, str]:
    """Two distributions inside an archive; only one has the command `tool`."""
    return {
        f"{whole or prefix}tool_ai-1.0.dist-info/entry_points.txt": "[console_scripts]\ntool = tool.cli:run\n",
        f"{prefix}tool/cli.py": "def run(): ...\n",
        f"{prefix}other-2.0.dist-info/entry_points.txt": "[console_scripts]\nother = other:main\n",
    }


LAYOUTS = {
    "zipapp": {"__main__.py": "import tool.cli\ntool.cli.run()\n", **packages("")},
    "shiv": {
        "__main__.py": "import _bootstrap\n_bootstrap.bootstrap()\n",
        "environment.json": json.dumps({"shiv_version": "1.0.8", "entry_point": "tool.cli:run"}),
        **packages("site-packages/"),
    },
    "pex": {
        "__main__.py": "from pex.bootstrap import boot\nboot()\n",
        "PEX-INFO": json.dumps({"entry_point": "tool.cli:run", "code_hash": "0"}),
        **packages(".deps/x-1.0-py3-none-any.whl/", ".deps/tool_ai-1.0-py3-none-any.whl/"),
    },
}


@pytest.mark.parametrize("packed", LAYOUTS)
@pytest.mark.parametrize("start", [b"#!/usr/bin/python3\n", b""])
def test_the_program_is_the_distribution_s(machine: Machine, observer: Observer, packed: str, start: bytes) -> None:
    made = archive(machine.root / "any.name", LAYOUTS[packed], start)
    assert observer.packages("/usr/bin/python3.11", "python3", made, "--help") == TOOL


def test_an_archive_that_only_holds_a_tool_is_not_the_tool(machine: Machine, observer: Observer) -> None:
    for main, note in (
        ("print(1)", "{}"),
        ("import tool.cli", "["),
        ("import mine; mine.main()", '{"entry_point": 3}'),
    ):
        made = archive(machine.root / "x.pyz", {"__main__.py": main, "environment.json": note, **packages("")})
        assert observer.packages("/usr/bin/python3.11", "python3", made) == []
        made.unlink()


def test_a_damaged_archive_says_nothing(machine: Machine) -> None:
    made = archive(machine.root / "x.pyz", LAYOUTS["shiv"])
    whole = made.read_bytes()
    for cut in range(1, len(whole), 7):
        made.write_bytes(whole[:-cut])
        assert owners(Look(), str(made)) == ()
