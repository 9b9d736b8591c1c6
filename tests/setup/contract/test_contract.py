"""The contract every installer keeps, whatever its kind: one suite, each kind in a world of its own."""

import hashlib
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from app.errors import SignpostError
from app.setup.errors import Cancelled, IntegrityMismatch, NotDetected, TimedOut, Unsuitable
from app.setup.installer import Family, Job
from app.setup.manager_errors import ManagerFailed
from app.setup.receipt import PackageReceipt, Receipt
from app.setup.trees import remove
from tests.setup.contract.worlds import ODD, WORLDS, World, npm, stand_in

WITH_PROGRAM = [kind for kind in WORLDS if kind not in ("exe", "bundle")]  # which need none but themselves
WITH_BYTES = ["npm"] + [kind for kind in WORLDS if kind != "link"]  # a page's are not ours to judge
WITH_VERSION = ["deb", "rpm", "vscode-extension", "brew", "dmg"]  # the file or source says its version
WITH_ARTIFACT = ["bundle", "appimage", "deb", "rpm", "vscode-extension", "msi", "exe", "pkg", "dmg"]
MANAGED = [kind for kind in WORLDS if kind not in ("bundle", "pypi", "appimage", "link")]
KINDS_HERE = ("npm", *WORLDS)


@pytest.fixture(params=KINDS_HERE)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """One machine of each kind; nothing of what paths say was ever run by a shell."""
    folder = tmp_path / ODD
    (folder / "state").mkdir(parents=True)
    if request.param == "npm":
        yield npm(folder, request.getfixturevalue("npm"), request.getfixturevalue("registry"))
    else:
        yield WORLDS[request.param](folder)
    assert not list(tmp_path.rglob("pwned"))
    assert not Path("pwned").exists()


