"""A world for each kind: a machine with its manager, a recipe, signed artifacts, and eyes for what is installed there.

The place has spaces, quotes, a dollar and letters beyond ASCII in its path, in every test.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from app.host import platform
from app.host.paths import Paths
from app.policy.recipe import (
    AppImageBuild,
    AppImageRecipe,
    ArtifactBuild,
    BrewRecipe,
    Build,
    BundleBuild,
    BundleRecipe,
    Command,
    DebRecipe,
    Detect,
    DmgRecipe,
    ExeRecipe,
    ExtensionRecipe,
    FlatpakBuild,
    FlatpakRecipe,
    LinkBuild,
    LinkRecipe,
    MsiRecipe,
    NpmRecipe,
    PinnedBuild,
    PkgRecipe,
    PypiRecipe,
    RpmRecipe,
    Uninstall,
    WingetRecipe,
)
from app.setup.course import Course
from app.setup.errors import ArtifactMissing, Cancelled, IntegrityMismatch
from app.setup.installer import Answer, Job, OnBytes, Programs
from app.setup.kinds import KINDS
from app.setup.kinds.appimage import AppImageInstaller
from app.setup.kinds.exe import ExeInstaller
from app.setup.kinds.link import LinkInstaller
from app.setup.kinds.native import DEB, RPM, NativeInstaller
from app.setup.pkexec import Pkexec
from app.setup.place import Place
from tests.setup.registry import Registry, demo_packages, lock_of, recipe_of
from tests.support.bundles import packed

ROOT = Path(__file__).parents[3]
ODD = "a b'c\"$(touch pwned)ü漢"
PROOF = Detect(command="q", version="1.0.0")
SHA = hashlib.sha256(b"what the source has").hexdigest()


class AsRoot(Pkexec):
    """The package manager itself may be called."""

    def needed(self) -> bool:
        return False


class Targets:
    """Signed targets: files by name, given out when their hash is the signed one."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = dict(files)
        self.signed = {name: _sha256(file) for name, file in files.items()}
        self.forgotten: list[str] = []

    def digest(self, target: str) -> str:
        if target not in self.signed:
            raise ArtifactMissing(target=target)
        return self.signed[target]

    def forget(self, target: str) -> None:
        self.forgotten.append(target)

    def answer(self, path: str) -> Answer:
        raise ArtifactMissing(target=path)

    def read(self, target: str, limit: int) -> bytes:
        return self.fetch(target, lambda *_: None, threading.Event()).read_bytes()[:limit]

    def fetch(self, target: str, on_bytes: OnBytes, cancel: threading.Event) -> Path:
        if cancel.is_set():
            raise Cancelled(tool="q")
        if _sha256(self.files[target]) != self.signed[target]:
            raise IntegrityMismatch(tool="q", detail=target)
        size = self.files[target].stat().st_size
        on_bytes(size, size)
        return self.files[target]


@dataclass
class World:
    """One machine. `told` is what the course says; `spoil` makes a manager offer other bytes than the recipe's."""

    kind: str
    folder: Path
    recipe: Any
    installer: Any
    system: str = "linux-x64"
    files: Mapping[str, Path] = field(default_factory=dict)
    programs: tuple[str, ...] = ()
    spoil: Callable[["World"], None] | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    settings: Programs = field(default_factory=Programs)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bin, self.state = self.folder / "bin", self.folder / "state"
        self.bin.mkdir(parents=True, exist_ok=True)
        self.paths = Paths.below(self.state / "home")
        self.paths.home.mkdir(parents=True, exist_ok=True)
        self.place = Place(self.paths, "q")
        self.targets = Targets(self.files)
        self.environment = {
            "PATH": str(self.bin), "HOME": str(self.paths.home), "STANDINS": str(self.state), **self.variables,
        }  # fmt: skip
        for name in self.programs:
            stand_in(self.bin / name)

    def job(self, cancel: threading.Event | None = None, **changes: object) -> Job[Any, Any]:
        """A new one; `changes` are to the recipe."""
        recipe = msgspec.structs.replace(self.recipe, **changes)
        return Job(
            place=self.place,
            recipe=recipe,
            build=recipe.builds[self.system],
            artifacts=self.targets,
            environment=self.environment,
            cancel=cancel or threading.Event(),
            course=Course("q", lambda progress: self.told.append(progress.detail)),
            staging=self.place.new_staging(),
            programs=self.settings,
        )

    def mode(self, what: str) -> None:
        """From now on the manager hangs, lies, or ends with `exit N` where it would change something."""
        (self.state / "mode").write_text(what)

    def argv(self) -> list[list[str]]:
        """Every call of a stand-in."""
        log = self.state / "argv"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    def visible(self) -> set[str]:
        """All that a person could meet: what managers have, links, menu entries, prefixes, applications."""
        watched = (self.paths.bin, self.paths.tools, self.paths.home / "Applications", self.state / "root/opt")
        seen = {str(path) for folder in watched for path in folder.rglob("*") if path.is_file() or path.is_symlink()}
        seen |= {str(path) for path in (self.paths.tools.parents[1] / "applications").glob("*")}
        installed = self.state / "installed"
        return {path for path in seen if "/staging-" not in path and not path.endswith(".lock")} | (
            {installed.read_text()} - {"{}"} if installed.exists() else set()
        )


