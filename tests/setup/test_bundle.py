"""Kind `bundle`: what was packed is set up with nothing but the archive, switched whole, taken back whole."""

import hashlib
import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import SignpostError
from app.host import platform
from app.host.files import DiskFull
from app.host.paths import Paths
from app.policy import bundle
from app.policy.bundle import BundleUnreadable, Manifest
from app.policy.recipe import BundleBuild, BundleRecipe, Command, Detect
from app.setup import journal
from app.setup.engine import Installed, Setup
from app.setup.errors import (
    Blocked,
    Cancelled,
    IntegrityMismatch,
    NoBuild,
    NotDetected,
    RolledBack,
    TooLittleSpace,
    Unsuitable,
)
from app.setup.installer import Answer, OnBytes
from app.setup.place import Place
from app.setup.plan import Progress
from app.setup.removal import take_away
from app.sync.errors import NotSigned
from tests.support.bundles import described, entry, forged, manifest_of, packed

TARGET = "artifacts/demo/demo.tar.zst"
COMMAND = Command(name="demo", file="tool/main.sh", runtime="runtime/sh")


class Files:
    """Signed files that lie in a folder; what fetching them is like is `tests/sync/test_artifact.py`'s to try."""

    def __init__(self, **targets: Path) -> None:
        self.targets = dict(targets)
        self.forgotten: list[str] = []
        self.before: Callable[[], None] = lambda: None

    def read(self, target: str, limit: int) -> bytes:
        raise NotSigned(file=target)

    def digest(self, target: str) -> str:
        if target not in self.targets:
            raise NotSigned(file=target)
        return hashlib.sha256(self.targets[target].read_bytes()).hexdigest()

    def fetch(self, target: str, on_bytes: OnBytes, cancel: threading.Event) -> Path:
        size = self.targets[target].stat().st_size
        on_bytes(0, size)
        self.before()
        on_bytes(size, size)
        return self.targets[target]

    def forget(self, target: str) -> None:
        self.forgotten.append(target)

    def answer(self, path: str) -> Answer:
        raise NotSigned(file=path)


class Desk:
    """A person with nothing on PATH, and bundles made as asked."""

    def __init__(self, paths: Paths, tmp_path: Path) -> None:
        self.paths, self._folder = paths, tmp_path
        self.files, self.cancel = Files(), threading.Event()
        self.seen: list[Progress] = []
        self.bundle("1.0.0")

    def bundle(self, version: str, says: str | None = None, *, runtime: bytes | None = None) -> None:
        """Make and sign a bundle of that version; its runtime is a copy of this machine's sh."""
        source = self._folder / f"source-{version}"
        for name in ("tool", "runtime"):
            (source / name).mkdir(parents=True)
        (source / "tool/main.sh").write_text(
            f'echo "demo {says or version}"\nfor a in "$@"; do printf "<%s>" "$a"; done\n'
        )
        (source / "runtime/sh").write_bytes(Path("/bin/sh").resolve().read_bytes() if runtime is None else runtime)
        (source / "runtime/sh").chmod(0o755)
        (source / "runtime/current").symlink_to("sh")
        self.made = packed(source, self._folder / f"{version}.tar.zst", COMMAND, version=version)
        self.files.targets[TARGET] = self.made.path
        self.version = version

    def recipe(self, **changes: object) -> BundleRecipe:
        build = BundleBuild(
            artifact=TARGET,
            commands=(COMMAND,),
            download_bytes=self.made.length,
            installed_bytes=self.made.installed_bytes,
        )
        about = {"package": "demo", "version": self.version, "detect": Detect(command="demo", version=self.version)}
        return BundleRecipe(**{**about, "builds": {platform.build_name(): build}, **changes})  # type: ignore[arg-type]

    def run(self, *recipes: BundleRecipe) -> Installed:
        self.seen.clear()
        environment = {"PATH": "/nowhere", "HOME": str(self.paths.home)}
        setup = Setup(self.paths, environment=environment)
        return setup.run("demo", recipes or (self.recipe(),), self.files, self.seen.append, self.cancel)

    def answer(self, *arguments: str) -> str:
        command = self.paths.bin / "demo"
        env = {"PATH": "/nowhere"}
        return subprocess.run([command, *arguments], capture_output=True, text=True, check=True, env=env).stdout

    def left(self) -> list[str]:
        """Folders and links there are of the tool."""
        tool = self.paths.tools / "demo"
        inner = [path.name for path in tool.iterdir() if path.is_dir()] if tool.is_dir() else []
        links = [path.name for path in self.paths.bin.iterdir()] if self.paths.bin.is_dir() else []
        return sorted([*inner, *links])


@pytest.fixture
def desk(paths: Paths, tmp_path: Path) -> Desk:
    return Desk(paths, tmp_path)


