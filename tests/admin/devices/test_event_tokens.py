"""Beside a device's token there is one for events: it opens nothing else, and ends with the other one."""

import http.client
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.admin.cli import commands
from app.admin.devices.database import Database
from app.admin.devices.desk import Desk
from app.admin.devices.errors import WrongToken
from app.admin.devices.tokens import SEEN_EVERY_SECONDS, Granted, Tokens
from tests.support.enrolment import invite, service

NOW, LATER = 1_800_000_000, 1_900_000_000


class Both:
    """Both sides of a file of devices."""

    def __init__(self, database: Database) -> None:
        self.desk, self.tokens = Desk(database), Tokens(database, events=True)

    def enrol(self, device: str = "lt-1") -> Granted:
        code = self.desk.invite(NOW, LATER, device=device).code.value
        return self.tokens.enrol(code, device, "a", NOW, LATER)

    def events(self, token: str, now: int = NOW) -> str:
        try:
            return self.tokens.check_events(token, now)
        except WrongToken:
            return ""

    def policy(self, token: str, now: int = NOW) -> str:
        try:
            return self.tokens.check(token, now)
        except WrongToken:
            return ""


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with closing(Database(tmp_path / "devices.db")) as database:
        yield Both(database)


def test_each_is_good_for_its_own_use_alone(both: Both) -> None:
    granted = both.enrol()
    assert granted.token != granted.events_token
    assert (both.policy(granted.token), both.events(granted.events_token)) == ("lt-1", "lt-1")
    assert (both.policy(granted.events_token), both.events(granted.token)) == ("", "")
    with pytest.raises(WrongToken):
        both.tokens.rotate(granted.events_token, NOW, LATER)


def test_it_is_renewed_with_the_other_and_the_old_one_lasts_until_the_new_is_used(both: Both) -> None:
    first = both.enrol()
    lost = both.tokens.rotate(first.token, NOW, LATER)
    second = both.tokens.rotate(first.token, NOW, LATER)
    assert both.events(lost.events_token) == ""
    assert both.events(first.events_token) == both.events(second.events_token) == "lt-1"
    assert both.policy(second.token) == "lt-1"
    assert both.events(first.events_token) == ""
    assert both.events(second.events_token, NOW + SEEN_EVERY_SECONDS) == "lt-1"
    assert both.policy(second.token) == "lt-1"


def test_it_expires_and_is_revoked_with_the_device(both: Both) -> None:
    one, other = both.enrol(), both.enrol("lt-2")
    assert both.events(one.events_token, LATER) == ""
    both.desk.revoke("lt-1", NOW)
    assert both.events(one.events_token) == ""
    assert both.events(other.events_token) == "lt-2"


def test_a_repeated_attempt_gets_another_pair(both: Both) -> None:
    code = both.desk.invite(NOW, LATER).code.value
    first = both.tokens.enrol(code, "lt-3", "once", NOW, LATER)
    again = both.tokens.enrol(code, "lt-3", "once", NOW, LATER)
    assert both.events(first.events_token) == ""
    assert both.events(again.events_token) == "lt-3"


def test_when_it_was_last_seen_is_known_to_the_hour(both: Both) -> None:
    granted = both.enrol()
    assert both.events(granted.events_token, NOW + 10)
    assert both.events(granted.events_token, NOW + 20)
    assert both.desk.devices()[0].seen == NOW + 10
    assert both.events(granted.events_token, NOW + 10 + SEEN_EVERY_SECONDS)
    assert both.desk.devices()[0].seen == NOW + 10 + SEEN_EVERY_SECONDS


def test_a_file_of_before_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "devices.db"
    with closing(Database(path)) as database:
        code = Desk(database).invite(NOW, LATER).code.value
        old = Tokens(database).enrol(code, "lt-1", "a", NOW, LATER)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("drop index token_events_of")
        db.execute("alter table token drop column events_of")
    with closing(Database(path)) as database:
        both = Both(database)
        assert both.policy(old.token) == "lt-1"
        renewed = both.tokens.rotate(old.token, NOW, LATER)
        assert both.events(renewed.events_token) == "lt-1"


def test_the_service_says_whom_it_is_for_and_whether_it_is_good(tmp_path: Path) -> None:
    store = tmp_path / "devices.db"
    (code,) = invite(store)
    with service(store, "--events-url", "https://siem.acme.example/in") as address:
        with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)) as line:

            def ask(method: str, path: str, body: str = "", token: str = "") -> tuple[int, bytes]:
                line.request(method, path, body, {"Authorization": f"Bearer {token}"} if token else {})
                answer = line.getresponse()
                return answer.status, answer.read()

            told = json.loads(ask("POST", "/enrol", json.dumps({"code": code, "device": "lt-1"}))[1])
            assert told["events"]["url"] == "https://siem.acme.example/in"
            assert ask("GET", "/check-events", token=told["events"]["token"])[0] == 204
            assert ask("GET", "/check-events", token=told["token"])[0] == 401
            assert ask("GET", "/check", token=told["events"]["token"])[0] == 401
            assert ask("GET", "/check", token=told["token"])[0] == 204
            assert ask("GET", "/check-events")[0] == 401
            renewed = json.loads(ask("POST", "/rotate", token=told["token"])[1])
            assert set(renewed["events"]) == {"url", "token"}
        log = store.with_suffix(".log").read_text()
    assert told["events"]["token"] not in log
    assert told["events"]["token"].encode() not in store.read_bytes()


def test_an_address_in_the_clear_is_refused(tmp_path: Path) -> None:
    options = ["devices", "serve", "--store", str(tmp_path / "d.db"), "--events-url", "http://siem.acme.example/"]
    done = CliRunner().invoke(commands, options)
    assert done.exit_code == 2
    assert "is not an https address" in done.output
