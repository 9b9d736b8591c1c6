"""Events reach a real receiver, however it fails on the way: none is lost, and a key tells those that came twice."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from app.errors import SignpostError
from app.host import http
from app.host.network import Network
from app.host.secret import Secret
from app.policy.events import Events, Format
from app.report import delivery, ocsf
from app.report.delivery import Directly
from app.report.errors import NoEventToken
from app.report.ledger import Ledger
from app.report.ocsf import Event
from app.report.outbox import Outbox
from app.report.sender import MOST_EVENTS, Sender
from app.report.standing import NOT_ACCEPTED, PART_TAKEN
from tests.support.collector import FINE, TOKEN, Collector, Post, Reply, busy, collecting
from tests.support.events import ASKED, NOW, POLICY, TOOL, VERDICT, every

FORMATS: tuple[Format, ...] = ("ndjson", "splunk-hec", "otlp")


class Desk(Outbox):
    """An outbox on the test's own thread, which notes what the sender found in its way."""

    def __init__(self, ledger: Ledger, collector: Collector) -> None:
        super().__init__(ledger)
        with ledger.read() as db:
            db.execute("pragma synchronous=off")  # a test has no use for a power cut
        self.ledger, self.collector = ledger, collector
        self.policy: Events | None = collector.events
        self.use(self.policy)
        self.troubles: list[str] = []
        self.said: list[str] = []
        self.pauses: list[float] = []
        self.on_trouble: Callable[[], None] = lambda: None
        self.sender = self.made(collector.open_session)

    def made(self, open_session: Callable[[Events], requests.Session]) -> Sender:
        """Another sender for the same outbox."""

        def open_way(events: Events) -> Directly:
            return Directly(open_session(events))

        self.sender = Sender(self, open_way, lambda: self.policy, first_pause=0.01, chance=lambda least, _: least)
        return self.sender

    def landed(self, trouble: SignpostError | None, tries: int, next_try: float) -> None:
        super().landed(trouble, tries, next_try)
        if trouble is not None:
            self.troubles.append(trouble.code)
            self.said.append(trouble.happened)
            self.on_trouble()

    def filled(self, count: int) -> list[str]:
        """So many events wait: their keys."""
        events = [ocsf.set_up("qoder-cli", f"1.0.{number}", NOW + timedelta(seconds=number)) for number in range(count)]
        for event in events:
            self.put(event)
        return [event["metadata"]["uid"] for event in events]

    def states(self) -> dict[str, tuple[str, str]]:
        return {entry.uid: (entry.state, entry.reason) for entry in self.ledger.entries(100_000)}


@contextlib.contextmanager
def desk(folder: Path, form: Format = "ndjson") -> Iterator[Desk]:
    with collecting(folder, form) as collector, contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        yield Desk(ledger, collector)


SENT = ("sent", "")


@pytest.mark.parametrize("form", FORMATS)
def test_every_event_arrives_once_as_the_ledger_shows_it(tmp_path: Path, form: Format) -> None:
    with desk(tmp_path, form) as own:
        for event in every().values():
            own.put(event)
        own.sender.run()
        shown = {entry.uid: json.loads(entry.payload) for entry in own.ledger.entries()}
        assert own.collector.got == shown
        assert set(own.collector.copies.values()) == {1}
        assert set(own.states().values()) == {SENT}
        (post,) = own.collector.posts
        assert post.headers["Authorization"].endswith(TOKEN)
        assert post.headers["Content-Encoding"] == "gzip"
        assert own.tried() == (0, 0.0)


