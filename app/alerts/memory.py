"""The memory of alerts on disk: one small durable file. A damaged one is set aside: at worst one alert too many."""

import contextlib
from pathlib import Path

import msgspec

from app.alerts.session import Memory
from app.host.files import content, write_durably
from app.host.paths import own_folder


def load(path: Path) -> Memory:
    """What was remembered; an empty memory when there is none or it cannot be read."""
    try:
        return msgspec.json.decode(content(path), type=Memory)
    except FileNotFoundError:
        return Memory()
    except (OSError, ValueError, RecursionError):  # msgspec's are ValueErrors
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        return Memory()


def save(path: Path, memory: Memory) -> None:
    """Write it durably. Raises DiskFull, NotWritable."""
    own_folder(path.parent)
    write_durably(path, msgspec.json.encode(memory))
