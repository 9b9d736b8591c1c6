"""Cancel in the middle of each phase, where each would otherwise go on for ever: it ends there, and nothing is left."""

import threading
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.policy.recipe import Requirement
from app.setup.artifacts import Held
from app.setup.errors import Cancelled
from app.setup.installer import OnBytes
from app.setup.plan import Progress
from tests.setup import conftest
from tests.setup.registry import demo_packages, lock_of, recipe_of
from tests.setup.test_bundle import Desk, Files

STUBBORN = '#!/bin/sh\ntrap "" TERM HUP INT\necho $$ > "{marker}"\nwhile :; do /bin/sleep 600; done\n'
"""A program that takes no hint."""


def stubborn(path: Path, marker: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STUBBORN.format(marker=marker))
    path.chmod(0o755)
    return path


class Stalled(Files):
    """Bytes that stop coming until somebody cancels."""

    def __init__(self, files: Files, begun: threading.Event) -> None:
        super().__init__(**files.targets)
        self._begun = begun

    def fetch(self, target: str, on_bytes: OnBytes, cancel: threading.Event) -> Path:
        on_bytes(0, 10)
        self._begun.set()
        while not cancel.wait(0.05):
            pass
        raise Cancelled(tool="demo")


def cancelled_when(begun: threading.Event, marker: Path, cancel: threading.Event) -> threading.Thread:
    """Cancels as soon as the phase has begun: an event, or a file that a program wrote."""

    def watch() -> None:
        while not begun.wait(0.02) and not marker.exists():
            pass
        cancel.set()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


@pytest.mark.parametrize("phase", ["checking", "downloading", "verifying", "installing", "detecting"])
def test_a_bundle_in_each_phase(phase: str, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, marker, begun = Desk(paths, tmp_path), tmp_path / "marker", threading.Event()
    recipe, over = desk.recipe(), threading.Event()
    if phase == "checking":
        program = stubborn(paths.bin / "needed", marker)
        needs = Requirement(command=program.name, versions="vers:semver/>=1.0.0")
        recipe = desk.recipe(requires=(needs,))
    elif phase == "downloading":
        desk.files = Stalled(desk.files, begun)
    elif phase == "verifying":
        monkeypatch.setattr("app.setup.kinds.bundle.unpack", lambda *given: waits(begun, given[-1]))
    elif phase == "installing":

        def never_written() -> None:
            begun.set()
            over.wait()

        monkeypatch.setattr("app.setup.prefix.os.sync", never_written)
    else:
        desk.bundle("1.0.1", runtime=STUBBORN.format(marker=marker).encode())
        recipe = desk.recipe()
    watcher = cancelled_when(begun, marker, desk.cancel)
    with pytest.raises(Cancelled):
        desk.run(recipe)
    watcher.join()
    over.set()
    assert [one.state.value for one in desk.seen][-2:] == [phase, "cancelled"]
    assert [name for name in desk.left() if name != "needed"] == []


def waits(begun: threading.Event, cancel: object) -> None:
    """As unpacking does that is not at its end."""
    assert isinstance(cancel, threading.Event)
    begun.set()
    while not cancel.wait(0.05):
        pass
    raise Cancelled(tool="demo")


@pytest.mark.parametrize("phase", ["checking", "downloading", "detecting"])
def test_npm_in_each_phase_where_something_is_started(
    phase: str, desk: conftest.Desk, tmp_path: Path, script: Path
) -> None:
    marker = tmp_path / "marker"
    packages = demo_packages()
    recipe = recipe_of(packages)
    npm: Path | None = None
    if phase == "checking":
        npm = stubborn(script, marker)
    elif phase == "downloading":
        versions = '[ "$1" = version ] && { echo \'{"npm":"11.0.0","node":"24.0.0"}\'; exit 0; }\n'
        npm = stubborn(script, marker)
        npm.write_text(npm.read_text().replace("#!/bin/sh\n", f"#!/bin/sh\n{versions}"))
    else:
        packages[0].files["bin/demo"] = STUBBORN.format(marker=marker).encode()
        desk.registry.publish(packages)
        recipe = recipe_of(packages)
    watcher = cancelled_when(threading.Event(), marker, desk.cancel)
    seen: list[Progress] = []
    with pytest.raises(Cancelled):
        desk.setup(npm).run("demo", [recipe], Held({recipe.lock: lock_of(packages)}), seen.append, desk.cancel)
    watcher.join()
    assert [one.state.value for one in seen][-2:] == [phase, "cancelled"]
    assert desk.left() == []
