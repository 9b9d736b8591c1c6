"""One made-up person's desktop for this room's tests: a real X server, bus and window manager; Qt connects to them."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import translations
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.callbacks import Callbacks
from app.desktop.desktop import Desktop
from app.policy.model import Policy
from app.policy.recipe import Build, Command, Detect, NpmRecipe, Recipes
from app.sync.state import Freshness, Standing, SyncState
from tests.support.desktop import Person


@pytest.fixture(scope="session", autouse=True)
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """The desktop; started before Qt, whose connections last as long as the process."""
    translations.compile_catalogues()
    with Person(tmp_path_factory.mktemp("person")) as made, pytest.MonkeyPatch.context() as patch:
        made.start_window_manager()
        made.start_accessibility()
        for name in ("WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"):
            patch.delenv(name, raising=False)
        for name, value in made.environment.items():
            patch.setenv(name, value)
        time.tzset()
        yield made
        application = QApplication.instance()
        if application is not None:
            application.shutdown()  # before its X server goes: Qt ends the whole process when that breaks off


@pytest.fixture
def no_daemon(person: Person) -> Iterator[Callable[[str], None]]:
    """Nobody draws notifications; call it with a daemon's name to change that. It is ended afterwards."""
    started: list[str] = []

    def start(name: str) -> None:
        person.start_daemon(name)
        started.append(name)

    yield start
    for name in started:
        if name in person.running:
            person.end(name)


class Wishes:
    """What the person asked for, in order."""

    def __init__(self) -> None:
        self.made: list[tuple[str, object]] = []
        self.shown: list[tuple[str, str, int]] = []

    def callbacks(self) -> Callbacks:
        """Callbacks that write everything down."""

        def noted(name: str) -> Callable[[object], None]:
            return lambda what: self.made.append((name, what))

        return Callbacks(
            on_set_up=noted("set up"),
            on_cancel=noted("cancel"),
            on_act=lambda session, event: self.made.append((event.value, session)),
            on_snooze=lambda tool, choice: self.made.append((f"snooze {choice.value}", tool)),
            on_unsnooze=noted("unsnooze"),
            on_remove=noted("remove"),
            on_roll_back=noted("roll back"),
            on_cleared=noted("cleared"),
            on_find=noted("find"),
            on_sync_now=lambda: self.made.append(("sync", None)),
            on_quit=lambda: self.made.append(("quit", None)),
            on_path_edit=noted("path edit"),
            on_path_undo=noted("path undo"),
            on_shown=lambda session, channel, at_ns: self.shown.append((session, channel, at_ns)),
        )


@pytest.fixture
def wishes() -> Wishes:
    return Wishes()


@pytest.fixture
def state() -> SyncState:
    """The example company's policy in force, with a recipe for Qoder here."""
    build = Build(commands=(Command(name="qodercli", file="q"),), download_bytes=93_000_000, installed_bytes=1)
    recipe = NpmRecipe(
        package="@qoder-ai/qodercli",
        version="1.1.52",
        lock="q.json",
        builds={"linux-x64": build, "linux-arm64": build},
        detect=Detect(command="qodercli", version="1.1.52"),
    )
    policy = Policy(
        format=1,
        version=3,
        published=datetime(2026, 7, 3, 12, tzinfo=samples.BERLIN),
        company=samples.COMPANY,
        tools=(samples.CLAUDE_CODE, samples.QODER),
    )
    fresh = Freshness(standing=Standing.FRESH, since=samples.NOW)
    return SyncState(policy=policy, recipes=Recipes(format=1, recipes={"qoder": (recipe,)}), freshness=fresh, version=3)


@pytest.fixture
def desktop(qtbot: QtBot, wishes: Wishes, state: SyncState) -> Iterator[Desktop]:
    """The product's desktop, open, in English, with the policy in force."""
    made = Desktop("en", now=lambda: samples.NOW)
    made.wire(wishes.callbacks())
    made.open()
    made.policy_state(state)
    qtbot.waitUntil(lambda: made.presenter.known.state is not None)
    yield made
    made.close()
