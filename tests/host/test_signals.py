"""A signal to end is never missed, whenever it comes, and never hangs who is about to wait for it."""

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, sys, threading
from app.host.signals import noted

number = signal.Signals[sys.argv[1]]
if signal.getsignal(number) is signal.SIG_IGN:  # the tests' own run was started by nohup(1)
    signal.signal(number, signal.SIG_DFL)
moments = {
    "before": lambda: os.kill(os.getpid(), number),
    "while it waits": lambda: None,
    "by a thread": lambda: threading.Thread(target=lambda: os.kill(os.getpid(), number)).start(),
}
with noted(for_good=True) as told:
    moments[sys.argv[2]]()
    print("waits", flush=True)
    while not told.ends():
        pass
    print("ends", flush=True)
os.kill(os.getpid(), number)
print("ended", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process that is sent these")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
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


BACK = """
import os, signal
from app.host.signals import noted

before = signal.getsignal(signal.SIGINT)
with noted() as told:
    os.kill(os.getpid(), signal.SIGINT)
    assert told.ends()
assert signal.getsignal(signal.SIGINT) is before
assert signal.set_wakeup_fd(-1) == -1
try:
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
except KeyboardInterrupt:
    print("as ever")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process that is sent these")
def test_the_usual_handling_comes_back() -> None:
    done = subprocess.run([sys.executable, "-c", BACK], capture_output=True, text=True, check=False, timeout=20)
    assert (done.stdout, done.stderr) == ("as ever\n", "")


IGNORED = """
import os, signal
from app.host.signals import ending, noted

signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup(1) leaves it
assert signal.SIGHUP not in ending()
with noted() as told:
    os.kill(os.getpid(), signal.SIGHUP)
    os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    print(list(told._read()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no hangup")
def test_a_hangup_that_was_ignored_from_the_start_stays_ignored() -> None:
    done = subprocess.run([sys.executable, "-c", IGNORED], capture_output=True, text=True, check=False, timeout=20)
    assert (done.stdout, done.stderr) == (f"[{signal.SIGTERM.value}]\n", "")
