"""`signpost carry-over`: brings settings along by the policy that is in force, or takes them back again."""

import argparse

from app.carryover import command
from app.commands import company
from app.policy.model import FORMAT
from app.policy.recipe import Recipes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.add_arguments(parser)
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Carry over, by a policy whose signatures were gone through; returns the exit code. Raises what a sync can."""
    paths = company.paths(options)
    if options.undo:  # taking back needs nobody's leave
        return command.run(options, Recipes(format=FORMAT), paths)
    config = company.config(options, paths)
    state = company.asked(config, paths)
    return command.run(options, state.recipes, paths)
