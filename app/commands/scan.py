"""`signpost scan`: banned and restricted tools that lie on this computer."""

import argparse
from functools import partial

from app.commands import company
from app.commands.opened import opened
from app.trial import command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.add_scan(parser)
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Scan; returns the exit code. Raises what `opened` raises."""
    return command.scan(options, partial(opened, options), company.paths(options).home)
