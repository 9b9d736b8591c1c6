"""What a policy will show about a tool: when, in which words, on which pictures."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.admin.preview import open_tool
from app.alerts.alert import Level
from app.desktop import preview, preview_pictures
from app.desktop.wording import Wording
from app.policy.evidence import Evidence, Kind
from app.policy.model import Policy, Shape, Status, Tool
from app.policy.recipe import Recipes
from app.policy.verdict import PolicyIndex

NOW = datetime(2026, 7, 1, tzinfo=UTC)
DATE = datetime(2026, 7, 10, tzinfo=UTC)


def example(root: Path, tool: str = "claude-code") -> tuple[Policy, Recipes, Tool]:
    opened, found = open_tool(root / "resources/example-company/policy.yaml", tool, NOW)
    return opened.policy, opened.recipes, found


def names(tool: Tool) -> list[str]:
    return [moment.name for moment in preview.moments(tool, NOW)]


def test_a_tool_is_shown_when_something_else_is_said_of_it() -> None:
    tool = Tool(id="a", name="A", status=Status.BANNED, announced=DATE - timedelta(days=9), effective=DATE)
    assert [one.at for one in preview.moments(tool, NOW)] == [DATE - timedelta(days=days) for days in (9, 3, 0)]
    assert names(tool) == ["announced", "countdown", "effective"]
    replaced = msgspec.structs.replace
    assert names(replaced(tool, announced=DATE - timedelta(days=2))) == ["countdown", "effective"]
    assert names(replaced(tool, announced=DATE)) == ["effective"]
    assert names(replaced(tool, announced=None)) == ["announced", "countdown", "effective"]
    assert names(replaced(tool, lifted=DATE - timedelta(days=1))) == ["announced", "countdown"]
    assert names(replaced(tool, effective=None, announced=None)) == ["effective"]
    assert names(replaced(tool, status=Status.APPROVED)) == []


def test_the_words_are_those_of_a_real_verdict(root: Path) -> None:
    policy, recipes, tool = example(root)
    index = PolicyIndex(policy, "linux")
    for moment in preview.moments(tool, NOW):
        for rule in preview.rules(tool):
            made = preview.shown(policy, recipes, tool, rule, "linux-x64", Wording(now=moment.at))
            assert made.alert.verdict == index.decide([preview.fact(rule)], moment.at)
            assert made.view.offer is not None
            assert made.view.offer.button == "Set up Qoder CLI"
            assert made.notice.summary == made.view.title
            assert made.alert.level is {
                "announced": Level.HEADS_UP,
                "countdown": Level.COUNTDOWN,
                "effective": Level.EFFECTIVE,
            }.get(moment.name)


def test_each_reason_people_are_given_is_shown_once() -> None:
    shapes = (
        Shape(id="weak", name="a"),
        Shape(id="one", purl="pkg:npm/a"),
        Shape(id="two", path="~/a/*"),
        Shape(id="own", purl="pkg:npm/a", versions="vers:npm/<2", reason={"en": "Old ones leak."}),
    )
    tool = Tool(id="a", name="A", status=Status.BANNED, reason={"en": "No."}, match=shapes)
    assert [rule.id for rule in preview.rules(tool)] == ["one", "own"]


def test_each_condition_has_its_evidence() -> None:
    assert preview.fact(Shape(path="~/a/*")) == Evidence(Kind.PATH, "~/a/*")
    assert preview.fact(Shape(environment="A=1", sufficient=True)) == Evidence(Kind.ENVIRONMENT, "A=1")
    assert preview.fact(Shape(marker="PACKAGE_URL")) == Evidence(Kind.MARKER, "PACKAGE_URL")


def test_it_is_drawn_in_the_languages_of_screens_and_texts(qapp: QApplication, root: Path, tmp_path: Path) -> None:
    policy, recipes, tool = example(root)
    spoken = preview_pictures.all_languages(qapp, policy, tool)
    assert {"en", "zh_CN"} <= set(spoken)
    assert "zh-Hans" not in spoken, "the screens speak it"
    french = msgspec.structs.replace(tool, reason={**tool.reason, "fr": "Le code reste ici.", "../x": "no tag"})
    assert set(preview_pictures.all_languages(qapp, policy, french)) == {*spoken, "fr"}
    *files, sheet = preview_pictures.render(policy, recipes, french, tmp_path, ["en", "fr"], NOW)
    alerts = {
        f"{moment}{state}-{scheme}-{tag}"
        for moment in ("announced", "countdown", "effective")
        for state in ("", "-why")
        for scheme in ("light", "dark")
        for tag in ("en", "fr")
    }
    windows = {
        f"window-{page}-{scheme}-{tag}"
        for page in ("overview", "tools")
        for scheme in ("light", "dark")
        for tag in ("en", "fr")
    }
    assert {file.stem for file in files} == alerts | windows
    assert all(not QImage(str(file)).isNull() for file in files)
    shown = sheet.read_text()
    assert "What people at Acme see about Claude Code" in shown
    assert "announced: 2026-06-26 09:00 in Hangzhou" in shown
    assert "Le code reste ici." in shown


def test_a_countdown_is_shown_to_its_end(root: Path, tmp_path: Path) -> None:
    policy, recipes, tool = example(root)
    closing = msgspec.structs.replace(tool, close_after=10)
    policy = msgspec.structs.replace(policy, tools=tuple(closing if one is tool else one for one in policy.tools))
    files = preview_pictures.render(policy, recipes, closing, tmp_path, ["en"], NOW)
    drawn = {file.stem for file in files if "closing" in file.stem}
    states = ("closing", "closing-left")
    assert drawn == {f"effective-{state}-{look}-en" for state in states for look in ("light", "dark")}
    made = preview.shown(policy, recipes, closing, None, "linux-x64", Wording(now=DATE))
    assert [view.countdown for _, view in made.closing] == [
        "It closes in 30 seconds. Save your work.",
        "It was asked to close and is still running. Save your work and close it yourself.",
    ]


def test_an_approved_tool_is_in_the_window_alone(qapp: QApplication, root: Path, tmp_path: Path) -> None:
    assert qapp is not None
    policy, recipes, tool = example(root, "qoder-cli")
    *files, _ = preview_pictures.render(policy, recipes, tool, tmp_path, ["en"], NOW)
    assert [file.stem for file in files] == ["window-tools-light-en", "window-tools-dark-en"]


def test_where_this_machine_is_not_set_up_another_one_is_shown(root: Path) -> None:
    _, recipes, tool = example(root)
    assert preview.build_of(tool, recipes, "linux-x64") == "linux-x64"
    assert preview.build_of(tool, recipes, "plan9-x64") in recipes.of("qoder-cli")[0].builds
    assert preview.build_of(replace_alternatives(tool), recipes, "plan9-x64") == "plan9-x64"


def replace_alternatives(tool: Tool) -> Tool:
    return msgspec.structs.replace(tool, alternatives=())
