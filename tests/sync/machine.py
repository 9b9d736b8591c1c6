"""A machine in a process of its own, so that it can be killed: refreshes as told, and says each outcome.

Arguments: url, folder of the store, file of the root, how often (0: for ever), and a size in bytes that no file may
exceed (0: any).
"""

import resource
import signal
import sys
from itertools import count
from pathlib import Path

from app.sync.client import Sync


def main() -> None:
    """Refresh and report."""
    url, folder, root, rounds, largest = sys.argv[1:]
    if int(largest):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    sync = Sync(url=url, root=Path(root).read_bytes(), folder=Path(folder))
    for number in count(1):
        outcome = sync.refresh()
        print(outcome.state.version, outcome.error.code if outcome.error else "ok", flush=True)
        if number == int(rounds):
            return


if __name__ == "__main__":
    main()
