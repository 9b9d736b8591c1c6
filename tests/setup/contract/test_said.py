"""What foreign managers print and end with, as recorded from real ones, read as what it means."""

import hashlib
import json
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import SignpostError
from app.host import run as host
from app.policy.recipe import BrewRecipe, Detect, MsiRecipe, PinnedBuild, Scope, WingetRecipe
from app.setup.errors import Cancelled, IntegrityMismatch, Unsuitable
from app.setup.kinds import KINDS, brew, dmg, extension, msi, pkg, winget
from app.setup.kinds.exe import ExeInstaller
from app.setup.manager_errors import ManagerBusy, ManagerFailed, NotAuthorised, RemovalFailed
from app.setup.receipt import PackageReceipt
from tests.setup.contract import recorded
from tests.setup.contract.standins import changes
from tests.setup.contract.worlds import ODD, WORLDS, World, stand_in

PROOF = Detect(command="q", version="1.0.0")


@pytest.mark.parametrize(
    ("output", "package", "version"),
    [
        (recorded.WINGET_LIST, "LGUG2Z.whkd", "0.2.2"),
        (recorded.WINGET_LIST, "lgug2z.WHKD", "0.2.2"),
        (recorded.WINGET_LIST, "LGUG2Z.masir", ""),
        (recorded.WINGET_LIST_AVAILABLE, "Git.Git", "2.46.0.0.0"),
        (recorded.WINGET_LIST_BELOW, "Python.Python.2", "3.12.0a1"),
        (recorded.WINGET_NONE, "Git.Git", ""),
        ("   - \r   \\ \r" + recorded.WINGET_LIST, "LGUG2Z.whkd", "0.2.2"),
        ("", "Git.Git", ""),
    ],
)
def test_what_winget_lists(output: str, package: str, version: str) -> None:
    assert winget.listed(output, package) == version


@pytest.mark.parametrize(
    ("package", "version", "found"),
    [
        ("bash-completion", "1.3_1", "1.3_1"),
        ("graphviz", "2.40.1", "2.40.1"),
        ("graphviz", "9", "2.40.20161221.0239"),
        ("openjdk@21", "21.0.7", "21.0.7"),
        ("homebrew/core/openjdk@21", "21.0.7", "21.0.7"),
        ("bash", "1.3_1", ""),
    ],
)
def test_what_homebrew_lists(package: str, version: str, found: str) -> None:
    builds = {"macos-x64": PinnedBuild(sha256="0" * 64)}
    recipe = BrewRecipe(package=package, version=version, builds=builds, detect=PROOF)
    assert brew.listed(recorded.BREW_LIST, recipe) == found


def test_what_homebrew_says_of_a_formula_of_a_cask_and_of_nothing() -> None:
    assert brew.described(recorded.BREW_INFO) == ("1.8.2", frozenset({recorded.BREW_INFO_HASH}))
    assert brew.described(recorded.BREW_INFO.replace('"revision":0', '"revision":1'))[0] == "1.8.2_1"
    cask = '{"formulae":[],"casks":[{"token":"q","version":"1.0,5","sha256":"ab"}]}'
    assert brew.described(cask) == ("1.0,5", frozenset({"ab"}))
    for nothing in ("", "{}", "[]", '{"formulae":[],"casks":[]}', "[" * 100_000):
        assert brew.described(nothing) == ("", frozenset())


def test_what_hdiutil_says_also_after_words_of_a_licence() -> None:
    assert dmg.mount_point(recorded.HDIUTIL_ATTACH) == Path("/private/tmp/dmg.BhfS2g")
    assert dmg.mount_point("Agree Y/N?\n" + recorded.HDIUTIL_ATTACH) == Path("/private/tmp/dmg.BhfS2g")
    for nothing in ("", "<?xml", "hdiutil: attach failed - image not recognized", "<?xml version='1.0'?><plist/>"):
        assert dmg.mount_point(nothing) is None


