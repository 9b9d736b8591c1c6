"""The event stream and the log: whole lines, bounded, private, and nothing that ends the agent."""

import io
import json
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.host.files import NotWritable
from app.report import log as logs
from app.report import recall
from app.report.entry import Level
from app.report.log import Log
from app.report.pace import Repeats
from app.report.stream import Stream


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def lines(folder: Path) -> list[dict[str, Any]]:
    return list(recall.entries(folder))


def test_every_event_is_one_json_line_in_stream_and_log(tmp_path: Path) -> None:
    out, log = io.StringIO(), Log(tmp_path / "state")
    stream = Stream(out, log)
    stream.write("alert", tool="claude-code", text="a\nb 停用", level="effective", session="3f")
    stream.write("problem", code="disk-full", what="There is no space", todo="Free some", facts={"path": "/x"})
    log.close()
    record = json.loads(out.getvalue().splitlines()[0])
    assert (record["event"], record["text"]) == ("alert", "a\nb 停用")
    assert record["at_ns"] > 0
    file = tmp_path / "state" / logs.NAME
    alert, problem = (json.loads(line) for line in file.read_text().splitlines())
    assert list(alert)[:6] == ["at", "level", "component", "event", "run", "pid"]
    said = (alert["level"], alert["component"], alert["alert_level"], alert["session"], alert["tool"])
    assert said == ("info", "alerts", "effective", "3f", "claude-code")
    assert "text" not in alert, "what nobody knows stays out"
    assert (problem["level"], problem["component"], problem["code"]) == ("error", "agent", "disk-full")
    assert (problem["what"], problem["todo"]) == ("There is no space", "Free some")
    assert "facts" not in problem
    assert problem["run"] == alert["run"]
    assert datetime.fromisoformat(alert["at"]).utcoffset() is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_path_name_or_secret_comes_into_the_log(tmp_path: Path) -> None:
    log = Log(tmp_path, {"/home/lin": "~", "lin": "<account>", "hush-hush-token": "<secret>"})
    evidence = [{"kind": "script", "value": "/home/lin/x"}, {"kind": "package", "value": "pkg:npm/x"}]
    log.write("alert", {"tool": "t", "evidence": evidence, "pid": 1, "argv": ["--password=p"], "exe": "/home/lin/x"})
    log.write("problem", {"code": "x", "what": "/home/lin/a and %68ush-hush-token of lin", "todo": "Bearer abcdefgh9"})
    log.write("gap", {"lost": 1, "reason": "password=hunter22"})
    log.close()
    text = (tmp_path / logs.NAME).read_text()
    for private in ("lin", "hush", "abcdefgh9", "hunter22", "argv", "pkg:"):
        assert private not in text
    assert lines(tmp_path)[0]["evidence"] == ["script", "package"]


def test_the_runs_of_a_set_up_are_told_apart(tmp_path: Path) -> None:
    log = Log(tmp_path)
    for state in ("planned", "checking", "failed", "planned", "done"):
        log.write("setup", {"tool": "q", "state": state})
    log.write("setup-failed", {"tool": "q", "code": "npm-missing", "what": "w", "todo": "t"})
    log.close()
    setups = [line["setup"] for line in lines(tmp_path)]
    assert setups == [setups[0]] * 3 + [setups[3]] * 3
    assert setups[0] != setups[3]


def test_a_loop_of_errors_is_counted_not_written(tmp_path: Path) -> None:
    clock = Clock()
    log = Log(tmp_path, repeats=Repeats(clock))
    for _ in range(1_000):
        log.write("problem", {"code": "not-writable", "what": "w", "todo": "t"})
    log.write("problem", {"code": "another", "what": "w", "todo": "t"})
    clock.now += 61
    log.write("problem", {"code": "not-writable", "what": "w", "todo": "t"})
    log.write("problem", {"code": "not-writable", "what": "w", "todo": "t"})
    log.close()
    told = [(line["event"], line["code"], line.get("repeats")) for line in lines(tmp_path)]
    assert told == [
        *[("problem", "not-writable", None)] * 5,
        ("problem", "another", None),
        ("problem", "not-writable", 995),
        ("repeated", "not-writable", 1),
    ]


