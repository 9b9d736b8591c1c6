"""The processes of errands that a test has started."""

import psutil


def running() -> list[psutil.Process]:
    """Those of this very process."""
    return [child for child in psutil.Process().children() if "errand" in _words(child)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # it ended, and whoever started it has not asked for that
        return []
