"""The policy in force, for checks that run at once: read by one of them at a time."""

import threading

from app.access import policy_sync
from app.host.config import Config
from app.host.paths import Paths
from app.sync.state import SyncState

_TURN = threading.Lock()
"""msgspec fills in what it knows of a type while that can be seen by others already (StructInfo_Convert in `_core.c`):
two threads that read the first policy of a process at the same moment end it by SIGSEGV."""


def in_force(config: Config, paths: Paths) -> SyncState:
    """It, as it stands. Raises what reading the last good policy can raise."""
    with _TURN:
        return policy_sync(config, paths).standing()
