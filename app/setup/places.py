"""What the placeholders for folders stand for on this machine (`app.policy.recipe_parts.PLACES`)."""

from collections.abc import Mapping

from app.setup.place import Place

_WINDOWS = {
    "local_app_data": "LOCALAPPDATA",
    "program_files": "PROGRAMFILES",
    "program_files_x86": "PROGRAMFILES(X86)",
}
"""Known folders, by the variables Windows keeps them in (https://learn.microsoft.com/windows/deployment/usmt/)."""


def places(place: Place, environment: Mapping[str, str]) -> dict[str, str]:
    """Each placeholder's folder. Where there is none by that name, a path below home that holds nothing."""
    nowhere = place.paths.home / "no-such-folder"
    known = {name: environment.get(variable) or str(nowhere / name) for name, variable in _WINDOWS.items()}
    return {"home": str(place.paths.home), "prefix": str(place.folder), **known}
