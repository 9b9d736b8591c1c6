"""The helper on Windows and macOS: what is called with what, and what the documented answers mean."""

import ctypes
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import SignpostError
from app.setup.elevator import Wish
from app.setup.errors import Cancelled, Unsuitable
from app.setup.manager_errors import ManagerBusy, ManagerFailed, ManagerUnready, NotAuthorised
from app.setup.osascript import PROMPT, Osascript
from app.setup.uac import ShellExecuteInfo, Uac, said_by

WISH = Wish("q", "install", 'artifacts/q/it\'s $(id) "q".msi', 60)


class Windows:
    """Its shell, answering as documented: `error` of ShellExecuteExW, `code` the helper ends with."""

    def __init__(self, error: int = 0, code: int = 0) -> None:
        self.error, self.code = error, code
        self.seen: dict[str, object] = {}
        self.looks, self.closed = 0, list[int]()

    def is_elevated(self) -> bool:
        return False

    def execute(self, info: ShellExecuteInfo) -> int:
        self.seen = {
            "size": info.size,
            "mask": info.mask,
            "show": info.show,
            **{name: _wide(getattr(info, name)) for name in ("verb", "file", "parameters")},
        }
        info.process = 0 if self.error else 77
        return self.error

    def process_id(self, process: int) -> int:
        assert process == 77
        return 4711

    def ended(self, process: int, milliseconds: int) -> bool:
        assert (process, milliseconds > 0) == (77, True)
        self.looks += 1
        return self.looks > 2

    def exit_code(self, process: int) -> int:
        assert process == 77
        return self.code

    def close(self, process: int) -> None:
        self.closed.append(process)


def _wide(address: int) -> str:
    end = next(at for at in range(0, 2000, 2) if ctypes.string_at(address + at, 2) == b"\0\0")
    return ctypes.string_at(address, end).decode("utf-16-le")


def test_windows_is_told_to_run_the_helper_as_administrator_and_waits_for_its_end(tmp_path: Path) -> None:
    windows = Windows()
    Uac(windows, tmp_path / "a b.exe").carry_out(WISH, {}, threading.Event())
    assert windows.seen == {
        "size": 112,  # of 64-bit Windows
        "mask": 0x40 | 0x100 | 0x400,
        "show": 0,
        "verb": "runas",
        "file": str(tmp_path / "a b.exe"),
        "parameters": 'setup-helper install "artifacts/q/it\'s $(id) \\"q\\".msi"',
    }
    assert (windows.looks, windows.closed) == (3, [77])


@pytest.mark.parametrize(
    ("error", "code", "means"),
    [
        (1223, 0, Cancelled),
        (2, 0, ManagerUnready),
        (5, 0, ManagerFailed),
        (0, 75, ManagerBusy),
        (0, 78, ManagerUnready),
        (0, 1, ManagerFailed),
        (0, 0xC0000005, ManagerFailed),
    ],
)
def test_an_ending_on_windows_is_the_error_it_means(error: int, code: int, means: type[SignpostError]) -> None:
    windows = Windows(error, code)
    with pytest.raises(means):
        Uac(windows, Path("helper.exe")).carry_out(WISH, {}, threading.Event())
    assert windows.closed == ([] if error else [77])


def test_what_the_helper_says_in_its_file_is_heard_while_it_works_and_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows, seen = Windows(code=1), list[object]()
    said = said_by(tmp_path, 4711)
    look = windows.ended

    def ended(process: int, milliseconds: int) -> bool:
        with said.open("a") as file:
            file.write(['{"bytes": 1, "total": 2}\n', '{"says": "half a', ' line"}\n'][windows.looks])
        if windows.looks == 2:
            said.write_text(said.read_text() + '{"error": "not-offered", "what": "It is not offered."}\n')
        return look(process, milliseconds)

    monkeypatch.setattr(windows, "ended", ended)
    uac = Uac(windows, Path("helper.exe"), tmp_path)
    with pytest.raises(ManagerFailed, match="It is not offered"):
        uac.carry_out(WISH, {}, threading.Event(), lambda done, total: seen.append((done, total)), seen.append)
    assert seen == [(1, 2), "half a line"]


@pytest.mark.parametrize("elevator", [lambda helper: Uac(Windows(), helper), Osascript])
def test_without_the_helper_the_next_recipe_is_tried(
    elevator: Callable[[Path], Uac | Osascript], tmp_path: Path
) -> None:
    (tmp_path / "osascript").write_text("#!/bin/sh\n")
    (tmp_path / "osascript").chmod(0o755)
    environment = {"PATH": str(tmp_path)}
    with pytest.raises(Unsuitable, match="is not installed"):
        elevator(tmp_path / "helper").viable("q", environment)
    (tmp_path / "helper").touch()
    elevator(tmp_path / "helper").viable("q", environment)


def osascript(folder: Path, script: str) -> dict[str, str]:
    """An environment whose osascript is that shell script."""
    program = folder / "osascript"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def test_no_word_of_the_order_is_part_of_the_script(tmp_path: Path) -> None:
    environment = osascript(tmp_path, f'printf "%s\\0" "$@" > "{tmp_path}/argv"')
    Osascript(Path("/x/helper")).carry_out(WISH, environment, threading.Event())
    words = (tmp_path / "argv").read_text().split("\0")[:-1]
    script, given = words[:6], words[6:]
    assert script[0::2] == ["-e"] * 3
    assert (script[1], script[5]) == ("on run argv", "end run")
    assert script[3].count("quoted form of item") == 3
    assert "with administrator privileges" in script[3]
    assert given == ["/x/helper", WISH.verb, WISH.target, PROMPT]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("0:175: execution error: User canceled. (-128)", Cancelled),
        ("0:175: execution error: 用户已取消。 (-128)", Cancelled),
        ("0:175: execution error: The administrator user name or password was incorrect. (-60007)", NotAuthorised),
        ("0:175: execution error: The command exited with a non-zero status. (75)", ManagerBusy),
        ("0:175: execution error: The command exited with a non-zero status. (1)", ManagerFailed),
        ("osascript: no script", ManagerFailed),
    ],
)
def test_an_ending_on_macos_is_the_error_it_means(said: str, means: type[SignpostError], tmp_path: Path) -> None:
    with pytest.raises(means):
        Osascript(Path("/x")).carry_out(WISH, osascript(tmp_path, f"echo '{said}' >&2; exit 1"), threading.Event())


def test_what_the_helper_said_is_heard_at_its_end(tmp_path: Path) -> None:
    words: list[str] = []
    environment = osascript(tmp_path, """printf '{"says": "Copying"}\\r{"phase": "done"}\\n'""")
    Osascript(Path("/x")).carry_out(WISH, environment, threading.Event(), say=words.append)
    assert words == ["Copying"]
