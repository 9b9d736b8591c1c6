"""What could be a tool among the files of this machine, as the launches that starting each would be. Starts nothing."""

import os
import re
import shlex
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from app.identify import flatpak, jetbrains, snap
from app.identify.files import Look
from app.identify.manifest import manifest
from app.policy import purl
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from app.policy.model import Policy
from app.trial.errors import NoSuchCommand
from app.trial.places import Places
from app.trial.resolve import program, resolve

MOST_IN_FOLDER = 5_000
"""Entries of one folder that are looked at; the fullest /usr/bin of a developer's machine has some 3,000."""

MOST_BELOW = 2_000
"""Entries of one tree that are looked at: of an extension, or of a folder that a rule names."""

_NATIVE = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_INTERPRETER = re.compile(rb"#![^\n]{0,200}?([\w.+-]+)[ \t\r]*\n")
_WILD = re.compile(r"[*?]")
_DEEPEST = 6


class Candidate(msgspec.Struct, frozen=True):
    """One thing that could be a tool: where it lies, what sort of place that is, and how it would start.

    `facts` are set for what is not started itself but loaded by something else: an editor's extension.
    """

    path: str
    place: str
    launch: Launch
    facts: tuple[Evidence, ...] = ()


class Candidates:
    """Walks the places, lazily: whoever asks decides when it is enough, and leaves a folder that answers no more."""

    def __init__(self, found: Places, policy: Policy, home: Path, env: Mapping[str, str]) -> None:
        self._places, self._policy, self._home = found, policy, str(home)
        self._env = {name: env[name] for name in ("PATH",) if name in env} | {"HOME": str(home)}

    def folders(self) -> Iterator[Iterator[Candidate]]:
        """Everything, folder by folder, the places with few files first."""
        for top, depth in self._named_by_rules():
            yield self._installed(top, depth)
        yield from map(self._packages, self._places.modules)
        yield from map(self._extensions, self._places.extensions)
        yield from map(self._plugin, self._places.plugins)
        yield from map(self._sandboxed, self._places.sandboxed)
        yield from map(self._starters, self._places.starters)
        for folder in self._places.applications:
            yield self._commands(folder, "application")
        for folder in self._places.commands:
            yield self._commands(folder, "command")

    def _commands(self, folder: str, place: str) -> Iterator[Candidate]:
        for entry in _entries(folder):
            if _is_program(entry.path):
                yield self._program(entry.path, place)

    def _program(self, path: str, place: str) -> Candidate:
        try:
            return Candidate(path, place, program(path, (), self._home, self._env))
        except NoSuchCommand:  # its interpreter is not there now, or not on our PATH; we know its name
            match = _INTERPRETER.match(_head(path))
            name = os.fsdecode(match[1]) if match else ""
            if not name:
                return Candidate(path, place, Launch(pid=0, exe=os.path.realpath(path), argv=(path,), cwd=self._home))
            return Candidate(path, place, self._interpreted(name, path))

    def _interpreted(self, interpreter: str, path: str) -> Launch:
        return Launch(
            pid=0, exe=f"/usr/bin/{interpreter}", argv=(interpreter, path), cwd=self._home, execfn=path, env=self._env
        )

    def _packages(self, modules: str) -> Iterator[Candidate]:
        for entry in _entries(modules):
            scoped = _entries(entry.path) if entry.name.startswith("@") else [entry]
            for package in scoped:
                for file in manifest(Look(), package.path).bins.values():
                    path = os.path.normpath(Path(package.path, file))
                    if not Path(path).is_file():
                        continue
                    native = _head(path).startswith(_NATIVE)
                    launch = self._native(path) if native else self._interpreted("node", path)
                    yield Candidate(path, "npm package", launch)

    def _native(self, path: str) -> Launch:
        return Launch(pid=0, exe=os.path.realpath(path), argv=(path,), cwd=self._home, execfn=path, env=self._env)

    def _extensions(self, folder: str) -> Iterator[Candidate]:
        for entry in _entries(folder):
            said = manifest(Look(), entry.path)
            if not said.publisher:
                continue
            owner = purl.vscode_extension(said.publisher, said.name, said.version)
            facts = (
                Evidence(Kind.PACKAGE, owner, str(Path(entry.path, "package.json"))),
                Evidence(Kind.PATH, entry.path, entry.path),
            )
            yield Candidate(entry.path, "editor extension", Launch(pid=0), facts)
            for path in _below(entry.path, _DEEPEST):
                if _is_program(path) and _head(path).startswith(_NATIVE):
                    yield Candidate(path, "editor extension", self._native(path))

    def _plugin(self, folder: str) -> Iterator[Candidate]:
        alone = folder.endswith(".jar")
        jars = [] if alone else [one.path for one in _entries(str(Path(folder, "lib"))) if one.name.endswith(".jar")]
        facts = tuple(Evidence(Kind.PATH, path, path) for path in (folder, *jars))
        found = jetbrains.of_jar(Look(), folder) if alone else jetbrains.plugin(Look(), folder)
        owner = (found.evidence,) if found else ()
        yield Candidate(folder, "editor extension", Launch(pid=0), (*owner, *facts))

    def _sandboxed(self, folder: str) -> Iterator[Candidate]:
        for found in (snap.deployed_at(Look(), folder), flatpak.deployed_at(folder)):
            if found is not None:
                yield Candidate(folder, "application", Launch(pid=0), (found,))

    def _starters(self, folder: str) -> Iterator[Candidate]:
        for entry in _entries(folder):
            if entry.name.endswith(".desktop"):
                for line in _head(entry.path, 65_536).decode("utf-8", "replace").splitlines():
                    if line.startswith("Exec="):
                        yield from self._started_by(line.removeprefix("Exec="))

    def _started_by(self, line: str) -> Iterator[Candidate]:
        try:
            words = [word for word in shlex.split(line) if not word.startswith("%")]
            launch = resolve(words, self._home, self._env)[-1] if words else None
        except (ValueError, NoSuchCommand):
            return
        if launch is not None:
            yield Candidate(launch.execfn or launch.exe, "application", launch)

    def _named_by_rules(self) -> Iterator[tuple[str, int]]:
        """The folders that the policy's own path rules name, so that a new tool needs no code; and how deep to look."""
        globs = {shape.path.replace("\\", "/") for tool in self._policy.tools for shape in tool.match if shape.path}
        for pattern in sorted(globs):
            parts = pattern.split("/")
            fixed = next((at for at, part in enumerate(parts) if _WILD.search(part)), len(parts) - 1)
            if parts[0] not in ("~", "") or fixed < 2:
                continue  # begins anywhere, or at all of the home: what lies in the places we know is matched there
            top = "/".join(parts[:fixed]).replace("~", self._home, 1)
            yield top, _DEEPEST if "**" in pattern else len(parts) - fixed

    def _installed(self, top: str, depth: int) -> Iterator[Candidate]:
        for path in _below(top, depth):
            if _is_program(path) or _head(path).startswith(b"#!"):
                yield self._program(path, "install folder")


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    """What lies in a folder, sorted; at most `MOST_IN_FOLDER`, nothing when it cannot be read."""
    found: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                found.append(entry)
                if len(found) >= MOST_IN_FOLDER:
                    break
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def _below(top: str, depth: int) -> Iterator[str]:
    """The files below a folder, down to `depth` levels; links to folders are not followed."""
    waiting, seen = [(top, depth)], 0
    while waiting:
        folder, levels = waiting.pop()
        for entry in _entries(folder):
            seen += 1
            if seen > MOST_BELOW:
                return
            try:
                if entry.is_dir(follow_symlinks=False):
                    if levels > 1 and entry.name != "node_modules":
                        waiting.append((entry.path, levels - 1))
                    continue
            except OSError:
                continue
            yield entry.path


def _is_program(path: str) -> bool:
    """Whether a path leads to a regular file that may be executed (on Windows: is called like one)."""
    try:
        found = os.stat(path)  # noqa: PTH116  half the cost of Path.stat, thousands of times
    except (OSError, ValueError):
        return False
    if os.name == "nt":
        return stat.S_ISREG(found.st_mode) and path.lower().endswith((".exe", ".com"))
    return stat.S_ISREG(found.st_mode) and bool(found.st_mode & 0o111)


def _head(path: str, limit: int = 256) -> bytes:
    return Look().read(path, limit, whole=False)
