"""Bring a repository to a folder that is served: in the plan's order, each file whole, nothing deleted."""

from collections.abc import Iterator
from pathlib import Path

from app.admin import content
from app.admin.content import Content
from app.admin.errors import RepositoryDamaged
from app.admin.hosting.plan import Upload


def copy(repository: Path, uploads: list[Upload], target: Path) -> Iterator[str]:
    """Copy what `target` lacks; yields each path once its file is there. Cut off anywhere, the host serves as before.

    Raises DiskFull, NotWritable, RepositoryDamaged (a file changed since it was planned: plan again).
    """
    for upload in uploads:
        place = target / upload.path
        if _has(place, upload):
            continue
        content.write(_read(repository, upload), place)
        yield upload.path


def _has(place: Path, upload: Upload) -> bool:
    try:
        return place.stat().st_size == upload.size and content.digest(content.of_file(place)) == upload.sha256
    except OSError:
        return False


def _read(repository: Path, upload: Upload) -> Content:
    try:
        found = content.of_file(repository / "public" / upload.path)
    except OSError as error:
        detail = f"{upload.path} cannot be read ({error.strerror})"
        raise RepositoryDamaged(path=repository, detail=detail) from error
    if content.digest(found) != upload.sha256:
        raise RepositoryDamaged(path=repository, detail=f"{upload.path} changed while it was being copied")
    return found
