"""`signpost ledger`: every event there is, oldest first; what is in one cannot command the terminal."""

import contextlib
import json
from datetime import UTC, datetime

import pytest

from app.host.paths import Paths
from app.main import main
from app.report import ocsf
from app.report.ledger import Ledger

MANY = 1003
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_all_of_them_and_harmless(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.closing(Ledger(paths.state / "ledger.db")) as ledger:
        for number in range(MANY):
            ledger.record(ocsf.exception_asked("tool", f"\x9b31m{number}", 1, AT, f"uid-{number}", {"reason": "x"}))
    assert main(["ledger", "--json", "--home", str(paths.home)]) == 0
    told = [json.loads(line)["metadata"]["uid"] for line in capsys.readouterr().out.splitlines()]
    assert told == [f"uid-{number}" for number in range(MANY)]
    assert main(["ledger", "--home", str(paths.home)]) == 0
    said = capsys.readouterr().out
    assert "\x9b" not in said
    head, payload, *_ = said.split("\n")
    assert head.endswith("withheld: The policy does not ask for events.")
    assert payload.startswith("  {")
