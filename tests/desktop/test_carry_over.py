"""Settings brought along on the screen: looked at, switched, carried, taken back; and where it is offered."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.carryover.diff_box import DiffBox
from app.desktop.carryover.model import Carrying, Stage
from app.desktop.carryover.presenter import CarryOverPresenter
from app.desktop.carryover.samples import NAMES, carryings, proposal
from app.desktop.carryover.view import carry_view
from app.desktop.controls import Button, Primary
from app.desktop.desktop import Desktop
from app.desktop.theme import Theme, made_look
from app.desktop.window.catalogue_view import Press, catalogue_view
from app.desktop.window.samples import STATE, situations
from app.desktop.wording import Wording
from app.host.paths import Paths
from app.sync.state import SyncState
from tests.desktop.conftest import Wishes
from tests.support.settings import SECRETS, claude_code, put, shipped, snapshot

WORDING = Wording(now=samples.NOW, zone=samples.BERLIN)
PAIRS = (shipped("codex", "qoder-cli"), shipped("claude-code", "qoder-cli"))


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    paths = Paths.below(tmp_path / "home")
    claude_code(paths.home, paths.home / "work/shop")
    return paths


@pytest.fixture
def presenter(qtbot: QtBot, home: Paths) -> Iterator[CarryOverPresenter]:
    theme = Theme(fixed=made_look(dark=False, cjk=False))
    names = {"claude-code": "Claude Code", "qoder-cli": "Qoder CLI", "codex": "Codex CLI"}
    made = CarryOverPresenter(theme, lambda: WORDING, home, PAIRS, names.__getitem__)
    made.dialog.show()
    qtbot.waitExposed(made.dialog)
    yield made
    with qtbot.waitSignal(made.gone):
        made.close()


def press(presenter: CarryOverPresenter, text: str) -> None:
    button = next(one for one in presenter.dialog.findChildren(Button) if one.accessibleName() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def says(presenter: CarryOverPresenter, text: str) -> bool:
    return text in presenter.dialog.heading.text()


def open_one(desktop: Desktop) -> CarryOverPresenter | None:
    return desktop.windows.carrying


def theirs(paths: Paths) -> dict[str, tuple[int, str]]:
    return {path: one for path, one in snapshot(paths.home).items() if not path.startswith(".local")}


def test_settings_come_along_and_go_back(qtbot: QtBot, presenter: CarryOverPresenter, home: Paths) -> None:
    before = theirs(home)
    qtbot.waitUntil(lambda: says(presenter, "9 of your 10 settings can come along"))
    dialog = presenter.dialog
    assert dialog.windowTitle() == "Bring your settings along"
    assert [row.view.title for row in dialog.rows.values()][:3] == ["MCP servers", "Memory file", "Rules"]
    assert dialog.rows["sign-in"].switch is None
    assert theirs(home) == before, "nothing is written until the person says so"
    memory = dialog.rows["memory"].switch
    assert memory is not None
    memory.click()
    press(presenter, "Agents: 2 can come along")
    shown = dialog.findChild(DiffBox)
    assert shown is not None
    assert "model: auto" in shown.accessibleDescription()
    press(presenter, "Bring 8 along")
    qtbot.waitUntil(lambda: says(presenter, "8 settings came along to Qoder CLI"))
    assert (home.home / ".qoder/agents/reviewer.md").exists()
    assert not (home.home / ".qoder/AGENTS.md").exists()
    assert "Left out" in dialog.rows["memory"].words.accessibleName()
    assert not dialog.findChildren(Primary), "there is nothing more to do"
    press(presenter, "Undo")
    qtbot.waitUntil(lambda: says(presenter, "Everything is as it was before"))
    assert theirs(home) == before


def test_a_project_the_old_tool_knows_and_one_that_is_added(
    qtbot: QtBot, presenter: CarryOverPresenter, home: Paths
) -> None:
    shop, site = home.home / "work/shop", home.home / "site"
    put(site / "CLAUDE.md", "A site.")
    before = theirs(home)
    qtbot.waitUntil(lambda: says(presenter, "can come along"))
    dialog = presenter.dialog
    assert dialog.chooser is not None
    options = [one.text for one in dialog.chooser.options]
    assert [one.key for one in dialog.chooser.options] == ["", str(shop), "+"]
    assert options[0] == "Your own, in every project"
    assert options[-1] == "Add a project…"
    dialog.chooser.chosen.emit(str(shop))
    qtbot.waitUntil(lambda: "project-memory" in dialog.rows)
    assert not set(dialog.rows) & {"memory", "sign-in"}, "what is the person's own is shown by itself"
    press(presenter, "Agents: 1 can come along")
    press(presenter, "Bring 10 along")
    qtbot.waitUntil(lambda: says(presenter, "10 settings came along to Qoder CLI"))
    assert (shop / ".qoder/agents/tester.md").exists()
    assert not (home.home / ".qoder").exists(), "only what was shown"
    presenter._ask = lambda *_: str(site)
    dialog.chooser.chosen.emit("+")
    qtbot.waitUntil(lambda: list(dialog.rows) == ["project-memory"])
    assert [one.key for one in dialog.chooser.options] == ["", str(shop), str(site), "+"]
    presenter._ask = lambda *_: ""
    dialog.chooser.chosen.emit("+")
    assert list(dialog.rows) == ["project-memory"], "nothing was chosen"
    press(presenter, "Undo")
    qtbot.waitUntil(lambda: says(presenter, "Everything is as it was before"))
    assert theirs(home) == before


def test_a_folder_that_is_no_project_is_told_and_another_can_be_chosen(
    qtbot: QtBot, presenter: CarryOverPresenter, home: Paths
) -> None:
    qtbot.waitUntil(lambda: says(presenter, "can come along"))
    presenter._ask = lambda *_: str(home.home)
    assert presenter.dialog.chooser is not None
    presenter.dialog.chooser.chosen.emit("+")
    qtbot.waitUntil(lambda: says(presenter, "is no project folder"))
    presenter.dialog.chooser.chosen.emit("")
    qtbot.waitUntil(lambda: says(presenter, "9 of your 10 settings can come along"))


def test_what_the_screen_shows_holds_no_secret(qtbot: QtBot, presenter: CarryOverPresenter) -> None:
    qtbot.waitUntil(lambda: says(presenter, "can come along"))
    for row in presenter.dialog.rows.values():
        row.words.click()
        said = " ".join(
            one.accessibleDescription() + one.accessibleName() for one in presenter.dialog.findChildren(DiffBox)
        )
        for secret in SECRETS.values():
            assert secret not in said


def test_a_file_that_changed_meanwhile_is_told(qtbot: QtBot, presenter: CarryOverPresenter, home: Paths) -> None:
    qtbot.waitUntil(lambda: says(presenter, "can come along"))
    put(home.home / ".claude/CLAUDE.md", "other")
    press(presenter, "Bring 9 along")
    qtbot.waitUntil(lambda: says(presenter, "changed since you looked. Nothing was written."))
    assert not (home.home / ".qoder").exists()


def test_every_stage_has_its_words() -> None:
    assert carry_view(carryings()["nothing"], WORDING).heading == "There are no settings of Claude Code to bring along"
    done = carry_view(carryings()["done"], WORDING)
    assert (done.heading, done.undo, done.way_on) == ("5 settings came along to Qoder CLI", "Undo", "")
    assert done.note == "Your originals are as they were. Secret values for you to fill in: 1."
    looking = carry_view(Carrying(Stage.LOOKING, NAMES), WORDING)
    assert (looking.heading, looking.leave) == ("Looking at your settings of Claude Code", "Close")
    everything = frozenset(one.id for one in proposal().items)
    none = carry_view(replace(carryings()[""], off=everything), WORDING)
    assert (none.way_on, none.leave) == ("", "Close"), "with nothing chosen there is nothing to carry"


def test_it_is_offered_where_the_tool_is_there_and_a_pair_leads_to_it() -> None:
    usual = situations()[""]
    pair = msgspec.structs.replace(PAIRS[1], target="keepassxc")
    recipes = msgspec.structs.replace(STATE.recipes, carry_over=(pair,))
    offering = replace(usual, state=msgspec.structs.replace(STATE, recipes=recipes))
    links = {one.tool: one.link for one in catalogue_view(offering, WORDING).cards}
    link = links.pop("keepassxc")
    assert link is not None
    assert link.press is Press.BRING
    assert not any(links.values())
    assert all(one.link is None for one in catalogue_view(usual, WORDING).cards)


def test_a_tool_that_is_ready_offers_it_on_its_card(desktop: Desktop) -> None:
    asked: list[str] = []
    desktop.presenter.on_bring = asked.append
    desktop.deck.present(samples.cards(WORDING)["done"], asked=True)
    card = desktop.deck.card
    assert card is not None
    link = next(one for one in card.findChildren(Button) if one.accessibleName() == "Bring your settings along")
    link.click()
    assert asked == ["qoder"]


def test_the_desktop_shows_it_and_closes_it(qtbot: QtBot, wishes: Wishes, state: SyncState, home: Paths) -> None:
    pair = msgspec.structs.replace(PAIRS[1], target="qoder")
    recipes = msgspec.structs.replace(state.recipes, carry_over=(pair,))
    desktop = Desktop("en", now=lambda: samples.NOW, paths=home)
    desktop.wire(wishes.callbacks())
    desktop.open()
    try:
        desktop.policy_state(msgspec.structs.replace(state, recipes=recipes))
        qtbot.waitUntil(lambda: bool(desktop.presenter.known.pairs_to("qoder")))
        desktop.presenter.bring("qoder")
        carrying = open_one(desktop)
        assert carrying is not None
        qtbot.waitUntil(lambda: "can come along" in carrying.dialog.heading.text())
        desktop.presenter.bring("qoder")
        assert open_one(desktop) is carrying, "there is one"
        with qtbot.waitSignal(carrying.gone):
            carrying.close()
        assert open_one(desktop) is None
        desktop.presenter.bring("nothing-leads-here")
        assert open_one(desktop) is None
    finally:
        desktop.close()
