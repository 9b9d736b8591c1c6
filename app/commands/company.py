"""Which company's policy a command speaks of: the options that say so, where things are kept, what is in force."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.host import config as configuration
from app.host.config import Config
from app.host.paths import Paths
from app.host.settings import Settings

if TYPE_CHECKING:
    import argparse

    from app.sync.state import SyncState

ASKING_SECONDS = 10.0
"""How long a command waits for a newer policy where it has one."""


def add_home(parser: "argparse.ArgumentParser") -> None:
    """The option of a command that reads only what is kept here."""
    parser.add_argument("--home", metavar="DIR", type=Path, help="keep everything below DIR (for trying out)")


def add_arguments(parser: "argparse.ArgumentParser") -> None:
    """The options of a command that needs to know its company."""
    parser.add_argument("--url", help="where the company's policy is; the machine's configuration wins")
    parser.add_argument("--root", metavar="FILE", help="the root metadata to trust; the machine's configuration wins")
    add_home(parser)


def paths(options: "argparse.Namespace") -> Paths:
    """Where everything of this person is kept."""
    return Paths.below(options.home.resolve()) if options.home else Paths.of_person()


def settings(options: "argparse.Namespace") -> Settings:
    """What the command line says, as one layer of configuration."""
    return Settings(url=options.url, root=options.root)


def config(options: "argparse.Namespace", where: Paths) -> Config:
    """The configuration in force. Raises NotConfigured, ConfigUnreadable."""
    return configuration.load(where, settings(options))


def asked(config: Config, where: Paths) -> "SyncState":
    """The policy as its host has it now; where that does not answer, the one in force, its signatures gone through.

    Raises what a sync can raise where there is neither.
    """
    from app.access import policy_sync

    kept = policy_sync(config, where).verify()
    outcome = policy_sync(config, where, None if kept.policy is None else ASKING_SECONDS).refresh()
    if outcome.error is None:
        return outcome.state
    if kept.policy is None:
        raise outcome.error
    return kept
