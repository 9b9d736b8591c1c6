"""A large file crosses the network once, counted at the policy host, whatever becomes of the set-up that wanted it."""

import threading
from pathlib import Path

import msgspec
import pytest

from app.host import http
from app.host.paths import Paths
from app.policy.recipe import BundleRecipe
from app.setup.engine import Setup
from app.setup.errors import Cancelled, NotDetected
from app.setup.place import Installed
from app.setup.plan import Progress, State
from app.setup.removal import take_away
from app.sync.artifact import SignedArtifacts
from tests.setup.test_bundle import TARGET, Desk
from tests.sync.company import Company
from tests.sync.conftest import _published_once as _published_once  # noqa: PLC0414  the fixtures
from tests.sync.conftest import company as company  # noqa: PLC0414
from tests.sync.conftest import host as host  # noqa: PLC0414
from tests.sync.hosts import Host


class Machine:
    """A bundle that the company signed, and set-ups by the real fetcher."""

    def __init__(self, company: Company, host: Host, paths: Paths, folder: Path) -> None:
        self.host, self.paths, self.desk = host, paths, Desk(paths, folder)
        company.sign(
            "artifacts", {**company.repository().published("artifacts"), TARGET: self.desk.made.path.read_bytes()}
        )
        store = folder / "store"
        assert company.client(host.url, store).refresh().error is None
        self.artifacts = SignedArtifacts(
            url=host.url, root=company.root, store_folder=store, folder=paths.cache / "artifacts", held={},
            open_session=http.session,
        )  # fmt: skip

    def run(self, recipe: BundleRecipe, until: State | None = None) -> Installed:
        cancel = threading.Event()

        def at(progress: Progress) -> None:
            if progress.state is until:
                cancel.set()

        setup = Setup(self.paths, environment={"PATH": "/nowhere", "HOME": str(self.paths.home)})
        return setup.run("demo", (recipe,), self.artifacts, at, cancel)

    @property
    def fetched(self) -> int:
        return len([path for path in self.host.requests if path.endswith(TARGET.rpartition("/")[2])])


@pytest.fixture
def machine(company: Company, host: Host, paths: Paths, tmp_path: Path) -> Machine:
    return Machine(company, host, paths, tmp_path)


def test_once_for_a_set_up_and_not_again_while_it_is_there(machine: Machine) -> None:
    recipe = machine.desk.recipe()
    machine.run(recipe)
    machine.run(recipe)
    assert machine.fetched == 1
    assert not list((machine.paths.cache / "artifacts").glob("[0-9a-f]*[0-9a-f]")), "it has served"
    take_away(machine.paths, "demo")
    machine.run(recipe)
    assert machine.fetched == 2


@pytest.mark.parametrize("state", [State.VERIFYING, State.INSTALLING, State.DETECTING])
def test_not_again_after_a_cancel(machine: Machine, state: State) -> None:
    recipe = machine.desk.recipe()
    with pytest.raises(Cancelled):
        machine.run(recipe, until=state)
    machine.run(recipe)
    assert machine.fetched == 1


def test_not_again_after_a_proof_that_failed(machine: Machine) -> None:
    """As when the proof was wrong, and IT corrects it."""
    recipe = machine.desk.recipe()
    wrong = msgspec.structs.replace(recipe, detect=msgspec.structs.replace(recipe.detect, version="9.9.9"))
    with pytest.raises(NotDetected):
        machine.run(wrong)
    machine.run(recipe)
    assert machine.fetched == 1
