"""Every text and every error is in every language, placeholders and all; catalogues are compiled once."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import translations
from PySide6.QtWidgets import QApplication

from app.desktop.dates import CALENDAR, counted
from app.desktop.language import SPOKEN, Language

CATALOGUES = translations.catalogues()


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.stem)
def test_nothing_is_left_untranslated(catalogue: Path) -> None:
    assert translations.problems(catalogue, translations.templates()) == []


def test_there_is_one_for_every_language_that_is_spoken() -> None:
    assert [one.stem for one in CATALOGUES] == sorted(f"signpost_{tag}" for tag in SPOKEN if tag != "en")


def test_a_catalogue_nobody_reviewed_says_so_in_its_header() -> None:
    for catalogue in CATALOGUES:
        header = catalogue.read_text("utf-8").partition("<TS")[0]
        assert (translations.NOT_REVIEWED in header) == (catalogue.stem not in translations.REVIEWED)


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("en-GB", "en"),
        ("de-AT", "de"),
        ("ja", "ja"),
        ("zh", "zh_CN"),
        ("zh-SG", "zh_CN"),
        ("zh-Hans-HK", "zh_CN"),
        ("zh-TW", "zh_TW"),
        ("zh-Hant-HK", "zh_TW"),
        ("zh-MO", "zh_TW"),
        ("fr", "en"),
    ],
)
def test_the_nearest_catalogue_is_taken(qapp: QApplication, asked: str, spoken: str) -> None:
    with Language.forced(qapp, asked) as language:
        assert language.spoken == spoken


def test_readers_of_traditional_chinese_get_english_before_simplified(qapp: QApplication) -> None:
    texts = {"en": "English", "zh-Hans": "简体", "zh-Hant": "繁體"}
    with Language.forced(qapp, "zh-Hant-HK") as language:
        wording = language.wording(datetime(2026, 7, 10, tzinfo=UTC))
        assert wording.text(texts) == "繁體"
        del texts["zh-Hant"]
        assert wording.text(texts) == "English"


@pytest.mark.parametrize(
    ("tag", "said", "day", "number"),
    [
        ("en", ["in {count} days", "in {count} days"], "Friday", "1,234.5"),
        ("de", ["in {count} Tag", "in {count} Tagen"], "Freitag", "1.234,5"),
        ("ja", ["{count} 日後", "{count} 日後"], "金", "1,234.5"),
        ("zh_TW", ["還有 {count} 天", "還有 {count} 天"], "週五", "1,234.5"),
    ],
)
def test_plurals_days_and_numbers_are_the_language_s(
    qapp: QApplication, tag: str, said: list[str], day: str, number: str
) -> None:
    with Language.forced(qapp, tag) as language:
        wording = language.wording(datetime(2026, 7, 10, tzinfo=UTC))
        assert [counted(wording.translate, "dates", "in {count} days", n) for n in (1, 2)] == said
        assert wording.translate(CALENDAR, "Friday") == day
        assert wording.number(1234.5, 1) == number


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogues copied aside, where a test may change them."""
    for catalogue in CATALOGUES:
        shutil.copy(catalogue, tmp_path)
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    monkeypatch.setattr(translations, "STAGING", tmp_path / "staging")
    return tmp_path


def test_the_catalogues_fit_the_code(elsewhere: Path) -> None:
    before = {one.name: one.read_text("utf-8") for one in elsewhere.glob("*.ts")}
    translations.extract()
    after = {one.name: one.read_text("utf-8") for one in elsewhere.glob("*.ts")}
    assert after == before, "run `python build/translations.py extract` and translate what is new"


def test_compiling_twice_compiles_once(elsewhere: Path) -> None:
    made = translations.compile_catalogues()
    assert [one.stem for one in made] == [one.stem for one in CATALOGUES]
    assert all(one.stat().st_size > 1000 for one in made)
    assert translations.compile_catalogues() == []
    source = elsewhere / "signpost_de.ts"
    later = made[0].stat().st_mtime + 5
    os.utime(source, (later, later))
    assert [one.stem for one in translations.compile_catalogues()] == ["signpost_de"]


def test_problems_are_found(elsewhere: Path) -> None:
    catalogue = elsewhere / "signpost_zh_CN.ts"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace("已获批准。需下载 {size}。", "已获批准。需下载 {bytes}。"), "utf-8")
    assert any("unknown placeholder" in problem for problem in translations.problems(catalogue, {}))
    catalogue.write_text(text.replace("{tool} 已在安装中。", "已在安装中。"), "utf-8")
    assert any("a fact is lost" in problem for problem in translations.problems(catalogue, {}))
    assert translations.problems(catalogue, {"errors": ["An error nobody translated."]})[0].startswith("not extracted")
    lost = text.replace("还有 {count} 天", "还有些天")
    catalogue.write_text(lost, "utf-8")
    assert [one.partition(":")[0] for one in translations.problems(catalogue, {})] == ["a fact is lost (dates)"]
    cleared = text.replace("<translation>安装 {tool}</translation>", '<translation type="unfinished"></translation>')
    catalogue.write_text(cleared, "utf-8")
    assert translations.problems(catalogue, {}) == ["no translation (card): 'Set up {tool}'"]


def test_another_language_begins_with_every_text_unfinished(elsewhere: Path) -> None:
    translations.add("fr")
    found = translations.problems(elsewhere / "signpost_fr.ts", translations.templates())
    assert len(found) == len(translations.messages(elsewhere / "signpost_fr.ts")) > 300
    with pytest.raises(SystemExit, match="there already"):
        translations.add("fr")
