"""Events: what recording one costs, how long 10,000 take to leave a cold outbox, and a week with the receiver down.

    python3 build/dev.py bench events

The receiver is a real one on loopback, with TLS, in a process of its own. The week runs on a clock of its own: an event
every 10 seconds (half of them repeats), the receiver's refusals met as the sender meets them, pauses taken at once.
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.errors import SignpostError  # noqa: E402  the checkout has to be on the path first
from app.host import http  # noqa: E402
from app.host.network import Network  # noqa: E402
from app.host.secret import Secret  # noqa: E402
from app.policy.events import Events  # noqa: E402
from app.report import ocsf  # noqa: E402
from app.report.delivery import Directly  # noqa: E402
from app.report.errors import ReceiverAway  # noqa: E402
from app.report.ledger import Ledger  # noqa: E402
from app.report.outbox import Outbox  # noqa: E402
from app.report.room import Room  # noqa: E402
from app.report.sender import LONGEST_PAUSE, MOST_EVENTS, MOST_OCTETS, Sender  # noqa: E402
from app.report.wire import SCHEMES  # noqa: E402
from tests.support.collector import TOKEN, collecting  # noqa: E402
from tests.support.events import NOW, POLICY, TOOL, VERDICT  # noqa: E402

COLD = 10_000
RECORDED = 300
WEEK = timedelta(days=7)
EVERY = timedelta(seconds=10)
GOAL_SECONDS = 30


class Direct(Outbox):
    """An outbox that its sender asks itself."""

    def landed(self, trouble: SignpostError | None, tries: int, next_try: float) -> None:
        super().landed(trouble, tries, next_try)
        assert trouble is None, trouble


def cpu() -> float:
    """Seconds of the processor that this process had."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def resident() -> float:
    """MB of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def on_disk(folder: Path) -> float:
    """MB of the ledger with its journal."""
    return sum(file.stat().st_size for file in folder.glob("ledger.db*")) / 1e6


def recording(folder: Path) -> None:
    """One event, to the disk."""
    with closing(Ledger(folder / "ledger.db")) as ledger:
        box = Outbox(ledger)
        box.use(Events(url="https://siem.acme.example/"))
        walls, began = [], cpu()
        for number in range(RECORDED):
            event = ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW + timedelta(hours=2 * number), str(number))
            at = time.perf_counter()
            box.put(event)
            walls.append(time.perf_counter() - at)
        each = (cpu() - began) / RECORDED
    print(
        f"one event recorded, synchronous=FULL: median {statistics.median(walls) * 1e3:.2f} ms, CPU {each * 1e3:.2f} ms"
    )


def draining(folder: Path) -> None:
    """A cold outbox, as after a week without a network."""
    with closing(Ledger(folder / "ledger.db")) as ledger:
        with ledger.read() as db:
            db.execute("pragma synchronous=off")  # filling it is not what is measured
        box = Direct(ledger)
        for number in range(COLD):
            box.put(ocsf.set_up("qoder-cli", f"1.0.{number}", NOW + timedelta(seconds=number)))
    server = [sys.executable, __file__, "--receive", str(folder)]
    with subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        url, ca_bundle = json.loads(process.stdout.readline())
        events = Events(url=url)
        with closing(Ledger(folder / "ledger.db")) as ledger:
            box = Direct(ledger)
            box.use(events)
            token = http.Bearer(http.origin_of(url), Secret(TOKEN), SCHEMES["ndjson"])
            sender = Sender(box, lambda _: Directly(http.session(Network(ca_bundle=ca_bundle), token)), lambda: events)
            began, at = cpu(), time.perf_counter()
            sender.run()
            wall, used = time.perf_counter() - at, cpu() - began
            left = box.waiting
        process.stdin.write("end\n")
        process.stdin.flush()
        arrived = int(process.stdout.readline())
    assert (left, arrived) == (0, COLD)
    print(f"{COLD:,} events drained from a cold outbox: {wall:.1f} s, CPU {used:.2f} s (goal: {GOAL_SECONDS} s)")


def receive(folder: str) -> None:
    """The other process: where it listens, and in the end how many events it has."""
    with collecting(Path(folder)) as collector:
        print(json.dumps([collector.url, collector.ca_bundle]), flush=True)
        sys.stdin.readline()
        print(len(collector.got), flush=True)


def week(folder: Path) -> None:
    """The receiver is down for seven days: what is kept, and what it costs."""
    now = NOW
    room = Room()
    with closing(Ledger(folder / "ledger.db")) as ledger:
        with ledger.read() as db:
            db.execute("pragma synchronous=off")  # 60,000 events of a week in seconds: their CPU is what counts
        box = Outbox(ledger, room)
        box.use(Events(url="https://siem.acme.example/"))
        before, began, largest = resident(), cpu(), 0.0
        tries, next_try, happened, attempts = 0, NOW, 0, 0
        while now < NOW + WEEK:
            now += EVERY
            happened += 1
            if happened % 2:
                box.put(ocsf.banned_launch(POLICY, VERDICT, TOOL, now, str(happened)))
            elif happened % 4:
                box.put(ocsf.watching_otherwise(now, "connector", str(happened)))
            else:
                box.put(ocsf.set_up("qoder-cli", f"1.0.{happened}", now))
            if now >= next_try:
                attempts += 1
                tries += 1
                box.hand_out(MOST_EVENTS, MOST_OCTETS)
                pause = timedelta(seconds=min(LONGEST_PAUSE, 5.0 * 2 ** min(tries, 20)) / 2)
                next_try = now + pause
                box.landed(
                    ReceiverAway(host="siem.acme.example", detail="ConnectionError"), tries, next_try.timestamp()
                )
            if happened % 1000 == 0:
                largest = max(largest, on_disk(folder))
        used, largest = cpu() - began, max(largest, on_disk(folder))
        found = ledger.counts()
        grown = resident() - before
        told = dropped = 0
        for entry in ledger.entries(1_000_000):
            event = json.loads(entry.payload)
            if entry.state == "waiting" and event["class_uid"] == 6008:
                told += sum(event["unmapped"]["dropped"].values())
            elif entry.state == "waiting":
                told += event.get("count", 1)
            elif entry.state == "dropped":
                dropped += event.get("count", 1)
    print(
        f"a week without a receiver, {happened:,} events, {attempts} tries: {found.get('waiting', 0):,} rows wait, "
        f"{found.get('dropped', 0):,} dropped; waiting and told of as dropped together: {told:,}; "
        f"disk {largest:.1f} MB at most, memory {grown:+.1f} MB, CPU {used:.1f} s for the week"
    )
    assert told == happened
    assert found["waiting"] <= room.rows + 1


def main() -> None:
    """All three, one after the other."""
    for measure in (recording, draining, week):
        folder = Path(tempfile.mkdtemp(prefix="signpost-bench-")).resolve()
        try:
            measure(folder)
        finally:
            shutil.rmtree(folder)
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--receive"]:
        receive(sys.argv[2])
    else:
        main()
