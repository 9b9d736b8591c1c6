"""Approved tools: what each card says and does, several set-ups at once, search, columns, a thousand tools."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.card_model import DoneView
from app.desktop.controls import Button
from app.desktop.desktop import Desktop
from app.desktop.progress_bar import Bar
from app.desktop.text import Text
from app.desktop.theme import Theme, made_look
from app.desktop.window.catalogue import PORTION, Catalogue
from app.desktop.window.catalogue_view import Press, ToolButton, ToolCard, catalogue_view
from app.desktop.window.destination import Destination
from app.desktop.window.presenter import WindowPresenter
from app.desktop.window.samples import BUILD, POLICY, RECIPES, STATE, busy, installed, situations
from app.desktop.window.situation import Situation
from app.desktop.wording import Wording
from app.host.files import NotWritable
from app.host.paths import Paths
from app.policy.model import Policy, Status, Tool
from app.policy.person import Who
from app.screen import Finished
from app.setup.errors import Cancelled, RegistryUnreachable
from app.setup.path_edit import Edit
from app.setup.place import Installed, Place
from app.setup.plan import Progress, State
from tests.desktop.conftest import Wishes

WORDING = Wording(now=samples.NOW, zone=samples.BERLIN)


def card(situation: Situation, tool: str) -> ToolCard:
    return next(one for one in catalogue_view(situation, WORDING).cards if one.tool == tool)


def said(one: ToolCard) -> tuple[str, list[str]]:
    return one.foot, [button.text for button in one.buttons]


def test_every_state_of_a_tool_has_its_words() -> None:
    usual = situations()[""]
    assert said(card(usual, "qoder")) == ("93 MB", ["Set up"])
    assert said(card(usual, "bruno")) == ("3.4.0 to 3.5.0, 12 MB", ["Remove", "Update"])
    assert said(card(usual, "keepassxc")) == ("Ready: keepassxc", ["Remove", "How to start"])
    changed = replace(usual, changed=frozenset({"keepassxc"}))
    foot, buttons = said(card(changed, "keepassxc"))
    assert (foot.startswith("2.8.0, changed by your IT, "), buttons) == (True, ["Remove", "Update"])
    assert said(card(usual, "vscode")) == ("On this computer", [])
    elsewhere = replace(usual, looked=None, installed={}, build="macos-arm64")
    assert said(card(elsewhere, "qoder")) == ("Your IT can tell you how to get it.", [])
    assert said(card(replace(usual, removing=frozenset({"bruno"})), "bruno")) == ("Being removed", [])
    assert said(card(busy(WORDING), "qoder")) == ("", ["Cancel"])
    assert said(card(busy(WORDING), "nextcloud"))[1] == ["Try again"]
    assert card(usual, "qoder").text.startswith("Replaces Claude Code.")
    assert card(usual, "dbeaver").text.startswith("Condition: Test databases only.")


def test_what_is_not_for_this_person_is_not_offered() -> None:
    usual = situations()[""]
    others = Tool(id="vpn", name="VPN", status=Status.APPROVED, applies_to=Who(users=("somebody-else",)))
    policy = msgspec.structs.replace(POLICY, tools=(*POLICY.tools, others))
    state = msgspec.structs.replace(STATE, policy=policy)
    names = [one.tool for one in catalogue_view(replace(usual, state=state), WORDING).cards]
    assert "vpn" not in names
    assert "claude-code" not in names


@pytest.fixture
def catalogue(qtbot: QtBot) -> Catalogue:
    made = Catalogue(Theme(fixed=made_look(dark=False, cjk=False)), catalogue_view(situations()[""], WORDING))
    qtbot.addWidget(made)
    made.resize(872, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def columns(catalogue: Catalogue) -> int:
    return len({box.x() for box in catalogue.cards.values()})


def test_one_to_three_columns(qtbot: QtBot, catalogue: Catalogue) -> None:
    qtbot.waitUntil(lambda: columns(catalogue) == 3)
    catalogue.resize(600, 700)
    qtbot.waitUntil(lambda: columns(catalogue) == 2)
    catalogue.resize(400, 700)
    qtbot.waitUntil(lambda: columns(catalogue) == 1)


def test_searching_and_narrowing_down(catalogue: Catalogue) -> None:
    QTest.keyClicks(catalogue.search, "passWORDS")
    assert list(catalogue.cards) == ["keepassxc"]
    catalogue.search.clear()
    assert catalogue.segments is not None
    QTest.mouseClick(catalogue.segments.segments["installed"], Qt.MouseButton.LeftButton)
    assert set(catalogue.cards) == {"bruno", "keepassxc", "vscode", "dbeaver"}
    catalogue.search.setText("nothing like it")
    assert catalogue.cards == {}
    assert catalogue.segments.isVisible()


def test_progress_moves_in_its_own_card_and_the_keyboard_stays_where_it_is(qtbot: QtBot, catalogue: Catalogue) -> None:
    boxes = dict(catalogue.cards)
    catalogue.show_view(catalogue_view(busy(WORDING), WORDING))
    box = catalogue.cards["qoder"]
    assert box is boxes["qoder"]
    bar, cancel = box.findChildren(Bar)[-1], next(one for one in box.findChildren(Button) if one.text() == "Cancel")
    assert bar.value() == 411
    qtbot.waitUntil(cancel.isVisible)
    cancel.setFocus()
    further = busy(WORDING).progress["qoder"]
    going = replace(
        busy(WORDING), progress={**busy(WORDING).progress, "qoder": replace(further, fraction=0.9, amount="84 MB")}
    )
    catalogue.show_view(catalogue_view(going, WORDING))
    assert bar.value() == 900
    assert catalogue.focusWidget() is cancel
    stopped = replace(situations()[""], failed={"qoder": RegistryUnreachable(registry="", code="ENOTFOUND")})
    catalogue.show_view(catalogue_view(stopped, WORDING))
    assert box.findChildren(Bar) == []
    assert "84 MB" in bar.accessibleName()


def test_a_card_that_gained_lines_has_room_for_them(qtbot: QtBot, catalogue: Catalogue) -> None:
    catalogue.show_view(catalogue_view(busy(WORDING), WORDING))
    qtbot.waitUntil(lambda: columns(catalogue) == 3)
    going = card(busy(WORDING), "qoder")
    ready = replace(
        going,
        text="Replaces Claude Code, opencode, Cursor CLI. Coding agent in the terminal, covered by an agreement",
        foot="Ready: qoder",
        progress=None,
        buttons=(ToolButton(Press.REMOVE, "Remove"), ToolButton(Press.START, "How to start")),
        link=ToolButton(Press.BRING, "Bring your settings along"),
        back=ToolButton(Press.ROLL_BACK, "Back to 1.1.51"),
    )
    box = catalogue.cards["qoder"]
    box.show_view(replace(going, text=ready.text))
    QTest.qWait(0)
    box.show_view(ready)

    def has_room() -> None:
        for text in box.findChildren(Text):
            assert text.height() >= text.heightForWidth(text.width()), text.text()
        for button in box.findChildren(Button):
            assert button.height() >= button.sizeHint().height(), button.text()

    qtbot.waitUntil(lambda: box.findChildren(Bar) == [])
    qtbot.waitUntil(lambda: len(box.findChildren(Button)) == 4)
    qtbot.waitUntil(has_room)


def test_a_thousand_tools_are_made_in_portions(qtbot: QtBot, catalogue: Catalogue) -> None:
    tools = tuple(Tool(id=f"tool-{number}", name=f"Tool {number:04}", status=Status.APPROVED) for number in range(1000))
    policy: Policy = msgspec.structs.replace(POLICY, tools=tools)
    many = replace(situations()[""], state=msgspec.structs.replace(STATE, policy=policy))
    catalogue.show_view(catalogue_view(many, WORDING))
    assert len(catalogue.cards) == PORTION
    assert catalogue.scroller is not None
    bar = catalogue.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert len(catalogue.cards) == 2 * PORTION
    catalogue.search.setText("0999")
    assert list(catalogue.cards) == ["tool-999"]


@pytest.fixture
def desktop(wishes: Wishes, paths: Paths) -> Iterator[Desktop]:
    made = Desktop("en", now=lambda: samples.NOW, paths=paths)
    made.wire(wishes.callbacks())
    made.open()
    yield made
    made.close()


def shown(qtbot: QtBot, desktop: Desktop) -> tuple[WindowPresenter, Catalogue]:
    desktop.policy_state(msgspec.structs.replace(STATE, recipes=RECIPES))
    qtbot.waitUntil(lambda: desktop.presenter.known.policy is not None)
    desktop.open_window(Destination.TOOLS)
    presenter = desktop.windows.window
    assert presenter is not None
    presenter._situation = replace(presenter._situation, build=BUILD)
    presenter.refresh()
    pane = presenter.window.panes[Destination.TOOLS]
    assert isinstance(pane, Catalogue)
    return presenter, pane


def press(qtbot: QtBot, pane: Catalogue, tool: str, what: Press) -> None:
    view = pane.cards[tool].view
    offered = [*view.buttons, *filter(None, (view.link, view.back))]
    text = next(button.text for button in offered if button.press is what)

    def found() -> list[Button]:
        return [one for one in pane.cards[tool].findChildren(Button) if one.text() == text and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].click()


def record(paths: Paths, one: Installed) -> Place:
    place = Place(paths, one.tool)
    place.folder.mkdir(parents=True)
    place.write(one)
    return place


def test_several_at_once_outlive_the_window(qtbot: QtBot, desktop: Desktop, wishes: Wishes, paths: Paths) -> None:
    presenter, pane = shown(qtbot, desktop)
    press(qtbot, pane, "qoder", Press.SET_UP)
    press(qtbot, pane, "bruno", Press.SET_UP)
    assert wishes.made == [("set up", "qoder"), ("set up", "bruno")]
    assert desktop.deck.view is None, "the page shows how it goes, no card besides"
    desktop.setup(Progress(tool="qoder", state=State.DOWNLOADING, done_bytes=10_000_000, total_bytes=93_000_000))
    qtbot.waitUntil(lambda: "10.0 of 93.0 MB" in str(pane.cards["qoder"].view.progress))
    presenter.window.close()
    desktop.setup(Progress(tool="qoder", state=State.INSTALLING, at_ns=10**12))
    presenter, pane = shown(qtbot, desktop)
    qtbot.waitUntil(lambda: "Installing" in str(pane.cards["qoder"].view.progress))
    press(qtbot, pane, "bruno", Press.CANCEL)
    assert wishes.made[-1] == ("cancel", "bruno")
    desktop.setup_failed("bruno", Cancelled(tool="bruno"))
    qtbot.waitUntil(lambda: pane.cards["bruno"].view.progress is None)
    assert not pane.cards["bruno"].view.problem
    done = installed("qoder", "1.1.52", "qodercli")
    record(paths, done)
    desktop.setup_done("qoder", Finished(installed=done, findable=True))
    qtbot.waitUntil(lambda: pane.cards["qoder"].view.foot == "Ready: qodercli")


def test_what_did_not_work_is_said_in_the_card_until_it_is_tried_again(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes
) -> None:
    _, pane = shown(qtbot, desktop)
    press(qtbot, pane, "qoder", Press.SET_UP)
    desktop.setup_failed("qoder", RegistryUnreachable(registry="", code="ENOTFOUND"))
    qtbot.waitUntil(lambda: pane.cards["qoder"].view.problem)
    assert pane.cards["qoder"].view.foot
    press(qtbot, pane, "qoder", Press.SET_UP)
    assert not pane.cards["qoder"].view.problem
    assert wishes.made == [("set up", "qoder")] * 2


def test_removing_says_so_until_it_is_done_or_did_not_work(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, paths: Paths
) -> None:
    place = record(paths, installed("qoder", "1.1.52", "qodercli"))
    _, pane = shown(qtbot, desktop)
    qtbot.waitUntil(lambda: pane.cards["qoder"].view.foot == "Ready: qodercli")
    press(qtbot, pane, "qoder", Press.REMOVE)
    assert pane.cards["qoder"].view.foot == "Being removed"
    desktop.problem(NotWritable(path=place.folder, detail="read-only"))
    qtbot.waitUntil(lambda: pane.cards["qoder"].view.foot == "Ready: qodercli")
    press(qtbot, pane, "qoder", Press.REMOVE)
    place.record.unlink()
    desktop.changed("qoder")
    qtbot.waitUntil(lambda: pane.cards["qoder"].view.foot == "93 MB")
    assert wishes.made == [("remove", "qoder")] * 2


def test_how_to_start_is_told_again_when_asked_for(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, paths: Paths
) -> None:
    done = installed("qoder", "1.1.52", "qodercli")
    record(paths, done)
    _, pane = shown(qtbot, desktop)
    qtbot.waitUntil(lambda: pane.cards["qoder"].view.foot == "Ready: qodercli")
    press(qtbot, pane, "qoder", Press.START)
    assert wishes.made == [("find", "qoder")]
    edit = Edit(file=str(paths.home / ".profile"), lines=("export PATH",), diff="", existed=False, open_ended=False)
    desktop.setup_done("qoder", Finished(installed=done, findable=False, edit=edit))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, DoneView))
    assert isinstance(desktop.deck.view, DoneView)
    assert desktop.deck.view.path is not None, "terminals do not find it, and what would help is offered"


def test_the_keyboard_stays_where_it_was_when_choices_come_or_go(qtbot: QtBot, catalogue: Catalogue) -> None:
    assert catalogue.segments is not None
    catalogue.activateWindow()
    catalogue.segments.segments["files"].setFocus()
    qtbot.waitUntil(lambda: catalogue.segments is not None and catalogue.segments.focused == "files")
    none = catalogue_view(replace(situations()[""], installed={}, looked=None), WORDING)
    assert "installed" not in dict(none.choices)
    catalogue.show_view(none)
    qtbot.waitUntil(lambda: catalogue.segments is not None and catalogue.segments.focused == "files")


def test_the_version_before_comes_back_at_a_press(qtbot: QtBot, desktop: Desktop, wishes: Wishes, paths: Paths) -> None:
    now = installed("qoder", "1.1.52", "qodercli")
    record(paths, msgspec.structs.replace(now, previous=msgspec.structs.replace(now, version="1.1.51")))
    _, pane = shown(qtbot, desktop)
    qtbot.waitUntil(lambda: pane.cards["qoder"].view.back is not None)
    press(qtbot, pane, "qoder", Press.ROLL_BACK)
    assert wishes.made[-1] == ("roll back", "qoder")
    Place(paths, "qoder").write(msgspec.structs.replace(now, version="1.1.51"))
    desktop.changed("qoder")
    qtbot.waitUntil(lambda: pane.cards["qoder"].view.back is None)
