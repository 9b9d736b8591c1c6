"""`signpost status` as a person reads it: before the first policy, while it is fresh, and when the host is gone."""

import json
from pathlib import Path

import pytest

from app.commands import status
from app.host.paths import Paths
from app.main import main
from app.watch.ladder import Ladder
from app.watch.polling import Poll
from app.watch.source import Source, Unavailable
from tests.sync.company import Company
from tests.sync.hosts import answer, hosting


def test_each_state_is_told_in_its_own_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    company = Company(tmp_path / "company")
    company.publish("one")
    (tmp_path / "root.json").write_bytes(company.root)
    with hosting(company.public) as host:

        def told() -> list[str]:
            options = ["--url", host.url, "--root", str(tmp_path / "root.json"), "--home", str(tmp_path / "home")]
            assert main(["status", *options]) == 0
            return capsys.readouterr().out.splitlines()

        agent = company.client(host.url, Paths.below(tmp_path / "home").state / "policy")
        policy, checked, launches, *_ = told()
        assert policy.startswith("Policy    none yet: nothing is off limits")
        assert checked == "Checked   never yet"
        assert launches.startswith("Launches  seen by ")

        host.faults["json"] = answer(503)
        assert agent.refresh().error is not None
        policy, checked, why, *_ = told()
        assert policy.startswith("Policy    none yet: nothing is off limits")
        assert why.startswith("Why       127.0.0.1:")
        assert "in force" not in why, "there is none"

        host.faults.clear()
        assert agent.refresh().error is None
        assert told()[0] == "Policy    version 1, fresh"

        host.faults["json"] = answer(200, b"<!doctype html><title>Welcome to the hotel</title>")
        assert agent.refresh().error is not None
        policy, checked, why, *_ = told()
        assert policy == "Policy    version 1, stale; it stays in force until a newer one is verified"
        assert checked != "Checked   never yet"
        assert "a web page came, and not the policy. If this network asks you to sign in" in why

        host.faults.clear()
        assert agent.refresh().error is None
        assert told()[0] == "Policy    version 1, fresh"
        agent.close()


def test_it_says_how_launches_are_seen_why_not_better_and_what_the_place_hides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Company(tmp_path / "company")
    (tmp_path / "root.json").write_bytes(company.root)
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    rungs = (("broken", _broken), ("poll", _poll))
    monkeypatch.setattr(status, "Ladder", lambda: Ladder(rungs))
    options = ["--url", "https://127.0.0.1:1", "--root", str(tmp_path / "root.json"), "--home", str(tmp_path / "home")]
    assert main(["status", "--json", *options]) == 0
    watch = json.loads(capsys.readouterr().out)["watch"]
    assert watch["source"] == "poll"
    assert "can go unseen" in watch["blind_spots"]
    assert [refusal["facts"] for refusal in watch["refused"]] == [{"source": "broken", "reason": "it is out of order"}]
    assert "ssh" in [place["name"] for place in watch["places"]]
    assert main(["status", *options]) == 0
    told = capsys.readouterr().out
    assert "Launches  seen by poll. Every program that lives less than 0.2 s can go unseen" in told
    assert "Launches cannot be watched by broken: it is out of order." in told
    assert "You came by SSH: what starts on this computer is seen" in told


def _broken(_watcher: object) -> Source:
    raise Unavailable(source="broken", reason="it is out of order")


def _poll(_watcher: object) -> Source:
    return Poll()


def test_without_a_company_it_still_says_how_launches_are_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "Ladder", lambda: Ladder((("poll", _poll),)))
    home = ["--home", str(tmp_path / "home")]
    assert main(["status", *home]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("Launches  seen by poll.")
    assert "Agent     does not run" in said.out
    assert "does not know its company yet" in said.err
    assert main(["status", "--json", *home]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["policy"] is None
    assert told["watch"]["source"] == "poll"
