"""The installers, one for each kind of recipe: this is the one table of kinds."""

from collections.abc import Mapping
from typing import Any

from app.policy.recipe import NpmRecipe
from app.setup.installer import Installer
from app.setup.kinds.npm import NpmInstaller

KINDS: Mapping[type, Installer[Any, Any]] = {NpmRecipe: NpmInstaller()}
"""By the recipe's type. A kind that is not here is skipped when recipes are read."""