def stand_in(path: Path) -> None:
    """A program of that name that is `standins.main`."""
    path.write_text(
        f"#!{sys.executable} -IS\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.setup.contract.standins import main\nmain()\n"
    )
    path.chmod(0o755)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _said(folder: Path, file_name: str, head: bytes = b"", **said: str) -> Path:
    """A file for stand-ins: a real head, and what it says it is as JSON."""
    file = folder / file_name
    file.write_bytes(head + b"\n" + json.dumps({"version": "1.0.0", **said}).encode())
    return file


def _artifact(name: str, system: str = "linux-x64") -> dict[str, ArtifactBuild]:
    return {system: ArtifactBuild(artifact=f"artifacts/q/{name}", download_bytes=10)}


def deb(folder: Path) -> World:
    """A package made by the real dpkg-deb, installed by the real dpkg into a root of its own."""
    tree = folder / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "opt/q").mkdir(parents=True)
    (tree / "opt/q/q").write_text("#!/bin/sh\necho 1.0.0\n")
    control = "Package: signpost-q\nVersion: 1.0.0\nArchitecture: all\nMaintainer: q <q@q.example>\nDescription: q\n"
    (tree / "DEBIAN/control").write_text(control)
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "--build", tree, folder / "q.deb"], check=True, capture_output=True
    )
    database = folder / "state/root/var/lib/dpkg"
    for name in ("info", "updates", "triggers"):
        (database / name).mkdir(parents=True)
    (database / "status").touch()
    recipe = DebRecipe(package="signpost-q", version="1.0.0", builds=_artifact("q.deb"), detect=PROOF)
    world = World(
        "deb", folder, recipe, NativeInstaller(DEB, AsRoot()),
        files={"artifacts/q/q.deb": folder / "q.deb"}, programs=("apt-get", "dpkg-query"),
    )  # fmt: skip
    shutil.copy("/usr/bin/dpkg-deb", world.bin)
    for name in ("tar", "sh", "rm", "ldconfig", "start-stop-daemon", "diff", "dpkg-split"):
        found = shutil.which(name, path="/usr/bin:/bin:/usr/sbin:/sbin")
        if found and not (world.bin / name).exists():
            (world.bin / name).symlink_to(found)
    return world


def rpm(folder: Path) -> World:
    """A package made by the real rpmbuild, installed by the real rpm into a root of its own."""
    (folder / "state/root").mkdir()
    with tempfile.TemporaryDirectory() as made:
        spec = Path(made) / "q.spec"
        spec.write_text(RPM_SPEC)
        defined = {"_topdir": f"{made}/top", "_rpmdir": made, "_rpmfilename": "q.rpm"}
        defines = [word for name, value in defined.items() for word in ("--define", f"{name} {value}")]
        environment = {"PATH": "/usr/bin:/bin", "HOME": made}
        argv = ["rpmbuild", "-bb", "--quiet", *defines, str(spec)]
        subprocess.run(argv, env=environment, check=True, capture_output=True)
        shutil.copy(f"{made}/q.rpm", folder)
    recipe = RpmRecipe(package="signpost-q", version="1.0.0-1", builds=_artifact("q.rpm"), detect=PROOF)
    return World(
        "rpm", folder, recipe, NativeInstaller(RPM, AsRoot()), files={"artifacts/q/q.rpm": folder / "q.rpm"},
        programs=("dnf", "rpm"),
    )  # fmt: skip


