"""The elevated helper on Windows: ShellExecuteExW with the verb `runas`, for which User Account Control asks.

https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-shellexecuteinfow. Who closes the dialog makes it end
with ERROR_CANCELLED. What runs elevated shares no pipe with us: it says what it does in a file that everybody may read
and administrators alone may write, what came of it is told by its exit code, and it asks the policy host itself. The
structure has the same size everywhere and text goes as UTF-16 bytes, so that it is tested wherever the tests run.
"""

import ctypes
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.host import files, known_folders
from app.host.run import Result
from app.setup.elevator import HELPER, NAME, Host, OnBytes, Say, Wish
from app.setup.errors import Cancelled
from app.setup.helper_output import AROUND_SECONDS, Heard, problem
from app.setup.manager_errors import ManagerFailed, ManagerUnready

ERROR_CANCELLED = 1223
SAID = "progress"
"""The folder below Signpost's in %ProgramData% where the helper says what it does; see `said_by`."""

if sys.platform == "win32":
    _SAID = known_folders.system().path(known_folders.PROGRAM_DATA) / "Signpost" / SAID
else:
    _SAID = Path(SAID)  # there is no such folder elsewhere

_COMMAND = "setup-helper"  # of `signpost`
_MOST_SAID = 1 << 16  # bytes that are read at a time
_NOT_FOUND = (2, 3)  # ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND
_NOCLOSEPROCESS, _NOASYNC, _NO_UI = 0x40, 0x100, 0x400
_HIDE = 0
_LOOK_MILLISECONDS = 200


