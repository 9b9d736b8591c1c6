"""The ledger keeps every event, exactly, and nothing private is in one."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.policy.evidence import Evidence, Kind
from app.policy.model import Company, Policy, Risk, Status, Tool
from app.policy.verdict import Phase, Verdict
from app.report import ocsf
from app.report.ledger import Ledger, LedgerUnusable
from app.report.standing import NOT_ASKED, WITHHELD

NOW = datetime(2026, 7, 15, tzinfo=UTC)
TOOL = Tool(id="claude-code", name="Claude Code", status=Status.BANNED, risk=Risk.HIGH)
POLICY = Policy(format=1, version=42, published=NOW, company=Company(name="Acme"), tools=(TOOL,))
PURL = "pkg:npm/%40anthropic-ai/claude-code@2.1.330"
VERDICT = Verdict(
    status=Status.BANNED,
    tool=TOOL,
    phase=Phase.EFFECTIVE,
    rule="claude-code/npm",
    evidence=(Evidence(Kind.PACKAGE, PURL, "/home/jo/x/package.json"), Evidence(Kind.PATH, "/home/jo/secret-project")),
)


def test_an_event_is_kept_as_it_is_and_withheld(tmp_path: Path) -> None:
    event = ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW, "s1")
    ledger = Ledger(tmp_path / "state" / "ledger.db")
    ledger.record(event)
    ledger.record(event)
    ledger.close()
    reopened = Ledger(tmp_path / "state" / "ledger.db")
    (entry,) = reopened.entries()
    reopened.close()
    assert json.loads(entry.payload) == event
    assert (entry.state, entry.reason) == (WITHHELD, NOT_ASKED)
    assert stat.S_IMODE((tmp_path / "state" / "ledger.db").stat().st_mode) == 0o600


def test_an_event_names_the_tool_but_no_path_user_or_command_line() -> None:
    event = ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW, "s1")
    text = json.dumps(event)
    assert event["type_uid"] == 100701
    assert event["unmapped"]["purl"] == [PURL]
    assert event["severity_id"] == 4
    assert "jo" not in text.replace("json", "")
    assert "secret-project" not in text


def test_a_failed_set_up_says_why() -> None:
    assert ocsf.set_up("qoder-cli", "1.1.52", NOW)["status_id"] == 1
    failed = ocsf.set_up("qoder-cli", "1.1.52", NOW, "npm-missing")
    assert (failed["status_id"], failed["status_detail"]) == (2, "npm-missing")


def test_a_file_that_is_no_ledger_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(LedgerUnusable, match="move it away"):
        Ledger(tmp_path / "ledger.db")
