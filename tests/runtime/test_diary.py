"""What the agent hands about becomes happenings: tools by name, choices by their session, errors with their facts."""

from datetime import UTC, datetime

import msgspec
import pytest

from app.alerts.alert import Alert, Level
from app.alerts.silence import Choice
from app.policy.launch import Launch
from app.policy.model import Company, Policy, Status, Tool
from app.policy.recipe import Recipes
from app.policy.verdict import Phase, Verdict
from app.report.happening import Happening, Kind
from app.runtime.diary import MOST_SESSIONS, Diary
from app.screen import Finished
from app.setup.errors import Cancelled, NotInstalled
from app.setup.place import Installed
from app.setup.receipt import PrefixReceipt
from app.sync.state import Freshness, Standing, SyncState

NOW = datetime(2026, 7, 15, 9, 42, tzinfo=UTC)
BANNED = Tool(id="claude-code", name="Claude Code", status=Status.BANNED)
QODER = Tool(id="qoder", name="Qoder CLI", status=Status.APPROVED)
POLICY = Policy(format=1, version=3, published=NOW, company=Company(name="Acme"), tools=(BANNED, QODER))
STATE = SyncState(
    policy=POLICY, recipes=Recipes(format=1), freshness=Freshness(standing=Standing.FRESH, since=NOW), version=3
)


@pytest.fixture
def written() -> list[Happening]:
    return []


@pytest.fixture
def diary(written: list[Happening]) -> Diary:
    made = Diary(written.append, lambda: NOW)
    made.policy(STATE)
    return made


def alert(session: str = "s") -> Alert:
    verdict = Verdict(status=Status.BANNED, tool=BANNED, phase=Phase.EFFECTIVE, rule="claude-code/npm")
    return Alert(session=session, level=Level.EFFECTIVE, verdict=verdict, tool=BANNED, launch=Launch(pid=7, exe="/x"))


def test_an_alert_and_what_the_person_chose(diary: Diary, written: list[Happening]) -> None:
    diary.alert(alert())
    diary.chose_later("s")
    diary.chose_later("nobody knows")
    diary.chose_set_up("qoder")
    assert [(one.kind, one.tool, one.facts.name) for one in written] == [
        (Kind.ALERT, "claude-code", "Claude Code"),
        (Kind.CHOSE_LATER, "claude-code", "Claude Code"),
        (Kind.CHOSE_SET_UP, "qoder", "Qoder CLI"),
    ]
    assert written[0].at == int(NOW.timestamp() * 1000)
    assert (written[0].facts.running, written[0].facts.rule) == (True, "claude-code/npm")
    assert written[0].facts.status == "banned"


def test_what_nobody_started_and_quiet_that_was_asked_for(diary: Diary, written: list[Happening]) -> None:
    diary.alert(alert(), attended=False)
    diary.chose_quiet("claude-code", Choice.TODAY)
    assert [(one.kind, one.facts.level) for one in written] == [
        (Kind.UNATTENDED, "effective"),
        (Kind.CHOSE_QUIET, "today"),
    ]


def test_only_so_many_sessions_are_remembered(diary: Diary, written: list[Happening]) -> None:
    for number in range(MOST_SESSIONS + 1):
        diary.alert(alert(str(number)))
    written.clear()
    diary.chose_later("0")
    assert written == []
    diary.chose_later(str(MOST_SESSIONS))
    assert [one.kind for one in written] == [Kind.CHOSE_LATER]


def test_how_set_ups_end(diary: Diary, written: list[Happening]) -> None:
    installed = Installed(
        tool="qoder",
        kind="npm",
        package="q",
        version="1.1.52",
        pin="0" * 64,
        receipt=PrefixReceipt(folder="1.1.52", commands=("qodercli",)),
        at=NOW,
    )
    diary.ready(Finished(installed=installed, findable=True))
    diary.failed("qoder", NotInstalled(tool="qoder"))
    diary.failed("qoder", Cancelled(tool="qoder"))
    diary.removed("qoder")
    diary.path_edited("qoder", "/home/lin/.profile", made=True)
    diary.path_edited("qoder", "/home/lin/.profile", made=False)
    assert [one.kind for one in written] == [
        Kind.READY,
        Kind.FAILED,
        Kind.CANCELLED,
        Kind.REMOVED,
        Kind.PATH_EDITED,
        Kind.PATH_RESTORED,
    ]
    assert written[0].facts.commands == ("qodercli",)
    assert (written[1].facts.code, written[1].facts.values) == ("not-installed", {"tool": "qoder"})


def test_a_policy_is_news_only_when_it_is_another(diary: Diary, written: list[Happening]) -> None:
    diary.policy(STATE)
    assert written == []
    diary.policy(msgspec.structs.replace(STATE, version=4))
    assert [(one.kind, one.facts.version, one.facts.name) for one in written] == [(Kind.POLICY, "4", "Acme")]
