"""A file's owner among npm packages and editor extensions: the package it lies in, and those that speak through it."""

import msgspec

from app.identify.files import Look, inside, join, parent, real
from app.identify.manifest import Manifest, manifest
from app.identify.ways import Role, is_akin, is_way_in, stem
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

_NAME = regex(r"(?:@[\w.~-]+/)?[\w.~-]+")
_IN_NODE_MODULES = regex(r".*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+(?=[/\\])")
_MODULE_ROOT = regex(r"[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+(?=[/\\])")
_IN_EXTENSIONS = regex(
    r"(?P<root>.*[/\\]extensions[/\\](?P<publisher>[\w-]++)\."
    r"(?P<name>[\w.-]+?)-(?P<version>\d+\.\d+[\w.+]*+)(?:-[\w-]++)?+)[/\\]"
)
_PLATFORM = regex(
    r"(?P<base>.+?)[-_.](?:linux|linuxmusl|alpine|darwin|macos|osx|win|win32|win64|windows|freebsd|openbsd|android|sunos|aix)"
    r"(?:[-_.](?:x64|x86|x86_64|amd64|ia32|i686|arm64|aarch64|arm|armv6|armv7|armhf|universal|riscv64|ppc64|ppc64le|s390x"
    r"|loong64|musl|gnu|glibc|gnueabihf|musleabihf|msvc|baseline|modern))+"
)
"""`@esbuild/linux-x64`, `claude-code-linux-x64-musl`: the convention of packages that carry one system's binary."""

_IN_STORE = regex(r"(?P<store>.*[/\\]\.pnpm)[/\\][^/\\]+[/\\]node_modules")
_STORED = regex(r"(?P<name>@?[^@]+)@.+")
"""pnpm's store: `.pnpm/@scope+name@1.2.3_peers/node_modules/@scope/name` (its docs, "Symlinked node_modules")."""

MOST_AKIN = 8
"""So many packages of one store are looked at for the parent of another."""

HIGHEST_CLIMB = 12
"""How many folders above a file a package.json may be its own."""


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
    if package is not None and is_way_in(look, package.root, package.manifest, path, role):
        found[package.purl] = package.root
        if role is Role.NATIVE:
            found |= _parents(look, package, path)
    for outer in _around(look, path):
        if inside(path, outer.root) in outer.manifest.bins.values():
            found.setdefault(outer.purl, outer.root)
    return tuple(Evidence(Kind.PACKAGE, one, join(root, "package.json")) for one, root in found.items())


def _owner(look: Look, path: str, *, climb: bool) -> Package | None:
    if match := _IN_NODE_MODULES().match(path):
        found = manifest(look, match[0])
        return Package(match[0], found) if _NAME().fullmatch(found.name) else None
    if match := _IN_EXTENSIONS().match(path):
        found = manifest(look, match["root"])
        if not found.publisher:
            found = Manifest(match["name"], match["version"], publisher=match["publisher"])
        return Package(match["root"], found)
    folder = parent(path)
    for _ in range(HIGHEST_CLIMB if climb else 0):
        found = manifest(look, folder)
        above = parent(folder)
        if _NAME().fullmatch(found.name):
            if inside(path, folder) not in found.bins.values() and (outer := manifest(look, above)).name == found.name:
                return Package(above, outer)  # a build keeps a copy of its package.json beside its output
            return Package(folder, found)
        if above == folder:
            break
        folder = above
    return None


def _around(look: Look, path: str) -> list[Package]:
    """The packages in whose own node_modules the owner lies; a package may name a dependency's file as its command."""
    roots = [path[: match.end()] for match in _MODULE_ROOT().finditer(path)][:-1]
    found = [Package(root, manifest(look, root)) for root in roots[-4:]]
    return [package for package in found if _NAME().fullmatch(package.manifest.name)]


def _parents(look: Look, package: Package, path: str) -> dict[str, str]:
    """The package whose binary a platform package carries, as purl and root: who names it, else what its name says."""
    said = package.manifest
    by_name = _PLATFORM().fullmatch(said.name)
    if by_name is None and not said.platform:
        return {}
    command = stem(path)
    modules = _modules_folder(package.root)
    folder_name = inside(package.root, modules) if modules else ""
    for root in _candidates(look, modules, command):
        parent_said = manifest(look, root)
        named = folder_name in parent_said.optional or (by_name is not None and command in parent_said.bins)
        if named and _NAME().fullmatch(parent_said.name) and root != package.root:
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
    """Where the parent may lie: around this node_modules, behind the command's link in it, or in the same store."""
    if not modules:
        return []
    found = [parent(modules)]
    if match := _IN_STORE().match(modules):
        names = [one["name"] for name in look.names(match["store"]) if (one := _STORED().fullmatch(name)) is not None]
        akin = [(name, name.replace("+", "/", 1)) for name in dict.fromkeys(names) if is_akin(command, name)]
        for name, written in akin[:MOST_AKIN]:
            folders = [one for one in look.names(match["store"]) if one.startswith(f"{name}@")]
            found += [join(match["store"], f"{folder}/node_modules/{written}") for folder in folders[:MOST_AKIN]]
    link = join(join(modules, ".bin"), command)
    if look.is_file(link) and (match := _IN_NODE_MODULES().match(real(link))):
        found.append(match[0])
    return found
