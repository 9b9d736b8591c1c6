"""What passes between the agent and an errand's process arrives as it was."""

import os
from pathlib import Path

import pytest

from app.errors import SignpostError
from app.host.conversation import NoAnswer
from app.host.files import NotWritable
from app.host.network import AuthoritiesUnreadable
from app.runtime.errands import passed
from app.runtime.errands.errand import Reply
from app.sync.errors import EarlierTrouble, Expired, Offline


@pytest.mark.parametrize(
    "error",
    [
        Offline(host="policy.example", detail="no network"),
        Expired(host="h", role="timestamp", since="2026"),
        NotWritable(path=Path(os.fsdecode(b"/home/\xff")), detail="no"),
        AuthoritiesUnreadable(path="/etc/ca.pem", detail="no"),
    ],
)
def test_an_error_is_the_very_error(error: SignpostError) -> None:
    reply = passed.read(passed.line(Reply(error=passed.told(error))), Reply)
    assert reply.error is not None
    found = passed.error_of(reply.error)
    assert type(found) is type(error)
    assert (found.facts, str(found)) == (error.facts, str(error))


@pytest.mark.parametrize(
    "told",
    [
        passed.Told("os", "system", {"command": "true"}, "What.", "Do."),
        passed.Told("app.sync.errors", "NoSuchThing", {}, "What.", "Do."),
        passed.Told("app.sync.errors", "json", {}, "What.", "Do."),
        passed.Told("app.no.such", "Offline", {}, "What.", "Do."),
        passed.Told("app..", "Offline", {}, "What.", "Do."),
        passed.Told("app.sync.errors", "Offline", {"self": "x"}, "What.", "Do."),
    ],
)
def test_what_is_no_error_of_ours_keeps_its_words(told: passed.Told) -> None:
    found = passed.error_of(told)
    assert type(found) is EarlierTrouble
    assert (found.happened, found.advice) == ("What.", "Do.")


@pytest.mark.parametrize("line", [b"", b"{", b'{"answer": 1', b'{"error": {"module": 1}}', b"[" * 100_000])
def test_what_cannot_be_read_is_said(line: bytes) -> None:
    with pytest.raises(NoAnswer):
        passed.read(line, Reply)
