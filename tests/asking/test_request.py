"""A request's values: what can be asked, where it may go from each stage, the link that opens a mail program."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
import pytest

from app.asking import store
from app.asking.request import LATEST, NotAskable, Request, Stage, Step, ask, mail_link
from app.asking.store import MOST, Asked
from app.policy.asking import Asking

NOW = datetime(2026, 7, 15, 9, 42, tzinfo=UTC)
WAY = Asking(webhook="https://it.example.com/ask")


def asked(tool: str = "claude-code", reason: str = "A customer's project ends in August.") -> Request:
    return ask(tool, "Claude Code", reason, NOW + timedelta(days=30), NOW, WAY)


def test_a_reason_is_one_line_of_words() -> None:
    made = asked(reason="  because\n\tof it ")
    assert (made.reason, made.stage, len(made.id)) == ("because of it", Stage.WAITING, 36)
    assert asked().id != made.id


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501, "a\x1b[31mb", "\u202eevil"])
def test_what_is_no_reason(reason: str) -> None:
    with pytest.raises(NotAskable):
        asked(reason=reason)


@pytest.mark.parametrize("ahead", [timedelta(0), -timedelta(days=1), LATEST + timedelta(seconds=1)])
def test_what_is_no_time_to_come(ahead: timedelta) -> None:
    with pytest.raises(NotAskable):
        ask("a", "A", "b", NOW + ahead, NOW, WAY)


def test_what_comes_too_late_changes_nothing() -> None:
    gone = asked().after(Step.WITHDRAW)
    assert gone.stage is Stage.WITHDRAWN
    assert gone.after(Step.SEND) is gone
    held = asked().after(Step.HOLD)
    assert (held.stage, held.unanswered, held.after(Step.WITHDRAW)) == (Stage.HELD, False, held)
    assert asked().after(Step.SEND).after(Step.HOLD).stage is Stage.SENT
    assert asked().after(Step.SEND).after(Step.GRANT).after(Step.END).stage is Stage.ENDED


def test_the_mail_link_says_it_all_and_nothing_else() -> None:
    made = asked(reason="50 % & more? #1")
    link = mail_link(made, "it@example.com", "Exception: Claude Code", f"Why: {made.reason}\nbcc: x@example.com")
    parts = urlsplit(link)
    fields = parse_qs(parts.query)
    assert (parts.scheme, unquote(parts.path), set(fields)) == ("mailto", "it@example.com", {"subject", "body"})
    assert fields["subject"] == [f"Exception: Claude Code [{made.id[:8]}]"]
    assert fields["body"] == ["Why: 50 % & more? #1\r\nbcc: x@example.com"]
    EmailMessage()["To"] = unquote(parts.path)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"mail": "a@b.example", "webhook": "https://b.example"},
        {"mail": "a@b.example?bcc=c@d.example"},
        {"mail": "a@b.example\n"},
        {"mail": "a%0ab@c.example"},
        {"webhook": "http://b.example"},
        {"webhook": "https://user@b.example"},
        {"webhook": "https://[b.example/ask"},
        {"webhook": "https://:8443/ask"},
        {"webhook": "https://b.example:99999/ask"},
        {"phone": "1"},
    ],
)
def test_ways_that_are_none(wrong: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, Asking)


def test_who_is_asked() -> None:
    assert Asking(mail="it@example.com").host == "it@example.com"
    assert WAY.host == "it.example.com"


def test_what_was_asked_is_there_again(tmp_path: Path) -> None:
    file = tmp_path / "state/requests.json"
    kept = Asked(told={"qoder": NOW}).with_request(asked()).with_request(asked("b"))
    store.save(file, kept)
    assert store.load(file) == kept
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_request_takes_the_place_of_itself_and_the_oldest_go() -> None:
    first = asked()
    kept = Asked().with_request(first).with_request(asked("b")).with_request(first.after(Step.SEND))
    assert [(one.tool, one.stage) for one in kept.requests] == [
        ("claude-code", Stage.SENT),
        ("b", Stage.WAITING),
    ]
    assert kept.of("claude-code") == first.after(Step.SEND)
    for number in range(MOST):
        kept = kept.with_request(asked(f"t{number}"))
    assert (len(kept.requests), kept.of("claude-code")) == (MOST, None)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"requests":[{}]}', b'{"told":{"a":"2026-07-15T09:42:00"}}', b"[" * 100_000, b"\xff"]
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "requests.json"
    file.write_bytes(data)
    assert store.load(file) == Asked()
    assert file.with_suffix(".damaged").read_bytes() == data
