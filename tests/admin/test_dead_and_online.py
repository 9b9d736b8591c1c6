"""Rules that can never decide, and what the policy points to that is not there."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.admin.check import check
from app.admin.serve import StaticServer
from tests.admin.test_check import GOOD, LOCK, NOW, found, lines

DEAD = "can never decide: "


def shapes(*lines: str, tool: str = "bad") -> str:
    """The good policy with these shapes for one of its tools."""
    block = "".join(f"      - {line}\n" for line in lines)
    if tool == "bad":
        return GOOD.replace("      - purl: pkg:npm/bad\n", block)
    return GOOD.replace("    status: approved\n", f"    status: approved\n    match:\n{block}")


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (["{purl: pkg:npm/bad}", "{purl: pkg:npm/bad, platforms: [linux]}"], "match[1].purl"),
        (["{purl: pkg:npm/bad}", "{purl: 'pkg:npm/bad', versions: 'vers:npm/<2'}"], "match[1].purl"),
        (["{path: ~/.bad/**}", "{path: ~/.bad/bin/bad}"], "match[1].path"),
        (["{marker: 'exactly this'}", "{marker: 'exactly this', reason: {en: Other}}"], "match[1].marker"),
    ],
)
def test_a_rule_in_the_shadow_of_another(tmp_path: Path, given: list[str], place: str) -> None:
    said = [line for line in lines(found(tmp_path, shapes(*given))) if DEAD in line]
    assert len(said) == 1
    assert f"tools.bad.{place} {DEAD}bad.match[0] comes first" in said[0]


@pytest.mark.parametrize(
    "given",
    [
        ["{purl: 'pkg:npm/bad', versions: 'vers:npm/<2'}", "{purl: pkg:npm/bad}"],
        ["{purl: pkg:npm/bad, platforms: [linux]}", "{purl: pkg:npm/bad}"],
        ["{purl: pkg:npm/bad, platforms: [linux]}", "{purl: pkg:npm/bad, platforms: [macos]}"],
        ["{path: ~/.bad/*}", "{path: ~/.bad/bin/bad}"],
        ["{path: ~/.bad/bin/bad}", "{path: ~/.bad/**}"],
        ["{name: bad}", "{name: bad, sufficient: true}"],
    ],
)
def test_rules_that_add_something(tmp_path: Path, given: list[str]) -> None:
    assert [line for line in lines(found(tmp_path, shapes(*given))) if DEAD in line] == []


def test_a_range_that_a_graver_tool_covers(tmp_path: Path) -> None:
    text = shapes("{purl: pkg:npm/bad, versions: 'vers:npm/>=2'}", tool="good")
    said = [line for line in lines(found(tmp_path, text)) if DEAD in line]
    assert len(said) == 1
    assert "tools.good.match[0].purl can never decide: bad.match[0]" in said[0]
    text = text.replace("    alternatives: [good]\n", "    alternatives: [good]\n    applies_to: {groups: [dev]}\n")
    assert [line for line in lines(found(tmp_path, text)) if DEAD in line] == []


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (r"{path: 'C:\bad\*', platforms: [linux, macos]}", "begins with a drive, which linux and macos does not have"),
        ("{path: /opt/bad/*, platforms: [windows]}", "begins with /, which no path on windows does"),
    ],
)
def test_a_rule_for_another_platform(tmp_path: Path, shape: str, words: str) -> None:
    assert any(words in line for line in lines(found(tmp_path, shapes(shape))))


def test_a_ban_lifted_before_it_began_is_a_warning_and_planned_so_an_error(tmp_path: Path) -> None:
    lifted = GOOD.replace("    reason: {en: Because}\n", "    reason: {en: Because}\n    lifted: 2026-06-30T00:00Z\n")
    report = found(tmp_path, lifted)
    assert report.errors == 0
    assert any("so it never holds" in line for line in lines(report))
    planned = lifted.replace("lifted: 2026-06-30", "lifted: 2026-07-05")
    assert any("lifted is before effective" in line for line in lines(found(tmp_path, planned)))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A web server with one page."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/page").write_text("here")
    with StaticServer(tmp_path / "site") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.url
        server.shutdown()
        thread.join()


def npm(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An npm on PATH that answers like this."""
    folder.mkdir()
    (folder / "npm").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


ANSWERS = """case "$2" in
@good/tool@1.0.0) echo '"@good/tool"';;
*) echo 'npm error code E404' >&2; exit 1;;
esac"""


def online(folder: Path, text: str, lock: object = LOCK) -> list[str]:
    """What `check --online` says."""
    found(folder, text, lock)
    report = check(folder / "policy.yaml", NOW, iter)
    return [problem.line("policy.yaml") for problem in report.problems]


def test_links_and_packages_are_asked_for(tmp_path: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(tmp_path / "bin", ANSWERS, monkeypatch)
    text = GOOD.replace("{en: Because}", f"{{en: 'See {site}page, {site}none and http://127.0.0.1:1/x.'}}")
    said = online(tmp_path, text)
    assert not any(f"{site}page" in line for line in said)
    assert any(f"tools.bad.reason.en warning: {site}none cannot be reached: it answers 404" in line for line in said)
    assert any("http://127.0.0.1:1/x cannot be reached: ConnectionError" in line for line in said)
    assert any("tools.bad.match[0].purl warning: bad is not in the npm registry" in line for line in said)
    assert not any("@good/tool" in line for line in said)
    said = online(tmp_path, GOOD.replace("1.0.0", "1.0.1"))
    assert any("recipes.good[0].package @good/tool@1.0.1 is not in the npm registry" in line for line in said)
    assert len(online(tmp_path, GOOD)) == 1


def test_a_registry_that_does_not_answer_keeps_nothing_from_being_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm(tmp_path / "bin", "echo 'npm error code ECONNREFUSED' >&2; exit 1", monkeypatch)
    said = online(tmp_path, GOOD)
    assert all("could not be looked for: npm got no answer" in line and "warning" in line for line in said)
    assert len(said) == 2
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert ["there is no npm" in line for line in online(tmp_path, GOOD)] == [True]


def test_without_online_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(tmp_path / "bin", f"touch {tmp_path}/asked", monkeypatch)
    found(tmp_path, GOOD)
    assert not (tmp_path / "asked").exists()
