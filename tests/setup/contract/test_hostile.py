"""Foreign managers, artifacts and tools that are hostile: a clear error, nothing started, read or removed besides."""

import json
import os
import stat
import threading
import zipfile
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.policy.recipe import Detect
from app.setup import detect
from app.setup.errors import IntegrityMismatch, NotThere
from app.setup.kinds import brew, dmg
from app.setup.kinds.msi import MsiInstaller
from app.setup.manager import call, find
from app.setup.manager_errors import ManagerMissing
from app.setup.place import Place
from app.setup.receipt import PackageReceipt, PrefixReceipt
from app.setup.search_path import on_search_path
from tests.setup.contract.worlds import ODD, WORLDS, World


def made(kind: str, tmp_path: Path) -> World:
    (tmp_path / ODD / "state").mkdir(parents=True)
    return WORLDS[kind](tmp_path / ODD)


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


# --- where we were started


@pytest.mark.parametrize("search", ["", ".", ":/nowhere", "tools", "./tools:/nowhere"])
def test_a_program_in_the_folder_we_were_started_in_is_not_taken(
    search: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path, tmp_path / "tools"):
        program(folder / "winget", "touch pwned")
    monkeypatch.chdir(tmp_path)
    assert on_search_path("winget", search) == ""
    with pytest.raises(ManagerMissing):
        find("winget", "winget", "q", {"PATH": search})


def test_a_manager_starts_where_no_project_s_settings_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin/manager", "pwd")
    monkeypatch.chdir(tmp_path)
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    assert call("manager", "q", ("manager",), environment, threading.Event(), 20).out == "/\n"


# --- proofs


def test_a_proof_that_is_a_pipe_or_never_ends_is_no_file_and_nobody_waits(paths: Paths) -> None:
    os.mkfifo(paths.home / "pipe")
    for file in ("{home}/pipe", "/dev/zero"):
        with pytest.raises(NotThere, match="it is no file"):
            detect.prove(
                Place(paths, "q"),
                Detect(file=file, sha256="0" * 64),
                PrefixReceipt(folder="1"),
                {},
                threading.Event(),
                str,
            )


@pytest.mark.parametrize("version", ["installed.json", "journal.json", "INSTALLED.JSON", "staging-1", "kept"])
def test_no_version_takes_the_name_of_a_file_of_ours(version: str, paths: Paths) -> None:
    with pytest.raises(ValueError, match="no version"):
        Place(paths, "q").new_name(version)


# --- what managers say


@pytest.mark.parametrize(
    "said",
    [
        '{"formulae": [{"bottle": {"stable": "x"}}]}',
        '{"formulae": [{"bottle": []}]}',
        '{"formulae": [{"bottle": {"stable": {"files": {"a": "b"}}}}]}',
        '{"casks": [7]}',
        "[" * 100_000,
        "",
    ],
)
def test_homebrew_that_says_what_nobody_expects_says_nothing(said: str) -> None:
    assert brew.described(said) == ("", frozenset())


def test_winget_is_asked_for_the_hash_of_the_very_installer_that_is_taken(tmp_path: Path) -> None:
    world = made("winget", tmp_path)
    job = world.job()
    world.installer.verify(job)
    world.installer.run_install(job)
    show, install = world.argv()
    assert [words[words.index("--scope") + 1] for words in (show, install)] == ["user", "user"]
    assert set(show) - {"show"} <= set(install)


def test_homebrew_builds_nothing_from_source(tmp_path: Path) -> None:
    world = made("brew", tmp_path)
    world.installer.run_install(world.job())
    assert world.argv()[-1] == ["brew", "install", "--formula", "--force-bottle", "jq"]


def test_a_receipt_that_leads_out_of_home_removes_nothing_there(tmp_path: Path) -> None:
    world = made("pkg", tmp_path)
    outside, mine = tmp_path / "outside", world.paths.home / "thesis"
    for file in (outside, mine):
        file.write_text("precious")
    folder = world.paths.home / "Applications/Q.app"
    folder.mkdir(parents=True)
    (folder / "q").write_text("q")
    lines = f"q\n../../thesis\n/../../../../outside\n{os.path.relpath(outside, folder)}"
    program(
        world.bin / "pkgutil",
        f"case \"$*\" in *--files*) printf '%s\\n' '{lines}' ;; "
        "*--pkg-info*) printf 'version: 1\\nlocation: Applications/Q.app\\n' ;; esac",
    )
    receipt = PackageReceipt(
        manager="installer", package="com.q.pkg", version="1", remove=("--volume", str(world.paths.home))
    )
    world.installer.remove(world.place, receipt, world.environment, threading.Event())
    assert outside.read_text() == mine.read_text() == "precious"
    assert not folder.exists()


