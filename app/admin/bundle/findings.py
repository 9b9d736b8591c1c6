"""What `check` has to say of a recipe's bundle: is it one, is it what the recipe says, and does it fit?

Whatever is wrong here would be found on every employee's computer, after the download.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.admin.draft import items, mapping
from app.admin.problems import Location, Problem, error, warning
from app.errors import SignpostError


def findings(file: Path, path: Location, recipe: dict[str, Any], system: str) -> Iterator[Problem]:
    """Errors and warnings about the build for `system`, whose artifact is `file`; `path` is the recipe's place."""
    from app.setup.unpack import manifest_in  # loads zstd

    here, build = (*path, "builds", system), mapping(mapping(recipe.get("builds")).get(system))
    try:
        manifest = manifest_in(file)
    except SignpostError as wrong:
        yield error((*here, "artifact"), f"is no bundle: {wrong.facts.get('detail', wrong.happened)}")
        return
    found = (manifest.name, manifest.version, manifest.system)
    wanted = (str(recipe.get("package")), str(recipe.get("version")), system)
    if found != wanted:
        yield error((*here, "artifact"), f"is {' '.join(found)}, not {' '.join(wanted)}")
    room, length = build.get("installed_bytes"), build.get("download_bytes")
    if isinstance(room, int) and room < manifest.size:
        yield error((*here, "installed_bytes"), f"is less than the {manifest.size} bytes of its files")
    if isinstance(length, int) and length != file.stat().st_size:
        yield warning((*here, "download_bytes"), f"is not the size of the file, {file.stat().st_size}")
    held = {one.path for one in manifest.files} | {one.path for one in manifest.links}
    for number, command in enumerate(map(mapping, items(build.get("commands")))):
        for field in ("file", "runtime"):
            if isinstance(command.get(field), str) and command[field] not in held:
                yield error((*here, "commands", number, field), f"{command[field]!r} is not in the bundle")
