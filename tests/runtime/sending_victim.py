"""What `test_kill_sending` kills: the real records and sender, under a load of events.

sending_victim.py FOLDER URL CA_BUNDLE FIRST   writes a line for every event once it is recorded, from number FIRST
sending_victim.py FOLDER URL CA_BUNDLE         records nothing, and ends when nothing waits any more
"""

import os
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app import access  # noqa: E402  the checkout has to be on the path first
from app.errors import SignpostError  # noqa: E402
from app.host.config import Config  # noqa: E402
from app.host.network import Network  # noqa: E402
from app.host.paths import Paths  # noqa: E402
from app.host.secret import Secret  # noqa: E402
from app.policy.events import Events  # noqa: E402
from app.report import ocsf, sender  # noqa: E402
from app.report.delivery import Directly  # noqa: E402
from app.runtime import sending  # noqa: E402
from app.runtime.records import Records  # noqa: E402
from tests.support.collector import TOKEN  # noqa: E402
from tests.support.events import NOW, POLICY, TOOL, VERDICT  # noqa: E402

BURST = 20


def main(folder: str, url: str, ca_bundle: str, first: str = "") -> None:
    """Run as told."""
    sending.GATHER_SECONDS, sender.FIRST_PAUSE = 0.0, 0.01
    paths = Paths.below(Path(folder))
    config = Config(
        url="https://policy.acme.example/",
        root=b"",
        events_url=url,
        events_token=Secret(TOKEN),
        network=Network(ca_bundle=ca_bundle),
    )
    failed: list[SignpostError] = []
    records = Records(
        paths, failed.append, lambda events: Directly(access.events_session(config, paths, events)), lambda _: None
    )
    records.begin()
    records.begin_sending(lambda _: None)
    assert records.sending is not None
    records.sending.use(Events(url=url))
    if first:
        _load(records, int(first))
    _drained(records)
    records.end()
    assert not failed, failed


def _load(records: Records, number: int) -> None:
    """For ever: set-ups that each stand for themselves, and launches that become one."""
    while True:
        for _ in range(BURST):
            number += 1
            made = ocsf.set_up("qoder-cli", f"1.0.{number}", NOW + timedelta(seconds=number))
            records.record(made)
            records.worker.give(_acknowledge, made["metadata"]["uid"])
            records.record(ocsf.banned_launch(POLICY, VERDICT, TOOL, datetime.now(UTC), str(number)))
            records.worker.give(_acknowledge, "launch")
        pace = threading.Event()
        records.worker.give(pace.set)
        pace.wait()


def _acknowledge(what: str) -> None:
    """It is on the disk: whoever reads this counts on it."""
    os.write(1, f"{what}\n".encode())


def _drained(records: Records) -> None:
    found: SimpleQueue[int] = SimpleQueue()

    def look() -> None:
        outbox = records._outbox
        found.put(outbox.waiting if outbox is not None else 1)

    records.worker.give(look)
    while found.get():
        for thread in threading.enumerate():
            if thread.name == "sending":
                thread.join(1.0)
        records.worker.give(look)


if __name__ == "__main__":
    main(*sys.argv[1:])