RPM_SPEC = """\
Name: signpost-q
Version: 1.0.0
Release: 1
Summary: q
License: MIT
BuildArch: noarch
%description
q
%install
mkdir -p %{buildroot}/opt/q
echo 1.0.0 > %{buildroot}/opt/q/q
%files
/opt/q/q
"""


def flatpak(folder: Path) -> World:
    """The real flatpak, with a repository in a folder: the commit of the recipe is not the newest of its branch."""
    arch = {"aarch64": "arm64"}.get(os.uname().machine, "x64")
    ref = f"{os.uname().machine}/1"
    for name, head in (("org.q.Platform", "Runtime"), ("org.q.Q", "Application")):
        for inner in ("files", "usr", "export"):
            (folder / name / inner).mkdir(parents=True)
        says = f"[{head}]\nname={name}\nruntime=org.q.Platform/{ref}\nsdk=org.q.Platform/{ref}\ncommand=q\n"
        (folder / name / "metadata").write_text(says)
    commits: list[str] = []
    for name, branch in (("org.q.Platform", "1"), ("org.q.Q", "stable"), ("org.q.Q", "stable")):
        (folder / name / "files/q").write_text(str(len(commits)))
        kind = ("--runtime",) if branch == "1" else ()
        commits.append(
            _flatpak(folder, "build-export", *kind, "repo", name, branch).partition("Commit: ")[2].split()[0]
        )
    build = FlatpakBuild(commit=commits[1])
    recipe = FlatpakRecipe(
        package="org.q.Q", version="1.0.0", remote="here", builds={f"linux-{arch}": build}, detect=PROOF
    )  # fmt: skip

    def spoil(world: World) -> None:
        world.recipe = msgspec.structs.replace(recipe, builds={world.system: FlatpakBuild(commit="0" * 64)})

    world = World("flatpak", folder, recipe, KINDS[FlatpakRecipe], f"linux-{arch}", programs=("flatpak",), spoil=spoil)
    _flatpak(folder, "remote-add", "--user", "--no-gpg-verify", "here", (folder / "repo").as_uri())
    return world


