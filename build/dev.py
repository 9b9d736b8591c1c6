#!/usr/bin/env python3
"""The one entry for developers: `python3 build/dev.py demo`, `test`, `setup`, `lint`, `bench`, `lock`.

It needs Python and nothing else. This file keeps to syntax that old Pythons can read, so that they can be told apart
kindly; what the commands do lies in build/devtools.
"""

import shutil
import sys

if sys.version_info < (3, 11):  # noqa: UP036  an older Python must get this far to be told
    names = ["python3.13", "python3.12", "python3.11"]
    found = [name for name in names if shutil.which(name)]
    sys.exit(
        "signpost: Python 3.11 or later is needed; this is {}.\n\n{}".format(
            sys.version.split()[0],
            "Run: {} {}".format(found[0], " ".join(sys.argv))
            if found
            else "Install a newer Python and run the same command with it.",
        )
    )

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
