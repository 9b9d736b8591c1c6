"""A file's owner among npm packages and editor extensions, and whether the file is a way into that package.

Only a way in says that the tool runs: a package also holds install scripts, vendored helpers and libraries, and
starting those accuses nobody. Ways in are what `bin` names, `main` and `exports` for a file run directly, and the
native program that a package ships under its own name.
"""

import enum
import re

import msgspec

from app.identify.files import Look, inside, join, parent, real
from app.identify.manifest import Manifest, manifest
from app.policy import purl
from app.policy.evidence import Evidence, Kind

_NAME = re.compile(r"(?:@[\w.~-]+/)?[\w.~-]+")
_IN_NODE_MODULES = re.compile(r".*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+(?=[/\\])")
_MODULE_ROOT = re.compile(r"[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+(?=[/\\])")
_IN_EXTENSIONS = re.compile(
    r"(?P<root>.*[/\\]extensions[/\\](?P<publisher>[\w-]++)\."
    r"(?P<name>[\w.-]+?)-(?P<version>\d+\.\d+[\w.+]*+)(?:-[\w-]++)?+)[/\\]"
)
_PLATFORM = re.compile(
    r"(?P<base>.+?)[-_.](?:linux|linuxmusl|alpine|darwin|macos|osx|win|win32|win64|windows|freebsd|openbsd|android|sunos|aix)"
    r"(?:[-_.](?:x64|x86|x86_64|amd64|ia32|i686|arm64|aarch64|arm|armv6|armv7|armhf|universal|riscv64|ppc64|ppc64le|s390x"
    r"|loong64|musl|gnu|glibc|gnueabihf|musleabihf|msvc|baseline|modern))+"
)
"""`@esbuild/linux-x64`, `claude-code-linux-x64-musl`: the convention of packages that carry one system's binary."""

_FOR_A_SYSTEM = re.compile(r"[-_.](?:linux|darwin|macos|windows|win32|x64|x86_64|amd64|arm64|aarch64)\b.*")
"""The end of a program's name that only says what it was built for: `codex-x86_64-unknown-linux-musl`."""

HIGHEST_CLIMB = 12
"""How many folders above a file a package.json may be its own."""


class Role(enum.Enum):
    """How a file takes part in a launch."""

    SCRIPT = "the script that is run"
    LOADED = "loaded by what is run"
    NATIVE = "the executable itself"


class Package(msgspec.Struct, frozen=True):
    """The package a file lies in: its folder and what its manifest says."""

    root: str
    manifest: Manifest

    @property
    def purl(self) -> str:
        """The package URL, with the version when there is one."""
        if self.manifest.publisher:
            return purl.vscode_extension(self.manifest.publisher, self.manifest.name, self.manifest.version)
        return purl.npm(self.manifest.name, self.manifest.version)


def evidence(look: Look, path: str, role: Role, *, climb: bool = True) -> tuple[Evidence, ...]:
    """The packages that starting `path` (a real path) starts; strongest claim first, empty when it is no way in.

    With `climb`, a file outside node_modules may belong to a package.json in a folder above it.
    """
    found: dict[str, str] = {}
    package = _owner(look, path, climb=climb)
    if package is not None and _is_way_in(look, package, path, role):
        found[package.purl] = package.root
        if role is Role.NATIVE:
            found |= _parents(look, package, path)
    for outer in _around(look, path):
        if inside(path, outer.root) in outer.manifest.bins.values():
            found.setdefault(outer.purl, outer.root)
    return tuple(Evidence(Kind.PACKAGE, one, join(root, "package.json")) for one, root in found.items())


def is_akin(command: str, *names: str) -> bool:
    """Whether a command is called like a package: by its whole name or a word of it (`claude` of `claude-code`)."""
    command = _FOR_A_SYSTEM.sub("", command.lower())
    return len(command) > 1 and any(
        command == name or command == name.rpartition("/")[2] or command in re.split(r"[@/._-]+", name)
        for name in map(str.lower, names)
    )


