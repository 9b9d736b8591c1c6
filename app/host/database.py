"""SQLite files of this person alone."""

import sqlite3
from pathlib import Path

from app.host.paths import make_missing


def own_database(path: Path, *, timeout: float = 5.0, one_thread: bool = True) -> sqlite3.Connection:
    """Open it, made if it is not there: closed to others (0600) from its first byte, as are missing folders above it.

    A file that is there keeps its mode: IT may share theirs with a group. SQLite gives what it keeps beside (-wal,
    -shm) the mode of the file, which is there before SQLite is. Transactions are the caller's to begin; `timeout` is
    how many seconds to wait for another's. Raises OSError, sqlite3.Error.
    """
    make_missing(path.parent)
    path.touch(mode=0o600)
    return sqlite3.connect(path, isolation_level=None, timeout=timeout, check_same_thread=one_thread)
