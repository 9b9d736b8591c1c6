"""The page as a real browser shows it: drawn, quiet, in the dark, on paper, by keyboard and to a screen reader."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.admin.report.figures import Figures
from app.admin.report.gather import Period, gather
from app.admin.report.page import Known, page
from app.admin.report.style import TOKENS
from tests.admin.report.fleet import fleet, write
from tests.admin.report.test_page import hostile_events
from tests.support.browser import Browser, browser

NOW = datetime(2026, 8, 1, tzinfo=UTC)

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return gather([write(tmp_path_factory.mktemp("fleet") / "events.ndjson", fleet(60, 35))], NOW, Period())


@pytest.fixture(scope="module")
def shown(figures: Figures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, in a file whose name needs quoting."""
    file = tmp_path_factory.mktemp("page") / "report 报告 #1.html"
    file.write_bytes(page(figures, Known(company="Acme"), "en", NOW))
    return file


_MARKS = """
[...document.querySelectorAll(arguments[0])].map(place =>
    [...place.querySelectorAll('.mark')].map(mark => mark.getBoundingClientRect())
        .filter(box => box.width > 0 && box.height > 0).map(box => [box.height, box.bottom]))
"""


def test_nothing_is_asked_for_and_nothing_complained_of(chromium: Browser, shown: Path) -> None:
    chromium.complaints()
    chromium.requested()
    chromium.show(shown)
    assert chromium.requested() == [shown.as_uri()]
    assert chromium.complaints() == []
    assert chromium.ask("document.scripts.length") == 0
    assert chromium.ask("document.compatMode") == "CSS1Compat"


def test_its_policy_holds_for_what_would_be_added(chromium: Browser, shown: Path, tmp_path: Path) -> None:
    poisoned = tmp_path / "poisoned.html"
    more = b"<script>window.hit=1</script><style>h1{color:red}</style><img src='http://127.0.0.1:9/x'>"
    poisoned.write_bytes(shown.read_bytes().replace(b"<footer>", more + b"<footer>"))
    chromium.complaints()
    chromium.requested()
    chromium.show(poisoned)
    assert chromium.ask("window.hit === undefined")
    assert len([told for told in chromium.complaints() if "Content Security Policy" in told]) == 3
    assert not [url for url in chromium.requested() if url.startswith("http")]


def test_each_session_is_in_a_bar_of_its_height(chromium: Browser, shown: Path, figures: Figures) -> None:
    chromium.show(shown)
    rows = chromium.ask(_MARKS, ".tool .broad svg")
    assert len(rows) == len(figures.starts) >= 3
    most = max(max(tool.by_day) for tool in figures.starts)
    tallest = max(height for row in rows for height, _ in row)
    for tool, row in zip(figures.starts, rows, strict=True):
        wanted = [number for number in tool.by_day if number]
        assert len(row) == len(wanted)
        for number, (height, _) in zip(wanted, row, strict=True):
            assert height == pytest.approx(number / most * tallest, abs=1.5)


def test_set_ups_and_groups_are_drawn(chromium: Browser, shown: Path, figures: Figures) -> None:
    chromium.show(shown)
    plots = chromium.ask(_MARKS, "section > .plot .broad svg")
    days = sum(number > 0 for number in figures.done) + sum(number > 0 for number in figures.failed)
    assert [len(marks) for marks in plots] == [4, 3, days]
    titles = chromium.ask("[...document.querySelectorAll('.mark > title')].length")
    assert titles > days


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_colours_follow_the_screen(chromium: Browser, shown: Path, *, dark: bool) -> None:
    chromium.show(shown, dark=dark)
    colours = TOKENS["dark" if dark else "light"]
    assert _colour(chromium, "document.body", "backgroundColor") == colours["bg"]
    assert _colour(chromium, "document.querySelector('h1')", "color") == colours["ink"]
    assert _colour(chromium, "document.querySelector('.tool .mark')", "fill") == colours["warm"]
    assert _colour(chromium, "document.querySelector('.plot text')", "fill") == colours["ink3"]


