"""A policy from a file named on the command line."""

from datetime import datetime
from pathlib import Path

from app.trial.judge import Opened


def open_policy(path: Path, now: datetime) -> Opened:
    """The policy in a file: published, or as IT writes it where IT's part is installed, too (the employee's package
    leaves it out). Raises what `app.trial.published.open_published` and `app.admin.opened.open_policy` raise."""
    try:
        from app.admin import opened
    except ImportError:
        from app.trial.published import open_published

        return open_published(path)
    return opened.open_policy(path, now)
