"""Back to the version before, for each kind: from a folder, from what was kept, or with the reason why not."""

import hashlib
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.host import platform
from app.policy.recipe import AppImageRecipe, Detect, ExeRecipe, Scope
from app.setup import menu
from app.setup.engine import Installed, Setup
from app.setup.errors import CannotGoBack, NotDetected
from app.setup.going_back import Obstacle, obstacle
from app.setup.installer import Programs
from app.setup.kinds import KINDS, appimage
from app.setup.place import Place
from app.setup.plan import Progress
from app.setup.receipt import PackageReceipt, PageReceipt
from app.setup.removal import take_away
from app.setup.telling import Teller
from tests.setup.contract.test_whole import coreutils
from tests.setup.contract.worlds import ODD, WORLDS, ScriptInstaller, World, wheel

SETUP = """#!/bin/sh
for a; do case $a in /D=*) d=${{a#/D=}} ;; esac; done
/bin/mkdir -p "$d"
printf {version} > "$d/q.exe"
printf '#!/bin/sh\\n/bin/rm "${{0%%/uninstall.exe}}/q.exe" "$0"\\n' > "$d/uninstall.exe"
/bin/chmod 755 "$d/uninstall.exe"
"""
"""A set-up program whose uninstaller takes away what it put there."""


def sign(world: World, target: str, data: bytes) -> None:
    file = world.targets.files[target]
    file.write_bytes(data)
    world.targets.signed[target] = hashlib.sha256(data).hexdigest()


def msi(world: World, version: str) -> Any:
    said = f'{{"name": "{world.recipe.product}", "version": "{version}"}}'.encode()
    sign(world, "artifacts/q/q.msi", bytes.fromhex("d0cf11e0a1b11ae1") + b"\n" + said)
    return proved(world, version)


def pkg(world: World, version: str) -> Any:
    bundle = world.state / "home/Applications/Q.app"
    if bundle.exists():  # the stand-in makes it anew
        (bundle / "Contents/q").unlink()
        (bundle / "Contents").rmdir()
    sign(world, "artifacts/q/q.pkg", f'xar!\n{{"name": "com.q.pkg", "version": "{version}"}}'.encode())
    return proved(world, version)


def dmg(world: World, version: str) -> Any:
    sign(world, "artifacts/q/q.dmg", f'\n{{"name": "Q.app", "version": "{version}"}}'.encode())
    return proved(world, version)


def winget(world: World, version: str) -> Any:
    return proved(world, version)


def extension(world: World, version: str) -> Any:
    file = world.folder / "made.vsix"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("extension/package.json", f'{{"publisher": "Acme", "name": "q", "version": "{version}"}}')
    sign(world, "artifacts/q/q.vsix", file.read_bytes())
    return proved(world, version)


def exe(world: World, version: str) -> Any:
    sign(world, "artifacts/q/setup.exe", SETUP.format(version=version).encode())
    file = Detect(file="{local_app_data}/Q/q.exe", sha256=hashlib.sha256(version.encode()).hexdigest())
    return msgspec.structs.replace(world.recipe, version=version, detect=file)


def image(world: World, version: str) -> Any:
    sign(world, "artifacts/q/Q.AppImage", world.targets.files["artifacts/q/Q.AppImage"].read_bytes() + version.encode())
    detect = Detect(command="q", version=coreutils())
    return msgspec.structs.replace(world.recipe, version=version, detect=detect)


def pypi(world: World, version: str) -> Any:
    code = {"signpost_q.py": f"def main():\n    print('{version}')\n"}
    digest = wheel(world.folder / "index/signpost-q", "signpost_q", version, code)
    sign(world, "artifacts/q/lock.txt", f"signpost-q=={version} --hash=sha256:{digest}\n".encode())
    return msgspec.structs.replace(world.recipe, version=version, detect=Detect(command="q", version=version))


def proved(world: World, version: str) -> Any:
    detect = Detect(package="q", version=version)
    return msgspec.structs.replace(world.recipe, version=version, detect=detect)


MADE: dict[str, Callable[[World, str], Any]] = {
    "msi": msi, "pkg": pkg, "dmg": dmg, "winget": winget, "vscode-extension": extension, "exe": exe,
    "appimage": image, "pypi": pypi,
}  # fmt: skip


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A machine of that kind, also where the kind's own system is another."""
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS[request.param](tmp_path / ODD)
    (world.bin / "sh").unlink(missing_ok=True)
    (world.bin / "sh").symlink_to("/bin/sh")
    table: dict[type[msgspec.Struct], Any] = {
        ExeRecipe: ScriptInstaller(),
        AppImageRecipe: appimage.AppImageInstaller(world.folder / "fuse"),
    }
    from app.setup import engine, kinds, recovery

    for module in (engine, recovery, kinds):
        monkeypatch.setattr(module, "KINDS", {**KINDS, **table})
    monkeypatch.setattr(platform, "build_name", lambda: world.system)
    if world.system.startswith("linux"):
        monkeypatch.undo()
        for module in (engine, recovery):
            monkeypatch.setattr(module, "KINDS", {**KINDS, **table})
    return world


def setup(world: World) -> Setup:
    return Setup(world.paths, environment=world.environment, programs=Programs())


