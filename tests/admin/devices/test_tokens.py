"""The rules of invitations and tokens, on the file itself."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from app.admin.devices.database import Database
from app.admin.devices.desk import Desk
from app.admin.devices.errors import (
    CodeSpent,
    NameTaken,
    NoSuchDevice,
    NoSuchInvitation,
    OtherDevice,
    StoreUnusable,
    WrongCode,
    WrongToken,
)
from app.admin.devices.secrets import code_hash, new_code
from app.admin.devices.tokens import SEEN_EVERY_SECONDS, Tokens

NOW, LATER = 1_800_000_000, 1_900_000_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store/devices.db"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    with closing(Database(file)) as opened:
        yield opened


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


@pytest.fixture
def tokens(database: Database) -> Tokens:
    return Tokens(database)


def enrol(tokens: Tokens, code: str, device: str = "lt-1", attempt: str = "a", now: int = NOW) -> str:
    return tokens.enrol(code, device, attempt, now, LATER).token


def valid(tokens: Tokens, token: str, now: int = NOW) -> bool:
    try:
        tokens.check(token, now)
    except WrongToken:
        return False
    return True


def test_a_code_is_good_once(desk: Desk, tokens: Tokens) -> None:
    code = desk.invite(NOW, LATER).code.value
    token = enrol(tokens, code)
    assert tokens.check(token, NOW) == "lt-1"
    with pytest.raises(CodeSpent):
        enrol(tokens, code, "lt-2")
    with pytest.raises(CodeSpent):
        enrol(tokens, code, "lt-1", "another attempt")
    assert desk.invitations(NOW) == []


def test_a_code_may_be_typed_by_a_person(desk: Desk, tokens: Tokens) -> None:
    code = desk.invite(NOW, LATER).code.value
    assert len(code.replace("-", "")) * 5 >= 100
    assert code_hash("0O1-lI") == code_hash("00 111")
    assert valid(tokens, enrol(tokens, f" {code.lower().replace('-', ' ')} "))


def test_codes_are_never_alike() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_wrong_an_expired_and_a_withdrawn_code(desk: Desk, tokens: Tokens) -> None:
    with pytest.raises(WrongCode):
        enrol(tokens, new_code())
    short = desk.invite(NOW, NOW + 10).code.value
    with pytest.raises(CodeSpent):
        enrol(tokens, short, now=NOW + 10)
    number, code, _ = msgspec.structs.astuple(desk.invite(NOW, LATER))
    desk.withdraw(number, NOW)
    with pytest.raises(CodeSpent):
        enrol(tokens, code.value)
    with pytest.raises(NoSuchInvitation):
        desk.withdraw(number, NOW)
    assert desk.devices() == []


def test_a_code_with_uses_and_a_code_for_one_name(desk: Desk, tokens: Tokens) -> None:
    shared = desk.invite(NOW, LATER, uses=2).code.value
    named = desk.invite(NOW, LATER, device="LT-9").code.value
    with pytest.raises(OtherDevice):
        enrol(tokens, named, "lt-1")
    enrol(tokens, shared, "lt-1")
    with pytest.raises(NameTaken):
        enrol(tokens, shared, "LT-1", "somebody else")
    enrol(tokens, shared, "lt-2")
    with pytest.raises(CodeSpent):
        enrol(tokens, shared, "lt-3")
    assert valid(tokens, enrol(tokens, named, "lt-9"))
    assert [device.name for device in desk.devices()] == ["lt-1", "lt-2", "lt-9"]


def test_a_lost_answer_costs_no_code(desk: Desk, tokens: Tokens) -> None:
    code = desk.invite(NOW, LATER).code.value
    lost = enrol(tokens, code, attempt="mine")
    token = enrol(tokens, code, attempt="mine")
    assert not valid(tokens, lost)
    with pytest.raises(CodeSpent):
        enrol(tokens, code, attempt="not mine")
    assert valid(tokens, token)
    with pytest.raises(CodeSpent):  # the answer arrived: the token was used
        enrol(tokens, code, attempt="mine")


def test_rotation_ends_the_old_token_when_the_new_one_is_used(desk: Desk, tokens: Tokens) -> None:
    code = desk.invite(NOW, LATER).code.value
    old = enrol(tokens, code)
    lost = tokens.rotate(old, NOW, LATER).token
    new = tokens.rotate(old, NOW, LATER).token
    assert valid(tokens, old)
    assert not valid(tokens, lost)
    assert valid(tokens, new)
    assert not valid(tokens, old)
    newest = tokens.rotate(new, NOW, LATER).token
    assert tokens.rotate(newest, NOW, LATER).device == "lt-1"
    assert not valid(tokens, new)


def test_a_token_expires(desk: Desk, tokens: Tokens) -> None:
    code = desk.invite(NOW, LATER).code.value
    token = tokens.enrol(code, "lt-1", "a", NOW, NOW + 100).token
    assert valid(tokens, token, NOW + 99)
    assert not valid(tokens, token, NOW + 100)
    with pytest.raises(WrongToken):
        tokens.rotate(token, NOW + 100, LATER)


def test_revoking_works_at_once_and_for_every_door(desk: Desk, tokens: Tokens) -> None:
    shared = desk.invite(NOW, LATER, uses=5).code.value
    old = enrol(tokens, shared)
    new = tokens.rotate(old, NOW, LATER).token
    waiting = desk.invite(NOW, LATER, device="lt-1").code.value
    assert valid(tokens, new)
    desk.revoke("LT-1", NOW)
    assert not valid(tokens, old)
    assert not valid(tokens, new)
    with pytest.raises(NameTaken):
        enrol(tokens, shared, attempt="again")
    with pytest.raises(NameTaken):
        enrol(tokens, shared)
    with pytest.raises(CodeSpent):
        enrol(tokens, waiting)
    assert (desk.devices()[0].revoked, desk.devices()[0].seen) == (NOW, NOW)
    again = desk.invite(NOW + 1, LATER, device="lt-1").code.value
    assert valid(tokens, enrol(tokens, again))
    assert desk.devices()[0].revoked is None
    with pytest.raises(NoSuchDevice):
        desk.revoke("lt-2", NOW)


def test_a_reinstalled_computer_replaces_itself_and_two_people_share_one(desk: Desk, tokens: Tokens) -> None:
    code = desk.invite(NOW, LATER, device="lt-1", uses=2).code.value
    ana, bo = enrol(tokens, code, attempt="ana"), enrol(tokens, code, attempt="bo")
    assert valid(tokens, ana)
    assert valid(tokens, bo)
    newer = desk.invite(NOW, LATER, device="lt-1").code.value
    fresh = enrol(tokens, newer)
    assert not valid(tokens, ana)
    assert not valid(tokens, bo)
    assert valid(tokens, fresh)


def test_last_seen_is_kept_to_the_hour(desk: Desk, tokens: Tokens) -> None:
    code = desk.invite(NOW, LATER).code.value
    token = enrol(tokens, code)
    assert desk.devices()[0].seen is None
    for moment in (0, 1, SEEN_EVERY_SECONDS - 1):
        tokens.check(token, NOW + moment)
    assert desk.devices()[0].seen == NOW
    tokens.check(token, NOW + SEEN_EVERY_SECONDS)
    assert desk.devices()[0].seen == NOW + SEEN_EVERY_SECONDS


def test_no_secret_is_on_the_disk(desk: Desk, tokens: Tokens, file: Path) -> None:
    code = desk.invite(NOW, LATER).code.value
    token = enrol(tokens, code, attempt="the attempt")
    kept = b"".join(part.read_bytes() for part in file.parent.iterdir())
    assert b"lt-1" in kept
    for secret in (code, code.replace("-", ""), token, "the attempt"):
        assert secret.encode() not in kept
    assert file.stat().st_mode & 0o777 == 0o600


def test_of_many_who_race_for_a_code_one_wins(desk: Desk, file: Path) -> None:
    code = desk.invite(NOW, LATER).code.value
    start = threading.Barrier(8)
    won: list[str] = []
    lost: list[str] = []

    def racer(device: str) -> None:
        with closing(Database(file)) as own:  # as a process of its own would
            start.wait()
            try:
                won.append(enrol(Tokens(own), code, device))
            except CodeSpent:
                lost.append(device)

    racers = [threading.Thread(target=racer, args=(f"lt-{number}",)) for number in range(8)]
    for thread in racers:
        thread.start()
    for thread in racers:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
    assert len(desk.devices()) == 1


def test_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("This is no database. " * 100)
    with pytest.raises(StoreUnusable):
        Database(tmp_path / "text")
    with pytest.raises(StoreUnusable):
        Database(tmp_path)


def test_a_change_that_fails_changes_nothing(desk: Desk, database: Database, tokens: Tokens, file: Path) -> None:
    code = desk.invite(NOW, LATER).code.value
    with closing(sqlite3.connect(file)) as other:
        other.execute("create trigger full before insert on token begin select raise(abort, 'disk full'); end")
    with pytest.raises(StoreUnusable):
        enrol(tokens, code)
    with database.change() as db:
        db.execute("drop trigger full")
    assert valid(tokens, enrol(tokens, code, "lt-2"))
    assert [device.name for device in desk.devices()] == ["lt-2"]
