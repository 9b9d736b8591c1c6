"""`signpost setup`: sets an approved tool up by the policy that is in force, or takes it away again."""

import argparse
from functools import partial

from app.access import artifacts
from app.commands import company
from app.host.paths import Paths
from app.policy.model import FORMAT
from app.policy.recipe import Recipes
from app.setup import command
from app.setup.artifacts import Held
from app.setup.installer import Programs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.add_arguments(parser)
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Set up, by a policy whose signatures were gone through; returns the exit code. Raises what a sync can raise."""
    paths = company.paths(options)
    if not command.needs_policy(options):
        return command.run(options, Recipes(format=FORMAT), Held({}), paths)
    config = company.config(options, paths)
    state = company.asked(config, paths)
    return command.run(
        options,
        state.recipes,
        artifacts(config, paths, state.artifacts),
        paths,
        programs=Programs(config.npm, config.npm_registry, config.uv, config.pypi_index),
        carry_over=partial(_carry_over, state.recipes, paths, options.json),
    )


def _carry_over(recipes: Recipes, paths: Paths, as_json: bool, source: str, target: str) -> int:
    from app.carryover import command as carrying

    words = [source, target, *(["--json"] if as_json else [])]
    parser = argparse.ArgumentParser()
    carrying.add_arguments(parser)
    return carrying.run(parser.parse_args(words), recipes, paths)
