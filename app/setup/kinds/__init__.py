"""The installers, one for each kind of recipe: this is the one table of kinds."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.policy.recipe import BundleRecipe, NpmRecipe
from app.setup.installer import Installer
from app.setup.kinds.bundle import BundleInstaller
from app.setup.kinds.npm import NpmInstaller

KINDS: Mapping[type[msgspec.Struct], Installer[Any, Any]] = {
    BundleRecipe: BundleInstaller(),
    NpmRecipe: NpmInstaller(),
}
"""By the recipe's type. A kind that is not here is skipped when recipes are read."""


def of_kind(kind: str) -> Installer[Any, Any] | None:
    """The installer by the word a recipe has in `kind`; None for what a newer Signpost wrote."""
    return next((one for recipe, one in KINDS.items() if recipe.__struct_config__.tag == kind), None)
