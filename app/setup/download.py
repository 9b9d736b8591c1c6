"""How many bytes of the lock's archives have arrived: counted in npm's cache, because npm itself reports no progress.

cacache (npm's cache) streams an archive into `_cacache/tmp` and moves it to `_cacache/content-v2/sha512/ab/cd/…`,
named by its hash, when it is whole. While it streams there are two copies (pacote's and make-fetch-happen's, measured
with npm 9 to 11), so files are told apart by their first bytes and counted once.
"""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from app.setup.lock import Package
from app.setup.trees import remove

_HEAD = 512
_GZIP = b"\x1f\x8b"


class Download:
    """Counts what is in `cache` of these packages. `expected` is the recipe's total in bytes, 0 for unknown."""

    def __init__(self, cache: Path, packages: Iterable[Package], expected: int) -> None:
        self._unfinished = cache / "_cacache/tmp"
        content = cache / "_cacache/content-v2/sha512"
        digests = {package.sha512 for package in packages if package.sha512}
        self._waiting = {content / digest[:2] / digest[2:4] / digest[4:] for digest in digests}
        self._whole: dict[bytes, int] = {}
        self._expected = expected
        self._most = 0

    def forget_unfinished(self) -> None:
        """Remove what an ended npm left half downloaded: it can't go on with it, and it must not be counted."""
        remove(self._unfinished)

    def measure(self) -> tuple[int, int | None]:
        """Bytes that have arrived, and the total; the total is None where nobody said it or more than it arrived."""
        for path in [path for path in self._waiting if path.exists()]:
            with contextlib.suppress(OSError), path.open("rb") as file:
                self._whole[file.read(_HEAD)] = os.fstat(file.fileno()).st_size
                self._waiting.discard(path)
        arrived = {**self._arriving(), **self._whole}
        self._most = max(self._most, sum(arrived.values()))
        return self._most, self._expected if 0 < self._expected >= self._most else None

    def _arriving(self) -> dict[bytes, int]:
        sizes: dict[bytes, int] = {}
        with contextlib.suppress(FileNotFoundError):
            for path in self._unfinished.iterdir():
                with contextlib.suppress(OSError), path.open("rb") as file:
                    head, size = file.read(_HEAD), os.fstat(file.fileno()).st_size
                    if len(head) == _HEAD and head.startswith(_GZIP):
                        sizes[head] = max(size, sizes.get(head, 0))
        return sizes
