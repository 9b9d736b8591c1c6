"""The page itself: whole in both languages, the product's colours, nothing but its own bytes, and inert."""

import ast
import base64
import hashlib
import html.parser
import json
import random
import re
import string
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.admin.report import advice, charts, words
from app.admin.report.charts import MOST_BARS, bins, summed
from app.admin.report.errors import PlotLibraryMissing
from app.admin.report.figures import Figures
from app.admin.report.gather import Period, gather
from app.admin.report.page import Known, page
from app.admin.report.style import STYLE, TOKENS
from app.admin.report.words import LANGUAGES, Words
from app.desktop import tokens
from tests.admin.report.fleet import event, fleet, launch, set_up, write

NOW = datetime(2026, 8, 1, tzinfo=UTC)


class Seen(html.parser.HTMLParser):
    """What a browser would make of it: elements with their attributes, and texts."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    file = write(tmp_path_factory.mktemp("sample") / "events.ndjson", fleet(40, 30))
    return gather([file], NOW, Period())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_every_language_and_the_same_facts(language: str) -> None:
    for key, texts in words._TEXTS.items():
        assert len(texts) == len(LANGUAGES), key
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in texts]
        assert fields[0] == fields[1], key
        assert all(texts), key
    for code in advice._BY_CODE:
        assert advice.advice(code, language)


def test_every_text_is_used_and_every_use_has_a_text(root: Path) -> None:
    folder = root / "app" / "admin" / "report"
    literals = {
        node.value
        for file in folder.glob("*.py")
        if file.name != "words.py"
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    built = {"movement-device", "movement-user", "moved-device", "moved-user"}
    stages = {"asked", "granted", "ended", "withdrawn", "banned", "restricted"}
    assert set(words._TEXTS) - literals - built - stages == set()


def test_advice_is_about_errors_that_there_are(root: Path) -> None:
    files = [file for file in (root / "app").rglob("*.py") if "report" not in file.parts]
    names = {
        advice.plain(node.name)
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert advice._BY_CODE.keys() - names == set()
    assert advice.known("registry-unreachable")
    assert advice.known("setup.RegistryUnreachable")
    assert not advice.known("never-heard-of")
    assert "signpost setup" in advice.advice("never-heard-of", "en")


@pytest.mark.parametrize(("mode", "theirs"), [("light", tokens.LIGHT), ("dark", tokens.DARK)])
def test_colours_are_those_of_the_employees_screens(mode: str, theirs: tokens.Colours) -> None:
    assert TOKENS[mode] == {role: getattr(theirs, role) for role in TOKENS[mode]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_allows_its_own_style_sheet_and_nothing_else(sample: Figures, language: str) -> None:
    made = page(sample, Known(company="Acme"), language, NOW)
    seen = Seen(made)
    (policy,) = [named["content"] for tag, named in seen.elements if named.get("http-equiv")]
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert STYLE.encode() in made
    used = {tag for tag, _ in seen.elements}
    assert not used & {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base", "foreignobject"}
    names = {name for _, named in seen.elements for name in named}
    assert not {name for name in names if name.startswith("on") or name in ("style", "href", "src", "xlink:href")}
    assert not re.search(rb"https?://(?!www\.w3\.org/)", made)
    assert ("html", {"lang": language}) in seen.elements
    assert len(made) < 400_000


HOSTILE = (
    "</style><script>window.hit=1</script>",
    "\"'><img src=x onerror=window.hit=1>",
    "]]><svg onload=window.hit=1>",
    "\u202egnp.exe\x00\x1b[31m",
    "{{constructor}} ${window.hit=1} javascript:alert(1)",
)


def hostile_events() -> list[dict[str, object]]:
    """A small fleet, every text of which is hostile."""
    texts = dict(enumerate(HOSTILE))
    made = []
    for number, one in enumerate(fleet(30, 30)):
        text = texts[number % len(texts)]
        data = {"tool": text, "reason": text, "user": text, "device": text, "until": text}
        told = {"tool": text, "session": text, "status": "banned"}
        more = {"comment": text, "status_code": text if one["class_uid"] == 6002 else None, "unmapped": told}
        named = {"name": text, "uid": text, "version": text}
        entity = {"uid": f"{text}{number}", "name": text, "data": data}
        for field in ("policy", "process", "app", "product", "package", "device"):
            more[field] = named
        made.append({**one, **more, "entity": entity, "actor": {"user": named}})
    return made


def test_what_outsiders_wrote_becomes_text(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text("".join(json.dumps(one) + "\n" for one in hostile_events()))
    seen = Seen(page(gather([file], NOW, Period()), Known(company=HOSTILE[0]), "en", NOW))
    assert not {tag for tag, _ in seen.elements} & {"script", "img"}
    assert sum(tag == "style" for tag, _ in seen.elements) == 1
    assert not {name for _, named in seen.elements for name in named if name.startswith("on")}
    assert any(HOSTILE[0] in text for text in seen.texts)
    together = "".join(seen.texts)
    assert "\u202e" not in together
    assert "\x00" not in together


def test_numbers_and_days_are_written_as_people_read_them() -> None:
    english, chinese = Words("en"), Words("zh-Hans")
    assert english("sessions-heading", 1) == "1 session of a tool off limits"
    assert english("sessions-heading", 12_345) == "12,345 sessions of tools off limits"
    assert english.day(date(2026, 7, 1)) == "1 Jul 2026"
    assert chinese.day(date(2026, 7, 1)) == "2026年7月1日"
    assert [english.share(part, 300) for part in (0, 1, 150, 300)] == ["0 %", "<1 %", "50 %", "100 %"]
    assert english.share(0, 0) == "0 %"


def test_without_a_policy_it_says_what_one_would_add(sample: Figures) -> None:
    without, given = page(sample, Known(), "en", NOW).decode(), page(sample, Known(exceptions=()), "en", NOW).decode()
    assert "<code>--policy policy.yaml</code> shows them here" in without
    assert "The policy has none." in given


_AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
_RNG = random.Random(5)  # noqa: S311 - a sample, no secret


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "record",
    [
        set_up(_AT, _RNG, ""),
        set_up(_AT, _RNG, "LT-1", "no-build"),
        launch("codex", _AT, _RNG, ""),
        launch("codex", _AT, _RNG, "LT-1"),
        event(3004, 1, _AT, _RNG, entity={"uid": "7"}),
        event(5020, 2, _AT, _RNG, product={"uid": "codex"}),
        event(6008, 1, _AT, _RNG, status_code="watch.gap"),
    ],
    ids=["set-up", "failure", "start", "named start", "request", "found", "gap"],
)
def test_a_single_event_makes_a_page(tmp_path: Path, record: dict[str, object], language: str) -> None:
    file = write(tmp_path / "events.ndjson", [record])
    made = page(gather([file], NOW, Period()), Known(), language, NOW).decode()
    assert made.count("<section>") == 7
    assert "NaN" not in made
    assert "undefined" not in made


def test_long_periods_are_drawn_by_weeks() -> None:
    assert len(bins(MOST_BARS)) == MOST_BARS
    weeks = bins(MOST_BARS + 1)
    assert len(weeks) == 18
    assert summed([1] * (MOST_BARS + 1), weeks)[-1] == (MOST_BARS + 1) % 7
    assert sum(summed([1] * (MOST_BARS + 1), weeks)) == MOST_BARS + 1


def test_without_the_library_it_is_said_what_to_install(sample: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(PlotLibraryMissing, match="pip install"):
        page(sample, Known(), "en", NOW)


def test_employees_do_not_get_the_library(root: Path) -> None:
    for lock in ("runtime", "demo"):
        assert "vl-convert" not in (root / "build" / "requirements" / f"{lock}.txt").read_text()
    assert "vl-convert" in (root / "build" / "requirements" / "dev.txt").read_text()


@pytest.mark.parametrize("length", [1, 2, 5])
def test_each_of_a_few_days_stands_once_at_the_axis(length: int) -> None:
    first = date(2026, 7, 10)
    axis = charts._days(first, first + timedelta(days=length), Words("en"), charts.WIDE)["axis"]
    assert axis["values"] == [charts._ms(first + timedelta(days=number)) for number in range(length)]


def test_a_tool_with_conditions_is_not_counted_as_off_limits(tmp_path: Path) -> None:
    at, rng = datetime(2026, 7, 10, tzinfo=UTC), random.Random(1)  # noqa: S311 - events for a test
    banned, restricted = launch("claude-code", at, rng, ""), launch("codex", at, rng, "")
    banned["unmapped"]["status"], restricted["unmapped"]["status"] = "banned", "restricted"
    for one in (banned, restricted):
        one.pop("device", None)
    figures = gather([write(tmp_path / "e.ndjson", [banned, restricted])], NOW, Period())
    assert "1 session of a tool off limits" in Seen(page(figures, Known(), "en", NOW)).texts
