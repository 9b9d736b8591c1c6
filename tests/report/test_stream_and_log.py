"""The event stream and the log: whole lines, bounded, private, and nothing that ends the agent."""

import io
import json
import stat
from pathlib import Path

import pytest

from app.host.files import NotWritable
from app.report import log as logs
from app.report.log import Log
from app.report.stream import Stream


def test_every_event_is_one_json_line_in_stream_and_log(tmp_path: Path) -> None:
    out, log = io.StringIO(), Log(tmp_path / "state")
    stream = Stream(out, log)
    stream.write("alert", tool="claude-code", text="a\nb 停用")
    log.close()
    record = json.loads(out.getvalue())
    assert (record["event"], record["text"]) == ("alert", "a\nb 停用")
    assert record["at_ns"] > 0
    file = tmp_path / "state" / logs.NAME
    time, _, line = file.read_text().partition(" ")
    assert json.loads(line) == {"event": "alert", "tool": "claude-code", "text": "a\nb 停用"}
    assert len(time) == len("2026-11-22T22:40:00+0000")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_log_keeps_the_steps_of_a_set_up_not_every_byte(tmp_path: Path) -> None:
    log = Log(tmp_path)
    for done in range(100):
        log.write("setup", {"tool": "q", "state": "downloading", "done_bytes": done})
    log.write("setup", {"tool": "q", "state": "done", "done_bytes": 100})
    log.close()
    assert len((tmp_path / logs.NAME).read_text().splitlines()) == 2


def test_the_log_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 2_000)
    log = Log(tmp_path)
    for number in range(1_000):
        log.write("problem", {"number": number})
    log.close()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 3 * 2_000
    assert '"number": 999' in (tmp_path / logs.NAME).read_text()
    kept = [tmp_path / f"{logs.NAME}{ending}" for ending in (".2", ".1", "")]
    lines = [line for file in kept for line in file.read_text().splitlines()]
    numbers = [json.loads(line.partition(" ")[2])["number"] for line in lines]
    assert numbers == list(range(1_000 - len(numbers), 1_000))


def test_a_log_that_cannot_be_opened_anew_goes_on_as_soon_as_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 200)
    log = Log(tmp_path / "state")
    while not (tmp_path / "state" / f"{logs.NAME}.1").exists():
        log.write("problem", {"text": "before"})
    (tmp_path / "state").rename(tmp_path / "away")
    for _ in range(5):
        log.write("problem", {"text": "lost"})
    (tmp_path / "away").rename(tmp_path / "state")
    log.write("problem", {"text": "after"})
    log.close()
    assert "after" in (tmp_path / "state" / logs.NAME).read_text()


def test_a_reader_that_went_away_ends_the_stream_not_the_agent(tmp_path: Path) -> None:
    out, log = io.StringIO(), Log(tmp_path)
    stream = Stream(out, log)
    out.close()
    stream.write("alert", tool="x")
    stream.write("stopped")
    log.close()
    assert len((tmp_path / logs.NAME).read_text().splitlines()) == 2


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / logs.NAME).mkdir()
    with pytest.raises(NotWritable, match=r"signpost\.log"):
        Log(tmp_path)
