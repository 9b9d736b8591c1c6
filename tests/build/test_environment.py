"""When `.venv` is made, updated or left alone; what pip's failures mean; locks that name no address."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from devtools import environment
from devtools.environment import Lock, Stamp, Work, work_for
from devtools.logged import Finished
from devtools.places import LOCKS

PYTHON = "3.11.7"


def test_the_second_run_has_nothing_to_do() -> None:
    assert work_for(Lock.DEV, PYTHON, Stamp.of(Lock.DEV, PYTHON)) == (Work.NOTHING, Lock.DEV)


def test_an_interrupted_set_up_left_no_stamp_and_starts_anew() -> None:
    assert work_for(Lock.DEMO, PYTHON, None) == (Work.MAKE, Lock.DEMO)


def test_a_python_that_does_not_answer_is_a_broken_venv() -> None:
    assert work_for(Lock.DEV, None, Stamp.of(Lock.DEV, PYTHON)) == (Work.MAKE, Lock.DEV)


def test_a_moved_folder_is_made_anew_for_its_scripts_name_the_old_one() -> None:
    moved = replace(Stamp.of(Lock.DEV, PYTHON), folder="/somewhere/else")
    assert work_for(Lock.DEV, PYTHON, moved) == (Work.MAKE, Lock.DEV)


def test_changed_locks_are_updated_in_place() -> None:
    older = replace(Stamp.of(Lock.DEV, PYTHON), made_of="0" * 64)
    assert work_for(Lock.DEV, PYTHON, older) == (Work.UPDATE, Lock.DEV)


def test_what_tests_need_is_enough_for_the_demo_but_not_the_other_way_round() -> None:
    assert work_for(Lock.DEMO, PYTHON, Stamp.of(Lock.DEV, PYTHON)) == (Work.NOTHING, Lock.DEV)
    assert work_for(Lock.DEV, PYTHON, Stamp.of(Lock.DEMO, PYTHON)) == (Work.UPDATE, Lock.DEV)


def test_each_lock_holds_all_of_the_one_before() -> None:
    assert Lock.DEMO.names() <= Lock.DEV.names() <= Lock.FUZZ.names(), "run: python3 build/dev.py lock"


def test_a_stamp_survives_the_disk(tmp_path: Path) -> None:
    stamp = Stamp.of(Lock.DEV, PYTHON)
    stamp.write(tmp_path / "stamp.json")
    assert Stamp.read(tmp_path / "stamp.json") == stamp
    assert [file.name for file in tmp_path.iterdir()] == ["stamp.json"]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"lock": "dev"}', '{"lock": "x", "made_of": "", "folder": ""}', "\0"]
)
def test_a_stamp_that_cannot_be_read_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "stamp.json").write_text(content)
    assert Stamp.read(tmp_path / "stamp.json") is None


@pytest.mark.parametrize(("cut", "whole"), [("download", True), ("install", False)])
def test_a_venv_stays_whole_until_all_that_it_lacks_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: str, *, whole: bool
) -> None:
    older = replace(Stamp.of(Lock.DEV, PYTHON), made_of="0" * 64)
    monkeypatch.setattr(environment, "CACHE", tmp_path)
    monkeypatch.setattr(environment, "WHEELS", tmp_path / "wheels")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "_python_version", lambda: PYTHON)
    monkeypatch.setattr(Stamp, "read", lambda: older)
    older.write(tmp_path / "stamp.json")

    def pip(*words: str, counted: int = 0) -> Finished:
        if words[0] == cut and "--dry-run" not in words:
            raise KeyboardInterrupt
        return Finished(int("--dry-run" in words), f"{counted}")

    monkeypatch.setattr(environment, "_pip", pip)
    with pytest.raises(KeyboardInterrupt):
        environment.ensure(Lock.DEV)
    assert (tmp_path / "stamp.json").exists() is whole


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "locked"),
        ("ProxyError('Cannot connect to proxy.')\nERROR: No matching distribution found for x==1", "reached"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'", "certificate"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.12.0", "wheel"),
        ("Traceback (most recent call last):\nKeyError: 'surprise'", "surprise"),
    ],
)
def test_a_failure_of_pip_says_what_happened(output: str, word: str) -> None:
    assert word in environment.explain(Finished(1, output)).happened


def test_locks_pin_everything_by_hash_and_name_no_address() -> None:
    for file in LOCKS.glob("*.txt"):
        text = file.read_text()
        assert "://" not in text
        assert not re.search(r"--(extra-)?index-url|--find-links", text)
        blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
        assert blocks
        assert all("--hash=sha256:" in block and re.match(r"[a-z0-9-]+==", block) for block in blocks), file.name


def test_the_locks_agree() -> None:
    pins = {
        file.stem: set(re.findall(r"^([a-z0-9-]+==\S+)", file.read_text(), re.MULTILINE))
        for file in LOCKS.glob("*.txt")
    }
    assert pins["runtime"] < pins["demo"] < pins["dev"]
