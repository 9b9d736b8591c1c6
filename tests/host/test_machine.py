"""The stable key of this machine: the same every time, never the id it is made from."""

from pathlib import Path

import pytest

from app.host import machine, platform

ID = "3d1219c7c4c5404aaa1f6d2a48adfda4"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "machine-id").write_text(ID + "\n")
    return tmp_path / "machine-id"


def test_the_name_in_the_inventory_decides_where_there_is_one() -> None:
    assert machine.device_key(" LT-0042 ") == "device:lt-0042"


def test_the_id_itself_is_nowhere_in_the_key(file: Path) -> None:
    """machine-id(5): hashed with a keyed hash and a fixed key of the application."""
    key = machine.device_key("", (file,))
    assert key == machine.device_key("", (file,))
    assert key.startswith("machine:")
    assert ID not in key
    file.write_text(ID[::-1])
    assert machine.device_key("", (file,)) != key


def test_the_first_file_that_says_something_counts(file: Path, tmp_path: Path) -> None:
    assert machine.device_key("", (tmp_path / "none", file)) == machine.device_key("", (file,))


@pytest.mark.parametrize("text", ["", "uninitialized\n", "0" * 32, "no id at all", "ab" * 4_000])
def test_a_machine_without_an_id_is_known_by_its_host_name(
    file: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(text)
    monkeypatch.setattr(platform, "host_name", lambda: "LAB-1")
    found = machine.device_key("", (file,))
    monkeypatch.setattr(platform, "host_name", lambda: "lab-2")
    assert found not in ("", machine.device_key("", (file,)))
    monkeypatch.setattr(platform, "host_name", lambda: "")
    assert machine.device_key("", (file,)) == ""


def test_this_very_machine_has_a_key() -> None:
    assert machine.device_key() == machine.device_key() != ""
