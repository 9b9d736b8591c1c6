"""`signpost settings` says where each value came from, and no secret."""

import json
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.main import main


def test_each_setting_with_its_layer_and_no_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = Paths.below(tmp_path)
    managed, machine = paths.machine_config / "managed.d/acme.toml", paths.machine_config / "config.toml"
    own = paths.config / "config.toml"
    for file, text in (
        (managed, 'url = "https://policy.example.com/"\nlanguage = "de"\n'),
        (machine, 'language = "fr"\ntoken = "very-secret"\nquiet_from = 18:00:00\n'),
        (own, 'language = "en"\nnpm = "/own/\\u001b[31mnpm"\n'),
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert main(["settings", "--json", "--home", str(tmp_path), "--url", "https://flag.example/", "--root", "/r"]) == 0
    said = capsys.readouterr().out
    assert "very-secret" not in said
    found = {one["name"]: (one["value"], one["from"], one["locked"]) for one in json.loads(said)["settings"]}
    assert found == {
        "url": ("https://policy.example.com/", str(managed), True),
        "root": ("/r", "the command line", False),
        "npm": ("/own/\x1b[31mnpm", str(own), False),
        "language": ("de", str(managed), True),
        "quiet_from": ("18:00:00", str(machine), True),
        "token": ("(set)", str(machine), True),
    }
    assert main(["settings", "--home", str(tmp_path)]) == 0
    text = capsys.readouterr().out
    assert f"                from {managed}" in text.splitlines()
    assert "very-secret" not in text
    assert "\x1b" not in text


def test_a_layer_that_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = Paths.below(tmp_path).machine_config / "managed.d/acme.toml"
    file.parent.mkdir(parents=True)
    file.write_text('colour = "red"\n')
    assert main(["settings", "--home", str(tmp_path)]) == 1
    assert str(file) in capsys.readouterr().err
