"""`signpost token`: the access token for the policy host, where IT gave one to a person."""

import argparse
import getpass
import sys

from app.access import tokens
from app.commands import company
from app.enrol.tokens import pasted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options. The token is none: every program on the machine can read command lines."""
    parser.add_argument("what", choices=("set", "forget", "status"), help="set reads it from standard input")
    parser.add_argument("--file", action="store_true", help="keep it in a file only you can read, not in the keyring")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Keep it, forget it, or say where it is kept; returns the exit code."""
    paths = company.paths(options)
    config = company.config(options, paths)
    kept = tokens(config, paths, use_keyring=not options.file)
    if options.what == "set":
        text = getpass.getpass("Token: ") if sys.stdin.isatty() else sys.stdin.readline()
        kept.write(pasted(text))
    elif options.what == "forget":
        kept.forget()
    where = "managed configuration" if config.token else kept.where() or "none"
    print(f"Token for {config.url}: {where}")
    return 0
