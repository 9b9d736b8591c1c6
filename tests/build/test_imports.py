"""What a program imports, read off its sources; and the proofs that a frozen one has it."""

import subprocess
import sys
from pathlib import Path

import pytest
from packages import imports, self_test

SOURCE = '''
"""A program."""
import sys
from typing import TYPE_CHECKING
TYPE_CHECKING = False
if TYPE_CHECKING:
    import never_run
if sys.platform == "win32":
    import winreg
elif sys.platform != "linux":
    import elsewhere
else:
    import termios
try:
    import brotli
except ImportError:
    import zlib
def later():
    from house import room
    if sys.platform not in ("linux", "darwin"):
        import msvcrt
    with open("a") as file:
        import json.decoder
    match file:
        case None:
            import csv
    if sys.platform == "linux":
        return
    import winsound
'''


@pytest.fixture
def program(tmp_path: Path) -> Path:
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").write_text("import house.walls\n")
    (house / "room.py").write_text("import sys\nassert sys.platform != 'linux'\nimport nobody\n")
    (house / "walls.py").write_text("from house.room import door as entrance\nimport sqlite3\n")
    (house / "not_reached.py").write_text("import nothing\n")
    (tmp_path / "program.py").write_text(SOURCE)
    return tmp_path / "program.py"


def test_what_a_program_may_import_on_this_system_is_found(program: Path) -> None:
    assert imports.imported(program, "linux", program.parent) == (
        "csv", "house.room:door", "house.walls", "house:room", "json.decoder", "sqlite3", "sys", "termios",
        "typing:TYPE_CHECKING", "zlib",
    )  # fmt: skip


def test_each_system_has_its_own(program: Path) -> None:
    found = imports.imported(program, "win32", program.parent)
    assert {"winreg", "msvcrt", "winsound", "nobody"} <= set(found)
    assert not {"termios", "elsewhere"} & set(found)


def _proved(program: Path, entry: Path, capfd: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    code = self_test.main(program, entry)
    said = capfd.readouterr().out.splitlines()
    return code, {line[7:].partition(":")[0]: line[:6].strip() or line for line in said}


EMPLOYEE = {"watcher", "SQLite", "keyring", "signature", "SVG", "window", "wrong argument", "TLS", "imports"}


@pytest.mark.parametrize(
    ("name", "proofs"),
    [
        (
            "signpost",
            {"watcher", "SQLite", "keyring", "signature", "SVG", "window", "wrong argument", "TLS", "imports"},
        ),
        ("signpost-admin", {"report", "signature", "publishing", "TLS", "imports"}),
    ],
)
def test_each_program_proves_itself(name: str, proofs: set[str], root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    entry = root / f"build/packages/entries/{name.replace('-', '_')}.py"
    code, said = _proved(Path(sys.executable).with_name(name), entry, capfd)
    assert (code, said) == (0, dict.fromkeys(proofs, "ok"))


def test_what_is_missing_is_named() -> None:
    asked = '{"imports": ["json", "no_such_module", "json:no_such_name"], "url": "https://192.0.2.1/"}'
    signpost = Path(sys.executable).with_name("signpost-admin")
    done = subprocess.run([signpost, "self-test"], input=asked, env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (
        "FAILED imports: ImportError: no_such_module (No module named 'no_such_module'); json:no_such_name"
        in done.stdout
    )
    assert "FAILED TLS: ValueError: https://192.0.2.1/ is not this computer" in done.stdout
