"""What to start a program with so that it does not outlive us: none goes on writing unseen after we were killed."""

import shutil
import sys
from pathlib import Path


def dies_with_us() -> list[str]:
    """On Linux, have the kernel end the program when we are killed (prctl(2), PR_SET_PDEATHSIG); elsewhere nothing."""
    setpriv = shutil.which("setpriv", path="/usr/bin:/bin") if sys.platform == "linux" else None
    if setpriv is None or Path(setpriv).resolve().name != "setpriv":  # busybox has one that cannot do this
        return []
    return [setpriv, "--pdeathsig", "KILL", "--"]
