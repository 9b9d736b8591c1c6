"""What is remembered of the window between runs: where the person was, how large it was, whether they were welcomed.

A small file that may be lost at any time, so it is not flushed to the disk: that would hold the screen up.
"""

import contextlib
from pathlib import Path

import msgspec

from app.errors import SignpostError
from app.host.files import content
from app.host.paths import Paths, own_folder


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """`page` is a destination's value; `width` and `height` are 0 where nobody knows."""

    page: str = ""
    width: int = 0
    height: int = 0
    welcomed: bool = False


def recall(paths: Paths) -> Remembered:
    """What was remembered; nothing when there is no file or it cannot be read."""
    try:
        return msgspec.json.decode(content(_file(paths)), type=Remembered)
    except (OSError, ValueError, RecursionError):  # msgspec's are ValueErrors
        return Remembered()


def remember(paths: Paths, remembered: Remembered) -> None:
    """Remember this. What cannot be written is not worth a word to anybody."""
    with contextlib.suppress(OSError, SignpostError):
        own_folder(paths.state)
        beside = _file(paths).with_suffix(".new")
        beside.write_bytes(msgspec.json.encode(remembered))
        beside.replace(_file(paths))


def _file(paths: Paths) -> Path:
    return paths.state / "window.json"
