"""This computer's enrolment against the real service: once for a code, renewed in time, nothing asked in vain."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.admin.devices.database import Database
from app.admin.devices.desk import Desk
from app.enrol import exchange, record
from app.enrol.enrolment import ASK_AGAIN_AFTER, JITTER, RENEW_AFTER, Enrolment
from app.enrol.errors import (
    AccessEnded,
    CodeForAnother,
    CodeUnknown,
    CodeUsed,
    DeviceKnown,
    EnrolmentFailed,
    NotEnrolled,
)
from app.enrol.exchange import Enroller, ForEvents
from app.errors import SignpostError
from app.host import http
from app.host.files import DiskFull, InUse, exclusive
from app.host.secret import Secret
from tests.support.enrolment import service
from tests.sync.hosts import Fault, answer, hosting

DAY = timedelta(days=1)


def invite(store: Path, device: str | None = None) -> list[str]:
    """A code, good for a while."""
    with closing(Database(store)) as database:
        return [Desk(database).invite(int(time.time()), int(time.time()) + 1000, device=device).code.value]


class Kept:
    """A token in memory; `broken` is what keeping one raises."""

    def __init__(self) -> None:
        self.token: Secret | None = None
        self.broken: SignpostError | None = None

    def read(self) -> Secret | None:
        return self.token

    def write(self, token: Secret) -> None:
        if self.broken is not None:
            raise self.broken
        self.token = token


class Computer:
    """One device with a state folder, a clock and a token of its own."""

    def __init__(self, url: str, folder: Path, device: str = "lt-1") -> None:
        self.url, self.folder, self.device = url, folder, device
        self.tokens, self.now = Kept(), datetime.now(UTC)

    def enrolment(self, code: str | None = None, chance: float = 0.5) -> Enrolment:
        """As after a restart: nothing is in memory."""
        enroller = Enroller(self.url, self.device, lambda auth: http.session(auth=auth))
        secret = Secret(code) if code is not None else None
        return Enrolment(
            self.url, enroller, self.tokens, self.folder, code=secret, now=lambda: self.now, chance=lambda: chance
        )

    def token(self, code: str | None = None) -> str:
        return self.enrolment(code).token().value

    def is_let_in(self, token: str | None) -> bool:
        """Whether the service's `/check` says yes to that token."""
        with http.session(auth=http.Bearer(http.origin_of(self.url), Secret(token or ""))) as session:
            return bool(session.get(self.url + "check", timeout=20).status_code == 204)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("devices") / "devices.db"


@pytest.fixture(scope="module")
def url(store: Path) -> Iterator[str]:
    with service(store, "--token-days", "90") as address:
        yield address + "/"


