"""The installers, one for each kind of recipe: this is the one table of kinds."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.policy.recipe import (
    AppImageRecipe,
    BrewRecipe,
    BundleRecipe,
    DebRecipe,
    DmgRecipe,
    ExeRecipe,
    ExtensionRecipe,
    FlatpakRecipe,
    LinkRecipe,
    MsiRecipe,
    NpmRecipe,
    PkgRecipe,
    PypiRecipe,
    RpmRecipe,
    WingetRecipe,
)
from app.setup.installer import Installer
from app.setup.kinds.appimage import AppImageInstaller
from app.setup.kinds.brew import BrewInstaller
from app.setup.kinds.bundle import BundleInstaller
from app.setup.kinds.dmg import DmgInstaller
from app.setup.kinds.exe import ExeInstaller
from app.setup.kinds.extension import ExtensionInstaller
from app.setup.kinds.flatpak import FlatpakInstaller
from app.setup.kinds.link import LinkInstaller
from app.setup.kinds.msi import MsiInstaller
from app.setup.kinds.native import DEB, RPM, NativeInstaller
from app.setup.kinds.npm import NpmInstaller
from app.setup.kinds.pkg import PkgInstaller
from app.setup.kinds.pypi import PypiInstaller
from app.setup.kinds.winget import WingetInstaller

KINDS: Mapping[type[msgspec.Struct], Installer[Any, Any]] = {
    BundleRecipe: BundleInstaller(),
    NpmRecipe: NpmInstaller(),
    PypiRecipe: PypiInstaller(),
    AppImageRecipe: AppImageInstaller(),
    DebRecipe: NativeInstaller(DEB),
    RpmRecipe: NativeInstaller(RPM),
    FlatpakRecipe: FlatpakInstaller(),
    WingetRecipe: WingetInstaller(),
    MsiRecipe: MsiInstaller(),
    ExeRecipe: ExeInstaller(),
    BrewRecipe: BrewInstaller(),
    PkgRecipe: PkgInstaller(),
    DmgRecipe: DmgInstaller(),
    ExtensionRecipe: ExtensionInstaller(),
    LinkRecipe: LinkInstaller(),
}
"""By the recipe's type. A kind that is not here is skipped when recipes are read."""


def of_kind(kind: str) -> Installer[Any, Any] | None:
    """The installer by the word a recipe has in `kind`; None for what a newer Signpost wrote."""
    return next((one for recipe, one in KINDS.items() if recipe.__struct_config__.tag == kind), None)
