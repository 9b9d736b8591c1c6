"""A program of ours that works beside us: the subprocess gate's other door (see `app.host.run`).

Loads nothing but what starts a process: what works beside us is best started before all else.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence

Companion = subprocess.Popen[bytes]

NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a program of the console, started by one that has none, would open a window for each start."""


def companion(argv: Sequence[str], *, env: Mapping[str, str]) -> Companion:
    """Start a program of ours that works beside us until its standard input closes; all three streams are raw pipes.

    It stays in our session on purpose: Linux schedules by session (autogroup, sched(7)), and a companion in another one
    could not be woken ahead of what it watches. The caller closes its input, waits, and ends it if it will not go.
    Raises OSError when the program cannot be started.
    """
    return subprocess.Popen(
        list(argv),
        env=dict(env),
        cwd=os.sep,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        creationflags=NO_WINDOW,
    )