def test_many_go_in_batches(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        keys = own.filled(MOST_EVENTS * 2 + 7)
        own.sender.run()
        assert len(own.collector.posts) == 3
        assert list(own.collector.got) == keys


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (busy(500), "receiver-busy"),
        (busy(503), "receiver-busy"),
        (busy(429, ("Retry-After", "0")), "receiver-busy"),
        (busy(429, ("Retry-After", "Wed, 15 Jul 2020 09:43:00 GMT")), "receiver-busy"),
        (busy(408), "receiver-busy"),
        (Reply(cut=True, take=False), "receiver-away"),
        (Reply(status=302, take=False, headers=(("Location", "https://elsewhere.example/"),)), "no-receiver"),
        (Reply(status=307, take=False, headers=(("Location", "/other"),)), "no-receiver"),
        (busy(404), "no-receiver"),
        (busy(405), "no-receiver"),
        (busy(401), "token-refused"),
        (busy(403), "token-refused"),
        (Reply(status=503, take=False, body=b"\x00garbage" * 100), "receiver-busy"),
        (Reply(status=503, take=False, endless=True), "receiver-busy"),
    ],
)
def test_what_fails_is_sent_again_and_none_is_lost(tmp_path: Path, reply: Reply, code: str) -> None:
    with desk(tmp_path) as own:
        keys = own.filled(3)
        own.collector.script = [reply, reply]
        own.on_trouble = own.sender.changed  # the next try comes at once
        own.sender.run()
        assert own.troubles == [code, code]
        assert sorted(own.collector.got) == sorted(keys)
        assert {post.path for post in own.collector.posts} == {"/in"}
        assert set(own.states().values()) == {SENT}


