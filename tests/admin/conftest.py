"""signpost-admin as its user calls it, in this process."""

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.admin import cli
from app.admin.check import check
from app.admin.create import create
from app.admin.publish import publish
from tests.sync.company import LOCK, POLICY


class Said(msgspec.Struct, frozen=True):
    """What a command answered."""

    code: int
    out: str
    err: str


Admin = Callable[..., Said]


@pytest.fixture(scope="session")
def _published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    create(folder / "repo", datetime.now(UTC))
    (folder / "policy.yaml").write_text(POLICY.format(word="one"))
    (folder / "lock.json").write_text(LOCK)
    authored = check(folder / "policy.yaml", datetime.now(UTC)).authored
    assert authored is not None
    publish(authored, folder / "repo", datetime.now(UTC))
    return folder / "repo"


@pytest.fixture
def published(_published_once: Path, tmp_path: Path) -> Path:
    """A repository of one's own that has published a policy saying `one`; its keys are not encrypted."""
    shutil.copytree(_published_once, tmp_path / "repo")
    return tmp_path / "repo"


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
