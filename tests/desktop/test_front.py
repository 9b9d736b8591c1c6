"""The icon comes first: it is in a real tray before cards, windows and notifications are loaded."""

import subprocess
import sys
from pathlib import Path

from app.desktop.tokens import DARK
from tests.benchmarks.tray_watch import watching
from tests.support.desktop import Person, program, wait_until

FRONT = """
import sys
from app.desktop import front
front._HOST_MS, front._PLACE_MS = 20_000, 2_000  # a busy machine's tray host may be slow
first = front.Front()
first.show()
print(sorted({"app.desktop.card", "app.desktop.desktop", "app.desktop.notify"} & set(sys.modules)), flush=True)
sys.stdin.read()  # no event loop runs here
"""


def test_the_icon_is_drawn_before_anything_else_is_loaded(tmp_path: Path, root: Path) -> None:
    with Person(tmp_path / "person") as person:
        size = ("--widthtype", "pixel", "--width", "120", "--heighttype", "pixel", "--height", "30")
        person.start("trayer", program("trayer"), "--edge", "bottom", "--align", "right", *size)
        wait_until(lambda: person.xdotool("search", "--class", "trayer", check=False) or None, "a tray")
        environment = {**person.environment, "PYTHONPATH": str(root), "XDG_CURRENT_DESKTOP": "XFCE"}
        pipe, command = subprocess.PIPE, [sys.executable, "-c", FRONT]
        with (
            watching(person.environment["DISPLAY"], (1080, 990, 200, 34), DARK.ink) as tray,
            subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process,
        ):
            assert process.stdout is not None
            assert process.stdout.readline() == "[]\n"
            tray.wait(shown=True)
            process.communicate("", timeout=60)
        assert process.returncode == 0
