"""What the helper has apt and dnf do, by fixed lists of arguments: ask, look into a file, install, remove."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.elevation.errors import PackageManagerFailed, PackageMismatch, WouldDowngrade
from app.elevation.managers import ASK_SECONDS, REMOVE_SECONDS, Packaged, Record, call, failed, record_of
from app.host.run import Result
from app.setup.kinds.native import Format, with_value

ENVIRONMENT: Mapping[str, str] = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
"""All that a package manager is told; nothing of the caller's."""

_VERSION = re.compile(r"[0-9A-Za-z.+_~^:]{0,128}")


@dataclass(frozen=True)
class Manager:
    """One family's programs."""

    form: Format

    @property
    def name(self) -> str:
        """See `PackageManager`."""
        return self.form.manager

    def record(self, recipe: Packaged, target: str) -> Record:
        """See `PackageManager`."""
        return record_of(recipe, target)

    def installed(self, known: Record) -> str:
        """The version that is there; "" for none. Raises PackageManagerFailed."""
        result = self._run(self.form.asked, known.package, ASK_SECONDS, known.package, "look for")
        match = self.form.said.search(result.out) if result.code == 0 else None
        return match[1] if match else ""

    def is_there(self, known: Record) -> bool:
        """Whether the manager has any of it, half unpacked included. Raises PackageManagerFailed."""
        result = self._run(self.form.asked, known.package, ASK_SECONDS, known.package, "look for")
        return result.code == 0 and self.form.there.search(result.out) is not None

    def inspect(self, file: Path, recipe: Packaged, target: str, processor: str) -> None:
        """Hold the file's account of itself against the recipe. Raises PackageMismatch, PackageManagerFailed."""
        result = self._run(self.form.described, str(file), ASK_SECONDS, recipe.package, "look into")
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

    def install(self, file: Path, recipe: Packaged, on_line: Callable[[str], None]) -> None:
        """Raises PackageManagerFailed."""
        seconds, package = float(recipe.timeout), recipe.package
        result = self._run(self.form.install, str(file), seconds, package, "install", on_line)
        self._expect_done(result, package, "install")

    def remove(self, known: Record) -> None:
        """Raises PackageManagerFailed."""
        package = known.package
        self._expect_done(self._run(self.form.remove, package, REMOVE_SECONDS, package, "remove"), package, "remove")

    def _deb_newer(self, package: str, found: str, version: str) -> bool:
        """dpkg(1), --compare-versions: exit code 0 when it is so, 1 when not, 2 for a version that is none."""
        argv = ("dpkg", "--compare-versions", found, "gt", version)
        return self._told(self._run(argv, "", ASK_SECONDS, package, "compare"), package) == 0

    def _rpm_newer(self, package: str, found: str, version: str) -> bool:
        """By rpm.vercmp of rpm's Lua, the version first, then the release. Both were matched by a closed grammar."""
        for one, other in zip(found.rpartition("-")[::2], version.rpartition("-")[::2], strict=True):
            argv = ("rpm", "--eval", f"%{{lua:print(rpm.vercmp('{_quoted(one)}', '{_quoted(other)}'))}}")
            result = self._run(argv, "", ASK_SECONDS, package, "compare")
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
        return call(self.name, with_value(tuple(argv), value), ENVIRONMENT, seconds, package, verb, on_line)

    def _expect_done(self, result: Result, package: str, verb: str) -> None:
        if result.code != 0:
            raise self._failed(result, package, verb)

    def _failed(self, result: Result, package: str, verb: str) -> PackageManagerFailed:
        return failed(self.name, result, package, verb)


def _quoted(version: str) -> str:
    """A version for a Lua string; whatever else is in it is none. Raises PackageMismatch."""
    if not _VERSION.fullmatch(version):
        raise PackageMismatch(target=version[:40], detail="its version is none")
    return version
