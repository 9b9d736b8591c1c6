"""Disk images of macOS as the helper installs them: hdiutil is played, all that is done with files is real."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from app.elevation.applications import Applications
from app.elevation.errors import NotOffered, PackageManagerFailed, PackageMismatch, WouldDowngrade
from app.elevation.helper import Helper
from app.elevation.order import Order, Verb
from app.elevation.trust import Folders, Trust
from app.policy.recipe import ArtifactBuild, Detect, DmgRecipe
from tests.elevation.conftest import POLICY, Machine, known
from tests.setup.contract import recorded

APP = "Good.app"
KNOWN = known(APP)
_HDIUTIL = """#!/bin/sh
here="${0%/*}"
case $1 in
attach)
    printf '%s\\n' "$@" > "$here/asked"
    env > "$here/environment"
    [ ! -e "$here/broken" ] || { echo 'hdiutil: attach failed - image not recognized' >&2; exit 1; }
    for mount; do :; done
    cp -R "$here/image/." "$mount"
    sed "s|/private/tmp/dmg.BhfS2g|$mount|" "$here/plist" ;;
detach)
    echo "$3" >> "$here/detached"
    [ ! -e "$here/busy" ] || [ "$3" = -force ] || exit 16
    rm -rf "$2"/* ;;
esac
"""


def recipe(version: str = "1.0.0", installed_bytes: int = 0) -> DmgRecipe:
    """Of the application that the image holds."""
    builds = {"macos-arm64": ArtifactBuild(artifact="artifacts/good/good.dmg", installed_bytes=installed_bytes)}
    return DmgRecipe(app=APP, version=version, builds=builds, detect=Detect(file=f"/Applications/{APP}"), timeout=60)


class Mac:
    """One computer; `image` is what the disk image holds."""

    def __init__(self, folder: Path) -> None:
        self.programs, self.folder, state = folder / "bin", folder / "Applications", folder / "state"
        self.image = self.programs / "image"
        for made in (self.image, self.folder, state):
            made.mkdir(parents=True)
        (self.programs / "hdiutil").write_text(_HDIUTIL)
        (self.programs / "hdiutil").chmod(0o755)
        (self.programs / "plist").write_text(recorded.HDIUTIL_ATTACH)
        self.work, self.file = state / "application", state / "good.dmg"
        self.file.touch()
        self.applications = Applications(self.work, self.programs, self.folder)
        self.holds("1.0.0")

    def holds(self, version: str, name: str = APP) -> Path:
        """Put an application of that version into the image; returns its folder."""
        contents = self.image / name / "Contents"
        (contents / "MacOS").mkdir(parents=True, exist_ok=True)
        (contents / "Info.plist").write_text(recorded.INFO_PLIST.replace("1.0.0", version))
        (contents / "MacOS/good").write_text(version)
        (contents / "MacOS/good").chmod(0o755)
        return contents

    def install(self, **wanted: object) -> None:
        self.applications.install(self.file, recipe(**wanted), lambda _: None)  # type: ignore[arg-type]  # as it comes

    @property
    def there(self) -> list[str]:
        """All that lies where applications are."""
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def mac(tmp_path: Path) -> Mac:
    return Mac(tmp_path)


def test_the_application_is_copied_and_the_image_let_go_of(mac: Mac, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYLD_INSERT_LIBRARIES", "/evil.dylib")
    assert mac.applications.installed(KNOWN) == ""
    mac.install()
    assert (mac.applications.installed(KNOWN), mac.there) == ("1.0.0", [APP])
    assert (mac.folder / APP / "Contents/MacOS/good").read_text() == "1.0.0"
    asked = (mac.programs / "asked").read_text().splitlines()
    assert asked == [
        "attach", str(mac.file), "-plist", "-nobrowse", "-readonly", "-noautoopen", "-mountpoint",
        str(mac.work / "mounted"),
    ]  # fmt: skip
    assert (mac.programs / "detached").read_text() == "\n"
    assert not mac.work.exists()
    assert "DYLD" not in (mac.programs / "environment").read_text()


def test_an_older_one_gives_way_and_a_newer_one_never_does(mac: Mac) -> None:
    mac.install()
    mac.holds("1.10.0")
    mac.install(version="1.10.0")
    assert mac.applications.installed(KNOWN) == "1.10.0"
    with pytest.raises(WouldDowngrade):
        mac.applications.refuse_downgrade(APP, "1.10.0", "1.9.0")
    (mac.folder / APP / "Contents/Info.plist").unlink()
    with pytest.raises(PackageManagerFailed, match="nobody can tell"):
        mac.applications.refuse_downgrade(APP, mac.applications.installed(KNOWN), "2.0.0")


def test_it_is_removed_and_nothing_else(mac: Mac) -> None:
    mac.install()
    (mac.folder / "Other.app").mkdir()
    mac.applications.remove(KNOWN)
    assert mac.there == ["Other.app"]
    mac.applications.remove(KNOWN)
    assert not mac.work.exists()


def test_a_link_in_its_place_is_replaced_and_what_it_leads_to_stays(mac: Mac, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/file").touch()
    (mac.folder / APP).symlink_to(tmp_path / "theirs")
    mac.install()
    assert not (mac.folder / APP).is_symlink()
    mac.applications.remove(KNOWN)
    assert (tmp_path / "theirs/file").exists()


def test_nobody_else_may_write_to_what_is_installed_whatever_the_image_says(mac: Mac) -> None:
    contents = mac.holds("1.0.0")
    (contents / "MacOS/good").chmod(0o6777)
    contents.chmod(0o2777)
    mac.install()
    modes = {path.name: stat.S_IMODE(path.lstat().st_mode) for path in (mac.folder / APP).rglob("*")}
    assert modes == {"Contents": 0o755, "MacOS": 0o755, "good": 0o755, "Info.plist": 0o644}
    assert stat.S_IMODE((mac.folder / APP).lstat().st_mode) == 0o755


def _another(mac: Mac) -> None:
    (mac.image / APP).rename(mac.image / "Other.app")


def _older(mac: Mac) -> None:
    mac.holds("0.9.0")


def _link_out(mac: Mac) -> None:
    (mac.holds("1.0.0") / "out").symlink_to("/etc")


def _link_itself(mac: Mac) -> None:
    _another(mac)
    (mac.image / APP).symlink_to("Other.app")


def _pipe(mac: Mac) -> None:
    os.mkfifo(mac.holds("1.0.0") / "pipe")


def _elsewhere(mac: Mac) -> None:
    (mac.programs / "plist").write_text(recorded.HDIUTIL_ATTACH.replace("/private/tmp/dmg.BhfS2g", "/etc"))


def _nowhere(mac: Mac) -> None:
    (mac.programs / "plist").write_text("hdiutil: it went well")


@pytest.mark.parametrize("spoil", [_another, _older, _link_out, _link_itself, _pipe, _elsewhere, _nowhere])
def test_an_image_that_holds_something_else_is_refused_and_let_go_of(mac: Mac, spoil: Callable[[Mac], None]) -> None:
    spoil(mac)
    with pytest.raises(PackageMismatch):
        mac.install()
    assert (mac.there, mac.work.exists()) == ([], False)
    assert (mac.programs / "detached").exists()


def test_more_than_the_recipe_says_is_not_copied(mac: Mac) -> None:
    with pytest.raises(PackageMismatch, match="more than"):
        mac.install(installed_bytes=10)
    assert mac.there == []


def test_what_hdiutil_cannot_mount_is_said_with_its_words(mac: Mac) -> None:
    (mac.programs / "broken").touch()
    with pytest.raises(PackageManagerFailed, match="image not recognized"):
        mac.install()
    assert not mac.work.exists()


def test_an_image_that_is_in_use_is_let_go_of_with_force(mac: Mac) -> None:
    (mac.programs / "busy").touch()
    mac.install()
    assert (mac.programs / "detached").read_text() == "\n-force\n"
    assert not mac.work.exists()


def test_what_an_ended_run_left_mounted_is_let_go_of_first(mac: Mac) -> None:
    (mac.work / "mounted/Good.app").mkdir(parents=True)
    (mac.work / "made").mkdir()
    mac.install()
    assert mac.applications.installed(KNOWN) == "1.0.0"


def test_where_the_new_one_cannot_go_the_one_before_comes_back(mac: Mac, monkeypatch: pytest.MonkeyPatch) -> None:
    mac.install()
    mac.holds("2.0.0")
    rename = Path.rename

    def renamed(self: Path, target: Path) -> Path:
        if self.name == "made":
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", renamed)
    with pytest.raises(PackageManagerFailed, match="cross-device"):
        mac.install(version="2.0.0")
    assert (mac.applications.installed(KNOWN), mac.there) == ("1.0.0", [APP])


def test_the_whole_way_from_the_signed_name_to_the_application(mac: Mac, machine: Machine) -> None:
    policy = POLICY.replace("kind: deb", "kind: dmg").replace("package: signpost-good", f"app: {APP}")
    policy = policy.replace("linux-x64", "macos-arm64").replace("good.deb", "good.dmg")
    machine.company.folder.joinpath("good.dmg").write_bytes(b"an image")
    machine.company.publish("1.0.0", template=policy)
    target = "artifacts/good/good.dmg"
    with pytest.raises(NotOffered):  # none of this system's managers is for it
        machine.install(target)
    applications = Applications(machine.state / "application", mac.programs, mac.folder)
    trust = Trust(Folders(machine.etc, machine.state))
    helper = Helper(machine.state, trust.refreshed, machine.told.append, {applications.name: applications})
    helper.carry_out(Order(Verb.INSTALL, target))
    assert (mac.there, machine.told[-1]) == ([APP], {"phase": "done"})
    assert (mac.programs / "asked").read_text().splitlines()[1] == str(machine.state / "packages/good.dmg")
    helper.carry_out(Order(Verb.REMOVE, target))
    assert mac.there == []