@pytest.fixture
def computer(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Computer:
    """Each test's own device."""
    return Computer(url, tmp_path / "state", request.node.name)


def test_a_managed_code_is_exchanged_once(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    token = computer.token(code)
    assert computer.is_let_in(token)
    assert computer.token(code) == token
    kept = (computer.folder / "enrolment.json").read_text()
    assert code not in kept
    assert token not in kept
    assert (computer.folder / "enrolment.json").stat().st_mode & 0o777 == 0o600


def test_without_a_code_there_is_nothing_to_do_but_ask_it(computer: Computer, store: Path) -> None:
    with pytest.raises(NotEnrolled):
        computer.token()
    [code] = invite(store)
    computer.enrolment().enrol(Secret(f" {code.lower()} "))
    assert computer.is_let_in(computer.token())


@pytest.mark.parametrize("kind", [CodeUnknown, CodeForAnother])
def test_a_code_that_is_refused_is_not_sent_again_for_hours(
    computer: Computer, store: Path, kind: type[SignpostError]
) -> None:
    [named] = invite(store, "somebody-else")
    code = named if kind is CodeForAnother else "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA"

    def asked() -> int:
        return store.with_suffix(".log").read_text().count("\n")

    before = asked()
    for _ in range(3):
        with pytest.raises(kind):
            computer.token(code)
    assert asked() == before + 1
    computer.now += ASK_AGAIN_AFTER
    with pytest.raises(kind):
        computer.token(code)
    assert asked() == before + 2
    with pytest.raises(kind):
        computer.enrolment().enrol(Secret(code))  # a person who insists is not put off
    assert asked() == before + 3


def test_a_code_is_for_one_computer_and_a_name_for_one_too(url: str, store: Path, tmp_path: Path) -> None:
    [code] = invite(store)
    first, second = Computer(url, tmp_path / "1", "race-1"), Computer(url, tmp_path / "2", "race-2")
    assert first.is_let_in(first.token(code))
    with pytest.raises(CodeUsed):
        second.token(code)
    [other] = invite(store)
    namesake = Computer(url, tmp_path / "3", "race-1")
    with pytest.raises(DeviceKnown):
        namesake.token(other)
    assert second.is_let_in(second.token(other))


def test_renewed_after_a_third_of_its_life_and_never_locked_out(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    token = computer.token(code)
    computer.now += 90 * DAY * RENEW_AFTER - timedelta(minutes=5)
    assert computer.token(code) == token
    computer.now += timedelta(minutes=10)
    newer = computer.token(code)
    assert newer != token
    assert computer.is_let_in(token)  # nobody has used the newer one yet
    assert computer.is_let_in(newer)
    assert not computer.is_let_in(token)
    assert computer.token(code) == newer


def test_a_newer_token_that_cannot_be_kept_leaves_the_old_one(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    token = computer.token(code)
    computer.now += 60 * DAY
    computer.tokens.broken = DiskFull(path="here")
    assert computer.token(code) == token
    assert computer.is_let_in(token)
    computer.tokens.broken = None
    assert computer.token(code) != token


def test_a_token_that_could_not_be_kept_costs_no_code(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    computer.tokens.broken = DiskFull(path="here")
    with pytest.raises(DiskFull):
        computer.token(code)
    computer.tokens.broken = None
    assert computer.is_let_in(computer.token(code))


def test_a_clock_set_back_renews_and_one_set_far_ahead_does_no_harm(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    token = computer.token(code)
    computer.now -= 400 * DAY
    newer = computer.token(code)
    assert newer != token
    computer.now += 4000 * DAY
    assert computer.is_let_in(computer.token(code))


def test_access_that_ended_is_said_and_a_new_code_heals(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    computer.token(code)
    with closing(Database(store)) as database:
        Desk(database).revoke(computer.device, int(time.time()))
    computer.now += 60 * DAY
    with pytest.raises(AccessEnded):
        computer.token(code)
    [again] = invite(store, computer.device)
    assert computer.is_let_in(computer.token(again))


def test_a_new_code_that_does_no_good_leaves_the_token_in_hand(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    token = computer.token(code)
    assert computer.token("BBBBB-BBBBB-BBBBB-BBBBB-BBBBB") == token
    computer.now += 60 * DAY
    newer = computer.token("BBBBB-BBBBB-BBBBB-BBBBB-BBBBB")
    assert newer != token
    assert computer.is_let_in(newer)


def test_a_lost_record_costs_nothing_while_the_token_is_there(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    token = computer.token(code)
    (computer.folder / "enrolment.json").write_text("{ half")
    assert computer.is_let_in(token)
    assert computer.is_let_in(computer.token(code))


def test_two_processes_do_not_enrol_at_once(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    computer.folder.mkdir()
    with exclusive(computer.folder / "enrolment.lock"), pytest.raises(InUse):
        computer.token(code)
    assert computer.is_let_in(computer.token(code))


@pytest.mark.parametrize(("chance", "share"), [(0.0, 1 - JITTER), (0.5, 1.0), (0.999, 1 + JITTER)])
def test_renewals_are_spread(computer: Computer, store: Path, chance: float, share: float) -> None:
    [code] = invite(store)
    computer.enrolment(code, chance).token()
    found = record.read(computer.folder / "enrolment.json")
    assert found is not None
    assert found.renew_at is not None
    assert abs(found.renew_at - computer.now - 90 * DAY * RENEW_AFTER * share) < timedelta(hours=1)


PAGE = b"<!doctype html><html>Sign in</html>"
TROUBLE: dict[str, Fault] = {
    "a page": answer(200, PAGE),
    "sent on": answer(307, header="Location: http://127.0.0.1:9/enrol\r\n"),
    "an error": answer(503, b'{"error": "unavailable"}'),
    "no token": answer(200, b'{"token": "", "expires": "2030-01-01T00:00:00Z"}'),
    "a token of two lines": answer(200, b'{"token": "a\\nb", "expires": "2030-01-01T00:00:00Z"}'),
    "no time zone": answer(200, b'{"token": "a", "expires": "2030-01-01T00:00:00"}'),
    "deep": answer(200, b"[" * 10_000),
    "endless": answer(200, b" " * 1_000_000),
    "hung up": lambda *_: None,
}


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble_on_the_way_is_named_and_gives_nothing_away(name: str, tmp_path: Path) -> None:
    code = "SECRE-TSECR-ETSEC-RETSE-CRETS"
    with hosting(tmp_path) as host:
        host.faults["enrol"] = TROUBLE[name]
        computer = Computer(host.url, tmp_path / "state")
        with pytest.raises(EnrolmentFailed) as failed:
            computer.token(code)
    assert code not in f"{failed.value} {failed.value.__cause__!r}"
    assert computer.tokens.token is None


def test_a_drip_feed_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "SECONDS", 0.5)
    with hosting(tmp_path) as host:

        def drip(connection: socket.socket, _: bytes) -> None:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
            while not host.stopping.wait(0.05):
                connection.sendall(b" ")

        host.faults["enrol"] = drip
        with pytest.raises(EnrolmentFailed):
            Computer(host.url, tmp_path / "state").token("CODE")


def test_never_in_the_clear(tmp_path: Path) -> None:
    computer = Computer("http://policy.example.com/", tmp_path / "state")
    with pytest.raises(EnrolmentFailed, match="not https"):
        computer.token("CODE")


def test_nothing_secret_is_shown(computer: Computer, store: Path) -> None:
    [code] = invite(store)
    computer.token(code)
    assert code not in repr(vars(computer.enrolment(code)))
    assert str(computer.tokens.token) == "Secret(…)"


class WithEvents(Computer):
    """One that keeps tokens for events, too."""

    def __init__(self, url: str, folder: Path, device: str = "lt-1") -> None:
        super().__init__(url, folder, device)
        self.for_events: list[ForEvents] = []

    def enrolment(self, code: str | None = None, chance: float = 0.5) -> Enrolment:
        enroller = Enroller(self.url, self.device, lambda auth: http.session(auth=auth))
        return Enrolment(
            self.url,
            enroller,
            self.tokens,
            self.folder,
            code=Secret(code) if code is not None else None,
            keep_events=self.for_events.append,
            now=lambda: self.now,
        )


def test_a_token_for_events_comes_along_and_is_renewed_with_the_other(tmp_path: Path) -> None:
    store = tmp_path / "devices.db"
    [code] = invite(store)
    with service(store, "--events-url", "https://siem.acme.example/in") as address:
        computer = WithEvents(address + "/", tmp_path / "state")
        token = computer.token(code)
        assert [one.url for one in computer.for_events] == ["https://siem.acme.example/in"]
        assert computer.for_events[0].token.value != token
        computer.enrolment().renew()
        assert len(computer.for_events) == 1  # it was renewed today
        computer.now += 2 * DAY
        computer.enrolment().renew()
        assert len({one.token.value for one in computer.for_events}) == 2


def test_who_enrolled_before_there_were_any_gets_one_by_renewing(tmp_path: Path) -> None:
    store = tmp_path / "devices.db"
    [code] = invite(store)
    with service(store) as address:
        computer = WithEvents(address + "/", tmp_path / "state")
        computer.token(code)
        assert computer.for_events == []
    with service(store, "--events-url", "https://siem.acme.example/in") as address:
        computer.url = address + "/"
        computer.now += 2 * DAY
        computer.enrolment().renew()
        assert len(computer.for_events) == 1


def test_without_a_token_there_is_nothing_to_renew(computer: Computer) -> None:
    with pytest.raises(NotEnrolled):
        computer.enrolment().renew()


@pytest.mark.parametrize(
    "events",
    [
        {"url": "http://siem.acme.example/", "token": "t"},
        {"url": "siem", "token": "t"},
        {"url": "https://siem.acme.example/", "token": ""},
        {"url": "https://siem.acme.example/", "token": "t\r\nX: y"},
        {"url": "https://siem.acme.example/", "token": "t" * 5000},
        {"token": "t"},
        ["t"],
    ],
)
def test_what_is_said_of_events_and_cannot_be_used_keeps_nothing(events: object, tmp_path: Path) -> None:
    body = json.dumps({"token": "fine", "expires": "2099-01-01T00:00:00Z", "events": events}).encode()
    with hosting(tmp_path) as host:
        host.faults["enrol"] = answer(200, body)
        computer = WithEvents(host.url, tmp_path / "state")
        with pytest.raises(EnrolmentFailed):
            computer.token("some-code")
        assert computer.for_events == []
        assert computer.tokens.token is None