def run(world: World, recipe: Any) -> Installed:
    return setup(world).run("q", [recipe], world.targets, lambda _: None, threading.Event())


@pytest.mark.parametrize("world", MADE, indirect=True)
def test_back_and_forth_again_without_the_policy(world: World) -> None:
    make = MADE[world.kind]
    before = world.visible()
    first = run(world, make(world, "1.0.0"))
    second = run(world, make(world, "2.0.0"))
    assert (second.version, second.previous and second.previous.version) == ("2.0.0", "1.0.0")
    assert obstacle(second) is None
    if world.kind == "pkg":
        pkg(world, "2.0.0")
    world.targets.signed.clear()  # nothing of it is signed any more
    seen: list[Progress] = []
    back = setup(world).roll_back("q", seen.append, threading.Event())
    assert seen[-1].state.value == "rolled-back"
    assert (back.version, back.left, back.pin) == ("1.0.0", "2.0.0", first.pin)
    assert Place(world.paths, "q").read() == back
    if world.kind == "pkg":
        pkg(world, "2.0.0")
    forth = setup(world).roll_back("q", lambda _: None, threading.Event())
    assert (forth.version, forth.left) == ("2.0.0", "1.0.0")
    if world.kind == "appimage":
        assert menu.entry_path(world.place).is_file()
    take_away(world.paths, "q", world.environment)
    assert world.visible() == before


@pytest.mark.parametrize("world", ["exe", "vscode-extension"], indirect=True)
def test_what_was_changed_meanwhile_is_not_installed(world: World) -> None:
    make = MADE[world.kind]
    first = run(world, make(world, "1.0.0"))
    latest = run(world, make(world, "2.0.0"))
    (kept,) = Place(world.paths, "q").kept(first.pin).iterdir()
    kept.write_bytes(b"other bytes")
    there = world.visible()
    from app.setup.errors import ArtifactMissing

    with pytest.raises(ArtifactMissing):
        setup(world).roll_back("q", lambda _: None, threading.Event())
    assert Place(world.paths, "q").read() == latest
    assert world.visible() == there
    kept.unlink()
    with pytest.raises(CannotGoBack, match="not on this computer"):
        setup(world).roll_back("q", lambda _: None, threading.Event())


@pytest.mark.parametrize("world", ["vscode-extension"], indirect=True)
def test_one_file_is_kept_for_each_of_two_versions_and_no_more(world: World) -> None:
    for version in ("1.0.0", "2.0.0", "3.0.0"):
        run(world, extension(world, version))
    kept = [path.name for path in world.place.folder.iterdir() if path.name.startswith("kept-")]
    assert len(kept) == 2
    assert set(world.targets.forgotten) == {"artifacts/q/q.vsix"}


@pytest.mark.parametrize("world", ["vscode-extension"], indirect=True)
def test_what_does_not_prove_itself_is_not_downloaded_twice(world: World) -> None:
    good = extension(world, "1.0.0")
    wrong = msgspec.structs.replace(good, detect=Detect(package="q", version="1.0.0", file="/nowhere/at/all"))
    with pytest.raises(NotDetected):
        run(world, wrong)
    assert world.targets.forgotten == [], "the next try needs it again"
    run(world, good)
    assert world.targets.forgotten == ["artifacts/q/q.vsix"]


def recorded(kind: str, **changes: Any) -> Installed:
    """The record of an update from 1 to 2."""
    receipt = PageReceipt(address="https://q.example") if kind == "link" else PackageReceipt(
        manager="m", package="q", version="1"
    )  # fmt: skip
    one = Installed(
        tool="q", kind=kind, package="q", version="1", pin="a", receipt=receipt, at=datetime(2026, 7, 10, tzinfo=UTC)
    )
    before = msgspec.structs.replace(one, **changes)
    return msgspec.structs.replace(one, version="2", previous=before)


@pytest.mark.parametrize(
    ("kind", "changes", "why"),
    [
        ("brew", {}, Obstacle.NEWEST_ONLY),
        ("link", {}, Obstacle.A_PAGE),
        ("deb", {}, Obstacle.FORWARD_ONLY),
        ("rpm", {}, Obstacle.FORWARD_ONLY),
        ("msi", {}, Obstacle.NOT_KEPT),
    ],
)
def test_what_cannot_come_back_says_why_everywhere(
    kind: str, changes: dict[str, Any], why: Obstacle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    from app.host.paths import Paths

    paths = Paths.below(tmp_path)
    place, record = Place(paths, "q"), recorded(kind, **changes)
    place.folder.mkdir(parents=True)
    place.write(record)
    with pytest.raises(CannotGoBack, match=why.value):
        Setup(paths, environment={}).roll_back("q", lambda _: None, threading.Event())
    Teller(False, sys.stdout).listed({"q": (record, None, None)})
    assert f"1 cannot be rolled back to: {why.value}" in capsys.readouterr().out


@pytest.mark.parametrize("world", ["msi"], indirect=True)
def test_what_is_for_the_whole_computer_only_goes_forward(world: World) -> None:
    recipe = msgspec.structs.replace(world.recipe, scope=Scope.MACHINE)
    assert obstacle(recorded("msi", recipe=recipe)) is Obstacle.FORWARD_ONLY
    assert obstacle(recorded("msi", recipe=world.recipe)) is None
