"""Whole set-ups with the real npm and a registry on loopback: the good way, and every bad input of the brief."""

import os
import stat
import subprocess
import threading
import time
from pathlib import Path

import msgspec
import psutil
import pytest

from app.errors import SignpostError
from app.host.files import DiskFull, NotWritable
from app.host.paths import Paths
from app.policy.recipe import Detect, NpmRecipe
from app.setup.artifacts import Held
from app.setup.engine import Setup
from app.setup.errors import (
    AlreadyRunning,
    Cancelled,
    IntegrityMismatch,
    NameTaken,
    NoBuild,
    NotDetected,
    NothingBefore,
    NpmBroken,
    NpmMissing,
    PackageNotFound,
    RecipeUnusable,
    RegistryRefused,
    RegistryUnreachable,
    RolledBack,
    TimedOut,
    TooLittleSpace,
)  # fmt: skip
from app.setup.pins import Pins
from app.setup.plan import Progress, State
from app.setup.recovery import recover_all
from app.setup.removal import take_away
from tests.setup.conftest import Desk
from tests.setup.registry import Package, Registry, demo_packages, lock_of, recipe_of
from tests.support.ports import free_port

GOOD_WAY = ["planned", "checking", "downloading", "verifying", "installing", "detecting", "done"]


def held(packages: list[Package]) -> Held:
    return Held({recipe_of(packages).lock: lock_of(packages)})


def answer(link: Path, *arguments: str) -> str:
    return subprocess.run(
        [link, *arguments], capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"}
    ).stdout


