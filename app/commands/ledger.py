"""`signpost ledger`: every event there is, exactly as IT would get it."""

import argparse
from datetime import datetime

from app.commands import company
from app.report.ledger import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--json", action="store_true", help="the stored payloads, one a line")
    company.add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Print them; returns the exit code. Raises LedgerUnusable."""
    ledger = Ledger(company.paths(options).state / "ledger.db")
    try:
        for entry in ledger.entries():
            if options.json:
                print(entry.payload)
            else:
                when = datetime.fromtimestamp(entry.time / 1000).astimezone()
                print(f"{when:%Y-%m-%d %H:%M:%S}  {entry.state}: {entry.reason}\n  {entry.payload}")
    finally:
        ledger.close()
    return 0
