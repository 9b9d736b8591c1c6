"""`signpost-admin preview`: pictures from the desktop's own code, without loading it; or what keeps them from being."""

import importlib.util
import json
import shutil
from pathlib import Path

import pytest
import translations

from tests.admin.conftest import Admin


@pytest.fixture
def policy(root: Path, tmp_path: Path) -> Path:
    translations.compile_catalogues()
    shutil.copytree(root / "resources/example-company", tmp_path / "company")
    return tmp_path / "company/policy.yaml"


def test_what_employees_will_see_is_drawn(admin: Admin, policy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("preview", policy, "--tool", "gemini-cli", "--language", "en", "--language", "zh_CN", "--out", out)
    said = admin(*words, "--json")
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert told["page"] == str(out / "index.html")
    assert set(told["pictures"]) == {str(file) for file in out.glob("*.png")}
    assert str(out / "effective-why-dark-zh_CN.png") in told["pictures"]
    assert "Gemini CLI" in (out / "index.html").read_text()


def test_a_folder_of_that_name_is_made_here(admin: Admin, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(policy.parent)
    said = admin("preview", "policy.yaml", "--tool", "qoder-cli", "--language", "en")
    page = policy.parent / "preview-qoder-cli/index.html"
    assert (said.code, said.out) == (0, f"2 pictures. All of them: {page}\n")
    assert page.exists()


def test_a_tool_that_is_not_in_it_is_said(admin: Admin, policy: Path) -> None:
    said = admin("preview", policy, "--tool", "claude")
    assert said.code == 1
    assert f"{policy} does not speak of claude.\n" in said.err
    assert "claude-code, qoder-cli" in said.err


def test_what_is_wrong_in_the_policy_is_said(admin: Admin, policy: Path) -> None:
    policy.write_text(policy.read_text().replace("status: banned", "status: forbidden"))
    said = admin("preview", policy, "--tool", "claude-code")
    assert said.code == 1
    assert "has errors" in said.err


def test_without_qt_it_says_what_is_missing(
    admin: Admin, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> object:
        return None if name == "PySide6" else found(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    said = admin("preview", policy, "--tool", "claude-code", "--out", tmp_path / "out")
    assert said.code == 1
    assert "PySide6 (Qt), which draws what employees see, is not installed here" in said.err
    assert not (tmp_path / "out").exists()


def test_why_nothing_was_drawn_is_said(admin: Admin, policy: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = admin("preview", policy, "--tool", "claude-code", "--out", tmp_path / "file/out")
    assert said.code == 1
    assert "could not be drawn" in said.err
    assert str(tmp_path / "file/out") in said.err