def _flatpak(folder: Path, *arguments: str) -> str:
    environment = {"HOME": str(folder / "state/home"), "PATH": "/usr/bin:/bin"}
    ended = subprocess.run(
        ["flatpak", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )  # fmt: skip
    return ended.stdout


def appimage(folder: Path) -> World:
    """A real program with the mark of an AppImage in its header, as AppImages have it."""
    data = bytearray(Path("/usr/bin/env").read_bytes())
    data[8:11] = b"AI\x02"
    (folder / "Q.AppImage").write_bytes(data)
    (folder / "fuse").touch()
    machine = "arm64" if os.uname().machine == "aarch64" else "x64"
    builds = {f"linux-{machine}": AppImageBuild(artifact="artifacts/q/Q.AppImage", command="q", download_bytes=9)}
    recipe = AppImageRecipe(name="Q ü \\ %", version="1.0.0", builds=builds, detect=PROOF)
    return World(
        "appimage", folder, recipe, AppImageInstaller(folder / "fuse"), system=f"linux-{machine}",
        files={"artifacts/q/Q.AppImage": folder / "Q.AppImage"},
    )  # fmt: skip


def extension(folder: Path) -> World:
    with zipfile.ZipFile(folder / "q.vsix", "w") as archive:
        archive.writestr("extension/package.json", '{"publisher": "Acme", "name": "q", "version": "1.0.0"}')
    recipe = ExtensionRecipe(package="acme.q", version="1.0.0", builds=_artifact("q.vsix"), detect=PROOF)
    files = {"artifacts/q/q.vsix": folder / "q.vsix"}
    return World("vscode-extension", folder, recipe, KINDS[ExtensionRecipe], files=files, programs=("code",))


def winget(folder: Path) -> World:
    builds = {"windows-x64": PinnedBuild(sha256=SHA)}
    recipe = WingetRecipe(package="Acme.Q", version="1.0.0", builds=builds, detect=PROOF)
    world = World("winget", folder, recipe, KINDS[WingetRecipe], "windows-x64", programs=("winget",), spoil=_other_hash)
    (world.state / "hash").write_text(SHA)
    return world


def _other_hash(world: World) -> None:
    (world.state / "hash").write_text("0" * 64)


def msi(folder: Path) -> World:
    product = "{01234567-89AB-CDEF-0123-456789ABCDEF}"
    file = _said(folder, "q.msi", bytes.fromhex("d0cf11e0a1b11ae1"), name=product)
    recipe = MsiRecipe(product=product, version="1.0.0", builds=_artifact("q.msi", "windows-x64"), detect=PROOF)
    files = {"artifacts/q/q.msi": file}
    return World(
        "msi", folder, recipe, KINDS[MsiRecipe], "windows-x64", files=files, programs=("msiexec", "reg")
    )  # fmt: skip


class ScriptInstaller(ExeInstaller):
    """The set-up program of this test is a script, as nothing that begins with `MZ` starts here."""

    def inspect(self, job: Job[ExeRecipe, ArtifactBuild], file: Path) -> None:
        """See test_exe_and_msi for the real one."""


def exe(folder: Path) -> World:
    stand_in(folder / "setup.exe")
    recipe = ExeRecipe(
        package="q", version="1.0.0", arguments=("/S", "/D={local_app_data}/Q"),
        builds=_artifact("setup.exe", "windows-x64"),
        detect=Detect(file="{local_app_data}/Q/q.exe", sha256=hashlib.sha256(b"MZ q").hexdigest()),
        uninstall=Uninstall(file="{local_app_data}/Q/uninstall.exe", arguments=("/S",)),
    )  # fmt: skip
    local = folder / "state/home/Applications"
    return World(
        "exe", folder, recipe, ScriptInstaller(), "windows-x64",
        files={"artifacts/q/setup.exe": folder / "setup.exe"}, variables={"LOCALAPPDATA": str(local)},
    )  # fmt: skip


def brew(folder: Path) -> World:
    builds = {"macos-arm64": PinnedBuild(sha256=SHA)}
    recipe = BrewRecipe(package="jq", version="1.8.2", builds=builds, detect=PROOF)
    world = World("brew", folder, recipe, KINDS[BrewRecipe], "macos-arm64", programs=("brew",), spoil=_other_hash)
    (world.state / "hash").write_text(SHA)
    return world


def pkg(folder: Path) -> World:
    file = _said(folder, "q.pkg", b"xar!", name="com.q.pkg")
    recipe = PkgRecipe(package="com.q.pkg", version="1.0.0", builds=_artifact("q.pkg", "macos-arm64"), detect=PROOF)
    files = {"artifacts/q/q.pkg": file}
    return World(
        "pkg", folder, recipe, KINDS[PkgRecipe], "macos-arm64", files=files, programs=("installer", "pkgutil")
    )  # fmt: skip


def dmg(folder: Path) -> World:
    file = _said(folder, "q.dmg", name="Q.app")
    recipe = DmgRecipe(app="Q.app", version="1.0.0", builds=_artifact("q.dmg", "macos-arm64"), detect=PROOF)
    return World(
        "dmg", folder, recipe, KINDS[DmgRecipe], "macos-arm64", files={"artifacts/q/q.dmg": file},
        programs=("hdiutil",),
    )  # fmt: skip


def link(folder: Path) -> World:
    builds = {"linux-x64": LinkBuild(url="https://store.example/q?a=1&b='$(touch pwned)'")}
    recipe = LinkRecipe(builds=builds, detect=PROOF)
    return World("link", folder, recipe, LinkInstaller(("xdg-open",)), programs=("xdg-open",))


def pypi(folder: Path) -> World:
    """The real uv, and an index in a folder."""
    index = folder / "index"
    (index / "signpost-q").mkdir(parents=True)
    files = {"signpost_q.py": "def main():\n    print('1.0.0')\n"}
    digest = wheel(index / "signpost-q", "signpost_q", "1.0.0", files)
    lock = folder / "lock.txt"
    lock.write_text(f"signpost-q==1.0.0 \\\n    --hash=sha256:{digest}\n")
    commands = (Command(name="q", file="venv/bin/signpost_q"),)
    builds = {platform.build_name(): Build(commands=commands, download_bytes=1, installed_bytes=1)}
    recipe = PypiRecipe(
        package="signpost-q", version="1.0.0", lock="artifacts/q/lock.txt", builds=builds, detect=PROOF,
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
    )  # fmt: skip

    def spoil(_: World) -> None:
        wheel(index / "signpost-q", "signpost_q", "1.0.0", {"signpost_q.py": "def main():\n    print('evil')\n"})

    world = World(
        "pypi", folder, recipe, KINDS[PypiRecipe], files={"artifacts/q/lock.txt": lock}, spoil=spoil,
        variables={"UV_DEFAULT_INDEX": index.as_uri()},
    )  # fmt: skip
    for name in ("sh", "dirname", "realpath"):
        (world.bin / name).symlink_to(str(shutil.which(name)))
    (world.bin / "python3").symlink_to(sys.base_prefix + "/bin/python3")
    (world.bin / "uv").symlink_to(Path(sys.executable).parent / "uv")
    return world


def wheel(folder: Path, name: str, version: str, files: Mapping[str, str]) -> str:
    """Write a wheel and its index page; returns the wheel's SHA-256."""
    path, info = folder / f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info"
    every = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: q\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name}={name}:main\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in every.items():
            archive.writestr(file, text)
        archive.writestr(f"{info}/RECORD", "".join(f"{file},,\n" for file in (*every, f"{info}/RECORD")))
    (folder / "index.html").write_text(f'<!DOCTYPE html><a href="{path.name}">{path.name}</a>')
    return _sha256(path)


