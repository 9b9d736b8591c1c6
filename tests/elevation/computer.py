"""A computer with the real polkit, from outside: made of namespaces by unshare(1), gone when it is closed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_INSIDE = str(Path(__file__).with_name("inside.py"))
_APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")


class Computer:
    """`folder` is an empty one to mount on, seen by nobody else; `public` is what the company serves, by `root`."""

    def __init__(self, folder: Path, public: Path, root: bytes) -> None:
        self._process = subprocess.Popen(
            [*_APART, sys.executable, "-I", _INSIDE, str(folder), str(public)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._say(root.decode())
        assert self._stdout.readline() == "ready\n"

    def carry_out(self, verb: str, target: str, **how: object) -> Any:
        """What came of a wish of the person's: see `inside.carry_out`."""
        return self._asked({"do": "carry out", "verb": verb, "target": target, **how})

    def plan(self, **how: object) -> Any:
        """What is found out before anything is fetched: see `inside.plan`."""
        return self._asked({"do": "plan", **how})["came"]

    def look(self) -> Any:
        """What is installed there, and what the helper keeps."""
        return self._asked({"do": "look"})

    def close(self) -> None:
        """End it, with all that runs in it and every mount."""
        try:
            self._stdin.close()
            self._stdout.close()
            assert self._process.wait(30) == 0
        finally:
            self._process.kill()  # and with it all the rest: --kill-child
            self._process.wait()

    def _asked(self, order: object) -> Any:
        self._say(order)
        return json.loads(self._stdout.readline())

    def _say(self, order: object) -> None:
        self._stdin.write(json.dumps(order) + "\n")
        self._stdin.flush()