def test_a_line_cut_after_receipt_sends_it_again_under_the_same_keys(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        keys = own.filled(5)
        own.collector.script = [Reply(cut=True), Reply(cut=True)]
        own.on_trouble = own.sender.changed
        own.sender.run()
        assert sorted(own.collector.got) == sorted(keys)
        assert set(own.collector.copies.values()) == {3}
        assert len({post.body for post in own.collector.posts}) == 1


@pytest.mark.parametrize("reply", [Reply(take=False, drip=True), Reply(take=False, wait=True)])
def test_a_receiver_that_never_comes_to_an_end_holds_nobody(
    tmp_path: Path, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk(tmp_path) as own:
        monkeypatch.setattr(delivery, "SECONDS", 0.3)
        keys = own.filled(2)
        own.collector.script = [reply]

        def patient() -> None:
            monkeypatch.setattr(delivery, "SECONDS", 60.0)
            own.sender.changed()

        own.on_trouble = patient
        own.sender.run()
        assert own.troubles == ["receiver-away"]
        assert sorted(own.collector.got) == sorted(keys)


def test_an_endless_answer_to_what_was_taken_is_an_answer(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(2)
        own.collector.script = [Reply(endless=True)]
        own.sender.run()
        assert set(own.states().values()) == {SENT}


def test_who_is_not_trusted_gets_nothing(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(2)

        own.made(lambda events: http.session(Network(), http.Bearer(http.origin_of(events.url), Secret(TOKEN))))
        own.on_trouble = own.sender.end
        own.sender.run()
        assert own.said[0].endswith("is out of reach (its certificate is not trusted).")
        assert own.collector.posts == []
        assert {state for state, _ in own.states().values()} == {"waiting"}


def test_nobody_there(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(1)
        own.policy = Events(url="https://127.0.0.1:9/in")
        own.made(lambda _: http.session(Network(ca_bundle=own.collector.ca_bundle)))
        own.on_trouble = own.sender.end
        own.sender.run()
        assert own.troubles == ["receiver-away"]
        assert own.waiting == 1


def test_the_token_goes_to_no_other_host(tmp_path: Path) -> None:
    with desk(tmp_path) as own, collecting(tmp_path / "other") as other:
        own.filled(1)
        own.policy = other.events
        own.on_trouble = own.sender.end
        own.sender.run()
        assert own.troubles == ["no-event-token"]
        assert other.posts == own.collector.posts == []


def test_a_session_never_has_its_token_for_another_host(tmp_path: Path) -> None:
    with desk(tmp_path) as own, collecting(tmp_path / "other") as other:
        own.filled(1)
        own.policy = other.events

        bound = http.Bearer(http.origin_of(own.collector.url), Secret(TOKEN))
        own.made(lambda _: http.session(Network(ca_bundle=other.ca_bundle), bound))
        own.on_trouble = own.sender.end
        own.sender.run()
        (post,) = other.posts
        assert "Authorization" not in post.headers
        assert own.troubles == ["token-refused"]


def test_a_token_that_was_renewed_meanwhile_is_used(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(2)
        tokens = ["old", TOKEN]

        own.made(
            lambda events: http.session(
                Network(ca_bundle=own.collector.ca_bundle),
                http.Bearer(http.origin_of(events.url), Secret(tokens.pop(0))),
            )
        )
        own.on_trouble = own.sender.changed
        own.sender.run()
        assert own.troubles == ["token-refused"]
        assert set(own.states().values()) == {SENT}


@pytest.mark.parametrize("refusal", [400, 413, 422])
@pytest.mark.parametrize("poisoned", [(0,), (6,), (3, 4), (0, 1, 2, 5, 6)])
def test_what_is_not_accepted_is_found_and_the_rest_arrives(
    tmp_path: Path, refusal: int, poisoned: tuple[int, ...]
) -> None:
    with desk(tmp_path) as own:
        keys = own.filled(7)
        own.collector.poison = {keys[number] for number in poisoned}
        own.collector.refusal = refusal
        own.sender.run()
        assert own.troubles == []
        expected = {key: SENT if key not in own.collector.poison else ("withheld", NOT_ACCEPTED) for key in keys}
        assert own.states() == expected
        assert set(own.collector.copies.values()) == {1}


def test_a_receiver_that_accepts_nothing_is_at_fault_itself_and_all_waits(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        keys = own.filled(300)
        own.collector.poison = set(keys)
        own.on_trouble = own.sender.end
        own.sender.run()
        assert own.troubles == ["nothing-accepted"]
        assert {state for state, _ in own.states().values()} == {"waiting"}
        assert len(own.collector.posts) < 100
        own.collector.poison = {keys[0]}
        own.made(own.collector.open_session).run()
        assert own.states()[keys[0]] == ("withheld", NOT_ACCEPTED)
        assert len(own.collector.got) == 299


def test_who_cannot_unpack_gets_it_as_it_is(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(10)
        own.collector.script = [Reply(status=415, take=False)]
        own.sender.run()
        assert [post.headers.get("Content-Encoding") for post in own.collector.posts] == ["gzip", None]
        assert set(own.states().values()) == {SENT}


def test_splunk_is_busy(tmp_path: Path) -> None:
    with desk(tmp_path, "splunk-hec") as own:
        keys = own.filled(2)
        own.collector.script = [Reply(status=503, take=False, body=b'{"text":"Server is busy","code":9}')]
        own.on_trouble = own.sender.changed
        own.sender.run()
        assert own.said == [
            f"Events for IT could not be sent yet: {own.collector.events.host} has no time now (answer 503, code 9)."
        ]
        assert sorted(own.collector.got) == sorted(keys)
        assert own.collector.posts[0].headers["Authorization"] == f"Splunk {TOKEN}"


def test_of_a_partial_success_nothing_is_sent_again(tmp_path: Path) -> None:
    with desk(tmp_path, "otlp") as own:
        own.filled(4)
        own.collector.script = [Reply(body=b'{"partialSuccess":{"rejectedLogRecords":"1"}}')]
        own.sender.run()
        assert set(own.states().values()) == {("sent", PART_TAKEN)}
        assert len(own.collector.posts) == 1
        own.filled(2)
        own.collector.script = [Reply(take=False, body=b'{"partialSuccess":{"rejectedLogRecords":2}}'), FINE]
        own.made(own.collector.open_session).run()
        assert list(own.states().values()).count(("withheld", NOT_ACCEPTED)) == 2


def test_pauses_double_with_full_jitter_up_to_an_hour(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(1)
        own.collector.script = [busy() for _ in range(12)]
        spans: list[tuple[float, float]] = []

        def chance(least: float, most: float) -> float:
            spans.append((least, most))
            return least

        own.sender = Sender(own, own.collector.open_way, lambda: own.policy, chance=chance)
        own.on_trouble = own.sender.changed
        own.sender.run()
        assert [most for _, most in spans[:4]] == [10.0, 20.0, 40.0, 80.0]
        assert {least for least, _ in spans} == {0.0}
        assert max(most for _, most in spans) == 3600.0


def test_who_takes_some_in_between_is_not_left_alone_for_ever_longer(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(MOST_EVENTS * 3 + 1)
        own.collector.script = [FINE, busy(), FINE, busy(), FINE, busy()]
        spans: list[float] = []

        def chance(least: float, most: float) -> float:
            spans.append(most)
            return least

        own.sender = Sender(own, own.collector.open_way, lambda: own.policy, chance=chance)
        own.on_trouble = own.sender.changed
        own.sender.run()
        assert spans == [10.0, 10.0, 10.0]
        assert own.waiting == 0


def test_the_receivers_own_wish_is_kept_to_even_if_there_is_a_network_again(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(1)
        own.collector.script = [busy(429, ("Retry-After", "86400"))]
        waits: list[float] = []
        own.on_trouble = own.sender.hurry

        class Watched(Sender):
            def _pause(self, seconds: float) -> None:
                waits.append(seconds)
                if seconds:
                    assert not self._wake.is_set()
                    self.end()

        own.sender = Watched(own, own.collector.open_way, lambda: own.policy, chance=lambda least, _: least)
        own.sender.run()
        assert waits == [0.0, 3600.0]
        tries, next_try = own.tried()
        assert tries == 1
        assert next_try > 0


def test_a_network_that_is_back_ends_a_pause(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(1)
        own.collector.script = [Reply(cut=True, take=False)]
        own.sender = Sender(own, own.collector.open_way, lambda: own.policy, chance=lambda *_: 3600.0)
        back = threading.Thread(target=own.sender.hurry)
        own.on_trouble = back.start
        own.sender.run()
        back.join()
        assert own.troubles == ["receiver-away"]


def test_turned_off_in_between_the_rest_stays_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk(tmp_path) as own:
        own.filled(MOST_EVENTS * 2)
        collector, answer = own.collector, own.collector.answer

        def turned_off(post: Post) -> Reply:
            own.policy = None
            return answer(post)

        monkeypatch.setattr(collector, "answer", turned_off)
        own.sender.run()
        own.use(None)
        assert len(collector.got) == MOST_EVENTS
        assert own.waiting == 0


def test_ended_in_the_middle_of_a_request_it_is_sent_again_by_the_next_start(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        keys = own.filled(2)
        own.collector.script = [Reply(wait=True)]

        def end() -> None:
            own.collector.wait_for(lambda: bool(own.collector.posts))
            own.sender.end()

        ended = threading.Thread(target=end)
        ended.start()
        own.sender.run()
        ended.join()
        assert own.waiting == 2
        own.made(own.collector.open_session).run()
        assert sorted(own.collector.copies.items()) == sorted((key, 2) for key in keys)


def test_an_event_that_comes_while_one_is_under_way_counts_by_itself(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.put(launch())
        own.hand_out(10, 10_000)
        own.put(launch())
        own.sender.run()
        assert len(own.collector.got) == 2


def launch() -> Event:
    return ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW, "s")


def test_requests_for_exceptions_arrive_with_their_own_key(tmp_path: Path) -> None:
    asked = "0d0e8f1a-7a43-4c0e-9f57-0b1f5be0a111"
    with desk(tmp_path) as own:
        own.put(ocsf.exception_asked("claude-code", "Claude Code", 42, NOW, asked, ASKED))
        own.sender.run()
        assert list(own.collector.got) == [asked]


def test_without_a_token_it_says_so(tmp_path: Path) -> None:
    with desk(tmp_path) as own:
        own.filled(1)

        def none(events: Events) -> requests.Session:
            raise NoEventToken(host=events.host)

        own.made(none)
        own.on_trouble = own.sender.end
        own.sender.run()
        assert own.troubles == ["no-event-token"]
        assert own.collector.posts == []