@pytest.fixture(params=MANAGED)
def managed(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """One machine of each kind that a foreign manager installs."""
    (tmp_path / ODD / "state").mkdir(parents=True)
    return WORLDS[request.param](tmp_path / ODD)


def carry_out(world: World, job: Job[Any, Any]) -> Receipt:
    """What the engine does, in its order; what ends early is taken away again, and leaves no staging folder."""
    installer = world.installer
    try:
        job.place.folder.mkdir(parents=True, exist_ok=True)
        installer.viable(job)
        assert all(size >= 0 for _, size in installer.needs(job))
        installer.download(job)
        installer.verify(job)
        receipt: Receipt = installer.receipt(job)
        try:
            installer.install(job, receipt)
        except ManagerFailed:
            if isinstance(receipt, PackageReceipt) and installer.found(job) and not receipt.before:
                installer.remove(job.place, receipt, job.environment, threading.Event())
            raise
    finally:
        remove(job.staging)
    return receipt


def test_it_installs_proves_it_by_its_own_account_and_takes_all_of_it_away(world: World) -> None:
    before, job = world.visible(), world.job()
    receipt = carry_out(world, job)
    if world.installer.family is Family.MANAGER:
        assert world.installer.found(job) == job.recipe.version
    if world.kind != "link":
        assert world.visible() != before
    world.installer.remove(world.place, receipt, world.environment, threading.Event())
    assert world.visible() == before
    world.installer.remove(world.place, receipt, world.environment, threading.Event())
    assert world.visible() == before


def test_the_same_bytes_have_the_same_pin_and_others_another(world: World) -> None:
    before = world.installer.pin(world.job())
    assert world.installer.pin(world.job()) == before
    for target, file in world.targets.files.items():
        if world.kind == "npm":
            file.write_bytes(file.read_bytes() + b"\n")
        else:
            file.write_bytes(b"other")
        world.targets.signed[target] = hashlib.sha256(file.read_bytes()).hexdigest()
    changed = world.job() if world.files else world.job(builds={world.system: _changed(world)})
    assert world.installer.pin(changed) != before


def _changed(world: World) -> Any:
    build = world.recipe.builds[world.system]
    field = {"FlatpakBuild": "commit", "PinnedBuild": "sha256", "LinkBuild": "url"}[type(build).__name__]
    return msgspec.structs.replace(build, **{field: "d" * 64})


@pytest.mark.parametrize("world", WITH_ARTIFACT, indirect=True)
def test_what_the_policy_in_force_did_not_sign_is_not_for_this_machine(world: World) -> None:
    world.targets.signed.clear()
    with pytest.raises(Unsuitable) as caught:
        world.installer.viable(world.job())
    assert next(iter(world.files)) in caught.value.happened


def test_nothing_is_visible_before_it_was_verified(world: World) -> None:
    before, job = world.visible(), world.job()
    job.place.folder.mkdir(parents=True, exist_ok=True)
    world.installer.viable(job)
    assert world.visible() == before
    world.installer.download(job)
    assert world.visible() == before
    world.installer.verify(job)
    world.installer.receipt(job)
    assert world.visible() == before


@pytest.mark.parametrize("world", WITH_PROGRAM, indirect=True)
def test_without_its_program_it_says_why_and_changes_nothing(world: World) -> None:
    before = world.visible()
    if world.kind == "appimage":
        (world.folder / "fuse").unlink()
    shutil.rmtree(world.bin)
    with pytest.raises(Unsuitable) as caught:
        world.installer.viable(world.job())
    assert caught.value.facts["manager"]
    assert caught.value.advice
    assert world.visible() == before


@pytest.mark.parametrize("world", WITH_BYTES, indirect=True)
def test_other_bytes_than_the_signed_ones_are_an_error_and_leave_nothing(world: World) -> None:
    before = world.visible()
    if world.spoil is not None:
        world.spoil(world)
    else:
        (target,) = world.files
        world.targets.files[target].write_bytes(b"other")
    with pytest.raises((IntegrityMismatch, ManagerFailed)) as caught:
        carry_out(world, world.job())
    assert isinstance(caught.value, IntegrityMismatch) or world.kind == "flatpak"
    assert world.visible() == before


@pytest.mark.parametrize("world", WITH_VERSION, indirect=True)
def test_a_package_of_another_version_is_an_error_although_its_hash_is_right(world: World) -> None:
    before = world.visible()
    with pytest.raises((IntegrityMismatch, NotDetected)):
        carry_out(world, world.job(version="7.7.7"))
    assert world.visible() == before


@pytest.mark.parametrize("phase", ["download", "verify", "install"])
def test_cancelled_before_a_phase_nothing_becomes_visible(world: World, phase: str) -> None:
    before, cancel = world.visible(), threading.Event()
    job, installer = world.job(cancel), world.installer
    job.place.folder.mkdir(parents=True, exist_ok=True)

    def steps() -> Iterator[str]:
        yield "download"
        installer.download(job)
        yield "verify"
        installer.verify(job)
        receipt = installer.receipt(job)
        yield "install"
        installer.install(job, receipt)

    def run() -> None:
        for name in steps():
            if name == phase:
                cancel.set()

    with pytest.raises(Cancelled):
        run()
    remove(job.staging)
    assert world.visible() == before


def test_cancelled_while_the_manager_works_it_is_ended(managed: World) -> None:
    _hang(managed)
    cancel = threading.Event()
    watcher = threading.Thread(target=_set_when_hanging, args=(managed, cancel))
    watcher.start()
    with pytest.raises(Cancelled):
        carry_out(managed, managed.job(cancel))
    watcher.join()
    assert _is_gone(managed)


def test_a_manager_that_hangs_is_ended_when_the_recipe_s_time_is_over(
    managed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hang(managed)
    hanging = managed.state / "hanging"
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + (1000.0 if hanging.exists() else 0.0))
    monkeypatch.setattr("app.host.run.time", clock)  # the recipe's time is over as soon as it hangs
    with pytest.raises(TimedOut):
        carry_out(managed, managed.job(timeout=900))
    assert _is_gone(managed)


def test_exit_code_0_without_the_tool_is_not_detected(managed: World) -> None:
    before = managed.visible()
    managed.mode("lie")
    with pytest.raises((NotDetected, IntegrityMismatch)):
        carry_out(managed, managed.job())
    assert managed.visible() == before


def test_a_manager_that_fails_is_quoted(managed: World) -> None:
    managed.mode("exit 77")
    with pytest.raises(ManagerFailed) as caught:
        carry_out(managed, managed.job())
    assert "it went wrong" in caught.value.facts["detail"]
    assert isinstance(caught.value, SignpostError)


def test_what_the_person_had_before_stays(managed: World) -> None:
    job = managed.job()
    carry_out(managed, job)
    there = managed.visible()
    receipt = managed.installer.receipt(managed.job())
    assert isinstance(receipt, PackageReceipt)
    assert receipt.before == job.recipe.version
    managed.installer.remove(managed.place, receipt, managed.environment, threading.Event())
    assert managed.visible() == there


def _hang(world: World) -> None:
    world.mode("hang")
    if world.kind == "exe":
        stand_in(world.targets.files["artifacts/q/setup.exe"])


def _set_when_hanging(world: World, cancel: threading.Event) -> None:
    while not (world.state / "hanging").exists() or not (world.state / "hanging").read_text():
        cancel.wait(0.02)
    cancel.set()


def _is_gone(world: World) -> bool:
    """Whether the manager that hung has ended: it was a child of ours, so that nothing of its id is left."""
    pid = int((world.state / "hanging").read_text())
    return not Path(f"/proc/{pid}").exists()
