"""The token's file: for one host, for one person, whole or not at all."""

from pathlib import Path

import pytest

from app.enrol.tokens import NotAToken, TokenFile, TokenUnreadable, pasted
from app.host.files import NotWritable
from app.host.keychain import KeyringLocked
from app.host.secret import Secret

ORIGIN = "https://policy.example.com"


def test_a_token_is_kept_for_its_host_only(tmp_path: Path) -> None:
    path = tmp_path / "state/token.json"
    kept = TokenFile(path, ORIGIN)
    assert kept.read() is None
    kept.write(Secret("first"))
    kept.write(Secret("second"))
    assert kept.read() == Secret("second")
    assert TokenFile(path, "https://elsewhere.example.com").read() is None
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"origin": 1, "token": 2}', b"[" * 5000])
def test_a_file_that_is_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "token.json"
    path.write_bytes(data)
    path.chmod(0o600)
    with pytest.raises(TokenUnreadable) as failed:
        TokenFile(path, ORIGIN).read()
    assert str(path) in str(failed.value)
    TokenFile(path, ORIGIN).write(Secret("new"))
    assert TokenFile(path, ORIGIN).read() == Secret("new")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "token.json"
    path.mkdir()
    with pytest.raises(TokenUnreadable):
        TokenFile(path, ORIGIN).read()
    with pytest.raises(NotWritable):
        TokenFile(path, ORIGIN).write(Secret("new"))


class Ring:
    """A keyring in memory, which can be locked."""

    def __init__(self) -> None:
        self.kept: dict[str, Secret] = {}
        self.locked = False

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked(seconds=1)

    def get(self, origin: str) -> Secret | None:
        self._open()
        return self.kept.get(origin)

    def set(self, origin: str, token: Secret) -> None:
        self._open()
        self.kept[origin] = token

    def delete(self, origin: str) -> None:
        self._open()
        self.kept.pop(origin, None)


ONE, OTHER = "https://policy.example.com", "https://other.example.com"


def test_in_the_keyring_and_not_in_the_file(tmp_path: Path) -> None:
    ring, path = Ring(), tmp_path / "token.json"
    kept = TokenFile(path, ONE, ring)
    assert (kept.read(), kept.where()) == (None, "")
    kept.write(Secret("s3cret"))
    assert (kept.read(), kept.where()) == (Secret("s3cret"), "keyring")
    assert b"s3cret" not in path.read_bytes()
    assert TokenFile(path, OTHER, ring).read() is None
    kept.forget()
    assert (kept.read(), kept.where(), ring.kept) == (None, "", {})


def test_a_keyring_is_asked_only_where_one_was_used(tmp_path: Path) -> None:
    ring = Ring()
    ring.locked = True
    kept = TokenFile(tmp_path / "token.json", ONE, ring)
    assert kept.read() is None
    kept.write(Secret("s3cret"))
    assert (kept.read(), kept.where()) == (Secret("s3cret"), "file")
    assert (tmp_path / "token.json").stat().st_mode & 0o777 == 0o600


def test_one_that_was_locked_since_is_an_error_and_costs_no_token(tmp_path: Path) -> None:
    ring = Ring()
    kept = TokenFile(tmp_path / "token.json", ONE, ring)
    kept.write(Secret("s3cret"))
    ring.locked = True
    with pytest.raises(KeyringLocked):
        kept.read()
    with pytest.raises(KeyringLocked):
        kept.forget()
    ring.locked = False
    assert kept.read() == Secret("s3cret")


def test_a_file_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    kept = TokenFile(tmp_path / "token.json", ONE)
    kept.write(Secret("s3cret"))
    (tmp_path / "token.json").chmod(0o644)
    with pytest.raises(TokenUnreadable, match="others"):
        kept.read()
    kept.write(Secret("another"))
    assert kept.read() == Secret("another")


@pytest.mark.parametrize("text", ["", " \n", "two words", "a\x07b", "schlüssel", "x" * 5000])
def test_what_cannot_be_a_token_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(NotAToken) as caught:
        pasted(text)
    assert not text.strip() or text.strip() not in str(caught.value)


def test_a_pasted_token_loses_its_line_end() -> None:
    assert pasted("abc.DEF-1~2+3/4==\n") == Secret("abc.DEF-1~2+3/4==")
