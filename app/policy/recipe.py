"""Recipes: how a tool is installed, detected and started. Declarative, typed, no shell text.

They travel in a document of their own (`recipes.json`), signed by the artifacts role, because a recipe can put
software on a machine while a text cannot. Every recipe names an exact version, and its bytes by a signed target, a
lock or a SHA-256.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.errors import SignpostError
from app.policy import carryover
from app.policy.model import FORMAT, ToolId
from app.policy.recipe_kinds import (
    AppImageBuild,
    AppImageRecipe,
    BrewRecipe,
    BundleBuild,
    BundleRecipe,
    DebRecipe,
    DmgRecipe,
    ExeRecipe,
    ExtensionRecipe,
    FlatpakBuild,
    FlatpakRecipe,
    LinkBuild,
    LinkRecipe,
    MsiRecipe,
    NpmRecipe,
    PinnedBuild,
    PkgRecipe,
    PypiRecipe,
    RpmRecipe,
    WingetRecipe,
)
from app.policy.recipe_parts import (
    ArtifactBuild,
    Build,
    Command,
    CommandName,
    Detect,
    RelativePath,
    Requirement,
    Scope,
    Sized,
    System,
    Uninstall,
    Update,
)

__all__ = [
    "AppImageBuild",
    "AppImageRecipe",
    "ArtifactBuild",
    "BrewRecipe",
    "Build",
    "BundleBuild",
    "BundleRecipe",
    "Command",
    "CommandName",
    "DebRecipe",
    "Detect",
    "DmgRecipe",
    "ExeRecipe",
    "ExtensionRecipe",
    "FlatpakBuild",
    "FlatpakRecipe",
    "LinkBuild",
    "LinkRecipe",
    "MsiRecipe",
    "NpmRecipe",
    "PinnedBuild",
    "PkgRecipe",
    "PypiRecipe",
    "Recipe",
    "Recipes",
    "RecipesUnreadable",
    "RelativePath",
    "Requirement",
    "RpmRecipe",
    "Scope",
    "Sized",
    "System",
    "Uninstall",
    "Update",
    "WingetRecipe",
    "artifacts_of",
    "dump",
    "kind_of",
    "load",
    "locks_of",
    "with_targets",
]

Recipe = (
    BundleRecipe
    | NpmRecipe
    | PypiRecipe
    | DebRecipe
    | RpmRecipe
    | FlatpakRecipe
    | AppImageRecipe
    | WingetRecipe
    | MsiRecipe
    | ExeRecipe
    | BrewRecipe
    | PkgRecipe
    | DmgRecipe
    | ExtensionRecipe
    | LinkRecipe
)
"""What a recipe can be, told apart by `kind`."""

KINDS = frozenset(str(kind.__struct_config__.tag) for kind in Recipe.__args__)
"""The kinds this client knows."""

_NEWER = ("Object contains unknown field", "Invalid enum value", "known here")
"""What a refusal says of a word that a later version of the document may well have."""


class RecipesUnreadable(SignpostError):
    """The bytes are no recipes this version understands."""

    what = "The set-up recipes cannot be read: {detail}"
    todo = "IT: run `signpost-admin check` and publish again."


class Recipes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole document: recipes by tool, first viable wins, and how settings come along from one tool to another.

    `skipped` names what this client could not use.
    """

    format: int
    recipes: dict[ToolId, tuple[Recipe, ...]] = {}
    carry_over: tuple[carryover.Pair, ...] = ()
    skipped: tuple[str, ...] = ()

    def of(self, tool_id: str) -> tuple[Recipe, ...]:
        """The recipes of that tool; empty when IT offers no set-up for it."""
        return self.recipes.get(tool_id, ())

    def carrying(self, source: str, target: str) -> carryover.Pair | None:
        """How settings come along from one tool to another; None when IT says nothing of it."""
        return next((pair for pair in self.carrying_to(target) if pair.source == source), None)

    def carrying_to(self, target: str) -> tuple[carryover.Pair, ...]:
        """All pairs that lead to a tool."""
        return tuple(pair for pair in self.carry_over if pair.target == target)


class _Outline(msgspec.Struct):
    """The document before its recipes are understood."""

    format: int
    recipes: dict[ToolId, list[dict[str, Any]]] = {}
    carry_over: list[Any] = []


def load(data: bytes) -> Recipes:
    """Decode published recipes; what this client does not know is left out, recipe by recipe, and named in `skipped`.

    That is a kind, or a proof, condition or placeholder within a recipe: it is never half applied.
    Raises RecipesUnreadable.
    """
    try:
        document = msgspec.json.decode(data, type=_Outline)
        if document.format > FORMAT:
            raise RecipesUnreadable(
                detail=f"format {document.format} is newer than this Signpost understands ({FORMAT})"
            )
        skipped: list[str] = []
        recipes = {
            tool: tuple(one for raw in several if (one := _understood(tool, raw, skipped)) is not None)
            for tool, several in document.recipes.items()
        }
        pairs = carryover.understood(document.carry_over, skipped)
    except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise RecipesUnreadable(detail=str(error)) from error
    return Recipes(format=document.format, recipes=recipes, carry_over=pairs, skipped=tuple(skipped))


def _understood(tool: str, raw: dict[str, Any], skipped: list[str]) -> Recipe | None:
    """The recipe; None, with a word in `skipped`, when it needs a newer client."""
    kind = raw.get("kind")
    if not isinstance(kind, str):
        raise RecipesUnreadable(detail="a recipe does not say its kind")
    if kind not in KINDS:
        skipped.append(f"{tool}: {kind}")
        return None
    try:
        one: Recipe = msgspec.convert(raw, Recipe)
    except msgspec.ValidationError as error:
        if not any(words in str(error) for words in _NEWER):
            raise
        skipped.append(f"{tool}: {kind} ({error})")
        return None
    return one


def dump(recipes: Recipes) -> bytes:
    """The published form: canonical JSON (sorted keys)."""
    return msgspec.json.encode(recipes, order="sorted")


def kind_of(recipe: Recipe) -> str:
    """The word in `kind`."""
    return str(recipe.__struct_config__.tag)


def locks_of(recipe: Recipe) -> tuple[str, ...]:
    """The small targets that belong to the recipe; they are brought together with it."""
    return (recipe.lock,) if isinstance(recipe, NpmRecipe | PypiRecipe) else ()


def artifacts_of(recipe: Recipe) -> tuple[str, ...]:
    """The targets that are brought when somebody sets the tool up, each once."""
    builds = recipe.builds.values()
    return tuple(dict.fromkeys(build.artifact for build in builds if isinstance(build, ArtifactBuild)))


def with_targets(recipe: Recipe, names: Mapping[str, str]) -> Recipe:
    """The recipe with its locks and artifacts under other names, where `names` has one for them."""
    if isinstance(recipe, NpmRecipe | PypiRecipe):
        return msgspec.structs.replace(recipe, lock=names.get(recipe.lock, recipe.lock))
    builds = {
        system: msgspec.structs.replace(build, artifact=names.get(build.artifact, build.artifact))
        if isinstance(build, ArtifactBuild)
        else build
        for system, build in recipe.builds.items()
    }
    changed: Recipe = msgspec.structs.replace(recipe, builds=builds)
    return changed
