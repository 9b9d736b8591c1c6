"""As much of PyInstaller's reader of its own archives as the bill of materials needs (6.22)."""

class ZlibArchiveReader:
    toc: dict[str, tuple[int, int, int]]

class CArchiveReader:
    def __init__(self, filename: str) -> None: ...
    def open_embedded_archive(self, name: str) -> ZlibArchiveReader: ...
