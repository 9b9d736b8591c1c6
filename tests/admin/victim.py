"""`signpost-admin` that dies by SIGKILL at its k-th touch of the disk: `victim.py FOLDER K ARGUMENT...`.

Every file opened for writing, renamed, removed, and every folder made below FOLDER counts (Python's audit events). With
a K that is never reached it prints how many there were.
"""

import os
import signal
import sys
from typing import Any

from app.admin.cli import commands
from app.errors import SignpostError

_TOUCHES = {"os.rename", "os.remove", "os.mkdir", "os.chmod", "os.rmdir", "os.truncate"}


def main(folder: str, number: int, arguments: list[str]) -> None:
    """Run the command, counting."""
    seen = 0

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal seen
        writes = (
            event == "open" and len(given) > 2 and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if (event in _TOUCHES or writes) and str(given[0]).startswith(folder) and not str(given[0]).endswith("/lock"):
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
            seen += 1

    sys.addaudithook(watch)
    try:
        commands.main(arguments, prog_name="signpost-admin", standalone_mode=False)
    except SignpostError as error:
        sys.exit(str(error))
    finally:
        print(f"touches {seen}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
