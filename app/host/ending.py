"""Asks one process to end, politely: by (pid, start time), never its group, never by force.

Linux: SIGTERM through a pidfd (pidfd_open(2), pidfd_send_signal(2)): it is opened first and checked then, so that the
signal cannot reach another process that got the pid meanwhile. macOS has none: kill(2) right after the check. Windows:
WM_CLOSE to the process's own top-level windows, as `taskkill` without /F does; a console program has none and is left
running, because a console's events (GenerateConsoleCtrlEvent) reach the shell and everything else in it.
"""

import contextlib
import os
import signal
import sys
from pathlib import Path

from app.host import process

if sys.platform == "win32":
    import ctypes

    from app.host import nt
elif sys.platform == "darwin":
    from app.host import libproc

_DELETED = " (deleted)"
"""What the kernel adds to the path of a program whose file is gone (proc(5), /proc/pid/exe)."""

_WM_CLOSE = 0x0010


def ask_to_end(pid: int, started: int, exe: str) -> bool:
    """Ask that process to end if it still runs the program `exe`; whether it was asked. It may take its time."""
    if sys.platform == "linux":
        try:
            held = os.pidfd_open(pid)
        except OSError:
            return False
        try:
            return _is_it(pid, started, exe) and _signalled(held)
        finally:
            os.close(held)
    elif sys.platform == "win32":
        with contextlib.suppress(OSError), nt.system().process(pid):  # held: its id is given to no other
            return _is_it(pid, started, exe) and _close_windows(pid)
        return False
    else:
        if not _is_it(pid, started, exe):
            return False
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)
            return True
        return False


def _is_it(pid: int, started: int, exe: str) -> bool:
    """Whether it is that process, and no other program was started in its place."""
    return process.is_running(pid, started) and _program(pid) == exe.removesuffix(_DELETED)


def _program(pid: int) -> str:
    """The path of the program that a process runs; "" when it cannot be told."""
    try:
        if sys.platform == "linux":
            return str(Path(f"/proc/{pid}/exe").readlink()).removesuffix(_DELETED)
        elif sys.platform == "win32":
            with nt.system().process(pid) as held:
                return held.image()
        else:
            return os.fsdecode(libproc.system().path(pid))
    except OSError:
        return ""


if sys.platform == "linux":

    def _signalled(held: int) -> bool:
        with contextlib.suppress(OSError):  # it ended meanwhile, or is another user's
            signal.pidfd_send_signal(held, signal.SIGTERM)
            return True
        return False

elif sys.platform == "win32":

    def _close_windows(pid: int) -> bool:
        """Whether it has windows that could be asked (EnumWindows, GetWindowThreadProcessId, PostMessageW)."""
        user32, asked = ctypes.WinDLL("user32"), []

        def each(window: int, _: int) -> int:
            owner = ctypes.c_uint32()
            user32.GetWindowThreadProcessId(ctypes.c_void_p(window), ctypes.byref(owner))
            if owner.value == pid and user32.PostMessageW(ctypes.c_void_p(window), _WM_CLOSE, None, None):
                asked.append(window)
            return 1

        user32.EnumWindows(ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(each), None)
        return bool(asked)
