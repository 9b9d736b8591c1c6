"""Recipes: how a tool is installed, detected and started. Declarative, typed, no shell text.

They travel in a document of their own (`recipes.json`), signed by the artifacts role, because a recipe can put
software on a machine while a text cannot. Every recipe names exact versions and the lock its bytes must match.
"""

import posixpath
from typing import Annotated, Any

import msgspec

from app.errors import SignpostError
from app.policy.model import FORMAT, ToolId

RelativePath = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9@._-]+(/[A-Za-z0-9@._-]+)*$", max_length=200)]
CommandName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
System = Annotated[str, msgspec.Meta(pattern=r"^(linux|windows|macos)-(x64|arm64)$")]


class RecipesUnreadable(SignpostError):
    """The bytes are no recipes this version understands."""

    what = "The set-up recipes cannot be read: {detail}"
    todo = "IT: run `signpost-admin check` and publish again."


class Command(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One command the tool brings: its name on PATH and the file in the prefix it starts.

    With a `runtime` (a file in the prefix) the command is started as `runtime file`, so that it does not depend on
    what the machine has.
    """

    name: CommandName
    file: RelativePath
    runtime: RelativePath | None = None


class Build(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is particular to one system and processor: its commands, and the bytes it downloads and unpacks."""

    commands: tuple[Command, ...]
    download_bytes: Annotated[int, msgspec.Meta(ge=0)]
    installed_bytes: Annotated[int, msgspec.Meta(ge=0)]


class Detect(msgspec.Struct, frozen=True, kw_only=True):
    """The proof that it is there: `command` with `arguments` answers with exactly `version` in its output."""

    command: CommandName
    version: str
    arguments: tuple[str, ...] = ("--version",)
    timeout: Annotated[int, msgspec.Meta(ge=1, le=120)] = 30


class NpmRecipe(msgspec.Struct, frozen=True, kw_only=True, tag="npm", tag_field="kind", omit_defaults=True):
    """A package from the npm registry in a prefix of its own, by a lock file that is a signed target beside this."""

    package: str
    version: str
    lock: RelativePath
    builds: dict[System, Build]
    detect: Detect
    timeout: Annotated[int, msgspec.Meta(ge=10, le=7200)] = 900


Recipe = NpmRecipe
"""What a recipe can be today. Grows to a tagged union (`kind`)."""


class Recipes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole document: recipes by tool, first viable wins. `skipped` names what this client could not use."""

    format: int
    recipes: dict[ToolId, tuple[Recipe, ...]] = {}
    skipped: tuple[str, ...] = ()

    def of(self, tool_id: str) -> tuple[Recipe, ...]:
        """The recipes of that tool; empty when IT offers no set-up for it."""
        return self.recipes.get(tool_id, ())

    def __post_init__(self) -> None:
        """Refuse any path that could leave the prefix, whatever the pattern let through."""
        for recipe in (recipe for recipes in self.recipes.values() for recipe in recipes):
            files = [recipe.lock]
            for build in recipe.builds.values():
                files += [path for command in build.commands for path in (command.file, command.runtime or "")]
            for path in files:
                if path.startswith("/") or ".." in path.split("/") or posixpath.normpath(path or "x") != (path or "x"):
                    raise ValueError(f"path {path!r} must stay inside the prefix")


class _Outline(msgspec.Struct):
    """The document before its recipes are understood."""

    format: int
    recipes: dict[str, list[dict[str, Any]]] = {}


def _is_known(recipe: dict[str, Any]) -> bool:
    kind = recipe.get("kind")
    if not isinstance(kind, str):
        raise RecipesUnreadable(detail="a recipe does not say its kind")
    return kind == "npm"


def load(data: bytes) -> Recipes:
    """Decode published recipes; those of a kind this client does not know are left out and named in `skipped`.

    Raises RecipesUnreadable.
    """
    try:
        document = msgspec.json.decode(data, type=_Outline)
        if document.format > FORMAT:
            raise RecipesUnreadable(
                detail=f"format {document.format} is newer than this Signpost understands ({FORMAT})"
            )
        known = {tool: [one for one in several if _is_known(one)] for tool, several in document.recipes.items()}
        skipped = [
            f"{tool}: {one.get('kind')}" for tool in known for one in document.recipes[tool] if not _is_known(one)
        ]
        return msgspec.convert({"format": document.format, "recipes": known, "skipped": skipped}, Recipes)
    except (msgspec.DecodeError, RecursionError) as error:
        raise RecipesUnreadable(detail=str(error)) from error


def dump(recipes: Recipes) -> bytes:
    """The published form: canonical JSON (sorted keys)."""
    return msgspec.json.encode(recipes, order="sorted")
