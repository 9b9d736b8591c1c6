"""`signpost token`: a token a person was given, from standard input, for one host."""

import io
import sys
from pathlib import Path

import pytest

from app.access import session_opener
from app.host import config
from app.host.paths import Paths
from app.host.settings import Settings
from app.main import main
from tests.sync.hosts import answer, hosting


def run(home: Path, url: str, what: str, monkeypatch: pytest.MonkeyPatch, said: str = "") -> int:
    (home / "root.json").write_bytes(b'{"signed": {"_type": "root"}}')
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    return main(["token", what, "--home", str(home), "--url", url, "--root", str(home / "root.json")])


def test_set_sent_to_its_host_and_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with hosting(tmp_path) as host, hosting(tmp_path) as other:
        host.faults["/file"] = other.faults["/file"] = answer(200, b"x")
        assert run(tmp_path, host.url, "status", monkeypatch) == 0
        assert capsys.readouterr().out.strip().endswith("none")
        assert run(tmp_path, host.url, "set", monkeypatch, "s3cret\n") == 0
        assert capsys.readouterr().out.strip().endswith("file"), "with --home nothing leaves that folder"
        for one in (host, other):
            root = str(tmp_path / "root.json")
            read = config.load(Paths.below(tmp_path), Settings(url=one.url, root=root))
            with session_opener(read, Paths.below(tmp_path))() as session:
                assert session.get(f"{one.url}file", timeout=20).content == b"x"
        assert host.headers[-1]["authorization"] == "Bearer s3cret"
        assert "authorization" not in other.headers[-1]
        assert run(tmp_path, host.url, "forget", monkeypatch) == 0
        assert capsys.readouterr().out.strip().endswith("none")


def test_what_is_no_token_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "http://127.0.0.1:9/", "set", monkeypatch, "two words\n") == 1
    said = capsys.readouterr()
    assert "no access token" in said.err
    assert "two words" not in said.out + said.err
