#!/usr/bin/env python3
"""The one entry for developers: `python3 build/dev.py demo`, `test`, `setup`, `lint`, `bench`, `fuzz`, `lock`.

It needs Python and nothing else. This file keeps to syntax that old Pythons can read, so that they can be told apart
kindly; what the commands do lies in build/devtools.
"""

import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036  an older Python must get this far to be told

    def answers(name):  # type: ignore[no-untyped-def]
        """Whether that Python runs: a shim of a version manager may be on PATH and lead nowhere."""
        try:
            return subprocess.call([name, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
        except OSError:
            return False

    newer = [name for name in ("python3.13", "python3.12", "python3.11") if answers(name)]
    advice = (
        "Run: {} {}".format(newer[0], " ".join(sys.argv)) if newer else "Install one, and run the same command with it."
    )
    sys.exit(f"signpost: Python 3.11 or later is needed; this is {sys.version.split()[0]}.\n\n{advice}")

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