class ShellExecuteInfo(ctypes.Structure):
    """SHELLEXECUTEINFOW of 64-bit Windows."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("mask", ctypes.c_uint32),
        ("window", ctypes.c_void_p),
        ("verb", ctypes.c_void_p),
        ("file", ctypes.c_void_p),
        ("parameters", ctypes.c_void_p),
        ("directory", ctypes.c_void_p),
        ("show", ctypes.c_int32),
        ("instance", ctypes.c_void_p),
        ("ids", ctypes.c_void_p),
        ("class_name", ctypes.c_void_p),
        ("class_key", ctypes.c_void_p),
        ("hot_key", ctypes.c_uint32),
        ("icon", ctypes.c_void_p),
        ("process", ctypes.c_void_p),
    )


class Shell(Protocol):
    """The calls of Windows that are needed."""

    def is_elevated(self) -> bool:
        """IsUserAnAdmin."""

    def execute(self, info: ShellExecuteInfo) -> int:
        """ShellExecuteExW; 0, or the last error."""

    def process_id(self, process: int) -> int:
        """GetProcessId."""

    def ended(self, process: int, milliseconds: int) -> bool:
        """WaitForSingleObject."""

    def exit_code(self, process: int) -> int:
        """GetExitCodeProcess."""

    def close(self, process: int) -> None:
        """CloseHandle."""


@dataclass(frozen=True)
class Uac:
    """By the dialog of User Account Control; `said` is where the helper says what it does."""

    shell: Shell
    helper: Path = HELPER
    said: Path = _SAID

    def needed(self) -> bool:
        """By the token of this process."""
        return not self.shell.is_elevated()

    def viable(self, tool: str, environment: Mapping[str, str]) -> None:
        """Raises ManagerUnready."""
        del environment
        if not self.helper.exists():
            raise ManagerUnready(manager=NAME, tool=tool, detail=f"{self.helper} is not installed")

    def carry_out(
        self,
        wish: Wish,
        environment: Mapping[str, str],
        cancel: threading.Event,
        on_bytes: OnBytes = lambda *_: None,
        say: Say = lambda _: None,
        host: Host | None = None,
    ) -> None:
        """See `Elevator`. Once the dialog is answered the helper goes on whatever we do: it is waited for."""
        del environment, cancel, host  # UAC starts it with the administrator's own environment
        words = [_COMMAND, wish.verb, wish.target]
        texts = [_text("runas"), _text(str(self.helper)), _text(subprocess.list2cmdline(words))]
        verb, file, parameters = (ctypes.addressof(text) for text in texts)
        info = ShellExecuteInfo(
            size=ctypes.sizeof(ShellExecuteInfo),
            mask=_NOCLOSEPROCESS | _NOASYNC | _NO_UI,
            verb=verb,
            file=file,
            parameters=parameters,
            show=_HIDE,
        )
        error = self.shell.execute(info)
        if error == ERROR_CANCELLED:
            raise Cancelled(tool=wish.tool)
        if error in _NOT_FOUND:
            raise ManagerUnready(manager=NAME, tool=wish.tool, detail=f"{self.helper} is not installed")
        if error or not info.process:
            raise ManagerFailed(manager=NAME, tool=wish.tool, code=f"error {error}", detail="Windows did not start it")
        heard = Heard(on_bytes, say, lambda _: None)
        try:
            listening = Listening(said_by(self.said, self.shell.process_id(info.process)), heard.line)
            result = self._waited_for(info.process, time.monotonic() + wish.seconds + AROUND_SECONDS, listening)
        finally:
            self.shell.close(info.process)
        if ended := problem(wish, result, heard):
            raise ended

    def _waited_for(self, process: int, until: float, listening: "Listening") -> Result:
        while not self.shell.ended(process, _LOOK_MILLISECONDS):
            listening.go_on()
            if time.monotonic() > until:
                return Result(0, "", "", "timeout")
        while listening.go_on():
            pass
        return Result(self.shell.exit_code(process), "", "")


def said_by(folder: Path, process: int) -> Path:
    """The file in which the helper with that process id says what it does: its progress protocol, as it goes."""
    return folder / f"{process}.jsonl"


class Listening:
    """Reads such a file as it grows; one that is not there, or not to be read, says nothing."""

    def __init__(self, file: Path, on_line: Callable[[str], None]) -> None:
        self._file, self._on_line = file, on_line
        self._read, self._begun = 0, b""

    def go_on(self) -> bool:
        """Hear the lines that are whole by now; returns whether there was anything new."""
        try:
            with files.plain(self._file) as file:
                file.seek(self._read)
                new = file.read(_MOST_SAID)
        except OSError:
            return False
        self._read += len(new)
        *lines, self._begun = (self._begun + new).split(b"\n")
        self._begun = self._begun[-_MOST_SAID:]
        for line in lines:
            self._on_line(line.decode("utf-8", "replace"))
        return bool(new)


def _text(text: str) -> "ctypes.Array[ctypes.c_char]":
    return ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")


if sys.platform == "win32":

    class Windows:
        """Its own libraries."""

        def __init__(self) -> None:
            self._shell = ctypes.WinDLL("shell32", use_last_error=True)
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.WaitForSingleObject.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
            self._kernel.GetProcessId.argtypes = (ctypes.c_void_p,)
            self._kernel.GetExitCodeProcess.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
            self._kernel.CloseHandle.argtypes = (ctypes.c_void_p,)

        def is_elevated(self) -> bool:
            """See `Shell`."""
            return bool(self._shell.IsUserAnAdmin())

        def execute(self, info: ShellExecuteInfo) -> int:
            """See `Shell`."""
            if self._shell.ShellExecuteExW(ctypes.byref(info)):
                return 0
            return ctypes.get_last_error()

        def process_id(self, process: int) -> int:
            """See `Shell`."""
            return int(self._kernel.GetProcessId(process))

        def ended(self, process: int, milliseconds: int) -> bool:
            """See `Shell`."""
            return bool(self._kernel.WaitForSingleObject(process, milliseconds) == 0)

        def exit_code(self, process: int) -> int:
            """See `Shell`."""
            code = ctypes.c_uint32()
            self._kernel.GetExitCodeProcess(process, ctypes.byref(code))
            return code.value

        def close(self, process: int) -> None:
            """See `Shell`."""
            self._kernel.CloseHandle(process)
