"""As much of PyInstaller's version resource as the programs for Windows need (6.22)."""

from collections.abc import Sequence

class FixedFileInfo:
    def __init__(self, filevers: tuple[int, int, int, int], prodvers: tuple[int, int, int, int]) -> None: ...

class StringStruct:
    def __init__(self, name: str, val: str) -> None: ...

class StringTable:
    def __init__(self, name: str, kids: Sequence[StringStruct]) -> None: ...

class StringFileInfo:
    def __init__(self, kids: Sequence[StringTable]) -> None: ...

class VarStruct:
    def __init__(self, name: str, kids: Sequence[int]) -> None: ...

class VarFileInfo:
    def __init__(self, kids: Sequence[VarStruct]) -> None: ...

class VSVersionInfo:
    def __init__(self, ffi: FixedFileInfo, kids: Sequence[StringFileInfo | VarFileInfo]) -> None: ...
