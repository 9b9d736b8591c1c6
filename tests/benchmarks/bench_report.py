"""A report of a million events: how long, and how much memory at most.

    python3 build/dev.py bench report [--events N] [--packed]

The events are those of a made-up fleet, each with its own key, and one in twenty sent twice. The command runs as IT
runs it, in a process of its own; CPU time and peak memory are the kernel's (wait4(2)). Nothing is left behind.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.host.archives import zstd
from tests.admin.report.fleet import fleet

KINDS = 20_000
"""So many different events; a million are these again, with other keys."""
AGAIN = 20


def main() -> None:
    """Write the events, make the report, print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--packed", action="store_true", help="with zstd")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as folder:
        file, size = _write(Path(folder), asked.events, packed=asked.packed)
        out = Path(folder) / "report.html"
        began = os.times()
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", "app.admin", "report", str(file), "--out", str(out), "--json"],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, 1, str(Path(folder) / "told.json"), os.O_WRONLY | os.O_CREAT, 0o600)],
        )
        _, status, used = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit("the report was not made")
        told = json.loads((Path(folder) / "told.json").read_text())
        wall, cpu = os.times().elapsed - began.elapsed, used.ru_utime + used.ru_stime
        print(f"events           {told['counted']:,} counted, {told['duplicates']:,} duplicates, {size / 1e6:,.0f} MB")
        print(f"time             {wall:.1f} s; CPU {cpu:.1f} s, {size / 1e6 / cpu:.0f} MB/s")
        print(f"peak memory      {used.ru_maxrss / 1024:.0f} MB")
        print(f"page             {told['bytes'] / 1024:.0f} KiB")


def _write(folder: Path, number: int, *, packed: bool) -> tuple[Path, int]:
    """The file, and how many bytes of events are in it."""
    rng = random.Random(8)  # noqa: S311 - a sample, no secret
    some = fleet(2_000, 90)[:KINDS]
    parts = [json.dumps({**one, "metadata": {**one["metadata"], "uid": "@"}}).partition('"@"') for one in some]
    file, size, last = folder / "events.ndjson", 0, ""
    with zstd.open(file, "wb", level=3) if packed else file.open("wb") as opened:
        for count in range(number):
            before, _, after = parts[count % len(parts)]
            line = last if last and count % AGAIN == 0 else f'{before}"{uuid.UUID(int=rng.getrandbits(128))}"{after}\n'
            last = line
            size += opened.write(line.encode())
    return file, size


if __name__ == "__main__":
    main()
