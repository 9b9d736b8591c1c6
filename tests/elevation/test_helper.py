"""The elevated helper, run as root: real signed policies over loopback, a real .deb, the real dpkg in its own root."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.elevation import root_owned
from app.elevation.errors import (
    NotOffered,
    NotPutThere,
    OpenToOthers,
    PackageManagerFailed,
    PackageMismatch,
    WouldDowngrade,
)
from app.elevation.package import ENVIRONMENT, Manager
from app.elevation.trust import configured
from app.errors import SignpostError
from app.host import offspring
from app.host.files import InUse, exclusive
from app.host.managed import Managed
from app.policy.recipe import DebRecipe, Detect
from app.sync.errors import Expired, NetworkTrouble, NotSigned, TrustTrouble
from tests.elevation.conftest import POLICY, Machine, build_deb, known
from tests.sync.company import Company
from tests.sync.hosts import Host, hosting

SOMEBODY = 54321


def test_a_package_is_installed_from_its_targets_name_alone_and_removed_again(machine: Machine) -> None:
    machine.install()
    assert machine.installed == "1.0.0"
    assert (machine.root / "opt/good").read_text() == "1.0.0"
    phases = [said["phase"] for said in machine.told if "phase" in said]
    assert phases == ["refreshing", "downloading", "verifying", "installing", "done"]
    assert {"bytes", "total"} in [set(said) for said in machine.told]
    machine.remove()
    assert machine.installed == ""
    assert not (machine.root / "opt/good").exists()


def test_a_newer_version_replaces_an_older_one_and_is_still_ours(machine: Machine) -> None:
    machine.install()
    machine.publish("1.10.0")
    machine.install()
    assert machine.installed == "1.10.0"
    machine.remove()
    assert machine.installed == ""


def test_a_newer_package_is_never_replaced_by_an_older_one(machine: Machine) -> None:
    machine.publish("1.10.0")
    machine.install()
    machine.publish("1.9.0")
    with pytest.raises(WouldDowngrade):
        machine.install()
    assert machine.installed == "1.10.0"


def test_an_earlier_policy_is_refused_by_the_helpers_own_cache(machine: Machine) -> None:
    kept = machine.company.copy_of_public()
    machine.publish("2.0.0")
    machine.install()
    machine.company.serve_again(kept)
    with pytest.raises(TrustTrouble):
        machine.install()
    assert machine.installed == "2.0.0"


def test_expired_metadata_is_refused(roots: Path, tmp_path: Path) -> None:
    long_ago = timedelta(days=900)
    company = Company(tmp_path / "old", datetime.now(UTC) - long_ago)
    company.folder.joinpath("good.deb").write_bytes(build_deb(company.folder, "1.0.0"))
    company.publish("1.0.0", template=POLICY, ago=long_ago)
    with hosting(company.public) as host:
        machine = Machine(company, roots, host.url)
        with pytest.raises(Expired):
            machine.install()
    assert machine.installed == ""


def test_what_is_kept_is_not_enough_when_the_host_does_not_answer(machine: Machine, host: Host) -> None:
    machine.install()
    machine.remove()
    host.stop()
    with pytest.raises(NetworkTrouble):
        machine.install()
    assert machine.installed == ""


def test_what_no_recipe_offers_for_the_machine_is_refused(machine: Machine) -> None:
    with pytest.raises(NotOffered):
        machine.install("artifacts/good/other.deb")
    with pytest.raises(NotOffered):
        machine.install("artifacts/good/lock.json")
    assert not (machine.state / "artifacts").exists()


def test_a_package_that_is_not_the_recipes_is_refused(machine: Machine) -> None:
    machine.company.folder.joinpath("good.deb").write_bytes(build_deb(machine.folder, "1.0.0", "sudo"))
    machine.company.publish("1.0.0", template=POLICY)
    with pytest.raises(PackageMismatch):
        machine.install()
    assert not machine.manager.installed(known("sudo"))


def test_other_bytes_from_the_host_are_refused(machine: Machine) -> None:
    served = machine.company.target("good.deb")
    served.write_bytes(served.read_bytes()[:-1] + b"x")
    with pytest.raises(TrustTrouble):
        machine.install()
    assert machine.installed == ""


def test_a_file_that_is_not_signed_any_more_is_refused(machine: Machine) -> None:
    machine.company.sign("artifacts", {})
    with pytest.raises(SignpostError) as refused:
        machine.install()
    assert isinstance(refused.value, (NotSigned, NotOffered, TrustTrouble))
    assert machine.installed == ""


def test_what_is_exchanged_after_it_was_fetched_is_found_out_in_roots_own_copy(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.sync.artifact import SignedArtifacts

    fetch = SignedArtifacts.fetch

    def exchanged(self: SignedArtifacts, *arguments: object) -> Path:
        place = fetch(self, *arguments)  # type: ignore[arg-type]  # handed on as they came
        place.write_bytes(build_deb(machine.folder, "1.0.0") + b"x")
        return place

    monkeypatch.setattr(SignedArtifacts, "fetch", exchanged)
    with pytest.raises(PackageMismatch):
        machine.install()
    assert machine.installed == ""
    assert list((machine.state / "packages").iterdir()) == []


def test_what_is_hashed_lies_in_a_folder_that_only_root_may_enter(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    inspect = Manager.inspect

    def looked(self: Manager, file: Path, *more: object) -> None:
        seen.extend((path.stat().st_uid, path.stat().st_mode & 0o077) for path in (file.parent, machine.state))
        inspect(self, file, *more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(Manager, "inspect", looked)
    machine.install()
    assert seen == [(0, 0), (0, 0)]


def _given_away(path: Path) -> None:
    os.chown(path, SOMEBODY, SOMEBODY)


def _for_the_group(path: Path) -> None:
    path.chmod(path.stat().st_mode | 0o020)


def _for_all(path: Path) -> None:
    path.chmod(path.stat().st_mode | 0o002)


def _linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def _pipe(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("spoil", [_given_away, _for_the_group, _for_all, _linked, _pipe])
@pytest.mark.parametrize("name", ["etc", "etc/config.toml", "etc/root.json", "state", "state/packages"])
def test_what_others_could_change_is_not_believed(machine: Machine, name: str, spoil: Callable[[Path], None]) -> None:
    machine.state.mkdir(mode=0o700)
    (machine.state / "packages").mkdir(mode=0o700)
    spoil(machine.folder / name)
    with pytest.raises(OpenToOthers):
        machine.install()
    assert machine.installed == ""


def test_a_folder_above_that_others_may_write_to_spoils_all_below(machine: Machine) -> None:
    machine.folder.chmod(0o777)
    with pytest.raises(OpenToOthers):
        machine.install()


@pytest.mark.parametrize("spoil", [_given_away, _for_the_group, _for_all, _linked])
def test_a_managed_folder_that_others_could_fill_is_refused_while_it_is_empty(
    machine: Machine, spoil: Callable[[Path], None]
) -> None:
    (machine.etc / "managed.d").mkdir(mode=0o755)
    configured(machine.etc, root_owned, Managed())
    spoil(machine.etc / "managed.d")
    with pytest.raises(OpenToOthers):
        configured(machine.etc, root_owned, Managed())


def test_a_file_that_is_to_be_trusted_is_plain_and_roots_alone(machine: Machine) -> None:
    root_owned.expect_file(machine.etc / "root.json")
    for spoiled in (_for_all, _pipe):
        spoiled(machine.etc / "root.json")
        with pytest.raises(OpenToOthers):
            root_owned.expect_file(machine.etc / "root.json")


def test_no_configuration_of_a_person_is_read(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    own = machine.folder / "home/.config/signpost"
    own.mkdir(parents=True)
    (own / "config.toml").write_text('url = "https://evil.example/"\n')
    monkeypatch.setenv("HOME", str(machine.folder / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(machine.folder / "home/.config"))
    assert "evil" not in configured(machine.etc, root_owned, Managed()).url


def test_only_one_works_at_a_time(machine: Machine) -> None:
    machine.state.mkdir(mode=0o700)
    with exclusive(machine.state / "lock"), pytest.raises(InUse):
        machine.install()
    machine.install()
    assert machine.installed == "1.0.0"


def test_what_was_there_before_is_not_taken_away(machine: Machine) -> None:
    own = machine.folder / "own.deb"
    own.write_bytes(build_deb(machine.folder, "0.9.0"))
    recipe = DebRecipe(
        package="signpost-good", version="0.9.0", builds={}, detect=Detect(package="signpost-good", version="0.9.0")
    )
    machine.manager.install(own, recipe, lambda _: None)
    machine.install()
    with pytest.raises(NotPutThere):
        machine.remove()
    assert machine.installed == "1.0.0"


def _fails(machine: Machine, version: str, when: str) -> None:
    """Publish a package whose own script fails, and install it."""
    script = f'#!/bin/sh\n[ "$1" != {when} ]\n'
    kind = "preinst" if when in ("install", "upgrade") else "postinst"
    deb = build_deb(machine.company.folder, version, script=script, kind=kind)
    machine.company.folder.joinpath("good.deb").write_bytes(deb)
    machine.company.publish(version, template=POLICY)
    with pytest.raises(PackageManagerFailed):
        machine.install()


def test_what_a_manager_did_not_get_in_leaves_no_record(machine: Machine) -> None:
    _fails(machine, "1.0.0", "install")
    assert list((machine.state / "installed").iterdir()) == []
    with pytest.raises(NotPutThere):
        machine.remove()


def test_what_turns_out_to_be_another_while_it_is_installed_leaves_no_record(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PackageMismatch(target="good.dmg", detail="it holds another version")

    monkeypatch.setattr(type(machine.manager), "install", refuse)
    with pytest.raises(PackageMismatch):
        machine.install()
    assert list((machine.state / "installed").iterdir()) == []


def test_what_a_manager_left_half_unpacked_is_ours_to_remove(machine: Machine) -> None:
    _fails(machine, "1.0.0", "configure")
    assert (machine.installed, (machine.root / "opt/good").exists()) == ("", True)
    machine.remove()
    assert not (machine.root / "opt/good").exists()
    assert not machine.manager.is_there(known("signpost-good"))


def test_after_an_update_that_failed_the_version_before_can_still_be_removed(machine: Machine) -> None:
    machine.install()
    before = (machine.state / "installed/signpost-good.json").read_bytes()
    _fails(machine, "2.0.0", "upgrade")
    assert machine.installed == "1.0.0"
    assert (machine.state / "installed/signpost-good.json").read_bytes() == before
    machine.remove()
    assert machine.installed == ""


def test_a_manager_that_fails_is_said_with_its_last_words(machine: Machine) -> None:
    (machine.root / "var/lib/dpkg/status").unlink()
    (machine.root / "var/lib/dpkg/status").mkdir()
    with pytest.raises(PackageManagerFailed):
        machine.install()


def test_the_package_manager_is_told_nothing_of_the_callers_environment(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LD_PRELOAD", "PYTHONPATH", "PYTHONSTARTUP", "DPKG_ROOT", "APT_CONFIG", "SECRET", offspring.MARK):
        monkeypatch.setenv(name, "/tmp/evil")  # noqa: S108  nothing lies there
    asked = json.loads(
        Manager(machine.manager.form)
        ._run(
            ("python3", "-I", "-c", "import os, json; print(json.dumps(dict(os.environ)))"), "", 30, "none", "look for"
        )
        .out
    )
    assert asked.pop(offspring.MARK) != "/tmp/evil"  # noqa: S108  the mark of this very run is ours
    assert asked == dict(ENVIRONMENT)
