"""A line on the terminal that a program runs on, where the person wished for one."""

import os
import stat
import sys

from app.host.terminal import harmless


def say(pid: int, line: str) -> bool:
    """Write `line` to the terminal of that process; False where it has none, or none of this person's own.

    Never blocks and never takes the terminal over; what is not printable is written out, so that no text of outsiders
    can move the cursor.
    """
    if sys.platform == "win32":  # processes have no terminals there
        return False
    else:
        import psutil  # only where somebody wished for it

        try:
            path = psutil.Process(pid).terminal()
            if not path or not path.startswith("/dev/"):
                return False
            terminal = os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        except (OSError, psutil.Error):
            return False
        try:
            found = os.fstat(terminal)
            own = stat.S_ISCHR(found.st_mode) and found.st_uid == os.getuid()
            return own and os.write(terminal, f"\r\n{harmless(line)}\r\n".encode()) > 0
        except OSError:  # a terminal that takes nothing just now is not waited for
            return False
        finally:
            os.close(terminal)
