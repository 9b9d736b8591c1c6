"""Opens a source as an ordinary user and tells, line by line, what it sees. Orders come on standard input.

Usage: driver.py SOURCE [OPTIONS]; SOURCE is `connector`, `inotify`, `counter`, `poll`, `psutil` or `ladder`,
OPTIONS are Connector's as JSON, and `settle` to wait for rtkit.
"""

import json
import os
import sys
import threading
import time
from typing import Any

import msgspec

from app.watch import command
from app.watch.connector import Connector
from app.watch.counter import CountedPoll
from app.watch.inotify import NotifiedPoll
from app.watch.ladder import Ladder
from app.watch.polling import Poll
from app.watch.portable import PsutilPoll
from app.watch.source import Gap, Source, Unavailable
from app.watch.supervision import Patience

_printing = threading.Lock()


def say(**line: Any) -> None:
    with _printing:
        print(json.dumps(line), flush=True)


def opened(name: str, options: dict[str, Any]) -> Source:
    if name == "connector":
        patience = Patience(
            **{"stopped": 3600.0, **options.pop("patience", {})}
        )  # tests stop it for as long as it takes
        settle = options.pop("settle", False)
        source = Connector(patience=patience, **options)
        if settle:
            source.settle()
        return source
    if name == "psutil":
        return PsutilPoll(tick=0.1, sweep=0.5)
    if name == "counter":
        return CountedPoll()
    if name == "inotify":
        return NotifiedPoll()
    return Poll(tick=0.1, sweep=0.5) if name == "poll" else Ladder()


def standing(source: Source) -> dict[str, Any]:
    refusals = [refusal.facts for refusal in source.refusals]
    return {"source": source.name, "mode": source.mode, "blind_spots": source.blind_spots, "refusals": refusals}


def work(share: float, idle: threading.Event) -> None:
    """Be as busy as a screen at work: this share of every ten milliseconds."""
    while not idle.wait(0.01 * (1 - share)):
        until = time.monotonic() + 0.01 * share
        while time.monotonic() < until:
            pass


def main() -> None:
    name, options = sys.argv[1], json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    try:
        source = opened(name, options)
    except Unavailable as error:
        say(unavailable=error.facts)
        return
    stopping, idle = threading.Event(), threading.Event()

    def read() -> None:
        while not stopping.is_set():
            records = [(isinstance(record, Gap), command.as_json(record)) for record in source.read(60.0)]
            with _printing:
                for is_gap, line in records:
                    print(line if is_gap else f'{{"launch": {line}}}')
                print(json.dumps({"helper": getattr(source, "pid", 0), **standing(source)}), flush=True)

    reader = threading.Thread(target=read)
    helper = getattr(source, "pid", 0)
    say(ready=source.name, uid=os.getuid(), euid=os.geteuid(), helper=helper, **standing(source))
    reader.start()
    for order in sys.stdin:
        if order.startswith("seek "):
            source.seek(order.split()[1:])
        if order.startswith("busy "):
            share = float(order.split()[1])
            threading.Thread(target=work, args=(share, idle), daemon=True).start()
        if order.strip() == "idle":
            idle.set()
        if order.strip() == "running":
            say(running=[json.loads(command.as_json(launch)) for launch in source.running()])
    stopping.set()
    source.wake()
    reader.join()
    source.close()
    stats = source.stats()
    say(closed=True, **msgspec.structs.asdict(stats))


if __name__ == "__main__":
    main()
