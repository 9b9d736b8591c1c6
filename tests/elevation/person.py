"""Signpost as an ordinary person's program: given a wish, it says ready, and asks for the helper at the next line."""

import io
import json
import os
import sys
import threading
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated, Python does not look here

from app.errors import SignpostError
from app.setup.elevator import Wish
from app.setup.pkexec import Pkexec
from tests.elevation.agents import become_person


def main() -> None:
    """Everything is loaded before it becomes the person, to whom a checkout may be closed."""
    order = json.loads(sys.argv[1])
    public = Path(sys.argv[2])
    served = {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}

    def host(path: str) -> tuple[int, int, BinaryIO]:
        data = served.get(path)
        return (404, 0, io.BytesIO()) if data is None else (200, len(data), io.BytesIO(data))

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
                host,
            )
    except SignpostError as error:
        came = {"error": error.code, "happened": error.happened}
    print(json.dumps({**came, "said": said, "counted": counted}), flush=True)


if __name__ == "__main__":
    main()
