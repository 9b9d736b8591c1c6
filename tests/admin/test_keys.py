"""Key files and passphrases: strong, standard, asked for three times, never guessed at, never shown."""

import contextlib
import os
import subprocess
from pathlib import Path

import pytest

from app.admin import keys
from app.admin.errors import KeyUnusable, PassphraseMissing, PassphraseShort, PassphraseUnreadable, PassphraseWrong
from app.admin.passphrase import VARIABLE, Passphrases, given
from tests.admin.conftest import Admin

WORDS = "correct horse bättery"


class Person:
    """Types these answers, one after the other."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), list[str]()

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        return self.answers.pop(0)


def test_a_key_file_is_encrypted_with_scrypt_and_openssl_reads_it(tmp_path: Path) -> None:
    signer = keys.generate(tmp_path / "keys/root.pem", WORDS)
    path = tmp_path / "keys/root.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    shape = subprocess.run(["openssl", "asn1parse", "-in", path], check=True, capture_output=True, text=True).stdout
    assert ":scrypt" in shape
    assert ":aes-256-cbc" in shape
    assert "INTEGER           :4000" in shape
    command = ["openssl", "pkey", "-in", str(path), "-passin", f"pass:{WORDS}", "-pubout"]
    public = subprocess.run(command, check=True, capture_output=True).stdout
    assert public == keys.public_bytes(signer)
    assert keys.load(path, signer.public_key, Passphrases(WORDS)).public_key == signer.public_key


def test_two_files_of_one_passphrase_have_nothing_in_common(tmp_path: Path) -> None:
    bodies = []
    for name in ("one", "two"):
        keys.generate(tmp_path / name, WORDS)
        bodies.append("".join((tmp_path / name).read_text().splitlines()[1:-1]))
    assert bodies[0][60:] != bodies[1][60:]


def test_three_tries(tmp_path: Path) -> None:
    signer = keys.generate(tmp_path / "a.pem", WORDS)
    person = Person("wrong", "wronger", WORDS)
    assert keys.load(tmp_path / "a.pem", signer.public_key, Passphrases(ask=person)).public_key == signer.public_key
    person = Person("1", "2", "3", WORDS)
    with pytest.raises(PassphraseWrong, match=r"a\.pem"):
        keys.load(tmp_path / "a.pem", signer.public_key, Passphrases(ask=person))
    assert person.answers == [WORDS]


def test_what_opened_one_key_is_tried_on_the_next(tmp_path: Path) -> None:
    for name in ("a", "b"):
        keys.generate(tmp_path / name, WORDS)
    keys.generate(tmp_path / "c", "another passphrase")
    person = Person(WORDS, "another passphrase")
    passphrases = Passphrases(ask=person)
    for name in ("a", "b", "c"):
        keys.load(tmp_path / name, None, passphrases)
    assert len(person.asked) == 2
    assert person.asked[1].endswith("c")


def test_without_a_person_or_a_passphrase(tmp_path: Path) -> None:
    keys.generate(tmp_path / "a", WORDS)
    with pytest.raises(PassphraseMissing, match=VARIABLE):
        keys.load(tmp_path / "a", None, Passphrases())
    with pytest.raises(PassphraseWrong):
        keys.load(tmp_path / "a", None, Passphrases("not it, really"))


@pytest.mark.parametrize("short", ["", "elevenchars"])
def test_a_new_passphrase_is_not_short(short: str) -> None:
    with pytest.raises(PassphraseShort, match="12"):
        Passphrases(short).new("keys")
    with pytest.raises(PassphraseShort):
        Passphrases(choose=Person(short)).new("keys")


def test_where_a_job_gives_it_from(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(f"{WORDS}\r\nsecond line\n")
    assert given({VARIABLE: "other"}, tmp_path / "file", None) == WORDS
    assert given({VARIABLE: WORDS}, None, None) == WORDS
    assert given({}, None, None) is None
    reading, writing = os.pipe()
    os.write(writing, WORDS.encode() + b"\n")
    os.close(writing)
    assert given({}, None, reading) == WORDS
    os.close(reading)
    with pytest.raises(PassphraseUnreadable):
        given({}, None, reading)
    with pytest.raises(PassphraseUnreadable):
        given({}, tmp_path / "none", None)
    (tmp_path / "file").write_bytes(b"\xff\xfe")
    with pytest.raises(PassphraseUnreadable):
        given({}, tmp_path / "file", None)


def test_a_tampered_key_file_never_becomes_another_key(tmp_path: Path) -> None:
    signer = keys.generate(tmp_path / "a", WORDS)
    whole = (tmp_path / "a").read_bytes()
    body = range(whole.index(b"\n") + 1, whole.index(b"\n-----END"))
    accepted = 0
    for at in body[:: len(body) // 12]:
        changed = bytes([whole[at] ^ 1])
        (tmp_path / "a").write_bytes(whole[:at] + changed + whole[at + 1 :])
        # Some bits say nothing: the last ones of a base64 group, a kind of white space.
        with contextlib.suppress(KeyUnusable, PassphraseWrong):
            assert keys.load(tmp_path / "a", signer.public_key, Passphrases(WORDS)).public_key == signer.public_key
            accepted += 1
    assert accepted < 5


@pytest.mark.parametrize("data", [b"", b"hello", b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n", b"\xff" * 200_000])
def test_what_is_no_key(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises((KeyUnusable, PassphraseWrong)):
        keys.load(tmp_path / "a", None, Passphrases(WORDS))
    with pytest.raises(KeyUnusable):
        keys.public_file(tmp_path / "a")


def test_a_key_of_ones_own(admin: Admin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, WORDS)
    said = admin("key", tmp_path / "bob.pem")
    assert said.code == 0, said.err
    assert "bob.pub.pem" in said.out
    private = keys.load(tmp_path / "bob.pem", None, Passphrases(WORDS))
    assert keys.public_file(tmp_path / "bob.pub.pem") == private.public_key
    before = (tmp_path / "bob.pem").read_bytes()
    assert "a key file is never replaced" in admin("key", tmp_path / "bob.pem").err
    assert (tmp_path / "bob.pem").read_bytes() == before
