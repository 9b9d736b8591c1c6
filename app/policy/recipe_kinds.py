"""Every kind of recipe, one class each; `kind` in the document says which.

A kind names its package exactly, and its bytes by a signed target, a lock or a SHA-256. What all have in common is
in `Common`.
"""

from typing import Annotated

import msgspec

from app.policy.recipe_parts import (
    PLACEHOLDERS,
    Argument,
    ArtifactBuild,
    Build,
    Command,
    CommandName,
    Detect,
    ExactVersion,
    Name,
    PackageName,
    ProcessName,
    RelativePath,
    Requirement,
    Scope,
    Seconds,
    Sha256,
    Sized,
    System,
    Uninstall,
    Update,
    check_placeholders,
    stay_inside,
)

_SHOWN = r"^[^\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]{1,100}$(?!\n)"
"""A name on a screen: nothing that breaks its line, or turns what follows around (UAX #9)."""

_FORMULA = r"^(?!.*\.\.)(?!.*\.rb$)([a-z0-9][a-z0-9_-]*/[a-z0-9][a-z0-9_-]*/)?[a-z0-9][a-z0-9@._+-]*$(?!\n)"
"""`jq` or `user/tap/name`; anything else with a slash, or `.rb` at its end, is a file to Homebrew."""


class Common(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every recipe says.

    `requires` must be there before; `blocking_processes` (executable names) must be closed; `uninstall` is how it is
    removed where its kind does not know; `timeout` bounds the whole set-up, in seconds.
    """

    detect: Detect
    requires: tuple[Requirement, ...] = ()
    blocking_processes: tuple[ProcessName, ...] = ()
    uninstall: Uninstall | None = None
    timeout: Seconds = 900
    scope: Scope = Scope.USER
    update: Update = Update.OFFER


class BundleBuild(ArtifactBuild, frozen=True, kw_only=True, omit_defaults=True):
    """A self-contained archive (tar.zst) and the commands in it; it may unpack to `installed_bytes` and no more."""

    commands: tuple[Command, ...]
    installed_bytes: Annotated[int, msgspec.Meta(ge=1, le=2**48)]


class AppImageBuild(ArtifactBuild, frozen=True, kw_only=True, omit_defaults=True):
    """An AppImage, and the command it becomes."""

    command: CommandName

    @property
    def commands(self) -> tuple[Command, ...]:
        """The command as other kinds write it."""
        return (Command(name=self.command, file=f"{self.command}.AppImage"),)


class FlatpakBuild(Sized, frozen=True, kw_only=True, omit_defaults=True):
    """The commit of the ref for one processor (OSTree: a SHA-256 over all of its content)."""

    commit: Sha256


class PinnedBuild(Sized, frozen=True, kw_only=True, omit_defaults=True):
    """The SHA-256 that the package manager's own description must name for what it downloads."""

    sha256: Sha256


class LinkBuild(Sized, frozen=True, kw_only=True, omit_defaults=True):
    """The page where the person gets it."""

    url: Annotated[str, msgspec.Meta(pattern=r"^https://[!#-;=?A-\[\]-~]+$(?!\n)", max_length=1000)]


class BundleRecipe(Common, frozen=True, kw_only=True, tag="bundle", tag_field="kind", omit_defaults=True):
    """An archive that brings everything it needs, built once by IT (`signpost-admin bundle`)."""

    package: Name
    version: ExactVersion
    builds: dict[System, BundleBuild]


class NpmRecipe(Common, frozen=True, kw_only=True, tag="npm", tag_field="kind", omit_defaults=True):
    """A package from the npm registry in a prefix of its own, by a lock file that is a signed target beside this."""

    package: Name
    version: ExactVersion
    lock: RelativePath
    builds: dict[System, Build]

    def __post_init__(self) -> None:
        """Refuse a lock that could lie elsewhere."""
        stay_inside(self.lock)


class PypiRecipe(Common, frozen=True, kw_only=True, tag="pypi", tag_field="kind", omit_defaults=True):
    """A Python distribution in an environment of its own, by a lock with hashes (`uv pip compile --generate-hashes`).

    `python` is the version of Python it runs on (`3.12`), which must be on the machine, as uv must.
    """

    package: PackageName
    version: ExactVersion
    lock: RelativePath
    python: Annotated[str, msgspec.Meta(pattern=r"^3\.[0-9]{1,2}$(?!\n)")]
    builds: dict[System, Build]

    def __post_init__(self) -> None:
        """Refuse a lock that could lie elsewhere."""
        stay_inside(self.lock)


class DebRecipe(Common, frozen=True, kw_only=True, tag="deb", tag_field="kind", omit_defaults=True):
    """A Debian package for the machine, installed by apt, with an administrator's password."""

    package: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9+.-]+$(?!\n)", max_length=200)]
    version: ExactVersion
    builds: dict[System, ArtifactBuild]
    scope: Scope = Scope.MACHINE