def test_paper_is_light_however_dark_the_screen(chromium: Browser, shown: Path) -> None:
    chromium.show(shown, dark=True, media="print")
    assert _colour(chromium, "document.body", "backgroundColor") == "#FFFFFF"
    assert _colour(chromium, "document.querySelector('h1')", "color") == TOKENS["light"]["ink"]
    assert chromium.ask("document.querySelector('.broad svg').getBoundingClientRect().width") > 0
    chromium.show(shown, dark=True)
    printed = base64.b64decode(chromium.do("Page.printToPDF", printBackground=True)["data"])
    assert printed.startswith(b"%PDF-")
    assert 3 <= printed.count(b"/Type /Page\n") <= 8


def _colour(chromium: Browser, element: str, name: str) -> str:
    text = chromium.ask(f"getComputedStyle({element}).{name}")
    return "#" + "".join(f"{int(part):02X}" for part in text[text.index("(") + 1 : -1].split(",")[:3])


@pytest.mark.parametrize("width", [320, 760, 1600])
def test_nothing_is_wider_than_the_screen(chromium: Browser, shown: Path, width: int) -> None:
    chromium.show(shown, width)
    assert chromium.ask("document.documentElement.scrollWidth") <= width
    visible = "[...document.querySelectorAll('.plot svg')].filter(one => one.getBoundingClientRect().width > 0).length"
    assert chromium.ask(visible) * 2 == chromium.ask("document.querySelectorAll('.plot svg').length")


def test_tables_open_and_scroll_by_keyboard(chromium: Browser, shown: Path, figures: Figures) -> None:
    chromium.show(shown)
    chromium.press("Tab")
    assert chromium.ask("document.activeElement.localName") == "summary"
    assert chromium.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    chromium.press("Enter")
    assert chromium.ask("document.querySelector('details').open")
    chromium.press("Tab")
    assert chromium.ask("document.activeElement.getAttribute('role')") == "region"
    assert chromium.ask("document.activeElement.querySelectorAll('tbody tr').length") == len(figures.days)
    reached = {"summary"}
    while (
        where := chromium.ask("document.activeElement.localName + ' ' + document.activeElement.className")
    ) != "body ":
        reached.add(where)
        chromium.press("Tab")
    assert {"div scroll", "div wide"} <= reached


def test_a_screen_reader_gets_a_name_for_every_picture_and_table(chromium: Browser, shown: Path) -> None:
    chromium.show(shown)
    nodes = [node for node in chromium.do("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
    by_role: dict[str, list[str]] = {}
    for node in nodes:
        by_role.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    assert len(by_role["image"]) == chromium.ask("document.querySelectorAll('.broad svg').length")
    assert all(by_role["image"])
    assert all(by_role["region"])
    assert len([level for level in by_role["heading"] if level]) >= 8
    assert {"main", "table", "columnheader", "rowheader"} <= by_role.keys()
    assert "graphics-symbol" not in by_role


def test_what_outsiders_wrote_is_inert(chromium: Browser, tmp_path: Path) -> None:
    events = tmp_path / "events.ndjson"
    events.write_text("".join(json.dumps(one) + "\n" for one in hostile_events()))
    file = tmp_path / "hostile.html"
    file.write_bytes(page(gather([events], NOW, Period()), Known(), "zh-Hans", NOW))
    chromium.complaints()
    chromium.requested()
    chromium.show(file)
    assert chromium.requested() == [file.as_uri()]
    assert chromium.complaints() == []
    assert chromium.ask("window.hit === undefined")
    assert chromium.ask("document.querySelectorAll('script, img, [onload], [onerror], iframe').length") == 0
    assert chromium.ask("document.querySelectorAll('style').length") == 1
    assert chromium.ask("document.body.innerText").count("<script>window.hit=1</script>") > 1
    assert chromium.ask("document.documentElement.scrollWidth") <= 1200
