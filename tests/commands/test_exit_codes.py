"""The exit codes of `signpost` are those README names; each is produced here."""

import argparse
import re
from pathlib import Path

import pytest

from app import main
from app.commands import line
from app.host import crash


def leaves(*words: str) -> int:
    """How `signpost` with these words ends."""
    try:
        return main.main(list(words))
    except SystemExit as left:
        return int(left.code or 0)


def interrupted(_: argparse.Namespace) -> int:
    raise KeyboardInterrupt


def test_readme_names_every_exit_code_there_is(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (root / "README.md").read_text()
    found = re.search(r"^Exit codes: (0 done, 1 an error [^.]*)\.$", readme, re.MULTILINE)
    assert found
    told = [int(code) for code in re.findall(r"(?:^|,\s)(\d+) ", found[1])]
    produced = [
        leaves("--version"),
        leaves("scan", "--policy", str(tmp_path / "none.yaml"), "--home", str(tmp_path)),
        leaves("no-such-command"),
        crash.EXIT_CODE,
        line.run(argparse.Namespace(command=interrupted)),
    ]
    assert produced == told
    assert "none.yaml" in capsys.readouterr().err
