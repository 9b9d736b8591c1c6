"""A signal to end is never missed, whenever it comes, and never hangs who is about to wait for it."""

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, sys, threading
from app.commands.ending import told_to_end

number = signal.Signals[sys.argv[1]]
moments = {
    "before": lambda: os.kill(os.getpid(), number),
    "while it waits": lambda: None,
    "by a thread": lambda: threading.Thread(target=lambda: os.kill(os.getpid(), number)).start(),
}
with told_to_end() as wait:
    moments[sys.argv[2]]()
    print("waits", flush=True)
    wait()
    print("ends", flush=True)
os.kill(os.getpid(), number)
print("ended", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process that is sent these")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("moment", ["before", "while it waits", "by a thread"])
def test_it_is_noted_whenever_it_comes(name: str, moment: str) -> None:
    argv = [sys.executable, "-c", PROGRAM, name, moment]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "waits\n"
        if moment == "while it waits":
            child.send_signal(signal.Signals[name])
        assert child.stdout.read() == "ends\nended\n"
    assert child.returncode == 0
