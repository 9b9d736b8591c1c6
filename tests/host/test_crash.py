"""A crash of our own is loud, ends in order and leaves a code of its own."""

import subprocess
import sys

import pytest

PROGRAM = """
import signal, sys, threading
from app.host import crash

over = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: over.set())
crash.end_on_crash(lambda kind, thread, text: print(kind, thread, text.splitlines()[-1], flush=True))

def fails():
    raise RuntimeError("unforeseen")

if sys.argv[1] == "thread":
    threading.Thread(target=fails).start()
elif sys.argv[1] == "caught":
    def catches():
        try:
            fails()
        except RuntimeError as error:
            crash.end(error)

    threading.Thread(target=catches).start()
elif sys.argv[1] == "destructor":
    class Odd:
        def __del__(self):
            raise RuntimeError("unforeseen")
    Odd()
    over.set()
else:
    over.set()
over.wait()
print("ended in order")
sys.exit(crash.exit_code(0))
"""


@pytest.mark.parametrize(("how", "code"), [("thread", 70), ("caught", 70), ("destructor", 0), ("not", 0)])
def test_what_nobody_foresaw_ends_the_process(how: str, code: int) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == code
    *kept, last = done.stdout.splitlines()
    assert last == "ended in order"
    assert [line.split()[0] for line in kept] == ["exception"] * (how != "not")
    assert all(line.endswith("RuntimeError: unforeseen") for line in kept)
    assert ("RuntimeError: unforeseen" in done.stderr) is (how != "not")
