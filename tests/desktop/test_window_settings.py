"""Settings, About and the welcome: what is changed applies and is kept, what the company decides stays."""

import zipfile
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.callbacks import Callbacks
from app.desktop.card_model import FailedView
from app.desktop.controls import Button
from app.desktop.desktop import Desktop
from app.desktop.focus_ring import FocusRing
from app.desktop.language import Language
from app.desktop.text import Text
from app.desktop.theme import Theme, made_look
from app.desktop.window.about import AboutPane
from app.desktop.window.chooser import Chooser, Switch
from app.desktop.window.destination import Destination
from app.desktop.window.preferences import languages
from app.desktop.window.presenter import WindowPresenter
from app.desktop.window.remembered import Remembered, recall, remember
from app.desktop.window.samples import STATE
from app.desktop.window.settings import SettingsPane
from app.desktop.window.welcome import Welcome
from app.desktop.window.welcome_view import welcome_view
from app.desktop.wording import Wording
from app.host import crash_reports
from app.host.choices import Choices, choices
from app.host.config import Config
from app.host.crash_reports import CrashReports
from app.host.network import Network
from app.host.paths import Paths, own_folder

CONFIG = Config(
    url="https://policy.example.com/", root=b"{}", device="lt-0042", network=Network("http://proxy.example.com:3128")
)


@pytest.fixture
def quiet() -> list[tuple[time | None, time | None, tuple[int, ...]]]:
    return []


@pytest.fixture
def desktop(quiet: list[tuple[time | None, time | None, tuple[int, ...]]], paths: Paths) -> Iterator[Desktop]:
    made = Desktop("en", now=lambda: samples.NOW, paths=paths, config=CONFIG)
    made.wire(Callbacks(on_quiet=lambda *what: quiet.append(what)))
    made.open()
    yield made
    made.close()
    made.speak("en")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def presenter(desktop: Desktop) -> WindowPresenter:
    found = desktop.windows.window
    assert found is not None
    return found


def settings(qtbot: QtBot, desktop: Desktop) -> SettingsPane:
    desktop.open_window(Destination.SETTINGS)
    qtbot.waitUntil(lambda: "autostart" in page(desktop).controls)
    return page(desktop)


def welcome(desktop: Desktop) -> Welcome | None:
    return desktop.windows.greeting.welcome if desktop.windows.greeting is not None else None


def page(desktop: Desktop) -> SettingsPane:
    pane = presenter(desktop).window.panes[Destination.SETTINGS]
    assert isinstance(pane, SettingsPane)
    return pane


def switch(pane: SettingsPane, name: str) -> Switch:
    control = pane.controls[name]
    assert isinstance(control, Switch)
    return control


def choose(qtbot: QtBot, pane: SettingsPane, name: str, text: str) -> None:
    """As a person does: open the options, press one."""
    chooser = pane.controls[name]
    assert isinstance(chooser, Chooser)
    chooser.click()
    menu = chooser.findChildren(QMenu)[-1]
    qtbot.waitExposed(menu)
    action = next(one for one in menu.actions() if one.text() == text)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_another_language_is_spoken_at_once_and_kept(qtbot: QtBot, desktop: Desktop, paths: Paths) -> None:
    pane = settings(qtbot, desktop)
    choose(qtbot, pane, "language", "简体中文")
    qtbot.waitUntil(lambda: Destination.SETTINGS in presenter(desktop).window.panes)
    qtbot.waitUntil(lambda: page(desktop).heading.text() == "设置")
    assert choices(paths).language == "zh_CN"
    assert presenter(desktop).window.sidebar.items[Destination.OVERVIEW].text() == "概览"
    choose(qtbot, page(desktop), "language", "English")
    qtbot.waitUntil(lambda: page(desktop).heading.text() == "Settings")


