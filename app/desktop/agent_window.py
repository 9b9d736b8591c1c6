"""Windows' way to ask this program to end: a window that nobody sees, which hears what others would have a signal for.

An installer that replaces our files closes it (WM_CLOSE, as `taskkill` does), and the Restart Manager, which Windows
Installer uses, ends the session for us alone (WM_ENDSESSION with ENDSESSION_CLOSEAPP) and starts again with the new
files whoever registered for that (learn.microsoft.com, "Guidelines for Applications", Restart Manager). Only this
person's programs and administrators' reach it, who could end us anyway.
"""

import ctypes
import struct
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.host import entries

TITLE = "Signpost agent"
"""What installers find it by (`build/packages/windows/application.py`); never shown, so never translated."""

_WM_CLOSE, _WM_ENDSESSION = 0x0010, 0x0016
_MESSAGE = struct.Struct("@PIPP")
"""The beginning of MSG (winuser.h): window, message, wParam, lParam."""
_NOT_AFTER_CRASH_HANG_REBOOT = 1 | 2 | 8
"""RESTART_NO_CRASH, RESTART_NO_HANG, RESTART_NO_REBOOT: login starts us anyway."""


class AgentWindow(QWidget):
    """Calls `end` on the main thread when somebody asks for the end. Belongs to the main thread."""

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._end = end
        self.setWindowTitle(TITLE)
        self.winId()  # Windows has it from now on, though it is never shown
        if sys.platform == "win32" and entries.is_frozen():
            ctypes.windll.kernel32.RegisterApplicationRestart("run", _NOT_AFTER_CRASH_HANG_REBOOT)

    def nativeEvent(self, kind: Any, message: Any) -> Any:
        """Hear Windows' own messages; `message` is the address of a MSG."""
        if sys.platform == "win32" and asks_to_end(ctypes.string_at(int(message), _MESSAGE.size)):
            self._end()
            return True, 0
        return super().nativeEvent(kind, message)


def asks_to_end(message: bytes) -> bool:
    """Whether a message (the bytes of a MSG) says that this program is to end; a log-off can be called off yet."""
    _, number, is_certain, _ = _MESSAGE.unpack_from(message)
    return number == _WM_CLOSE or (number == _WM_ENDSESSION and bool(is_certain))
