"""The policy that `explain` and `scan` judge by."""

import argparse
from datetime import datetime
from pathlib import Path

from app.access import person, policy_sync
from app.commands import company
from app.policy.person import Person
from app.trial.errors import NoPolicyYet
from app.trial.judge import Opened


def opened(options: argparse.Namespace, file: Path | None, now: datetime) -> tuple[Opened, Person]:
    """A policy and whom it is judged for: from a file (YAML or published JSON), else the last good one.

    Raises NoPolicyYet, NotConfigured and what reading either can raise.
    """
    paths = company.paths(options)
    if file is not None:
        from app.commands.policy_file import open_policy
        from app.trial.whom import whom

        return open_policy(file, now), whom(paths, company.settings(options))
    config = company.config(options, paths)
    state = policy_sync(config, paths).current()
    if state.policy is None:
        raise NoPolicyYet
    return Opened(state.policy, state.exceptions), person(config)
