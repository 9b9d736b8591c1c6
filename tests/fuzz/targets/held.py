"""A look at a file system that holds one file, wherever it is looked for; and archives to look into."""

import io
import zipfile
from collections.abc import Callable, Mapping

from app.identify.files import Look
from app.policy.evidence import Evidence
from tests.fuzz.target import Run, on_bytes


class Held(Look):
    """One file of that content, wherever it is looked for."""

    def __init__(self, data: bytes, *names: str) -> None:
        super().__init__()
        self._data, self._names = data, names

    def is_file(self, path: str) -> bool:
        return True

    def is_folder(self, path: str) -> bool:
        return bool(self._names)

    def read(self, path: str, limit: int, *, whole: bool = True) -> bytes:
        return b"" if whole and len(self._data) > limit else self._data[:limit]

    def piece(self, path: str, start: int, length: int) -> bytes:
        start = max(0, len(self._data) + start) if start < 0 else start
        return self._data[start : start + max(0, length)]

    def names(self, folder: str, limit: int = 20_000) -> tuple[str, ...]:
        return self._names


def sound(facts: tuple[Evidence, ...]) -> None:
    """Evidence can be shown, logged and encoded whatever it came from."""
    for fact in facts:
        fact.value.encode(), fact.source.encode()


def held(find: Callable[[Look], tuple[Evidence, ...]], *names: str) -> Run:
    return on_bytes(lambda data: sound(find(Held(data, *names))))


def zip_of(members: Mapping[str, str]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()
