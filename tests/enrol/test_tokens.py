"""The token's file: for one host, for one person, whole or not at all."""

from pathlib import Path

import pytest

from app.enrol.tokens import TokenFile, TokenUnreadable
from app.host.files import NotWritable
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
