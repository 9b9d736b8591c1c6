"""`signpost watch`: launches as they happen."""

import argparse

from app.watch import command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Watch until told to stop; returns the exit code."""
    return command.watch(options)
