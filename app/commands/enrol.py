"""`signpost enrol`: lets this computer in with a code from IT."""

import argparse
import sys

from app.access import enrolment
from app.commands import company
from app.host.secret import Secret


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("code", metavar="CODE", nargs="?", help="asked for when left out, or read from standard input")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Enrol; returns the exit code. Raises what `Enrolment.enrol` raises, NowhereToEnrol, NotConfigured."""
    paths = company.paths(options)
    config = company.config(options, paths)
    if options.code is None:
        print("Code from IT: ", end="", file=sys.stderr, flush=True)
    enrolment(config, paths).enrol(Secret(options.code or sys.stdin.readline().strip()))
    print(f"{config.device} is enrolled. A running Signpost notices at its next try; Sync now makes it one.")
    return 0
