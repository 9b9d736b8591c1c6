"""`signpost explain`: what we think a process or a command is, and why."""

import argparse
from functools import partial

from app.commands import company
from app.commands.opened import opened
from app.trial import command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.add_explain(parser)
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Explain; returns the exit code. Raises what `opened` raises."""
    return command.explain(options, partial(opened, options))
