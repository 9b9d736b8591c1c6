"""Every text and every error has its Chinese, placeholders and all; catalogues are compiled once."""

import os
import shutil
from pathlib import Path

import pytest
import translations

CATALOGUES = translations.catalogues()


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.stem)
def test_nothing_is_left_untranslated(catalogue: Path) -> None:
    assert translations.problems(catalogue, translations.templates()) == []


def test_there_is_simplified_chinese() -> None:
    assert [one.name for one in CATALOGUES] == ["signpost_zh_CN.ts"]


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
    assert [one.name for one in made] == ["signpost_zh_CN.qm"]
    assert all(one.stat().st_size > 1000 for one in made)
    assert translations.compile_catalogues() == []
    source = elsewhere / "signpost_zh_CN.ts"
    later = made[0].stat().st_mtime + 5
    os.utime(source, (later, later))
    assert translations.compile_catalogues() == made


def test_problems_are_found(elsewhere: Path) -> None:
    catalogue = elsewhere / "signpost_zh_CN.ts"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace("已获批准。需下载 {size}。", "已获批准。需下载 {bytes}。"), "utf-8")
    assert any("unknown placeholder" in problem for problem in translations.problems(catalogue, {}))
    catalogue.write_text(text.replace("{tool} 已在安装中。", "已在安装中。"), "utf-8")
    assert any("a fact is lost" in problem for problem in translations.problems(catalogue, {}))
    assert translations.problems(catalogue, {"errors": ["An error nobody translated."]})[0].startswith("not extracted")
    cleared = text.replace("<translation>安装 {tool}</translation>", '<translation type="unfinished"></translation>')
    catalogue.write_text(cleared, "utf-8")
    assert translations.problems(catalogue, {}) == ["no translation (card): 'Set up {tool}'"]
