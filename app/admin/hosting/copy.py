"""Bring a repository to a folder that is served: in the plan's order, each file whole, nothing deleted."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from app.admin.errors import RepositoryDamaged
from app.admin.hosting.plan import Upload
from app.host import files


def copy(repository: Path, uploads: list[Upload], target: Path) -> Iterator[str]:
    """Copy what `target` lacks; yields each path once its file is there. Cut off anywhere, the host serves as before.

    Raises DiskFull, NotWritable, RepositoryDamaged (a file changed since it was planned: plan again).
    """
    for upload in uploads:
        place = target / upload.path
        if _has(place, upload):
            continue
        data = _read(repository, upload)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.translated(error, place) from error
        files.write_durably(place, data, mode=0o644)
        yield upload.path


def _has(place: Path, upload: Upload) -> bool:
    try:
        return place.stat().st_size == upload.size and _sha256(place.read_bytes()) == upload.sha256
    except OSError:
        return False


def _read(repository: Path, upload: Upload) -> bytes:
    try:
        data = (repository / "public" / upload.path).read_bytes()
    except OSError as error:
        detail = f"{upload.path} cannot be read ({error.strerror})"
        raise RepositoryDamaged(path=repository, detail=detail) from error
    if _sha256(data) != upload.sha256:
        raise RepositoryDamaged(path=repository, detail=f"{upload.path} changed while it was being copied")
    return data


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