def test_a_set_up_ends_with_the_command_answering(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    recipe = recipe_of(packages)
    installed = desk.run(recipe, lock_of(packages))
    assert desk.states == GOOD_WAY
    assert installed.version == "1.2.3"
    assert answer(desk.link, "a b", "c'd\"e", "") == "demo 1.2.3\n<a b><c'd\"e><>"
    assert desk.left() == ["1.2.3", "demo", "demo-tool", "installed.json"]
    total = recipe.builds[next(iter(recipe.builds))].download_bytes
    assert (desk.seen[-1].done_bytes, desk.seen[-1].total_bytes) == (total, total), "bytes are exact"
    assert not list((desk.paths.cache / "npm").iterdir()), "the downloads are gone after success"
    assert stat.S_IMODE((desk.paths.tools / "demo/1.2.3").stat().st_mode) == 0o700


def test_no_script_runs_whatever_the_npmrc_says(desk: Desk) -> None:
    desk.npmrc(
        f"registry={desk.registry.address}", "ignore-scripts=false", "dangerously-allow-all-scripts=true",
        "foreground-scripts=true", "prefix=/nowhere", "global=true", "dry-run=true", "omit=optional", "bin-links=true",
        "install-strategy=linked", "package-lock=false", "package-lock-only=true", "offline=true", "json=true",
        "loglevel=silent", "force=true", "cache=/nowhere", "os=win32", "cpu=ia32", "color=always",
    )  # fmt: skip
    packages = demo_packages()
    desk.registry.publish(packages)
    desk.run(recipe_of(packages), lock_of(packages))
    assert answer(desk.link).startswith("demo 1.2.3")
    assert not (desk.paths.home / "SCRIPT-RAN").exists()
    assert not (desk.paths.tools / "demo/1.2.3/node_modules/.bin").exists()


def test_the_persons_registry_and_token_are_used(desk: Desk) -> None:
    host = desk.registry.address.removeprefix("http:")
    desk.npmrc(
        f"@signpost-test:registry={desk.registry.address}",
        f"registry={desk.registry.address}",
        f"{host}:_authToken=${{NPM_TOKEN}}",
    )
    desk.environment |= {"NPM_TOKEN": "of-this-person"}
    desk.environment["NODE_OPTIONS"] = "--require /nowhere.js"
    packages = demo_packages()
    desk.registry.publish(packages)
    desk.run(recipe_of(packages), lock_of(packages))
    assert set(desk.registry.tokens) == {"Bearer of-this-person"}


@pytest.mark.parametrize("name", ["with space", 'it\'s "quoted"', "dollar $HOME `x`", "ünïcode 中文", "-dash"])
def test_any_home_will_do(
    tmp_path: Path, npm: Path, environment: dict[str, str], registry: Registry, name: str
) -> None:
    paths = Paths.below(tmp_path / name)
    paths.home.mkdir()
    environment["HOME"] = str(paths.home)
    desk = Desk(paths, npm, environment, registry)
    packages = demo_packages()
    desk.registry.publish(packages)
    desk.run(recipe_of(packages), lock_of(packages))
    assert answer(desk.link, "x") == "demo 1.2.3\n<x>"


def test_a_command_without_a_runtime_is_linked_to_its_file(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    desk.run(recipe_of(packages, runtime=False), lock_of(packages))
    assert answer(desk.link, "x") == "demo 1.2.3\n<x>"


def test_what_is_there_already_is_only_proved(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    first = desk.run(recipe_of(packages), lock_of(packages))
    asked = len(desk.registry.requests)
    assert desk.run(recipe_of(packages), lock_of(packages)) == first
    assert desk.states == ["planned", "checking", "detecting", "done"]
    assert len(desk.registry.requests) == asked


def test_what_changed_under_its_version_is_noticed_without_carrying_it_out(desk: Desk) -> None:
    packages, other = demo_packages(), demo_packages(payload=3000)
    desk.registry.publish(packages)
    recipe = recipe_of(packages)
    installed = desk.run(recipe, lock_of(packages))
    requests = len(desk.registry.requests)
    assert not Pins(desk.paths, held(packages)).differs(installed, recipe)
    assert Pins(desk.paths, held(other)).differs(installed, recipe)
    assert not Pins(desk.paths, Held({})).differs(installed, recipe), "what cannot be told changes nothing"
    assert Pins(desk.paths, held(packages)).differs(installed, renamed(packages))
    assert len(desk.registry.requests) == requests
    desk.registry.publish(other)
    now = desk.run(recipe_of(other), lock_of(other))
    assert (now.version, now.pin == installed.pin) == ("1.2.3", False)
    back = desk.setup().roll_back("demo", desk.seen.append, desk.cancel)
    assert back.pin == installed.pin


def renamed(packages: list[Package]) -> NpmRecipe:
    """The same bytes by another command."""
    name, build = next(iter(recipe_of(packages).builds.items()))
    build = msgspec.structs.replace(build, commands=(msgspec.structs.replace(build.commands[0], name="demo-other"),))
    detect = Detect(command="demo-other", version="1.2.3", timeout=20)
    return recipe_of(packages, builds={name: build}, detect=detect)


def test_other_commands_of_the_same_bytes_are_set_up(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    desk.run(recipe_of(packages), lock_of(packages))
    assert desk.run(renamed(packages), lock_of(packages)).commands == ("demo-other",)
    assert not desk.link.exists()


def test_what_is_there_but_broken_is_installed_anew(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    desk.run(recipe_of(packages), lock_of(packages))
    (desk.paths.tools / "demo/1.2.3/node_modules/demo-runtime/bin/run").unlink()
    desk.run(recipe_of(packages), lock_of(packages))
    assert desk.states == ["planned", "checking", "detecting", *GOOD_WAY[1:]]
    assert answer(desk.link).startswith("demo 1.2.3")
    assert desk.left() == ["1.2.3_2", "demo", "demo-tool", "installed.json"]


def test_a_newer_version_takes_the_old_ones_place(desk: Desk) -> None:
    old, new = demo_packages(), demo_packages("2.0.0")
    desk.registry.publish([*old, *new])
    desk.run(recipe_of(old), lock_of(old))
    now = desk.run(recipe_of(new), lock_of(new))
    assert answer(desk.link).startswith("demo 2.0.0")
    assert desk.left() == ["1.2.3", "2.0.0", "demo", "demo-tool", "installed.json"], "one is kept to go back to"
    assert now.previous is not None
    assert (now.version, now.previous.version, now.previous.previous) == ("2.0.0", "1.2.3", None)


def test_going_back_to_the_version_before_and_forth_again(desk: Desk) -> None:
    old, new = demo_packages(), demo_packages("2.0.0")
    desk.registry.publish([*old, *new])
    desk.run(recipe_of(old), lock_of(old))
    desk.run(recipe_of(new), lock_of(new))
    asked = len(desk.registry.requests)
    desk.seen.clear()
    back = desk.setup().roll_back("demo", desk.seen.append, desk.cancel)
    assert desk.states == ["planned", "checking", "detecting", "rolled-back"]
    assert (back.version, back.left) == ("1.2.3", "2.0.0")
    assert answer(desk.link).startswith("demo 1.2.3")
    forth = desk.setup().roll_back("demo", desk.seen.append, desk.cancel)
    assert (forth.version, forth.left) == ("2.0.0", "1.2.3")
    assert answer(desk.link).startswith("demo 2.0.0")
    assert len(desk.registry.requests) == asked


def test_going_back_to_what_does_not_work_any_more_changes_nothing(desk: Desk) -> None:
    old, new = demo_packages(), demo_packages("2.0.0")
    desk.registry.publish([*old, *new])
    desk.run(recipe_of(old), lock_of(old))
    desk.run(recipe_of(new), lock_of(new))
    (desk.paths.tools / "demo/1.2.3/node_modules/demo-runtime/bin/run").unlink()
    with pytest.raises(NotDetected):
        desk.setup().roll_back("demo", desk.seen.append, desk.cancel)
    assert answer(desk.link).startswith("demo 2.0.0")
    assert desk.seen[-1].code == "not-detected"


def test_there_is_nothing_to_go_back_to(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    with pytest.raises(NothingBefore):
        desk.setup().roll_back("demo", desk.seen.append, desk.cancel)
    desk.run(recipe_of(packages), lock_of(packages))
    with pytest.raises(NothingBefore):
        desk.setup().roll_back("demo", desk.seen.append, desk.cancel)
    assert answer(desk.link).startswith("demo 1.2.3")


def test_a_tool_that_answers_otherwise_is_taken_away_and_the_old_one_stays(desk: Desk) -> None:
    old, new = demo_packages(), demo_packages("2.0.0", answer="demo 2.0.0-beta")
    desk.registry.publish([*old, *new])
    desk.run(recipe_of(old), lock_of(old))
    with pytest.raises(RolledBack, match=r"taken back \(demo 2\.0\.0-beta .*Version 1\.2\.3 is back"):
        desk.run(recipe_of(new), lock_of(new))
    assert desk.states[-2:] == ["detecting", "rolled-back"]
    assert desk.seen[-1].code == "rolled-back"
    assert answer(desk.link).startswith("demo 1.2.3")
    assert desk.left() == ["1.2.3", "demo", "demo-tool", "installed.json"]


def test_a_tool_that_hangs_when_asked_is_taken_away(desk: Desk) -> None:
    packages = demo_packages(answer="$(sleep 60)")
    desk.registry.publish(packages)
    recipe = recipe_of(packages, detect=Detect(command="demo-tool", version="1.2.3", timeout=1))
    with pytest.raises(NotDetected, match="it answered: nothing within 1 seconds"):
        desk.run(recipe, lock_of(packages))
    assert desk.left() == []


# --- refusals before anything is downloaded


def test_without_npm_it_says_so(desk: Desk) -> None:
    packages = demo_packages()
    desk.environment["PATH"] = str(desk.paths.home)
    with pytest.raises(NpmMissing, match=r"Node\.js 18"):
        Setup(desk.paths, environment=desk.environment).run(
            "demo", [recipe_of(packages)], held(packages), desk.seen.append, desk.cancel
        )
    assert desk.states == ["planned", "checking", "failed"]
    assert desk.left() == []


def test_no_build_for_this_machine(desk: Desk) -> None:
    packages = demo_packages()
    build = next(iter(recipe_of(packages).builds.values()))
    with pytest.raises(NoBuild):
        desk.run(recipe_of(packages, builds={"windows-arm64": build}), lock_of(packages))


def test_a_recipe_that_contradicts_itself(desk: Desk) -> None:
    packages = demo_packages()
    with pytest.raises(RecipeUnusable, match="other-tool"):
        desk.run(recipe_of(packages, detect=Detect(command="other-tool", version="1")), lock_of(packages))
    with pytest.raises(RecipeUnusable, match=r"does not hold @signpost-test/demo 9\.9\.9"):
        desk.run(recipe_of(packages, version="9.9.9"), lock_of(packages))
    assert desk.left() == []


@pytest.mark.parametrize("kind", ["file", "link", "dangling", "folder"])
def test_what_is_not_ours_is_never_overwritten(desk: Desk, kind: str) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    desk.paths.bin.mkdir(parents=True)
    if kind == "file":
        desk.link.write_text("mine")
    elif kind == "folder":
        desk.link.mkdir()
    else:
        desk.link.symlink_to("/bin/true" if kind == "link" else "/nowhere")
    before = _changed(desk.link)
    with pytest.raises(NameTaken, match="demo-tool is already there"):
        desk.run(recipe_of(packages), lock_of(packages))
    assert _changed(desk.link) == before
    assert desk.left() == ["demo-tool"]
    assert desk.registry.requests == []


def _changed(path: Path) -> tuple[int, ...]:
    """Which file it is, and when it last changed; looking at a link moves its time of access."""
    found = os.lstat(path)
    return found.st_dev, found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def test_one_set_up_of_a_tool_at_a_time(desk: Desk) -> None:
    packages = demo_packages(payload=200_000)
    desk.registry.publish(packages)
    desk.registry.hold_archives_at(1000)
    errors: list[SignpostError] = []

    def second(progress: Progress) -> None:
        if progress.state is State.DOWNLOADING and not errors:
            with pytest.raises(AlreadyRunning) as caught:
                desk.setup().run("demo", [recipe_of(packages)], held(packages), lambda _: None, threading.Event())
            errors.append(caught.value)
            assert recover_all(desk.paths, {}, threading.Event()) == [], "a running set-up is left alone"
            desk.registry.hold.set()

    desk.setup().run("demo", [recipe_of(packages)], held(packages), second, threading.Event())
    assert len(errors) == 1
    assert answer(desk.link).startswith("demo 1.2.3")


# --- the registry


def test_a_closed_registry(desk: Desk) -> None:
    port = free_port()
    desk.npmrc(f"registry=http://127.0.0.1:{port}/")
    packages = demo_packages()
    with pytest.raises(RegistryUnreachable, match=rf"127\.0\.0\.1:{port} could not be reached \(ECONNREFUSED\)"):
        desk.run(recipe_of(packages), lock_of(packages))
    assert desk.states[-2:] == ["downloading", "failed"]
    assert desk.left() == []
    assert any("ECONNREFUSED" in progress.detail for progress in desk.seen[:-1]), "the retries are told"


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, RegistryRefused), (403, RegistryRefused), (404, PackageNotFound), (503, RegistryUnreachable)],
)
def test_a_registry_that_refuses(desk: Desk, status: int, error: type[SignpostError]) -> None:
    packages = demo_packages()
    desk.registry.status = status
    with pytest.raises(error):
        desk.run(recipe_of(packages), lock_of(packages))
    assert desk.left() == []


def test_other_bytes_than_the_lock_allows(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(demo_packages(answer="evil 1.2.3"))
    with pytest.raises(IntegrityMismatch):
        desk.run(recipe_of(packages), lock_of(packages))
    assert desk.seen[-1].code == "integrity-mismatch"
    assert desk.left() == []
    assert not list((desk.paths.cache / "npm").iterdir()), "nothing of it is kept"


def test_a_package_the_lock_does_not_know(desk: Desk) -> None:
    """An optional dependency that the lock lacks: npm fetches it all the same, exit code 0."""
    packages = demo_packages()
    packages[0].fields["optionalDependencies"] = {"demo-extra": "7.7.7"}
    desk.registry.publish([*packages, Package("demo-extra", {"index.js": b""}, "7.7.7")])
    with pytest.raises(IntegrityMismatch, match=r"demo-extra 7\.7\.7 is not in the lock"):
        desk.run(recipe_of(packages), lock_of(packages))
    assert desk.left() == []


# --- npm


LYING = """#!/bin/sh
[ "$1" = version ] && echo '{"npm":"11.0.0","node":"24.0.0"}'
exit 0
"""
HANGING = """#!/bin/sh
[ "$1" = version ] && { echo '{"npm":"11.0.0","node":"24.0.0"}'; exit 0; }
trap '' TERM
echo $$ > "$HOME/npm-pid"
sleep 300 & wait
"""


def stand_in(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_an_npm_that_says_yes_and_does_nothing(desk: Desk, script: Path) -> None:
    packages = demo_packages()
    with pytest.raises(IntegrityMismatch, match="npm installed nothing"):
        desk.run(recipe_of(packages), lock_of(packages), npm=stand_in(script, LYING))
    assert desk.states[-2:] == ["verifying", "failed"]
    assert desk.left() == []


def test_an_npm_that_does_not_answer(desk: Desk, script: Path) -> None:
    packages = demo_packages()
    with pytest.raises(NpmBroken):
        desk.run(recipe_of(packages), lock_of(packages), npm=stand_in(script, "#!/bin/sh\nexit 0\n"))
    assert desk.left() == []


def test_an_npm_that_hangs_is_ended_with_all_it_started(desk: Desk, script: Path) -> None:
    packages = demo_packages()
    with pytest.raises(TimedOut, match="longer than 2 seconds"):
        desk.run(recipe_of(packages, timeout=2), lock_of(packages), npm=stand_in(script, HANGING))
    assert desk.left() == []
    pid = int((desk.paths.home / "npm-pid").read_text())
    assert [process for process in psutil.process_iter(["status"]) if _is_alive_in(process, pid)] == []


def _is_alive_in(process: psutil.Process, group: int) -> bool:
    try:
        return os.getpgid(process.pid) == group and process.info["status"] != psutil.STATUS_ZOMBIE
    except ProcessLookupError:
        return False


def test_cancel_in_the_middle_of_the_download(desk: Desk) -> None:
    packages = demo_packages(payload=200_000)
    desk.registry.publish(packages)
    desk.registry.hold_archives_at(100_000)
    setup = desk.setup()

    def cancel(progress: Progress) -> None:
        desk.seen.append(progress)
        if progress.done_bytes > 50_000:
            desk.cancel.set()

    began = time.monotonic()
    with pytest.raises(Cancelled):
        setup.run("demo", [recipe_of(packages)], held(packages), cancel, desk.cancel)
    assert time.monotonic() - began < 20
    assert desk.states[-2:] == ["downloading", "cancelled"]
    assert desk.left() == []
    assert (desk.paths.cache / "npm").is_dir()


def test_a_second_try_fetches_only_what_is_missing(desk: Desk) -> None:
    packages = demo_packages(payload=100_000)
    desk.registry.publish(packages)
    path = next(path for path in desk.registry.archives if "demo-runtime" in path)
    archive = desk.registry.archives.pop(path)
    with pytest.raises(PackageNotFound):
        desk.run(recipe_of(packages), lock_of(packages))
    desk.registry.archives[path] = archive
    desk.registry.requests.clear()
    desk.run(recipe_of(packages), lock_of(packages))
    assert [request for request in desk.registry.requests if request.endswith(".tgz")] == [path]
    first = next(progress for progress in desk.seen if progress.total_bytes is not None)
    assert first.done_bytes > 90_000, "what was kept is counted at once"


def test_cancel_at_each_state_leaves_nothing(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    for state in (State.PLANNED, State.CHECKING, State.DOWNLOADING, State.VERIFYING, State.INSTALLING, State.DETECTING):
        cancel = threading.Event()

        def at(progress: Progress, state: State = state, cancel: threading.Event = cancel) -> None:
            if progress.state is state:
                cancel.set()

        setup = desk.setup()
        with pytest.raises(Cancelled):
            setup.run("demo", [recipe_of(packages)], held(packages), at, cancel)
        assert desk.left() == [], state


# --- the disk


def test_too_little_space_is_found_before_anything_is_written(desk: Desk) -> None:
    packages = demo_packages()
    recipe = recipe_of(packages)
    name, build = next(iter(recipe.builds.items()))
    huge = type(build)(commands=build.commands, download_bytes=1, installed_bytes=10**18)
    with pytest.raises(TooLittleSpace, match=r"needs 1000000000001 MB"):
        desk.run(recipe_of(packages, builds={name: huge}), lock_of(packages))
    assert desk.registry.requests == []
    assert desk.left() == []


def test_a_disk_that_fills_up_on_the_way(
    small_disk: Path, npm: Path, environment: dict[str, str], registry: Registry
) -> None:
    paths = Paths.below(small_disk)
    environment["HOME"] = str(paths.home)
    desk = Desk(paths, npm, environment, registry)
    packages = demo_packages(payload=3_000_000)
    desk.registry.publish(packages)
    recipe = recipe_of(packages)
    name, build = next(iter(recipe.builds.items()))
    modest = type(build)(commands=build.commands, download_bytes=1000, installed_bytes=1000)  # a recipe that is wrong
    with pytest.raises(DiskFull) as caught:
        desk.run(recipe_of(packages, builds={name: modest}), lock_of(packages))
    assert not isinstance(caught.value, TooLittleSpace)
    assert desk.left() == []


def test_a_folder_that_cannot_be_written(desk: Desk) -> None:
    packages = demo_packages()
    desk.paths.bin.parent.mkdir(parents=True)
    desk.paths.bin.write_text("a file where the folder should be")
    with pytest.raises(NotWritable):
        desk.run(recipe_of(packages), lock_of(packages))
    assert desk.registry.requests == []


# --- away again


def test_taking_a_tool_away_removes_only_what_is_ours(desk: Desk) -> None:
    packages = demo_packages()
    desk.registry.publish(packages)
    desk.run(recipe_of(packages), lock_of(packages))
    (desk.paths.bin / "mine").write_text("mine")
    take_away(desk.paths, "demo")
    assert desk.left() == ["mine"]
