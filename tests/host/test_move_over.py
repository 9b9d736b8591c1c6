"""An agent that is to move over ends in order and then becomes the other program, in the same process."""

import subprocess
import sys

AGENT = """
import os, signal, sys
from app.host import restart
os.dup2(1, 7, inheritable=True)  # as an AppImage's runtime leaves us what keeps its file mounted
said = []
signal.signal(signal.SIGTERM, lambda *_: said.append("ended"))
sys.argv = ["signpost", "run", "--window", "--headless"]
restart.move_over()  # nothing was asked for: goes on
if sys.argv[0] == "signpost" and {asked}:
    restart.into([sys.executable, "-c", {other!r}])
print(os.getpid(), *said, flush=True)
restart.move_over()
"""


OTHER = "import os, sys; print(os.getpid(), *sys.argv[1:]); print(os.path.exists('/dev/fd/7'))"


def _said(*, asked: bool) -> list[str]:
    command = [sys.executable, "-c", AGENT.format(asked=asked, other=OTHER)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.splitlines()


def test_it_ends_and_goes_on_as_the_other_program_without_a_second_window() -> None:
    before, after, held = _said(asked=True)
    pid = before.split()[0]
    assert before == f"{pid} ended"
    assert after == f"{pid} run --headless"
    assert held == "False", "what the program before was handed ends with it"


def test_unasked_it_stays_what_it_is() -> None:
    assert len(_said(asked=False)) == 1
