"""The screen of a removal: the exact list, nothing pressed beforehand, and what came of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.removal.presenter import RemovalPresenter
from app.desktop.removal.view import Removing, Stage, removal_view
from app.desktop.theme import Theme, made_look
from app.desktop.window.gallery import pages
from app.desktop.window.overview_view import overview_view
from app.desktop.window.samples import installed
from app.desktop.wording import Wording
from app.host.paths import Paths
from app.setup.errors import Blocked
from app.setup.removable import Left, Lying, Removal, Why, removal_of
from tests.identify.machine import Machine


@pytest.fixture
def machine(paths: Paths) -> Machine:
    made = Machine(paths.home.resolve())
    made.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    made.link(".npm-global/bin/paint", made.root / ".npm-global/lib/node_modules/@acme/paint/cli.js")
    made.file(".paint/settings.json", "{}")
    return made


def found(home: Path) -> Removal:
    package = home / ".npm-global/lib/node_modules/@acme/paint"
    lying = Lying(str(package / "cli.js"), "pkg:npm/%40acme/paint@1.2.3", str(package / "package.json"))
    return removal_of("paint", [lying] if package.exists() else [], home, home / "tools")


def shown(paths: Paths, home: Path) -> RemovalPresenter:
    presenter = RemovalPresenter(
        Theme(fixed=made_look(dark=False, cjk=False)),
        lambda: Wording(now=samples.NOW),
        paths,
        "Paint",
        lambda _: found(home),
    )
    presenter.dialog.show()
    return presenter


def test_it_lists_and_removes_only_when_pressed(qtbot: QtBot, paths: Paths, machine: Machine) -> None:
    presenter = shown(paths, machine.root)
    qtbot.waitUntil(lambda: presenter.dialog.remove_button is not None)
    button = presenter.dialog.remove_button
    assert button is not None
    assert presenter.dialog.focusWidget() is presenter.dialog.leave
    assert (machine.root / ".npm-global/bin/paint").is_symlink()
    with qtbot.waitSignal(presenter.removed, timeout=30_000):
        button.click()
    assert presenter.dialog.remove_button is None
    assert not (machine.root / ".npm-global/bin/paint").is_symlink()
    assert not (machine.root / ".npm-global/lib/node_modules/@acme/paint").exists()
    assert (machine.root / ".paint/settings.json").read_text() == "{}"
    with qtbot.waitSignal(presenter.gone, timeout=30_000):
        presenter.close()


def test_closing_it_keeps_everything(qtbot: QtBot, paths: Paths, machine: Machine) -> None:
    presenter = shown(paths, machine.root)
    qtbot.waitUntil(lambda: presenter.dialog.remove_button is not None)
    with qtbot.waitSignal(presenter.gone, timeout=30_000):
        QTest.keyClick(presenter.dialog, Qt.Key.Key_Escape)
    assert found(machine.root).pieces


def test_what_changed_meanwhile_is_said_and_nothing_goes(qtbot: QtBot, paths: Paths, machine: Machine) -> None:
    presenter = shown(paths, machine.root)
    qtbot.waitUntil(lambda: presenter.dialog.remove_button is not None)
    machine.link(".local/bin/paint", machine.root / ".npm-global/bin/paint")
    button = presenter.dialog.remove_button
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: presenter.dialog.remove_button is None and "Paint" in presenter.dialog.windowTitle())
    qtbot.waitUntil(lambda: presenter._so.stage is Stage.FAILED)
    assert len(found(machine.root).pieces) == 3
    with qtbot.waitSignal(presenter.gone, timeout=30_000):
        presenter.close()


def test_overview_offers_it_once_the_successor_is_ready() -> None:
    wording = Wording(now=samples.NOW)
    _, usual = pages(wording)["overview"]
    (thing,) = overview_view(usual, wording).things
    assert (thing.tool, thing.remove) == ("claude-code", "")
    ready = installed(thing.offer, "1.1.52", "qodercli")
    (thing,) = overview_view(replace(usual, installed={**usual.installed, thing.offer: ready}), wording).things
    assert thing.remove == "Remove Claude Code…"


def test_the_words_of_each_stage(machine: Machine) -> None:
    wording = Wording(now=samples.NOW)
    listed = removal_view(Removing(Stage.LISTED, "Paint", found(machine.root)), wording)
    assert listed.heading == "Remove Paint from this computer?"
    assert [line.note for line in listed.goes] == ["npm @acme/paint@1.2.3"] * 2
    assert (listed.remove, listed.leave) == ("Remove what is listed", "Keep it")
    left = Removal("paint", (), tuple(Left(f"/opt/{why.name}", why) for why in Why))
    nothing = removal_view(Removing(Stage.LISTED, "Paint", left), wording)
    assert (nothing.remove, nothing.leave, len(nothing.stays)) == ("", "Close", len(Why))
    assert len({line.note for line in nothing.stays}) == len(Why)
    failed = removal_view(Removing(Stage.FAILED, "Paint", error=Blocked(tool="paint", processes="paint (7)")), wording)
    assert "paint (7)" in failed.note
    for stage in (Stage.LOOKING, Stage.REMOVING, Stage.GONE):
        said = removal_view(Removing(stage, "Paint", found(machine.root)), wording)
        assert "Paint" in said.heading
        assert said.remove == ""