@pytest.mark.parametrize("said", ["/", "/etc", "7"])
def test_an_image_that_says_it_is_mounted_elsewhere_is_not_believed(said: str, tmp_path: Path) -> None:
    world = made("dmg", tmp_path)
    plist = (
        '<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>system-entities</key><array><dict>'
        f"<key>mount-point</key><string>{said}</string></dict></array></dict></plist>"
    )
    program(world.bin / "hdiutil", f"case $1 in attach) echo '{plist}' ;; esac")
    before = world.visible()
    with pytest.raises(IntegrityMismatch, match="mounted at"):
        world.installer.run_install(world.job())
    assert world.visible() == before


@pytest.mark.parametrize(
    "output",
    [
        "<?xml version='1.0'?><plist version='1.0'><array/></plist>",
        "<?xml version='1.0'?><plist><dict><key>system-entities</key><array><string/></array></dict></plist>",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><plist version='1.0'><string>&b;</string></plist>",
        "<?xml" + "<array>" * 50_000,
    ],
)
def test_a_plist_of_another_shape_mounts_nothing(output: str) -> None:
    assert dmg.mount_point(output) is None


# --- artifacts


def test_an_application_whose_account_of_itself_is_no_file_has_no_version(tmp_path: Path) -> None:
    contents = tmp_path / "Q.app/Contents"
    contents.mkdir(parents=True)
    os.mkfifo(contents / "Info.plist")
    assert dmg.version_of(tmp_path / "Q.app") == ""
    (contents / "Info.plist").unlink()
    (contents / "Info.plist").symlink_to("/dev/zero")
    assert dmg.version_of(tmp_path / "Q.app") == ""
    (contents / "Info.plist").unlink()
    with (contents / "Info.plist").open("wb") as file:
        file.truncate(10**9)
    assert dmg.version_of(tmp_path / "Q.app") == ""


def test_an_image_that_holds_more_than_the_recipe_says_is_not_copied(tmp_path: Path) -> None:
    world = made("dmg", tmp_path)
    build = world.recipe.builds["macos-arm64"]
    small = type(build)(artifact=build.artifact, download_bytes=10, installed_bytes=10)
    before = world.visible()
    with pytest.raises(IntegrityMismatch, match="more than the recipe says"):
        world.installer.run_install(world.job(builds={"macos-arm64": small}))
    assert world.visible() == before


def test_rights_that_others_lend_do_not_travel(tmp_path: Path) -> None:
    file = tmp_path / "Q.app/q"
    file.parent.mkdir()
    file.write_text("q")
    file.chmod(0o6755)
    dmg.copied(file.parent, tmp_path / "copy", 1, lambda: None, AssertionError)
    assert stat.S_IMODE((tmp_path / "copy/q").stat().st_mode) == 0o755


def test_a_file_that_is_no_windows_installer_package_is_refused(tmp_path: Path) -> None:
    world = made("msi", tmp_path)
    (tmp_path / "q.msi").write_bytes(b"MZ")
    with pytest.raises(IntegrityMismatch, match="no Windows Installer package"):
        MsiInstaller().inspect(world.job(), tmp_path / "q.msi")


def vsix(path: Path, manifest: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("extension/package.json", manifest)
    return path


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (b"[" * 100_000, "no extension"),
        (b"[]", "no extension"),
        (b'{"publisher": "q"}', "no extension"),
        (b" " * 5_000_000, "no extension"),
        (b"\xff\xfe{", "no extension"),
    ],
)
def test_an_extension_whose_manifest_is_made_to_hurt_is_refused(manifest: bytes, said: str, tmp_path: Path) -> None:
    world = made("vscode-extension", tmp_path)
    with pytest.raises(IntegrityMismatch, match=said):
        world.installer.inspect(world.job(), vsix(tmp_path / "q.vsix", manifest))


def test_an_extension_that_is_damaged_anywhere_is_refused_or_as_it_was(tmp_path: Path) -> None:
    world = made("vscode-extension", tmp_path)
    whole = world.targets.files[world.recipe.builds[world.system].artifact].read_bytes()
    for at in range(0, len(whole), 3):
        file = tmp_path / "q.vsix"
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            world.installer.inspect(world.job(), file)
        except IntegrityMismatch:
            continue


@pytest.mark.parametrize("field", ["extensionPack", "extensionDependencies"])
def test_an_extension_that_would_fetch_others_unpinned_is_refused(field: str, tmp_path: Path) -> None:
    world = made("vscode-extension", tmp_path)
    publisher, name = world.recipe.package.split(".")
    manifest = {"publisher": publisher, "name": name, "version": world.recipe.version, field: ["evil.more"]}
    with pytest.raises(IntegrityMismatch, match=r"evil\.more"):
        world.installer.inspect(world.job(), vsix(tmp_path / "q.vsix", json.dumps(manifest).encode()))
