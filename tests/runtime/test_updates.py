"""Updates that IT has started, by the real npm: no card comes up, what failed stays away, going back lasts."""

import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host.config import Config
from app.host.paths import Paths
from app.policy.recipe import NpmRecipe, Recipes, Update
from app.report.stream import Stream
from app.runtime.diary import Diary
from app.runtime.setups import SetUps
from app.screen import Headless
from app.setup.attempts import MOST_FAILURES, Memory
from app.setup.place import Installed, Place
from app.sync.state import Freshness, Standing, SyncState
from tests.setup import registry as registries
from tests.setup.registry import Registry, demo_packages, lock_of, recipe_of

OLD, NEW = demo_packages(), demo_packages("2.0.0")


class Told(Headless):
    """Counts what is shown, and says when what is set up changed."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = False
        self.changes, self.done = threading.Semaphore(0), threading.Semaphore(0)
        self.shown: list[object] = []

    def setup(self, progress: object) -> None:
        self.shown.append(progress)

    def setup_done(self, tool_id: str, finished: object) -> None:
        self.done.release()

    def changed(self, tool_id: str) -> None:
        self.changes.release()


class Desk:
    """The agent's set-ups, given one policy after the other."""

    def __init__(self, paths: Paths, config: Config) -> None:
        self.paths, self.screen, self.version = paths, Told(), 0
        self.setups = SetUps(config, paths, self.screen, Stream(io.StringIO()), lambda _: None, Diary(lambda _: None))

    def policy(self, recipe: NpmRecipe, lock: bytes) -> None:
        self.version += 1
        state = SyncState(
            policy=None,
            recipes=Recipes(format=1, recipes={"demo": (recipe,)}),
            artifacts={recipe.lock: lock},
            freshness=Freshness(standing=Standing.FRESH),
            version=self.version,
            verified=True,
        )
        self.setups.use(state)

    def compared(self) -> None:
        """Wait until the policy in force was compared with what is set up."""
        deadline = time.monotonic() + 30
        while not self.setups._threads.start("updates", lambda *_: None):
            assert time.monotonic() < deadline
            time.sleep(0.01)

    @property
    def installed(self) -> Installed:
        found = Place(self.paths, "demo").read()
        assert found is not None
        return found


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registries.running() as running:
        running.publish([*OLD, *NEW])
        yield running


@pytest.fixture
def desk(paths: Paths, npm: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("HOME", str(paths.home))
    config = Config(url="https://policy.example.com/", root=b"", npm=str(npm), npm_registry=registry.address)
    made = Desk(paths, config)
    made.policy(recipe_of(OLD), lock_of(OLD))
    made.setups.begin("demo")
    assert made.screen.done.acquire(timeout=60)
    made.screen.shown.clear()
    yield made
    made.setups.end()


def test_it_comes_by_itself_and_going_back_lasts(desk: Desk) -> None:
    auto = recipe_of(NEW, update=Update.AUTO)
    desk.policy(auto, lock_of(NEW))
    assert desk.screen.changes.acquire(timeout=60)
    assert desk.installed.version == "2.0.0"
    assert desk.screen.shown == [], "no card"
    desk.setups.roll_back("demo")
    assert desk.screen.changes.acquire(timeout=60)
    assert (desk.installed.version, desk.installed.left) == ("1.2.3", "2.0.0")
    desk.policy(auto, lock_of(NEW))
    desk.compared()
    desk.setups.end()
    assert desk.installed.version == "1.2.3"


def test_what_changed_under_its_version_comes_with_the_next_policy(desk: Desk, registry: Registry) -> None:
    """Also where the number of the policy stays: it counts texts."""
    before, other = desk.installed, demo_packages(payload=3000)
    registry.publish(other)
    desk.version -= 1
    desk.policy(recipe_of(other, update=Update.AUTO), lock_of(other))
    assert desk.screen.changes.acquire(timeout=60)
    now = desk.installed
    assert (now.version, now.pin == before.pin) == (before.version, False)
    assert now.previous is not None
    assert now.previous.pin == before.pin


@pytest.mark.parametrize("update", [Update.OFFER, Update.NEVER])
def test_it_does_not_where_it_is_only_offered(desk: Desk, registry: Registry, update: Update) -> None:
    asked = len(registry.requests)
    desk.policy(recipe_of(NEW, update=update), lock_of(NEW))
    desk.compared()
    desk.setups.end()
    assert desk.installed.version == "1.2.3"
    assert len(registry.requests) == asked


def test_what_failed_three_times_is_left_to_the_person(desk: Desk, registry: Registry) -> None:
    memory = Memory(desk.paths)
    for _ in range(MOST_FAILURES):
        memory.failed("demo", "2.0.0")
    asked = len(registry.requests)
    desk.policy(recipe_of(NEW, update=Update.AUTO), lock_of(NEW))
    desk.compared()
    assert len(registry.requests) == asked
    desk.setups.begin("demo")
    assert desk.screen.done.acquire(timeout=60)
    assert desk.installed.version == "2.0.0"
    assert memory.may_begin_by_itself("demo", "2.0.0", desk.installed.at), "a success counts the failures anew"
