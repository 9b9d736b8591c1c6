"""What has to be so before anything is downloaded: a build for this machine, room on the disks, free names."""

import os
from collections.abc import Sequence
from pathlib import Path

from app.host import platform
from app.host.files import NotWritable
from app.policy.recipe import Build, NpmRecipe, Recipe
from app.setup.errors import NoBuild, NoRecipe, RecipeUnusable, TooLittleSpace
from app.setup.launchers import check_free
from app.setup.place import Place
from app.setup.trees import free_bytes

COPIES_WHILE_FETCHING = 2
"""npm holds each archive twice until it is whole (see `download`)."""


def viable(tool: str, recipes: Sequence[Recipe]) -> NpmRecipe:
    """The first recipe this machine can use. Raises NoRecipe, NoBuild."""
    if not recipes:
        raise NoRecipe(tool=tool)
    for recipe in recipes:
        if platform.build_name() in recipe.builds:
            return recipe
    raise NoBuild(tool=tool, system=platform.build_name())


def build_of(tool: str, recipe: NpmRecipe) -> Build:
    """The recipe's build for this machine. Raises NoBuild, RecipeUnusable."""
    build = recipe.builds.get(platform.build_name())
    if build is None:
        raise NoBuild(tool=tool, system=platform.build_name())
    names = [command.name for command in build.commands]
    if recipe.detect.command not in names:
        raise RecipeUnusable(tool=tool, detail=f"it is proved by {recipe.detect.command}, a command it does not bring")
    if len(set(names)) != len(names):
        raise RecipeUnusable(tool=tool, detail="it brings two commands of one name")
    return build


def ready(place: Place, build: Build) -> None:
    """Make sure that the set-up can be written. Raises NameTaken, NotWritable, TooLittleSpace."""
    for command in build.commands:
        check_free(place.paths, place.tool, command.name)
    for folder in (place.folder, place.paths.cache, place.paths.bin):
        existing = _nearest(folder)
        if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
            raise NotWritable(path=existing, detail="not a folder this person may write to")
    _check_space(place, build)


def _check_space(place: Place, build: Build) -> None:
    """Add up what goes where: download and installation may share a file system, or not."""
    needs: dict[int, tuple[int, int, Path]] = {}
    wanted = (
        (place.folder, build.installed_bytes),
        (place.paths.cache, build.download_bytes * COPIES_WHILE_FETCHING),
    )
    for folder, size in wanted:
        device, free = free_bytes(folder)
        needs[device] = (needs.get(device, (0, 0, folder))[0] + size, free, folder)
    for needed, free, folder in needs.values():
        if needed > free:
            raise TooLittleSpace(tool=place.tool, path=folder, needed=megabytes(needed), free=megabytes(free))


def _nearest(path: Path) -> Path:
    while not os.path.lexists(path) and path != path.parent:
        path = path.parent
    return path


def megabytes(size: int) -> str:
    """A size for a person: `93 MB` (10^6 bytes, rounded up)."""
    return f"{-(-size // 1_000_000)} MB"
