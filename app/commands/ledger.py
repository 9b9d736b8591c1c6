"""`signpost ledger`: every event there is, oldest first, exactly as IT would get it; or all that is kept, as a file."""

import argparse
import contextlib
from datetime import datetime
from pathlib import Path

from app.commands import company
from app.host.terminal import harmless, remark
from app.report.ledger import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--json", action="store_true", help="the stored payloads, one a line")
    parser.add_argument(
        "--export", metavar="FILE", type=Path, help="write all that is kept about you to FILE, a zip of JSON lines"
    )
    company.add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Print them, or write the file; returns the exit code: 0, also where there are none.

    Raises LedgerUnusable, and of an export ActivityUnusable, KeptUnreadable, NotWritable, DiskFull.
    """
    paths = company.paths(options)
    if options.export is not None:
        from app.host.clock import now
        from app.host.files import write_durably
        from app.runtime.everything import everything

        at = f"{now().astimezone():%Y-%m-%d %H:%M %z}"
        write_durably(options.export.absolute(), everything(paths, at))
        print(harmless(f"Everything is in {options.export}."))
        return 0
    with contextlib.closing(Ledger(paths.state / "ledger.db")) as ledger:
        told = False
        for entry in ledger.every():
            told = True
            if options.json:
                print(entry.payload)
            else:
                when = datetime.fromtimestamp(entry.time / 1000).astimezone()
                why = f": {entry.reason}" if entry.reason else ""
                print(harmless(f"{when:%Y-%m-%d %H:%M:%S}  {entry.state}{why}"))
                print(harmless(f"  {entry.payload}"))
    if not told and not options.json:
        remark("No event is kept here.")
    return 0
