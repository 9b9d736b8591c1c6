"""Owners that a file's place names: whoever put it there has a folder of its own for every package."""

from app.identify import flatpak, homebrew, jetbrains, snap
from app.identify.files import Look
from app.patterns import regex
from app.policy.evidence import Evidence

_PLACES = regex(r"[/\\](?:Cellar|Caskroom|snap|flatpak|JetBrains|plugins)[/\\]|\.app/Contents/MacOS/")


def owners(look: Look, path: str, *, native: bool) -> tuple[Evidence, ...]:
    """The packages that starting the file at `path` (a real path) starts; `native` for the executable itself."""
    if _PLACES().search(path) is None:
        return ()
    return (
        *homebrew.owners(look, path),
        *snap.owners(look, path),
        *flatpak.owners(look, path),
        *jetbrains.owners(look, path, native=native),
    )
