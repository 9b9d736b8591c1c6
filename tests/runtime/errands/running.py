"""The processes of errands that a test has started."""

import psutil


def running() -> list[psutil.Process]:
    """Those of this very process."""
    return [child for child in psutil.Process().children() if "errand" in child.cmdline()]