class RpmRecipe(Common, frozen=True, kw_only=True, tag="rpm", tag_field="kind", omit_defaults=True):
    """An RPM package for the machine, installed by dnf, with an administrator's password.

    `version` is version and release: `1.2.3-1.fc40`.
    """

    package: PackageName
    version: ExactVersion
    builds: dict[System, ArtifactBuild]
    scope: Scope = Scope.MACHINE


class FlatpakRecipe(Common, frozen=True, kw_only=True, tag="flatpak", tag_field="kind", omit_defaults=True):
    """An application from a Flatpak remote that is set up already, at exactly one commit."""

    package: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_-]*){2,}$(?!\n)")]
    version: ExactVersion
    remote: PackageName = "flathub"
    branch: PackageName = "stable"
    builds: dict[System, FlatpakBuild]


class AppImageRecipe(Common, frozen=True, kw_only=True, tag="appimage", tag_field="kind", omit_defaults=True):
    """One executable file with everything in it, in a prefix of its own, with an entry in the desktop's menu."""

    name: Annotated[str, msgspec.Meta(pattern=_SHOWN)]
    version: ExactVersion
    builds: dict[System, AppImageBuild]

    @property
    def package(self) -> str:
        """What is installed, as other kinds name it: the application's name."""
        return self.name


class WingetRecipe(Common, frozen=True, kw_only=True, tag="winget", tag_field="kind", omit_defaults=True):
    """A package of the Windows Package Manager, in exactly one version."""

    package: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*$(?!\n)", max_length=128)]
    version: ExactVersion
    source: PackageName = "winget"
    builds: dict[System, PinnedBuild]


class MsiRecipe(Common, frozen=True, kw_only=True, tag="msi", tag_field="kind", omit_defaults=True):
    """A Windows Installer package. `properties` are set on its command line; `product` is its product code."""

    product: Annotated[str, msgspec.Meta(pattern=r"^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$(?!\n)")]
    version: ExactVersion
    properties: dict[
        Annotated[str, msgspec.Meta(pattern=r"^[A-Z_][A-Z0-9_.]{0,71}$(?!\n)")],
        Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f\"]*$(?!\n)", max_length=500)],
    ] = {}
    builds: dict[System, ArtifactBuild]

    @property
    def package(self) -> str:
        """What is installed, as other kinds name it: the product code."""
        return self.product


class ExeRecipe(Common, frozen=True, kw_only=True, tag="exe", tag_field="kind", omit_defaults=True):
    """A Windows set-up program and the arguments that keep it silent; it succeeds with one of `success_codes`."""

    package: PackageName
    version: ExactVersion
    arguments: tuple[Argument, ...]
    success_codes: tuple[int, ...] = (0,)
    builds: dict[System, ArtifactBuild]

    def __post_init__(self) -> None:
        """Refuse placeholders nobody fills in."""
        for argument in self.arguments:
            check_placeholders(argument, PLACEHOLDERS)


class BrewRecipe(Common, frozen=True, kw_only=True, tag="brew", tag_field="kind", omit_defaults=True):
    """A formula, or with `cask: true` a cask, of Homebrew, in exactly one version."""

    package: Annotated[str, msgspec.Meta(pattern=_FORMULA, max_length=200)]
    version: ExactVersion
    cask: bool = False
    builds: dict[System, PinnedBuild]


class PkgRecipe(Common, frozen=True, kw_only=True, tag="pkg", tag_field="kind", omit_defaults=True):
    """A macOS installer package, known to `pkgutil` by the id `package`."""

    package: PackageName
    version: ExactVersion
    builds: dict[System, ArtifactBuild]


class DmgRecipe(Common, frozen=True, kw_only=True, tag="dmg", tag_field="kind", omit_defaults=True):
    """A macOS disk image, from which the application `app` (`Qoder.app`) is copied."""

    app: Annotated[str, msgspec.Meta(pattern=r"^[^/\x00-\x1f\x7f.][^/\x00-\x1f\x7f]{0,99}\.app$(?!\n)")]
    version: ExactVersion
    builds: dict[System, ArtifactBuild]

    @property
    def package(self) -> str:
        """What is installed, as other kinds name it: the application's file name."""
        return self.app


class ExtensionRecipe(Common, frozen=True, kw_only=True, tag="vscode-extension", tag_field="kind", omit_defaults=True):
    """An extension (`publisher.name`, a VSIX file) for an editor of the VS Code family, whose command is `editor`."""

    package: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*\.[A-Za-z0-9][A-Za-z0-9._-]*$(?!\n)")]
    version: ExactVersion
    editor: CommandName = "code"
    builds: dict[System, ArtifactBuild]


class LinkRecipe(Common, frozen=True, kw_only=True, tag="link", tag_field="kind", omit_defaults=True):
    """A page (a store, usually) where the person gets it. Done when it is detected."""

    version: ExactVersion = ""
    builds: dict[System, LinkBuild]

    @property
    def package(self) -> str:
        """What is installed, as other kinds name it: the page."""
        return next((build.url for build in self.builds.values()), "")