def stem(path: str) -> str:
    """The name of an executable without its ending."""
    return re.sub(r"\.(exe|com)$", "", re.split(r"[/\\]", path)[-1], flags=re.IGNORECASE)


def _owner(look: Look, path: str, *, climb: bool) -> Package | None:
    if match := _IN_NODE_MODULES.match(path):
        found = manifest(look, match[0])
        return Package(match[0], found) if _NAME.fullmatch(found.name) else None
    if match := _IN_EXTENSIONS.match(path):
        found = manifest(look, match["root"])
        if not found.publisher:
            found = Manifest(match["name"], match["version"], publisher=match["publisher"])
        return Package(match["root"], found)
    folder = parent(path)
    for _ in range(HIGHEST_CLIMB if climb else 0):
        found = manifest(look, folder)
        above = parent(folder)
        if _NAME.fullmatch(found.name):
            if inside(path, folder) not in found.bins.values() and (outer := manifest(look, above)).name == found.name:
                return Package(above, outer)  # a build keeps a copy of its package.json beside its output
            return Package(folder, found)
        if above == folder:
            break
        folder = above
    return None


def _around(look: Look, path: str) -> list[Package]:
    """The packages in whose own node_modules the owner lies; a package may name a dependency's file as its command."""
    roots = [path[: match.end()] for match in _MODULE_ROOT.finditer(path)][:-1]
    found = [Package(root, manifest(look, root)) for root in roots[-4:]]
    return [package for package in found if _NAME.fullmatch(package.manifest.name)]


def _is_way_in(look: Look, package: Package, path: str, role: Role) -> bool:
    said = package.manifest
    relative = inside(path, package.root)
    if relative in said.bins.values():
        return True
    if role is Role.NATIVE:
        return is_akin(stem(path), said.name, *said.bins) or _is_same_file(look, package, path)
    if role is Role.SCRIPT:
        if said.publisher:
            return True  # an extension is started by its editor, through any of its scripts
        starts = said.mains or ("index.js",)
        return any(relative in (main, f"{main}.js", f"{main}/index.js") for main in starts) or _is_same_file(
            look, package, path
        )
    return _is_same_file(look, package, path)


def _is_same_file(look: Look, package: Package, path: str) -> bool:
    """Whether a bin is this very file by another name: a bin may be a link to the program."""
    mine = look.status(path)
    if mine is None:
        return False
    for bin_file in list(package.manifest.bins.values())[:8]:
        other = look.status(join(package.root, bin_file))
        if other is not None and (other.st_dev, other.st_ino) == (mine.st_dev, mine.st_ino):
            return True
    return False


def _parents(look: Look, package: Package, path: str) -> dict[str, str]:
    """The package whose binary a platform package carries, as purl and root: who names it, else what its name says."""
    said = package.manifest
    by_name = _PLATFORM.fullmatch(said.name)
    if by_name is None and not said.platform:
        return {}
    command = stem(path)
    modules = _modules_folder(package.root)
    folder_name = inside(package.root, modules) if modules else ""
    for root in _candidates(look, modules, command):
        parent_said = manifest(look, root)
        named = folder_name in parent_said.optional or (by_name is not None and command in parent_said.bins)
        if named and _NAME.fullmatch(parent_said.name) and root != package.root:
            return {Package(root, parent_said).purl: root}
    if by_name is not None and not by_name["base"].endswith("/"):
        return {purl.npm(by_name["base"], said.version): package.root}
    return {}


def _modules_folder(root: str) -> str:
    folder = parent(root)
    if not folder.endswith("node_modules"):
        folder = parent(folder)
    return folder if folder.endswith("node_modules") else ""


def _candidates(look: Look, modules: str, command: str) -> list[str]:
    """Where the parent may lie: around this node_modules, or behind the command's link in it."""
    if not modules:
        return []
    found = [parent(modules)]
    link = join(join(modules, ".bin"), command)
    if look.is_file(link) and (match := _IN_NODE_MODULES.match(real(link))):
        found.append(match[0])
    return found
