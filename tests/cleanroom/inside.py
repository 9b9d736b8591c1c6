"""The first process of the clean room's namespaces: makes the room, takes every step, says how each went.

    unshare … python -m tests.cleanroom.inside FOLDER ARCHIVE DEB PICTURES WORK [ADMIN]

A line of JSON on standard output for each step: `step`, `seconds`, `came`; or `failed` and `log`, and that is the last.
"""

import contextlib
import json
import signal
import sys
import traceback
from pathlib import Path
from time import monotonic

from tests.cleanroom import journey
from tests.cleanroom.failure import Failure
from tests.cleanroom.room import Room
from tests.support.from_bundle import loopback_up


def main(folder: Path, archive: Path, deb: Path, pictures: Path, work: Path, admin: Path | None = None) -> int:
    """0 when every step came out."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    loopback_up()
    began = monotonic()
    room = Room(folder, archive)
    with contextlib.ExitStack() as stack:
        days = journey.Days(room, deb, admin, pictures, work, stack)
        for step, take in journey.walk(days):
            said: dict[str, object] = {"step": journey.title(step)}
            try:
                said["came"] = take()
            except Failure as failure:
                said |= {"failed": failure.happened, "log": failure.log}
            except Exception as error:  # noqa: BLE001  whatever it is, the step is named
                said |= {"failed": f"{type(error).__name__}: {error}", "log": f"{traceback.format_exc()}\n{days.log()}"}
            said["seconds"] = round(monotonic() - began, 1)
            began = monotonic()
            print(json.dumps(said), flush=True)
            if "failed" in said:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