def test_a_loop_that_says_something_else_each_time_has_a_pace_too(tmp_path: Path) -> None:
    clock = Clock()
    log = Log(tmp_path, repeats=Repeats(clock))
    for number in range(10_000):
        clock.now += 0.001
        log.write("problem", {"code": f"code-{number}", "what": "w", "todo": "t"})
    assert 500 <= len(lines(tmp_path)) <= 520
    log.close()


def test_two_processes_write_whole_lines_while_the_log_begins_anew(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from app.report import log as logs; from app.report.pace import *\n"
        "logs.MOST_BYTES = 20_000; r = Repeats(); r._all.level = r._all.size = 10**9\n"
        "log = logs.Log(Path(sys.argv[1]), repeats=r)\n"
        "for n in range(300): log.write('gap', {'lost': n, 'reason': f'{sys.argv[2]} {n}'})\n"
        "log.close()"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), who]) for who in ("a", "b")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    kept = [file for file in recall.files(tmp_path) if file.exists()]
    assert len(kept) == 3
    assert all(recall.parsed(line) is not None for file in kept for line in file.read_bytes().splitlines())
    assert sum(file.stat().st_size for file in kept) <= 3 * 20_500


def test_what_was_said_last_is_read_from_the_end(tmp_path: Path) -> None:
    log = Log(tmp_path)
    for number in range(60):
        log.write("setup", {"tool": f"t{number}", "state": "planned"})
        log.write("problem", {"code": f"c{number}", "what": "w" * 3_000, "todo": "t"})
    log.close()
    with (tmp_path / logs.NAME).open("ab") as file:
        file.write(b'{"at": 1}\nnonsense\n\xff[[[[\n')
    assert [one["code"] for one in recall.newest(tmp_path, 3, Level.WARNING)] == ["c57", "c58", "c59"]
    assert len(recall.newest(tmp_path, 1_000, Level.INFO)) == 120
    assert recall.newest(tmp_path / "none", 3, Level.INFO) == []


def test_the_log_keeps_the_steps_of_a_set_up_not_every_byte(tmp_path: Path) -> None:
    log = Log(tmp_path)
    for done in range(100):
        log.write("setup", {"tool": "q", "state": "downloading", "done_bytes": done})
    log.write("setup", {"tool": "q", "state": "done", "done_bytes": 100})
    log.close()
    assert len((tmp_path / logs.NAME).read_text().splitlines()) == 2


def test_the_log_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 2_000)
    repeats = Repeats()
    repeats._all.size = repeats._all.level = 10_000
    log = Log(tmp_path, repeats=repeats)
    for number in range(1_000):
        log.write("problem", {"code": str(number), "what": "w"})
    log.close()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 3 * 2_000
    assert '"code": "999"' in (tmp_path / logs.NAME).read_text()
    kept = [tmp_path / f"{logs.NAME}{ending}" for ending in (".2", ".1", "")]
    numbers = [int(line["code"]) for line in lines(tmp_path)]
    assert numbers == list(range(1_000 - len(numbers), 1_000))
    assert all(file.stat().st_size <= 2_000 for file in kept)


def test_a_log_that_cannot_be_opened_anew_goes_on_as_soon_as_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 200)
    log = Log(tmp_path / "state")
    while not (tmp_path / "state" / f"{logs.NAME}.1").exists():
        log.write("problem", {"code": "before"})
    (tmp_path / "state").rename(tmp_path / "away")
    for _ in range(5):
        log.write("problem", {"code": "lost"})
    (tmp_path / "away").rename(tmp_path / "state")
    log.write("problem", {"code": "after"})
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
