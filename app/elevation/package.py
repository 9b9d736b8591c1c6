"""What the helper has a package manager do, by fixed lists of arguments: ask, look into a file, install, remove."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.elevation.errors import PackageManagerFailed, PackageMismatch, WouldDowngrade
from app.host.run import Result, run
from app.policy.recipe import DebRecipe, RpmRecipe
from app.setup.kinds.native import DEB, RPM, Format, with_value
from app.setup.manager import last_words

ENVIRONMENT: Mapping[str, str] = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
"""All that a package manager is told; nothing of the caller's."""

_ASK_SECONDS = 60.0
_REMOVE_SECONDS = 600.0
_FORMATS: Mapping[type[object], Format] = {DebRecipe: DEB, RpmRecipe: RPM}
_WORDS = re.compile(r"[^\x20-\x7e]+")
_VERSION = re.compile(r"[0-9A-Za-z.+_~^:]{0,128}")

Native = DebRecipe | RpmRecipe


def format_of(recipe: Native) -> Format:
    """The family of package files that a recipe is about."""
    return _FORMATS[type(recipe)]


@dataclass(frozen=True)
class Manager:
    """One family's programs."""

    form: Format

    def installed(self, package: str) -> str:
        """The version that is there; "" for none. Raises PackageManagerFailed."""
        result = self._run(self.form.asked, package, _ASK_SECONDS, package, "look for")
        match = self.form.said.search(result.out) if result.code == 0 else None
        return match[1] if match else ""

    def is_there(self, package: str) -> bool:
        """Whether the manager has any of it, half unpacked included. Raises PackageManagerFailed."""
        result = self._run(self.form.asked, package, _ASK_SECONDS, package, "look for")
        return result.code == 0 and self.form.there.search(result.out) is not None

    def inspect(self, file: Path, recipe: Native, target: str, processor: str) -> None:
        """Hold the file's account of itself against the recipe. Raises PackageMismatch, PackageManagerFailed."""
        result = self._run(self.form.described, str(file), _ASK_SECONDS, recipe.package, "look into")
        said = result.out.split("\n")[:3]
        if result.code != 0 or len(said) < 3:
            raise PackageMismatch(target=target, detail="it is no package")
        if said[:2] != [recipe.package, recipe.version]:
            raise PackageMismatch(target=target, detail="it is another package or version")
        if said[2] not in self.form.architectures[processor]:
            raise PackageMismatch(target=target, detail="it is for another processor")

    def refuse_downgrade(self, package: str, found: str, version: str) -> None:
        """Raise WouldDowngrade when `found` is newer than `version`; PackageManagerFailed when nobody can tell."""
        if not found or found == version:
            return
        newer = self._deb_newer if self.form.manager == "apt" else self._rpm_newer
        if newer(package, found, version):
            raise WouldDowngrade(package=package, found=found, version=version)

    def install(self, file: Path, package: str, seconds: float, on_line: Callable[[str], None]) -> None:
        """Raises PackageManagerFailed."""
        result = self._run(self.form.install, str(file), seconds, package, "install", on_line)
        self._expect_done(result, package, "install")

    def remove(self, package: str) -> None:
        """Raises PackageManagerFailed."""
        self._expect_done(self._run(self.form.remove, package, _REMOVE_SECONDS, package, "remove"), package, "remove")

    def _deb_newer(self, package: str, found: str, version: str) -> bool:
        """dpkg(1), --compare-versions: exit code 0 when it is so, 1 when not, 2 for a version that is none."""
        argv = ("dpkg", "--compare-versions", found, "gt", version)
        return self._told(self._run(argv, "", _ASK_SECONDS, package, "compare"), package) == 0

    def _rpm_newer(self, package: str, found: str, version: str) -> bool:
        """By rpm.vercmp of rpm's Lua, the version first, then the release. Both were matched by a closed grammar."""
        for one, other in zip(found.rpartition("-")[::2], version.rpartition("-")[::2], strict=True):
            argv = ("rpm", "--eval", f"%{{lua:print(rpm.vercmp('{_quoted(one)}', '{_quoted(other)}'))}}")
            result = self._run(argv, "", _ASK_SECONDS, package, "compare")
            said = result.out.strip()
            if said not in ("-1", "0", "1"):
                raise self._failed(result, package, "compare")
            if said != "0":
                return said == "1"
        return False

    def _told(self, result: Result, package: str) -> int:
        if result.code not in (0, 1):
            raise self._failed(result, package, "compare")
        return result.code

    def _run(
        self,
        argv: Sequence[str],
        value: str,
        seconds: float,
        package: str,
        verb: str,
        on_line: Callable[[str], None] | None = None,
    ) -> Result:
        try:
            result = run(
                with_value(tuple(argv), value), env=ENVIRONMENT, cwd=Path("/"), timeout=seconds, on_line=on_line
            )
        except OSError as error:
            detail = f"{argv[0]} does not start ({error.strerror})"
            raise PackageManagerFailed(manager=self.form.manager, verb=verb, package=package, detail=detail) from error
        if result.ended_by:
            detail = f"it was not done after {seconds:.0f} seconds"
            raise PackageManagerFailed(manager=self.form.manager, verb=verb, package=package, detail=detail)
        return result

    def _expect_done(self, result: Result, package: str, verb: str) -> None:
        if result.code != 0:
            raise self._failed(result, package, verb)

    def _failed(self, result: Result, package: str, verb: str) -> PackageManagerFailed:
        detail = f"exit code {result.code}: {_WORDS.sub(' ', last_words(result))[:300]}"
        return PackageManagerFailed(manager=self.form.manager, verb=verb, package=package, detail=detail)


def _quoted(version: str) -> str:
    """A version for a Lua string; whatever else is in it is none. Raises PackageMismatch."""
    if not _VERSION.fullmatch(version):
        raise PackageMismatch(target=version[:40], detail="its version is none")
    return version