def test_it_is_set_up_from_the_archive_alone(desk: Desk) -> None:
    installed = desk.run()
    assert (installed.kind, installed.version) == ("bundle", "1.0.0")
    assert desk.answer("a b", "ä") == "demo 1.0.0\n<a b><ä>"
    prefix = desk.paths.tools / "demo/1.0.0"
    assert bundle.load((prefix / bundle.MANIFEST).read_bytes()) == desk.made.manifest
    assert (prefix / "runtime/current").readlink() == Path("sh")
    assert desk.files.forgotten == [TARGET], "the archive has served"
    states = list(dict.fromkeys(progress.state.value for progress in desk.seen))
    assert states == ["planned", "checking", "downloading", "verifying", "installing", "detecting", "done"]
    assert (desk.seen[-1].done_bytes, desk.seen[-1].total_bytes) == (desk.made.length, desk.made.length)


def test_a_program_that_is_started_in_the_last_moment_is_in_the_way(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After everything was verified and written down, right before the switch."""
    desk.run()
    desk.bundle("2.0.0")
    sleeper = tmp_path / "sleeper-of-this-test"
    shutil.copy("/bin/sleep", sleeper)
    started: list[subprocess.Popen[bytes]] = []
    write = journal.write

    def late(place: Place, entry: journal.Journal) -> None:
        write(place, entry)
        started.append(subprocess.Popen([sleeper, "600"]))

    monkeypatch.setattr(journal, "write", late)
    try:
        with pytest.raises(Blocked, match="sleeper-of-this-test"):
            desk.run(desk.recipe(blocking_processes=(sleeper.name,)))
    finally:
        for one in started:
            one.kill()
            one.wait()
    assert len(started) == 1
    assert desk.answer() == "demo 1.0.0\n"
    assert desk.left() == ["1.0.0", "demo"]
    monkeypatch.setattr(journal, "write", write)
    assert desk.run(desk.recipe(blocking_processes=(sleeper.name,))).version == "2.0.0"


def test_the_same_bundle_is_not_set_up_twice_and_another_of_the_version_is(desk: Desk) -> None:
    desk.run()
    before = (desk.paths.tools / "demo/1.0.0").stat().st_ino
    desk.run()
    assert (desk.paths.tools / "demo/1.0.0").stat().st_ino == before
    assert "downloading" not in {progress.state.value for progress in desk.seen}
    shutil.rmtree(desk.made.path.parent / "source-1.0.0")
    desk.bundle("1.0.0", "1.0.0, repaired")
    desk.run()
    assert desk.answer() == "demo 1.0.0, repaired\n"


def test_an_update_keeps_the_version_before_to_go_back_to(desk: Desk) -> None:
    desk.run()
    desk.bundle("2.0.0")
    desk.run()
    assert desk.answer() == "demo 2.0.0\n"
    assert desk.left() == ["1.0.0", "2.0.0", "demo"]
    Setup(desk.paths, environment={"PATH": "/nowhere"}).roll_back("demo", desk.seen.append, desk.cancel)
    assert desk.answer() == "demo 1.0.0\n"
    take_away(desk.paths, "demo")
    assert desk.left() == []


def test_an_update_that_does_not_answer_is_rolled_back(desk: Desk) -> None:
    desk.run()
    desk.bundle("2.0.0", "something else")
    with pytest.raises(RolledBack):
        desk.run()
    assert desk.answer() == "demo 1.0.0\n"
    assert desk.left() == ["1.0.0", "demo"]


def test_a_first_one_that_does_not_answer_leaves_nothing(desk: Desk) -> None:
    desk.bundle("2.0.0", "something else")
    with pytest.raises(NotDetected):
        desk.run()
    assert desk.left() == []


def elf_of(machine: int) -> bytes:
    program = bytearray(Path("/bin/sh").resolve().read_bytes())
    program[18:20] = machine.to_bytes(2, "little")
    return bytes(program)


def test_a_program_for_another_processor_is_refused_before_it_is_started(desk: Desk) -> None:
    desk.bundle("2.0.0", runtime=elf_of(0xF3))
    with pytest.raises(IntegrityMismatch, match="another processor"):
        desk.run()
    assert desk.left() == []
    assert desk.files.forgotten == [TARGET]


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "9.9.9"},
        {"package": "another"},
        {"system": "linux-arm64" if platform.build_name() != "linux-arm64" else "linux-x64"},
    ],
)
def test_a_bundle_of_something_else_is_refused(desk: Desk, tmp_path: Path, changes: dict[str, str]) -> None:
    data = b"echo demo 1.0.0\n"
    files = [described("runtime/sh", data, executable=True), described("tool/main.sh", data)]
    about = {"name": "demo", "version": "1.0.0", **changes}
    about["name"] = about.pop("package", about["name"])
    entries = [entry("runtime/sh", data, mode=0o755), entry("tool/main.sh", data)]
    desk.files.targets[TARGET] = forged(tmp_path / "x.tar.zst", manifest_of(files, (), **about), entries)
    with pytest.raises(IntegrityMismatch, match="the bundle is"):
        desk.run()
    assert desk.left() == []


def test_a_bundle_without_a_command_of_the_recipe_is_refused(desk: Desk) -> None:
    build = desk.recipe().builds[platform.build_name()]
    wrong = BundleBuild(
        artifact=TARGET,
        commands=(Command(name="demo", file="tool/other"),),
        download_bytes=build.download_bytes,
        installed_bytes=build.installed_bytes,
    )
    with pytest.raises(IntegrityMismatch, match="tool/other is missing"):
        desk.run(desk.recipe(builds={platform.build_name(): wrong}))
    assert desk.left() == []


def hostile(manifest: Manifest) -> Callable[[Path], Path]:
    data = b"evil"
    return lambda path: forged(path, manifest, [entry(manifest.files[0].path, data)])


@pytest.mark.parametrize("path", ["../../../../evil", "/tmp/evil", "bin/demo", bundle.MANIFEST])  # noqa: S108
def test_a_hostile_bundle_touches_nothing(desk: Desk, tmp_path: Path, path: str) -> None:
    desk.files.targets[TARGET] = hostile(manifest_of([described(path, b"evil")]))(tmp_path / "evil.tar.zst")
    with pytest.raises(BundleUnreadable):
        desk.run()
    assert desk.left() == []
    assert not list(tmp_path.rglob("evil"))


def test_a_bundle_larger_than_its_recipe_says_is_refused(desk: Desk) -> None:
    small = BundleBuild(artifact=TARGET, commands=(COMMAND,), download_bytes=1, installed_bytes=1000)
    with pytest.raises(IntegrityMismatch, match="its recipe says 1000"):
        desk.run(desk.recipe(builds={platform.build_name(): small}))
    assert desk.left() == []


def test_a_damaged_archive_leaves_what_was_there(desk: Desk) -> None:
    desk.run()
    desk.bundle("2.0.0")
    whole = desk.made.path.read_bytes()
    desk.made.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(IntegrityMismatch):
        desk.run()
    assert desk.answer() == "demo 1.0.0\n"
    assert desk.left() == ["1.0.0", "demo"]


def test_one_that_is_not_signed_is_passed_over_for_the_next(desk: Desk) -> None:
    elsewhere = BundleBuild(artifact="artifacts/demo/none.tar.zst", commands=(COMMAND,), installed_bytes=1)
    unsigned = desk.recipe(builds={platform.build_name(): elsewhere})
    assert desk.run(unsigned, desk.recipe()).version == "1.0.0"
    take_away(desk.paths, "demo")
    with pytest.raises(Unsuitable, match="not part of what the company signed"):
        desk.run(unsigned)


def test_one_for_other_systems_says_so(desk: Desk) -> None:
    build = desk.recipe().builds[platform.build_name()]
    with pytest.raises(NoBuild):
        desk.run(desk.recipe(builds={"windows-arm64": build}))


def test_cancel_while_it_is_fetched(desk: Desk) -> None:
    def cancelled() -> None:
        desk.cancel.set()
        raise NotSigned(file="what fetching says when it is cancelled")

    desk.files.before = cancelled
    with pytest.raises(Cancelled):
        desk.run()
    assert desk.left() == []


def test_too_little_space_is_said_before_anything_is_fetched(desk: Desk) -> None:
    huge = BundleBuild(artifact=TARGET, commands=(COMMAND,), download_bytes=1, installed_bytes=1 << 50)
    with pytest.raises(TooLittleSpace):
        desk.run(desk.recipe(builds={platform.build_name(): huge}))
    assert "downloading" not in {progress.state.value for progress in desk.seen}


def test_a_disk_that_fills_up_meanwhile_is_given_back(small_disk: Path, tmp_path: Path) -> None:
    home = small_disk / "home"
    home.mkdir()
    desk = Desk(Paths.below(home), tmp_path)
    free = shutil.disk_usage(small_disk).free
    desk.bundle("2.0.0", runtime=os.urandom(free - 300_000))

    def others() -> None:
        (small_disk / "others").write_bytes(bytes(2_000_000))

    desk.files.before = others
    with pytest.raises(DiskFull):
        desk.run()
    assert desk.left() == []


def test_a_target_that_is_a_file(desk: Desk) -> None:
    desk.paths.tools.parent.mkdir(parents=True)
    desk.paths.tools.write_bytes(b"mine")
    with pytest.raises(SignpostError):
        desk.run()
    assert desk.paths.tools.read_bytes() == b"mine"