def test_the_keyboard_stays_where_it_is_in_another_language(qtbot: QtBot, desktop: Desktop) -> None:
    pane = settings(qtbot, desktop)
    presenter(desktop).window.activateWindow()
    pane.controls["language"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(pane.controls["language"].hasFocus)
    presenter(desktop).restyle()
    assert page(desktop) is not pane
    qtbot.waitUntil(page(desktop).controls["language"].hasFocus)


def test_whoever_uses_the_pointer_sees_no_ring_in_another_language(qtbot: QtBot, desktop: Desktop) -> None:
    settings(qtbot, desktop)
    window = presenter(desktop).window
    window.go(Destination.ACTIVITY)
    window.activateWindow()
    window.panes[Destination.ACTIVITY].heading.setFocus()
    window.go(Destination.SETTINGS)
    presenter(desktop).restyle()
    ring = window.findChildren(FocusRing)[-1]
    QApplication.processEvents()
    assert not ring.by_keyboard
    assert ring.isHidden()


def test_quiet_times_are_told_to_the_agent(
    qtbot: QtBot, desktop: Desktop, quiet: list[tuple[time | None, time | None, tuple[int, ...]]], paths: Paths
) -> None:
    pane = settings(qtbot, desktop)
    quiet.clear()
    assert "quiet_from" not in pane.controls
    switch(pane, "quiet").click()
    qtbot.waitUntil(lambda: "quiet_from" in pane.controls)
    choose(qtbot, pane, "quiet_until", "08:00")
    qtbot.waitUntil(lambda: len(quiet) == 2)
    choose(qtbot, pane, "quiet_days", "Monday to Friday")
    qtbot.waitUntil(lambda: len(quiet) == 3)
    assert quiet[-1] == (time(18), time(8), (1, 2, 3, 4, 5))
    assert choices(paths).quiet_until == time(8)
    switch(pane, "quiet").click()
    qtbot.waitUntil(lambda: len(quiet) == 4)
    assert quiet[-1][0] is None


def test_start_at_login_is_turned_on_and_off(qtbot: QtBot, desktop: Desktop, paths: Paths) -> None:
    pane = settings(qtbot, desktop)
    entry = paths.config.parent / "autostart/signpost.desktop"
    before = switch(pane, "autostart").isChecked()
    switch(pane, "autostart").click()
    qtbot.waitUntil(entry.exists)
    qtbot.waitUntil(lambda: switch(page(desktop), "autostart").isChecked() is not before)


def test_what_the_company_decides_is_locked_and_says_so(qtbot: QtBot, desktop: Desktop, paths: Paths) -> None:
    paths.machine_config.mkdir(parents=True)
    (paths.machine_config / "config.toml").write_text('language = "en"\nquiet_from = 20:00:00\n', "utf-8")
    pane = settings(qtbot, desktop)
    qtbot.waitUntil(lambda: not pane.controls["language"].isEnabled())
    assert not pane.controls["quiet"].isEnabled()
    assert pane.controls["terminal_notice"].isEnabled()
    texts = [text.text() for text in pane.findChildren(Text)]
    assert texts.count("Set by your company") == 3
    assert {"policy.example.com", "proxy.example.com"} <= set(texts)


def test_a_configuration_that_cannot_be_changed_is_said_and_nothing_changes(
    qtbot: QtBot, desktop: Desktop, paths: Paths
) -> None:
    pane = settings(qtbot, desktop)
    paths.config.mkdir(parents=True, exist_ok=True)
    (paths.config / "config.toml").write_text("not toml", "utf-8")
    switch(pane, "terminal_notice").click()
    qtbot.waitUntil(lambda: desktop.deck.view is not None)
    assert "config.toml" in str(desktop.deck.view)
    qtbot.waitUntil(lambda: not switch(page(desktop), "terminal_notice").isChecked())


def test_what_crashed_is_told_quietly_where_the_bundle_for_it_is(qtbot: QtBot, desktop: Desktop, paths: Paths) -> None:
    CrashReports(crash_reports.folder(paths), str).keep("exception", "watch", "ValueError: x")
    pane = settings(qtbot, desktop)
    told = "Unexpected ends of Signpost: 1, the last on"
    qtbot.waitUntil(lambda: any(told in one.text() for one in page(desktop).findChildren(Text)))
    assert pane.save.isEnabled()


def test_the_bundle_for_it_is_saved(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane, target = settings(qtbot, desktop), tmp_path / "bundle.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    pane.save.click()
    qtbot.waitUntil(target.exists)
    assert "system.json" in zipfile.ZipFile(target).namelist()


def test_all_that_is_kept_is_saved(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane, target = settings(qtbot, desktop), tmp_path / "everything.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    pane.save_everything.click()
    qtbot.waitUntil(target.exists)
    assert {"README.txt", "records.jsonl", "activity.jsonl"} <= set(zipfile.ZipFile(target).namelist())


def test_about_names_versions_and_the_work_of_others(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.open_window(Destination.ABOUT)
    pane = presenter(desktop).window.panes[Destination.ABOUT]
    assert isinstance(pane, AboutPane)
    assert {"policy.example.com", "lt-0042"} <= {text.text() for text in pane.findChildren(Text)}
    pane.more.click()

    def lines() -> list[str]:
        return [text.text() for text in pane.findChildren(Text) if text.text().lower().startswith("pyside6")]

    qtbot.waitUntil(lambda: bool(lines()))
    assert "GPL" in lines()[0]


def test_who_never_saw_the_welcome_sees_it_once_there_is_a_policy(qtbot: QtBot, desktop: Desktop, paths: Paths) -> None:
    desktop.windows.greet()
    assert welcome(desktop) is None
    desktop.policy_state(STATE)
    qtbot.waitUntil(lambda: welcome(desktop) is not None)
    shown = welcome(desktop)
    assert shown is not None
    qtbot.waitExposed(shown)
    assert "Acme" in " ".join(text.text() for text in shown.findChildren(Text))
    assert recall(paths).welcomed
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: welcome(desktop) is None)
    desktop.windows.greet()
    desktop.policy_state(STATE)
    QApplication.processEvents()
    assert welcome(desktop) is None
    desktop.windows.show_welcome()
    again = welcome(desktop)
    assert again is not None
    again.sees.click()
    qtbot.waitUntil(lambda: desktop.windows.window is not None)
    assert presenter(desktop).window.current is Destination.LEDGER


def test_the_welcome_comes_up_above_an_open_window(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.open_window(Destination.OVERVIEW)
    window = presenter(desktop).window
    qtbot.waitExposed(window)
    desktop.windows.greet()
    desktop.policy_state(STATE)
    qtbot.waitUntil(lambda: welcome(desktop) is not None)
    shown = welcome(desktop)
    assert shown is not None
    qtbot.waitExposed(shown)
    handle = shown.windowHandle()
    assert handle is not None
    assert handle.transientParent() is window.windowHandle()
    qtbot.waitUntil(lambda: window.geometry().contains(shown.geometry().center()))


def test_the_welcome_speaks_another_language_at_once_and_it_is_written_down(
    qtbot: QtBot, desktop: Desktop, paths: Paths
) -> None:
    desktop.windows.show_welcome()
    shown = welcome(desktop)
    assert shown is not None
    assert shown.chooser is not None
    assert shown.chooser.text() == "English"
    qtbot.waitExposed(shown)
    shown.chooser.setFocus()
    shown.chooser.chosen.emit("de")
    assert welcome(desktop) is shown, "in place"
    assert shown.windowTitle() == "Willkommen bei Signpost"
    assert shown.chooser.text() == "Deutsch"
    assert {one.key for one in shown.chooser.options} >= {"", "de", "ja", "zh_CN"}
    qtbot.waitUntil(lambda: choices(paths).language == "de")
    shown.close()
    qtbot.waitUntil(lambda: welcome(desktop) is None)
    desktop.windows.show_welcome()
    again = welcome(desktop)
    assert again is not None
    assert again.windowTitle() == "Willkommen bei Signpost"
    desktop.speak("en")
    assert again.windowTitle() == "Welcome to Signpost"


def test_what_the_company_decides_or_nobody_can_read_is_not_offered_in_the_welcome(
    desktop: Desktop, paths: Paths
) -> None:
    (own_folder(paths.config) / "config.toml").write_text("not a setting")
    desktop.windows.show_welcome()
    shown = welcome(desktop)
    assert shown is not None
    assert shown.chooser is None
    decided = Choices(managed=frozenset({"language"}))
    assert welcome_view("Acme", Wording(samples.NOW), languages(), decided).language is None


def test_a_choice_that_cannot_be_written_is_said(qtbot: QtBot, desktop: Desktop, paths: Paths) -> None:
    desktop.windows.show_welcome()
    shown = welcome(desktop)
    assert shown is not None
    assert shown.chooser is not None
    (own_folder(paths.config) / "config.toml").write_text("not a setting")
    shown.chooser.chosen.emit("de")
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, FailedView))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("tag", ["en", "zh_CN"])
def test_the_welcome_is_whole(qapp: QApplication, tag: str, scale: float) -> None:
    with Language.forced(qapp, tag) as language:
        look = made_look(dark=False, cjk=language.cjk, scale=scale)
        shown = Welcome(Theme(fixed=look), welcome_view("Acme", language.wording(samples.NOW), languages(), Choices()))
        shown.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        shown.show()
        qapp.processEvents()
        title = shown.findChildren(Text)[0]
        line = title._laid_out(title.width()).lineAt(0).naturalTextRect()
        assert abs(line.center().x() - title.width() / 2) <= 1, "in the middle, below the mark"
        for text in shown.findChildren(Text):
            assert shown.rect().contains(QRect(text.mapTo(shown, QPoint()), text.size())), text.text()
            assert text.height() >= text.heightForWidth(text.width()), text.text()
        for button in shown.findChildren(Button):
            assert shown.rect().contains(QRect(button.mapTo(shown, QPoint()), button.size())), button.text()
        shown.close()


def test_where_the_person_was_is_remembered(desktop: Desktop, paths: Paths) -> None:
    desktop.open_window(Destination.ACTIVITY)
    presenter(desktop).window.resize(QSize(900, 640))
    presenter(desktop).window.close()
    assert (recall(paths).page, recall(paths).width, recall(paths).height) == ("activity", 900, 640)
    desktop.open_window()
    assert presenter(desktop).window.current is Destination.ACTIVITY
    assert presenter(desktop).window.size() == QSize(900, 640)


@pytest.mark.parametrize("held", [b"", b"[]", b'{"width": "wide"}', b"\xff"])
def test_what_cannot_be_read_is_as_if_nothing_was_remembered(paths: Paths, held: bytes) -> None:
    remember(paths, Remembered(page="about"))
    assert recall(paths).page == "about"
    (paths.state / "window.json").write_bytes(held)
    assert recall(paths) == Remembered()
