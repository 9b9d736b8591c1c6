"""What exceptions look like to the world: names in no byte, one document for few subjects, bad documents refused."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.policy import exceptions
from app.policy.exceptions import Exceptions, Granted
from app.policy.model import PolicyUnreadable
from app.policy.person import Person

NOW = datetime(2026, 7, 15, tzinfo=UTC)
UNTIL = NOW + timedelta(days=30)


def granted(name: str, tool: str = "c", until: datetime = UNTIL, id_: str = "x1") -> Granted:
    return Granted(subject=exceptions.digest("key", name), tool=tool, until=until, id=id_)


def test_a_document_names_nobody_and_is_the_same_bytes_in_any_order() -> None:
    some = [granted(f"user:person-{number}") for number in range(40)]
    documents = exceptions.dump(some)
    assert documents == exceptions.dump(reversed(some))
    assert len(documents) > 20
    assert b"person" not in b"".join(documents.values())
    assert b"user" not in b"".join(documents.values())


def test_a_person_asks_for_the_documents_of_its_own_subjects_alone() -> None:
    ana = Person("Ana", ("audit", "AUDIT"), "LT-7")
    documents = exceptions.dump([granted("user:ana"), granted("user:bo"), granted("device:lt-7", "d")])
    asked = exceptions.targets("key", ana)
    assert len(asked) <= 3
    held = exceptions.load("key", {path: documents[path] for path in asked if path in documents})
    assert held.holds(ana, "c", NOW) == "x1"
    assert held.holds(ana, "d", NOW) == "x1"
    assert held.holds(Person("cy"), "c", NOW) is None
    assert exceptions.targets("", ana) == ()


def test_another_key_makes_other_hashes() -> None:
    assert exceptions.digest("key", "user:ana") != exceptions.digest("other", "user:ana")
    # RFC 4231, test case 2
    assert exceptions.digest("Jefe", "what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_of_several_the_one_that_lasts_longest_is_named() -> None:
    held = Exceptions(
        "key", [granted("user:ana", until=NOW + timedelta(1), id_="short"), granted("user:ana", id_="long")]
    )
    assert held.holds(Person("ana"), "c", NOW) == "long"
    assert held.holds(Person("ana"), "c", UNTIL - timedelta(microseconds=1)) == "long"
    assert held.holds(Person("ana"), "c", UNTIL) is None


def test_an_old_client_reads_a_document_with_more_in_it() -> None:
    path, data = next(iter(exceptions.dump([granted("user:ana")]).items()))
    document = json.loads(data)
    document["exceptions"][0]["colour"] = "red"
    more = json.dumps({**document, "more": 1}).encode()
    assert exceptions.load("key", {path: more}).holds(Person("ana"), "c", NOW) == "x1"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[" * 5000,
        b'{"format": 2}',
        b'{"format": 1, "exceptions": [{"subject": "ana", "tool": "c", "until": "2027-01-01T00:00:00Z", "id": "x"}]}',
        b'{"format": 1, "exceptions": [{"subject": "'
        + b"a" * 64
        + b'", "tool": "c", "until": "2027-01-01", "id": "x"}]}',
    ],
)
def test_a_document_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(PolicyUnreadable, match=r"exceptions/00\.json"):
        exceptions.load("key", {"exceptions/00.json": data})
