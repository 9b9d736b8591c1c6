"""Any program of the person's can put a pipe where a file of ours was: what tells how things stand tells it still."""

import os
from pathlib import Path

import pytest

from app.asking import store
from app.doctor import diagnostics
from app.enrol import record
from app.enrol.errors import EnrolmentForgotten
from app.enrol.tokens import TokenFile, TokenUnreadable
from app.host.files import NotWritable
from app.host.paths import Paths
from app.report.log import NAME, Log
from app.watch.standing import FILE

OURS = ("alerts.json", "requests.json", "enrolment.json", "token.json", "window.json", NAME, f"{NAME}.1")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A person's folders with nothing but pipes in them."""
    made = Paths.below(tmp_path)
    for folder, names in ((made.state, OURS), (made.runtime, (FILE,)), (made.state / "crashes", ("crash-1.json",))):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in names:
            os.mkfifo(folder / name, 0o600)
    return made


def test_diagnostics_are_written(paths: Paths) -> None:
    found = diagnostics.files(None, paths, {}, {}, 5.0)
    assert {"status.json", "doctor.json", "threads.txt"} <= set(found)
    assert NAME not in found


def test_the_agent_says_so_or_begins_anew(paths: Paths) -> None:
    assert store.load(paths.state / "requests.json") == store.Asked()
    with pytest.raises(EnrolmentForgotten, match="no plain file"):
        record.read(paths.state / "enrolment.json")
    with pytest.raises(TokenUnreadable, match="no plain file"):
        TokenFile(paths.state / "token.json", "https://policy.example.com", None).read()
    with pytest.raises(NotWritable):
        Log(paths.state)
