"""macOS's packages and access lists as the helper takes them: its programs are played, and print what real ones do."""

from pathlib import Path

import pytest

from app.elevation.access_list import allows
from app.elevation.errors import NotOffered, PackageManagerFailed, PackageMismatch, WouldDowngrade
from app.elevation.helper import Helper
from app.elevation.macos import ENVIRONMENT, Installer
from app.elevation.order import Order, Verb
from app.elevation.trust import Folders, Trust
from app.policy.recipe import Detect, PkgRecipe
from app.setup.kinds.pkg import described, installing
from tests.elevation.conftest import POLICY, Machine, known

PACKAGE = "com.example.good"
RECIPE = PkgRecipe(
    package=PACKAGE, version="1.2.0", builds={}, detect=Detect(package=PACKAGE, version="1.2.0"), timeout=60
)
KNOWN = known(PACKAGE)
RECEIPT = """package-id: com.example.good
version: 1.2.0
volume: /
location: Applications
install-time: 1718000000
"""
_INSTALLER = """#!/bin/sh
printf '%s\n' "$@" >> "$0.asked"
env > "$0.environment"
[ "$2" = {wrong} ] && {{ echo 'installer: Error the package path specified was invalid.' >&2; exit 1; }}
cp "$0.receipt" "$0.installed"
echo 'installer: The install was successful.'
"""
_PKGUTIL = """#!/bin/sh
[ "$1 $2 $3" = '--volume / --pkg-info' ] || exit 64
here="${0%/*}/installer.installed"
[ -e "$here" ] || { echo "No receipt for '$4' found at '/'." >&2; exit 1; }
cat "$here"
"""


@pytest.fixture
def installer(tmp_path: Path) -> Installer:
    """One whose programs remember what they were told."""
    wrong = tmp_path / "wrong.pkg"
    for name, text in (("installer", _INSTALLER.format(wrong=wrong)), ("pkgutil", _PKGUTIL)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "installer.receipt").write_text(RECEIPT)
    return Installer(tmp_path)


def test_a_package_is_installed_for_the_computer_and_found_by_its_receipt(
    installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DYLD_INSERT_LIBRARIES", "/evil.dylib")
    file = installer.programs / "good.pkg"
    assert (installer.installed(KNOWN), installer.is_there(KNOWN)) == ("", False)
    installer.install(file, RECIPE, lambda _: None)
    assert installer.installed(KNOWN) == "1.2.0"
    asked = (installer.programs / "installer.asked").read_text().splitlines()
    assert tuple(asked) == installing(file, "/")[1:] == ("-pkg", str(file), "-target", "/")
    environment = (installer.programs / "installer.environment").read_text()
    assert "DYLD" not in environment
    assert f"HOME={ENVIRONMENT['HOME']}" in environment


def test_what_fails_is_said_with_the_installers_last_words(installer: Installer) -> None:
    with pytest.raises(PackageManagerFailed, match="package path specified was invalid"):
        installer.install(installer.programs / "wrong.pkg", RECIPE, lambda _: None)
    assert not installer.is_there(KNOWN)


def test_programs_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackageManagerFailed, match="does not start"):
        Installer(tmp_path / "nowhere").installed(KNOWN)


def test_what_is_no_archive_of_macos_is_refused(installer: Installer, tmp_path: Path) -> None:
    file = tmp_path / "good.pkg"
    file.write_bytes(b"xar!\x00\x1c")
    installer.inspect(file, RECIPE, "artifacts/good/good.pkg", "arm64")
    for data in (b"", b"xar", b"PK\x03\x04"):
        file.write_bytes(data)
        with pytest.raises(PackageMismatch):
            installer.inspect(file, RECIPE, "artifacts/good/good.pkg", "arm64")


@pytest.mark.parametrize(("found", "version"), [("", "1"), ("1.9", "1.10"), ("1.0", "1"), ("1", "1.0.0"), ("x", "x")])
def test_what_is_no_older_may_be_installed(installer: Installer, found: str, version: str) -> None:
    installer.refuse_downgrade(PACKAGE, found, version)


@pytest.mark.parametrize(("found", "version"), [("1.10", "1.9"), ("2", "1.9.9"), ("1.0.1", "1.0")])
def test_an_older_one_is_refused(installer: Installer, found: str, version: str) -> None:
    with pytest.raises(WouldDowngrade):
        installer.refuse_downgrade(PACKAGE, found, version)


def test_versions_that_cannot_be_compared_are_refused(installer: Installer) -> None:
    with pytest.raises(PackageManagerFailed, match="nobody can tell"):
        installer.refuse_downgrade(PACKAGE, "2024b", "2024c")


def test_nothing_is_removed_as_root(installer: Installer) -> None:
    with pytest.raises(PackageManagerFailed, match="cannot remove"):
        installer.remove(KNOWN)


def test_the_receipt_is_asked_for_with_the_same_words_as_without_a_helper() -> None:
    assert described(("--volume", "/"), PACKAGE) == ("pkgutil", "--volume", "/", "--pkg-info", PACKAGE)


def test_the_whole_way_from_the_signed_name_to_the_receipt(installer: Installer, machine: Machine) -> None:
    policy = POLICY.replace("kind: deb", "kind: pkg").replace("signpost-good", PACKAGE)
    policy = policy.replace("linux-x64", "macos-arm64").replace("good.deb", "good.pkg")
    machine.company.folder.joinpath("good.pkg").write_bytes(b"xar!" + bytes(1000))
    machine.company.publish("1.2.0", template=policy)
    target = "artifacts/good/good.pkg"
    with pytest.raises(NotOffered):  # none of this system's managers is for it
        machine.install(target)
    trust = Trust(Folders(machine.etc, machine.state))
    helper = Helper(machine.state, trust.refreshed, machine.told.append, {installer.name: installer})
    helper.carry_out(Order(Verb.INSTALL, target))
    asked = (installer.programs / "installer.asked").read_text().splitlines()
    assert asked == ["-pkg", str(machine.state / "packages/good.pkg"), "-target", "/"]
    assert machine.told[-1] == {"phase": "done"}
    with pytest.raises(PackageManagerFailed):
        helper.carry_out(Order(Verb.REMOVE, target))
    assert [place.name for place in (machine.state / "installed").iterdir()] == [f"{PACKAGE}.json"]


_EVERYONE = "group:ABCDEFAB-CDEF-ABCD-EFAB-CDEF0000000C:everyone:12"
_SOMEBODY = "user:FFFFEEEE-DDDD-CCCC-BBBB-AAAA000001F5:somebody:501"


@pytest.mark.parametrize(
    "text",
    ["", "!#acl 1\n", f"!#acl 1\n{_EVERYONE}:deny:delete\n", f"!#acl 1\n{_SOMEBODY}:deny,inherited:write,append\n"],
)
def test_a_list_that_only_refuses_is_no_harm(text: str) -> None:
    assert not allows(text)


@pytest.mark.parametrize(
    "text",
    [
        f"!#acl 1\n{_SOMEBODY}:allow:write,append\n",
        f"!#acl 1\n{_EVERYONE}:deny:delete\n{_SOMEBODY}:allow,inherited:add_file\n",
        "!#acl 1\nuser:FFFFEEEE-DDDD-CCCC-BBBB-AAAA000001F5:a:deny:b:501:allow:write\n",
        "group:",
        "!#acl 1\nsomething else\n",
    ],
)
def test_a_list_that_allows_anything_or_cannot_be_read_is_refused(text: str) -> None:
    assert allows(text)