def bundle(folder: Path) -> World:
    """An archive as `signpost-admin bundle` packs it, for this machine."""
    source = folder / "source"
    source.mkdir()
    (source / "q").write_text("#!/bin/sh\necho 1.0.0\n")
    (source / "q").chmod(0o755)
    command = Command(name="q", file="q")
    packed(source, folder / "q.tar.zst", command, version="1.0.0")
    size = (folder / "q.tar.zst").stat().st_size
    build = BundleBuild(
        artifact="artifacts/q/q.tar.zst", commands=(command,), download_bytes=size, installed_bytes=10_000
    )  # fmt: skip
    system = platform.build_name()
    recipe = BundleRecipe(package="demo", version="1.0.0", builds={system: build}, detect=PROOF)
    files = {"artifacts/q/q.tar.zst": folder / "q.tar.zst"}
    world = World("bundle", folder, recipe, KINDS[BundleRecipe], system, files=files)
    (world.bin / "sh").symlink_to("/bin/sh")
    return world


def npm(folder: Path, program: Path, registry: Registry) -> World:
    """The real npm, and a registry on loopback."""
    packages = demo_packages("1.0.0")
    registry.publish(packages)
    lock = folder / "lock.json"
    lock.write_bytes(lock_of(packages))
    recipe = recipe_of(packages, lock="artifacts/q/lock.json")

    def spoil(_: World) -> None:
        registry.archives = dict.fromkeys(registry.archives, b"other")

    world = World(
        "npm", folder, recipe, KINDS[NpmRecipe], platform.build_name(), files={"artifacts/q/lock.json": lock},
        spoil=spoil, settings=Programs(npm=str(program), registry=registry.address),
    )  # fmt: skip
    for name in ("sh", "env", "node"):
        found = shutil.which(name, path=f"{program.parent}:/usr/bin:/bin")
        if found:
            (world.bin / name).symlink_to(found)
    return world


WORLDS: dict[str, Callable[[Path], World]] = {
    "bundle": bundle, "pypi": pypi, "appimage": appimage, "deb": deb, "rpm": rpm, "flatpak": flatpak,
    "vscode-extension": extension, "winget": winget, "msi": msi, "exe": exe, "brew": brew, "pkg": pkg, "dmg": dmg,
    "link": link,
}  # fmt: skip
