"""What the interpreter does otherwise once there is a screen, so that the screen's loop is not kept waiting."""

import sys

import PySide6.QtCore  # noqa: F401  its support modules come with it

_HAND_OVER_SECONDS = 0.001
"""How long a thread may go on while the screen's waits to run; Python's own 5 ms count once for each that is busy."""


def hand_over_sooner() -> None:
    """Have threads that compute make way for the screen's after a millisecond (`sys.setswitchinterval`)."""
    sys.setswitchinterval(_HAND_OVER_SECONDS)


def import_plainly() -> None:
    """Keep PySide6 from reading the source of every module that is imported after it.

    It looks for its own name there, to offer other spellings of its API to those that use it (`from __feature__ import
    snake_case`: Qt for Python, "Features"), which nothing here does. `inspect.getsource` of 400 modules is 80 ms of
    processor time, and `linecache` keeps their 12 MB for good. Where there are no sources, as in a frozen program, it
    finds nothing either. Without that function in a later PySide6 nothing is changed.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _uses_no_features)  # noqa: B010  mypy does not know the module


def _uses_no_features(_module: object) -> bool:
    return False
