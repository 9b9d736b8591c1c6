"""Where the threads of the agent are, asked by a signal that its fault handler answers in C: also of one that hangs."""

import os
import sys
import time
from pathlib import Path

from app.doctor import agent
from app.doctor.agent import State
from app.host import clock, crash_reports
from app.host.paths import Paths

SECONDS = 2.0
_LOOK_SECONDS = 0.05
_MOST_BYTES = 64_000

NOT_TOLD = "The agent does not tell: "


def of_agent(paths: Paths) -> str:
    """The stack of each, without values; or why it is not told."""
    found = agent.find(paths, clock.now())
    said = found.said
    if said is None or found.state is State.STOPPED:
        return f"{NOT_TOLD}it is {found.state.value}.\n"
    file = crash_reports.stacks_file(crash_reports.folder(paths), said.agent.pid, said.agent.start_time)
    if not file.exists():  # it would end by a signal that it does not know
        return f"{NOT_TOLD}there is no way to ask it.\n"
    return _asked(said.agent.pid, file)


if sys.platform != "win32":
    import signal

    def _asked(pid: int, file: Path) -> str:
        try:
            before = file.stat().st_size
            os.kill(pid, signal.SIGUSR1)
            size, give_up = before, time.monotonic() + SECONDS
            while time.monotonic() < give_up:  # nothing says that it is done but that nothing comes any more
                time.sleep(_LOOK_SECONDS)
                last, size = size, file.stat().st_size
                if size == last > before:
                    break
            with file.open("rb") as data:
                data.seek(before)
                told = data.read(_MOST_BYTES)
            os.truncate(file, 0)
        except OSError as error:
            return f"{NOT_TOLD}{error.strerror}.\n"
        return told.decode(errors="replace") or f"{NOT_TOLD}it did not answer.\n"

else:

    def _asked(_pid: int, _file: Path) -> str:
        return NOT_TOLD
