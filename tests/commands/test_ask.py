"""`signpost ask`: an exception asked for without a screen, listed, taken back; and by the real agent's part."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.asking import inbox, store
from app.asking.inbox import Wish
from app.asking.request import Stage, Step
from app.commands.ask import folder
from app.host import platform
from app.host.paths import Paths
from app.main import main
from tests.runtime.test_asking import RECEIVER, Desk, by_events
from tests.sync.company import Company
from tests.sync.hosts import Host, hosting

WAY = "exception_requests: {mail: it@acme.example}\n"


class Shell:
    """`signpost ask` for one person, whose policy is what `publish` said last."""

    def __init__(self, tmp_path: Path, host: Host, capsys: pytest.CaptureFixture[str]) -> None:
        self.paths = Paths.below(tmp_path / "home")
        self._options = ["--url", host.url, "--root", str(tmp_path / "root.json"), "--home", str(tmp_path / "home")]
        self._capsys = capsys

    def ask(self, *words: str, code: int = 0) -> str:
        assert main(["ask", *words, *self._options]) == code
        said = self._capsys.readouterr()
        return said.out if code == 0 else said.err

    def wishes(self) -> list[Wish]:
        return list(inbox.take(folder(self.paths)))


@pytest.fixture
def company(tmp_path: Path) -> Company:
    made = Company(tmp_path / "company")
    (tmp_path / "root.json").write_bytes(made.root)
    return made


SOON = f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}"


def test_asked_for_and_left_for_the_agent(tmp_path: Path, company: Company, capsys: pytest.CaptureFixture[str]) -> None:
    company.publish("one", extra=WAY)
    with hosting(company.public) as host:
        shell = Shell(tmp_path, host, capsys)
        said = shell.ask("good", "--reason", "A customer's\nproject", "--until", SOON)
        assert "Asked for " in said
        assert "A customer's project" in said
        assert platform.account() in said
        assert "it@acme.example" in said
        (wish,) = shell.wishes()
        assert (wish.tool, wish.reason) == ("good", "A customer's project")
        assert wish.until is not None
        assert f"{wish.until.astimezone():%Y-%m-%d}" > SOON, "the whole of the last day"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bad-tool", "--reason", "x", "--until", SOON), "does not speak of bad-tool"),
        (("good", "--until", SOON), "it has no reason"),
        (("good", "--reason", "x"), "does not say until when"),
        (("good", "--reason", "x", "--until", "tomorrow"), "tomorrow is no date"),
        (("good", "--reason", "x", "--until", "2020-01-01"), "for a time that is past"),
        (("good", "--reason", "x", "--until", "2099-01-01"), "too far off"),
        (("good", "--reason", "x" * 501, "--until", SOON), "one that is too long"),
        ((), "no tool is named"),
        (("good", "--withdraw"), "No request for good is open"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_left(
    tmp_path: Path, company: Company, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    company.publish("one", extra=WAY)
    with hosting(company.public) as host:
        shell = Shell(tmp_path, host, capsys)
        assert said in shell.ask(*words, code=1)
        assert shell.wishes() == []


def test_where_nobody_takes_requests_it_says_so(
    tmp_path: Path, company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    company.publish("one")
    with hosting(company.public) as host:
        shell = Shell(tmp_path, host, capsys)
        assert "names nobody to ask" in shell.ask("good", "--reason", "x", "--until", SOON, code=1)


def test_the_agent_takes_it_up_lists_it_and_takes_it_back(
    tmp_path: Path, company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    company.publish("one", extra=WAY)
    with hosting(company.public) as host:
        shell = Shell(tmp_path, host, capsys)
        until = datetime(2026, 7, 25, 9, 42, tzinfo=UTC)
        inbox.put(folder(shell.paths), Wish(tool="claude-code", reason="A customer", until=until))
        agent = Desk(tmp_path / "home", None)
        agent.asking.begin()
        by_events(agent, RECEIVER)
        agent.screen.wait_for(Stage.WAITING)
        agent.asking.end()
        agent.kept.worker.end()
        (row,) = [json.loads(line) for line in shell.ask("--list", "--json").splitlines()]
        assert (row["tool"], row["state"], row["to"]) == ("claude-code", "waiting", RECEIVER.host)
        assert "claude-code  waiting" in shell.ask("--list")
        assert "taken back as soon as it runs" in shell.ask("claude-code", "--withdraw")
        again = Desk(tmp_path / "home", None)
        again.asking.begin()
        by_events(again, RECEIVER)
        again.screen.wait_for(Stage.WITHDRAWN)
        again.asking.end()
        again.kept.worker.end()
        (kept,) = store.load(again.file).requests
        assert kept.after(Step.WITHDRAW) == kept


def test_what_no_agent_has_seen_yet_is_listed_is_not_asked_twice_and_can_be_taken_back(
    tmp_path: Path, company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    company.publish("one", extra=WAY)
    with hosting(company.public) as host:
        shell = Shell(tmp_path, host, capsys)
        shell.ask("good", "--reason", "A customer", "--until", SOON)
        first, second = shell.ask("--list").splitlines()
        assert first.startswith("good  left for Signpost, which has not seen it yet  until ")
        assert second == "  A customer"
        (row,) = [json.loads(line) for line in shell.ask("--list", "--json").splitlines()]
        assert (row["tool"], row["state"], row["request"]) == ("good", "left", None)
        assert "you asked already" in shell.ask("good", "--reason", "x", "--until", SOON, code=1)
        assert "is taken back" in shell.ask("good", "--withdraw")
        assert "No request for good is open" in shell.ask("good", "--withdraw", code=1)
        assert "to be taken back" in shell.ask("--list").splitlines()[-1]
        assert [wish.until is None for wish in shell.wishes()] == [False, True]
