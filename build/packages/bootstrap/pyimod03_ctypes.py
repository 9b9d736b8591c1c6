"""In place of PyInstaller's module of this name, which loads ctypes at each start, `--version` too (5 ms of 25).

Theirs has ctypes look for libraries in the program's own folder. Ours asks it for the system's libraries only.
"""


def install() -> None:
    """Leave ctypes as it is."""
