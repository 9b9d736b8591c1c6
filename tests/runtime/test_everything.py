"""All that is kept, in one file: everything there is, byte for byte where it matters, and no token."""

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.main import main
from app.report.activity import Activity
from app.report.happening import Facts, Happening, Kind
from app.report.ledger import Ledger
from app.runtime.everything import FILES, KeptUnreadable, everything
from tests.support.events import every

HAPPENED = Happening(at=1_784_101_320_000, kind=Kind.ASKED, tool="claude-code", facts=Facts(reason="a customer's"))


@pytest.fixture
def lived_in(paths: Paths) -> Paths:
    """A computer on which something happened."""
    paths.state.mkdir(parents=True)
    ledger, activity = Ledger(paths.state / "ledger.db"), Activity(paths.state / "activity.db")
    for event in every().values():
        ledger.record(event, "waiting", 'why "so"')
    activity.write(HAPPENED)
    ledger.close()
    activity.close()
    for name in (*FILES, "signpost.log", "signpost.log.1"):
        (paths.state / name).write_text(f"kept in {name}")
    (paths.state / "token.json").write_text("the-token-of-this-computer")
    return paths


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_in_it_and_events_byte_for_byte(lived_in: Paths) -> None:
    found = files(everything(lived_in, "2026-07-15 12:00 +0200"))
    assert set(found) == {"README.txt", "records.jsonl", "activity.jsonl", "signpost.log", "signpost.log.1", *FILES}
    ledger = Ledger(lived_in.state / "ledger.db")
    kept = {entry.payload for entry in ledger.entries()}
    ledger.close()
    lines = found["records.jsonl"].decode().splitlines()
    assert len(lines) == len(kept) == len(every())
    assert {line.partition('"event":')[2][:-1] for line in lines} == kept
    assert {(json.loads(line)["state"], json.loads(line)["reason"]) for line in lines} == {("waiting", 'why "so"')}
    assert json.loads(found["activity.jsonl"])["facts"]["reason"] == "a customer's"
    assert [found[name].decode() for name in FILES] == [f"kept in {name}" for name in FILES]


def test_the_readme_names_every_file(lived_in: Paths) -> None:
    found = files(everything(lived_in, "2026-07-15 12:00 +0200"))
    readme = found["README.txt"].decode()
    assert [name for name in found if name not in readme and name not in ("README.txt", "signpost.log.1")] == []
    assert "2026-07-15 12:00 +0200" in readme


def test_no_token_is_in_it(lived_in: Paths) -> None:
    assert not [name for name, data in files(everything(lived_in, "")).items() if b"the-token" in data]


def test_a_computer_on_which_nothing_happened(paths: Paths) -> None:
    found = files(everything(paths, ""))
    assert set(found) == {"README.txt", "records.jsonl", "activity.jsonl"}
    assert found["records.jsonl"] == found["activity.jsonl"] == b""


def test_what_cannot_be_read_is_said_and_nothing_is_written(
    lived_in: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(file: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(Path, "read_bytes", refuses)
    with pytest.raises(KeptUnreadable, match="cannot be read"):
        everything(lived_in, "")
    assert main(["ledger", "--export", str(tmp_path / "all.zip"), "--home", str(lived_in.home)]) == 1
    assert not (tmp_path / "all.zip").exists()


def test_the_command_writes_it_for_nobody_else_to_read(
    lived_in: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "all.zip"
    assert main(["ledger", "--export", str(target), "--home", str(lived_in.home)]) == 0
    assert str(target) in capsys.readouterr().out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "records.jsonl" in files(target.read_bytes())


@pytest.mark.parametrize("damaged", ["ledger.db", "activity.db"])
def test_a_damaged_store_is_a_clear_error(lived_in: Paths, damaged: str, tmp_path: Path) -> None:
    (lived_in.state / damaged).write_bytes(b"no database at all, by any means" * 99)
    assert main(["ledger", "--export", str(tmp_path / "all.zip"), "--home", str(lived_in.home)]) == 1
    assert not (tmp_path / "all.zip").exists()


def test_a_folder_that_is_not_there_is_a_clear_error(lived_in: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "--export", str(lived_in.home / "no/such/all.zip"), "--home", str(lived_in.home)]) == 1
    assert "cannot be written" in capsys.readouterr().err
