"""What the placeholders for folders stand for on this machine (`app.policy.recipe_parts.PLACES`)."""

from collections.abc import Mapping
from pathlib import Path

from app.host.paths import Paths

_WINDOWS = {
    "localappdata": "local_app_data",
    "programfiles": "program_files",
    "programfiles(x86)": "program_files_x86",
}
"""Known folders, by the variables Windows keeps them in, whose names are compared without case."""


def places(paths: Paths, environment: Mapping[str, str], prefix: Path | None = None) -> dict[str, str]:
    """Each placeholder with its folder; one that this machine has no folder for is missing."""
    named = {name.lower(): value for name, value in environment.items()}
    known = {place: named[variable] for variable, place in _WINDOWS.items() if named.get(variable)}
    return {"home": str(paths.home), **({"prefix": str(prefix)} if prefix else {}), **known}
