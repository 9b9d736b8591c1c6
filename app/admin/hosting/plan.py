"""In which order the files of a repository reach a host, and with which headers. Pure but for reading the folder.

A client that comes in the middle of an upload must find all that the timestamp it got leads to (TUF 6.2:
consistent snapshots), so the timestamp goes after all of that. A new root goes after the timestamp: one that names new
keys makes an older timestamp invalid to whoever takes it, while the new timestamp is signed for the root before, too.

Nothing is ever deleted or listed on the host, and every file but the timestamp keeps its content for ever: what is
there already with the same size need not be sent again.
"""

from pathlib import Path

import msgspec

from app.admin import content, settings, unfinished
from app.admin.errors import NotBegun, RepositoryDamaged

TIMESTAMP = "metadata/timestamp.json"
YEAR = 31536000


class Upload(msgspec.Struct, frozen=True):
    """One file to send: `path` is its address below the policy's URL, and below the repository's `public`."""

    path: str
    size: int
    sha256: str
    content_type: str
    cache_control: str


def plan(repository: Path, *, enrolled_only: bool = False) -> list[Upload]:
    """Every file to serve, in the order to send them. With `enrolled_only` no cache on the way may share them.

    Raises NotARepository, Unfinished, NotBegun, RepositoryDamaged.
    """
    unfinished.refuse(repository)
    public = repository / "public"
    if not (public / TIMESTAMP).is_file():
        settings.read(repository)
        raise NotBegun(path=repository)
    names = [path.relative_to(public).as_posix() for path in public.rglob("*") if _is_served(path)]
    scope = "private" if enrolled_only else "public"
    return [_upload(public, name, scope) for name in sorted(names, key=_order)]


def _is_served(path: Path) -> bool:
    """A file being written lies beside its place under a name with a dot (app.host.files)."""
    return path.is_file() and not path.name.startswith(".")


def _order(name: str) -> tuple[int, str]:
    if name.startswith("targets/"):
        return 0, name
    kinds = {"snapshot": 2, "timestamp": 3, "root": 4}
    return kinds.get(name.removesuffix(".json").rpartition("/")[2].rpartition(".")[2], 1), name


def _upload(public: Path, name: str, scope: str) -> Upload:
    try:
        found = content.of_file(public / name)
    except OSError as error:
        detail = f"{name} cannot be read ({error.strerror})"
        raise RepositoryDamaged(path=public.parent, detail=detail) from error
    fixed = f"{scope}, max-age={YEAR}, immutable"
    changing = "no-cache" if scope == "public" else "private, no-cache"
    return Upload(
        path=name,
        size=content.length(found),
        sha256=content.digest(found),
        content_type="application/json" if name.endswith(".json") else "application/octet-stream",
        cache_control=changing if name == TIMESTAMP else fixed,
    )
