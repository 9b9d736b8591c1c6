"""Commands that act on the policy ask its host for the newest first, and go by the last good one where it is silent."""

import json
from pathlib import Path

import pytest

from app.main import main
from tests.sync.company import POLICY, Company
from tests.sync.hosts import answer, hosting


def test_what_it_published_a_moment_ago_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    company = Company(tmp_path / "company")
    company.publish("one")
    (tmp_path / "root.json").write_bytes(company.root)
    with hosting(company.public) as host:
        options = ["--url", host.url, "--root", str(tmp_path / "root.json"), "--home", str(tmp_path / "home")]

        def listed() -> list[str]:
            assert main(["setup", "--list", "--json", *options]) == 0
            return [json.loads(line)["tool"] for line in capsys.readouterr().out.splitlines()]

        assert listed() == ["good"]
        without = POLICY[: POLICY.index("recipes:")]
        company.publish("two", template=without)
        host.faults["json"] = answer(503)
        assert listed() == ["good"], "the last good one"
        host.faults.clear()
        assert listed() == []


def test_without_any_policy_why_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    company = Company(tmp_path / "company")
    company.publish("one")
    (tmp_path / "root.json").write_bytes(company.root)
    with hosting(company.public) as host:
        host.faults["json"] = answer(503)
        words = ["carry-over", "claude-code", "qoder-cli", "--url", host.url, "--root", str(tmp_path / "root.json")]
        assert main([*words, "--home", str(tmp_path / "home")]) == 1
    assert "127.0.0.1" in capsys.readouterr().err
