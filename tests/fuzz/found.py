"""Inputs that once were findings: small files in `found/<target>/`, given to their target again in every test run."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent / "found"


def kept() -> list[tuple[str, Path]]:
    """Every such input with its target's name."""
    return [(path.parent.name, path) for path in sorted(FOLDER.glob("*/*.bin"))]


def keep(target: str, data: bytes, folder: Path = FOLDER) -> Path:
    """Write one down."""
    path = folder / target / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
