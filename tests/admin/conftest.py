"""signpost-admin as its user calls it, in this process."""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from app.admin import cli


class Said(msgspec.Struct, frozen=True):
    """What a command answered."""

    code: int
    out: str
    err: str


Admin = Callable[..., Said]


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Admin:
    """Run `signpost-admin` with these arguments."""

    def run(*args: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["signpost-admin", *map(str, args)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run
