"""The signed targets that the last good policy holds already: the small ones."""

import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from app.setup.errors import ArtifactMissing
from app.setup.installer import Answer, OnBytes
from app.setup.place import digest


class Held:
    """Artifacts of which every one is in memory. It can't fetch any other: see `app.setup.installer.Artifacts`."""

    def __init__(self, targets: Mapping[str, bytes]) -> None:
        self._targets = targets

    def read(self, target: str, limit: int) -> bytes:
        """Raises ArtifactMissing."""
        data = self._targets.get(target)
        if data is None or len(data) > limit:
            raise ArtifactMissing(target=target)
        return data

    def digest(self, target: str) -> str:
        """Raises ArtifactMissing."""
        return digest(self.read(target, sys.maxsize))

    def fetch(self, target: str, on_bytes: OnBytes, cancel: threading.Event) -> Path:
        """Raises ArtifactMissing."""
        raise ArtifactMissing(target=target)

    def forget(self, target: str) -> None:
        """Nothing: there is no file."""

    def answer(self, path: str) -> Answer:
        """Raises ArtifactMissing: there is no host to ask."""
        raise ArtifactMissing(target=path)
