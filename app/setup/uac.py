"""The elevated helper on Windows: ShellExecuteExW with the verb `runas`, for which User Account Control asks.

https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-shellexecuteinfow. Who closes the dialog makes it end
with ERROR_CANCELLED. What runs elevated shares no pipe with us: what it has done is told by its exit code, and it asks
the policy host itself. The structure has the same size everywhere and text goes as UTF-16 bytes, so that it is tested
wherever the tests run.
"""

import ctypes
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.host.run import Result
from app.setup.elevator import HELPER, NAME, Host, OnBytes, Say, Wish
from app.setup.errors import Cancelled
from app.setup.helper_output import AROUND_SECONDS, Heard, problem
from app.setup.manager_errors import ManagerFailed, ManagerUnready

ERROR_CANCELLED = 1223
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

    def ended(self, process: int, milliseconds: int) -> bool:
        """WaitForSingleObject."""

    def exit_code(self, process: int) -> int:
        """GetExitCodeProcess."""

    def close(self, process: int) -> None:
        """CloseHandle."""


@dataclass(frozen=True)
class Uac:
    """By the dialog of User Account Control."""

    shell: Shell
    helper: Path = HELPER

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
        texts = [_text("runas"), _text(str(self.helper)), _text(subprocess.list2cmdline([wish.verb, wish.target]))]
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
        try:
            result = self._waited_for(info.process, time.monotonic() + wish.seconds + AROUND_SECONDS)
        finally:
            self.shell.close(info.process)
        if ended := problem(wish, result, Heard(on_bytes, say, lambda _: None)):
            raise ended

    def _waited_for(self, process: int, until: float) -> Result:
        while not self.shell.ended(process, _LOOK_MILLISECONDS):
            if time.monotonic() > until:
                return Result(0, "", "", "timeout")
        return Result(self.shell.exit_code(process), "", "")


def _text(text: str) -> "ctypes.Array[ctypes.c_char]":
    return ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")


if sys.platform == "win32":

    class Windows:
        """Its own libraries."""

        def __init__(self) -> None:
            self._shell = ctypes.WinDLL("shell32", use_last_error=True)
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.WaitForSingleObject.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
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
