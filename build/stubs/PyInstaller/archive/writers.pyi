"""As much of PyInstaller's writers of its own archives as the tests need (6.22)."""

from collections.abc import Iterable, Mapping
from types import CodeType

class ZlibArchiveWriter:
    def __init__(
        self, filename: str, entries: Iterable[tuple[str, str, str]], code_dict: Mapping[str, CodeType] | None = None
    ) -> None: ...

class CArchiveWriter:
    def __init__(self, filename: str, entries: Iterable[tuple[str, str, bool, str]], pylib_name: str) -> None: ...
