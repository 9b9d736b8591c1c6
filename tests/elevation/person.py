"""Signpost as an ordinary person's program: given a wish, it says ready, and asks for the helper at the next line."""

import json
import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated, Python does not look here

from app.errors import SignpostError
from app.setup.elevator import Wish
from app.setup.pkexec import Pkexec
from tests.elevation.agents import become_person


def main() -> None:
    """Everything is loaded before it becomes the person, to whom a checkout may be closed."""
    order = json.loads(sys.argv[1])
    become_person()
    print("ready", flush=True)
    sys.stdin.readline()
    said: list[str] = []
    counted: list[tuple[int, int | None]] = []
    came = {"error": "", "happened": ""}
    try:
        environment = {**os.environ, **order.get("environment", {})}
        if order["do"] == "plan":
            Pkexec().viable("good", environment)
        else:
            Pkexec().carry_out(
                Wish("good", order["verb"], order["target"], 60),
                environment,
                threading.Event(),
                lambda *told: counted.append(told),
                said.append,
            )
    except SignpostError as error:
        came = {"error": error.code, "happened": error.happened}
    print(json.dumps({**came, "said": said, "counted": counted}), flush=True)


if __name__ == "__main__":
    main()
