"""`signpost simulate`: what a policy makes of recorded launches."""

import argparse

from app.trial import command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.add_simulate(parser)


def run(options: argparse.Namespace) -> int:
    """Simulate; returns the exit code. Raises what reading the policy or the launches can raise."""
    from app.commands.policy_file import open_policy

    return command.simulate(options, open_policy)
