"""`signpost enrol`: lets this computer in with a code from IT."""

import argparse
import sys

from app.access import enrolment
from app.commands import company
from app.enrol.errors import NoCode
from app.host.secret import Secret


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    about = "better left out: it is asked for, or read from standard input, and no other program sees it then"
    parser.add_argument("code", metavar="CODE", nargs="?", help=about)
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Enrol; returns the exit code. Raises what `Enrolment.enrol` raises, NoCode, NowhereToEnrol, NotConfigured."""
    paths = company.paths(options)
    config = company.config(options, paths)
    place = enrolment(config, paths)
    place.enrol(_asked() if options.code is None else _code(options.code))
    print(f"{config.device} is enrolled. A running Signpost notices by itself.")
    return 0


def _asked() -> Secret:
    if sys.stdin.isatty():
        print("Code from IT: ", end="", file=sys.stderr, flush=True)
    return _code(sys.stdin.readline())


def _code(typed: str) -> Secret:
    if not typed.strip():
        raise NoCode
    return Secret(typed.strip())
