"""Conda packages, by records that a real installer wrote (py-rattler 0.28, the library under pixi; a local channel)."""

from pathlib import Path

import pytest

from app.identify.identify import Identifier
from tests.identify.machine import ELF, Machine, Observer

RECORDS = Path(__file__).parent / "recorded/conda-meta"


@pytest.fixture
def prefix(machine: Machine) -> Path:
    """A prefix with the two recorded packages, python and npm's packages in it."""
    for record in RECORDS.iterdir():
        machine.file(f"env/conda-meta/{record.name}", record.read_bytes())
    for command in ("brush", "paint", "stranger", "python3.11"):
        machine.file(f"env/bin/{command}", ELF, 0o755)
    machine.npm("env/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    machine.npm("env/lib", "other", "cli.js", bin={"other": "cli.js"})
    site = "env/lib/python3.11/site-packages"
    machine.file(f"{site}/aider_chat-0.86.0.dist-info/METADATA", "Name: aider-chat\n")
    machine.file(f"{site}/aider_chat-0.86.0.dist-info/entry_points.txt", "[console_scripts]\naider = aider.main:main\n")
    machine.file(f"{site}/aider_chat-0.86.0.dist-info/RECORD", "aider/__main__.py,,\n")
    machine.file(f"{site}/aider/__main__.py")
    machine.script(machine.root / "env/bin/aider", machine.root / "env/bin/python3.11", "aider.main", "main")
    return machine.root / "env"


def test_a_program_called_like_its_package(prefix: Path, observer: Observer) -> None:
    assert observer.packages(prefix / "bin/paint") == ["pkg:conda/paint-tools@2.1"]
    assert observer.packages(prefix / "bin/stranger") == []


def test_a_program_called_otherwise_when_the_package_is_sought(prefix: Path, observer: Observer) -> None:
    assert observer.packages(prefix / "bin/brush") == []
    observer.identifier.seek(["pkg:conda/paint-tools"])
    assert observer.packages(prefix / "bin/brush") == ["pkg:conda/paint-tools@2.1"]
    assert observer.packages(prefix / "bin/stranger") == []


def test_a_python_command_is_pypi_s_and_conda_s(prefix: Path, observer: Observer) -> None:
    both = ["pkg:pypi/aider-chat@0.86.0", "pkg:conda/aider-chat@0.86.0"]
    python = prefix / "bin/python3.11"
    assert observer.packages(python, python, prefix / "bin/aider") == both
    assert observer.packages(python, python, "-m", "aider") == both


def test_a_node_command_is_npm_s_and_conda_s(prefix: Path, observer: Observer) -> None:
    observer.identifier = Identifier(["pkg:conda/paint-tools"])
    script = prefix / "lib/node_modules/@acme/paint/cli.js"
    assert observer.node(script) == ["pkg:npm/%40acme/paint@1.2.3", "pkg:conda/paint-tools@2.1"]
    assert observer.node(prefix / "lib/node_modules/other/cli.js") == ["pkg:npm/other@1.2.3"]


def test_an_update_is_seen_and_bad_records_say_nothing(machine: Machine, prefix: Path, observer: Observer) -> None:
    record = next((prefix / "conda-meta").glob("paint-tools*"))
    record.rename(record.with_name("paint-tools-3.0-h1_0.json"))
    assert observer.packages(prefix / "bin/paint") == ["pkg:conda/paint-tools@3.0"]
    record.with_name("paint-tools-3.0-h1_0.json").unlink()
    for name in ("paint.json", "paint-1.json", "paint--.json", "paint-1-1.json"):
        machine.file(f"env/conda-meta/{name}", "\0{[")
    (prefix / "conda-meta/paint-2-2.json").mkdir()
    assert observer.packages(prefix / "bin/paint") == []