def test_what_pkgutil_and_the_editor_say() -> None:
    said = recorded.PKGUTIL_INFO.format(package="com.paloaltonetworks.globalprotect.pkg", version="6.3.2-525")
    assert pkg.version_in(said) == "6.3.2-525"
    assert pkg.version_in(recorded.PKGUTIL_NONE.format(package="q")) == ""
    assert extension.listed(recorded.CODE_LIST, "DBAEUMER.vscode-eslint") == "2.0.0"
    assert extension.listed(recorded.CODE_LIST, "eslint") == ""


def ending(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str = "") -> World:
    """A world whose manager ends with that code, which no program here could, where it would change something."""
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS[kind](tmp_path / ODD)

    def run(argv: list[str], **options: Any) -> host.Result:
        asks = not changes(Path(argv[0]).name, argv[1:])
        return host.run(argv, **options) if asks else host.Result(code, "", words)

    monkeypatch.setattr("app.setup.manager.run", run)
    return world


@pytest.mark.parametrize(
    ("kind", "code", "words", "error"),
    [
        ("msi", 1602, "", Cancelled),
        ("msi", 1618, "", ManagerBusy),
        ("msi", 1625, "", NotAuthorised),
        ("msi", 1925, "", NotAuthorised),
        ("msi", 1603, "", ManagerFailed),
        ("winget", 0x8A150011 - (1 << 32), "", IntegrityMismatch),
        ("winget", 0x8A15010C - (1 << 32), "", Cancelled),
        ("winget", 0x8A150102 - (1 << 32), "", ManagerBusy),
        ("winget", 0x8A150019, "", NotAuthorised),
        ("winget", 0x8A150008 - (1 << 32), "", ManagerFailed),
        ("exe", 1618, "", ManagerBusy),
        ("exe", 5, "", ManagerFailed),
        ("brew", 1, "Error: A `brew install` process has already locked /opt/homebrew/var", ManagerBusy),
        ("brew", 1, "Error: No available formula", ManagerFailed),
        ("pkg", 1, "installer: must be run as root to install this package.", NotAuthorised),
        ("deb", 100, "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7", ManagerBusy),
        ("deb", 100, "E: Unmet dependencies", ManagerFailed),
    ],
)
def test_an_ending_is_the_error_it_means(
    kind: str, code: int, words: str, error: type[SignpostError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = ending(kind, tmp_path, monkeypatch, code, words)
    with pytest.raises(SignpostError) as caught:
        world.installer.run_install(world.job())
    assert type(caught.value) is error
    if words and error is ManagerFailed:
        assert words in caught.value.happened


@pytest.mark.parametrize(
    ("kind", "code"), [("msi", 3010), ("msi", 1641), ("winget", 0x8A150109 - (1 << 32)), ("exe", 3010)]
)
def test_a_restart_that_is_wanted_is_a_success_and_said(
    kind: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = ending(kind, tmp_path, monkeypatch, code)
    world.installer.run_install(world.job())
    assert kind == "exe" or "Windows has to be restarted to finish" in world.told


@pytest.mark.parametrize(
    ("kind", "code", "fine"),
    [("msi", 1605, True), ("msi", 3010, True), ("msi", 1603, False), ("winget", 0x8A150014 - (1 << 32), True)],
)
def test_taking_away_what_is_gone_already_is_fine(
    kind: str, code: int, fine: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = ending(kind, tmp_path, monkeypatch, code)
    receipt = PackageReceipt(manager="m", package="p", version="1.0.0")
    take: Callable[[], None] = lambda: world.installer.remove(  # noqa: E731 - the same call, twice
        world.place, receipt, world.environment, threading.Event()
    )
    if fine:
        take()
    else:
        with pytest.raises(RemovalFailed):
            take()


def test_an_msi_is_for_the_person_unless_the_recipe_says_the_machine() -> None:
    recipe = MsiRecipe(product="{}", version="1", builds={}, detect=PROOF, properties={"ADDLOCAL": "ALL"})
    assert msi.properties(recipe) == ("ALLUSERS=2", "MSIINSTALLPERUSER=1", "ADDLOCAL=ALL")
    machine = MsiRecipe(product="{}", version="1", builds={}, detect=PROOF, scope=Scope.MACHINE)
    assert msi.properties(machine) == ("ALLUSERS=1",)


def test_the_exact_words_each_manager_is_given(tmp_path: Path) -> None:
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS["winget"](tmp_path / ODD)
    world.installer.run_install(world.job())
    assert world.argv()[-1] == [
        "winget", "install", "--id", "Acme.Q", "--exact", "--version", "1.0.0", "--source", "winget", "--scope", "user",
        "--silent", "--accept-package-agreements", "--disable-interactivity", "--accept-source-agreements",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["msi", "pkg", "dmg", "vscode-extension", "rpm", "exe"])
def test_a_file_is_one_argument_whatever_its_path_holds(kind: str, tmp_path: Path) -> None:
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS[kind](tmp_path / ODD)
    job = world.job()
    file = str(world.installer.file(job))
    assert ODD in file
    world.installer.run_install(job)
    given = [words for words in world.argv() if file in words]
    assert given or kind == "exe"  # which is the file
    assert all(word == file or Path(file).name not in word for words in given for word in words)


def portable_executable(machine: int) -> bytes:
    """The first bytes of a program for Windows."""
    return b"MZ" + bytes(0x3A) + struct.pack("<I", 0x40) + b"PE\0\0" + struct.pack("<H", machine)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (portable_executable(0x8664), ""),
        (portable_executable(0x014C), ""),  # 32 bits, which both processors run
        (portable_executable(0xAA64), "is for windows-arm64"),
        (b"#!/bin/sh\n", "no program for Windows"),
    ],
)
def test_a_set_up_program_is_one_for_this_processor(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS["exe"](tmp_path / ODD)
    file = tmp_path / "setup.exe"
    file.write_bytes(data)
    if not said:
        ExeInstaller().inspect(world.job(), file)
        return
    with pytest.raises(IntegrityMismatch, match=said):
        ExeInstaller().inspect(world.job(), file)


def test_a_set_up_program_for_a_folder_this_machine_has_not_is_not_for_it(tmp_path: Path) -> None:
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS["exe"](tmp_path / ODD)
    with pytest.raises(Unsuitable, match="program_files_x86"):
        world.installer.viable(world.job(arguments=("/D={program_files_x86}/Q",)))


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"link": "/etc/passwd"}, "leads out"),
        ({"link": "../../../../outside"}, "leads out"),
        ({"pipe": "yes"}, "no plain file"),
        ({"version": "1.0.1"}, "the image holds Q.app 1.0.1"),
        ({"name": "R.app"}, "the image holds no Q.app"),
    ],
)
def test_an_application_that_is_not_what_it_should_be_is_not_copied(
    odd: dict[str, str], said: str, tmp_path: Path
) -> None:
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS["dmg"](tmp_path / ODD)
    image = world.targets.files["artifacts/q/q.dmg"]
    image.write_bytes(b"\n" + json.dumps({"name": "Q.app", "version": "1.0.0", **odd}).encode())
    world.targets.signed["artifacts/q/q.dmg"] = hashlib.sha256(image.read_bytes()).hexdigest()
    before = world.visible()
    with pytest.raises(IntegrityMismatch, match=said):
        world.installer.run_install(world.job())
    assert world.visible() == before
    assert [words[1] for words in world.argv()] == ["attach", "detach"]


def test_an_extension_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS["vscode-extension"](tmp_path / ODD)
    for data in (b"", b"PK\x03\x04 no", b"[]"):
        file = tmp_path / "q.vsix"
        file.write_bytes(data)
        with pytest.raises(IntegrityMismatch):
            world.installer.inspect(world.job(), file)


def test_winget_that_names_two_hashes_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS["winget"](tmp_path / ODD)
    hashes = world.state / "hash"
    hashes.write_text(f"{hashes.read_text()}\n  SHA256: {'1' * 64}")
    with pytest.raises(IntegrityMismatch):
        KINDS[WingetRecipe].verify(world.job())


def test_a_batch_file_is_never_given_what_its_shell_would_read(tmp_path: Path) -> None:
    (tmp_path / "100% & more" / "state").mkdir(parents=True)
    world = WORLDS["vscode-extension"](tmp_path / "100% & more")
    stand_in(world.bin / "code.cmd")
    with pytest.raises(ManagerFailed, match="cannot be given such a path safely"):
        world.installer.run_install(world.job(editor="code.cmd"))
    assert world.argv() == []
