"""Crash reports: few, small, private, without what is private, and a loop of crashes is slowed down."""

import json
import os
import socket
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.host import crash_reports, restart
from app.host.crash_reports import CrashReports, Report
from app.host.redaction import Redaction
from app.host.service import Service

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_reports_are_few_private_and_without_what_is_private(tmp_path: Path) -> None:
    for number in range(15):
        kept = CrashReports(tmp_path / "crashes", Redaction({"/home/lin": "~"}), lambda count: [{"event": "x"}] * count)
        kept.keep("exception", "watch", f'  File "/home/lin/{number}.py", line {number}\nValueError: token=planted99')
    found = list((tmp_path / "crashes").iterdir())
    assert len(found) == crash_reports.MOST_REPORTS
    assert stat.S_IMODE((tmp_path / "crashes").stat().st_mode) == 0o700
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in found)
    reports = crash_reports.reports(tmp_path / "crashes")
    assert [report.traceback[0] for report in reports] == [
        f'  File "~/{number}.py", line {number}' for number in range(5, 15)
    ]
    assert reports[-1].summary == "ValueError: token=<secret>"
    name, text = list(crash_reports.texts(tmp_path / "crashes"))[-1]
    told = json.loads(text)
    assert name.startswith("crash-")
    assert set(told) == {"at", "kind", "version", "python", "system", "thread", "traceback", "log"}
    assert len(told["log"]) == 30


def test_the_same_is_kept_once_in_a_run_and_a_long_one_is_cut(tmp_path: Path) -> None:
    kept = CrashReports(tmp_path, str)
    for number in range(100):
        kept.keep("exception", "main", f'  File "x.py", line 1\nValueError: {number}')
    assert len(crash_reports.reports(tmp_path)) == 1
    for number in range(100):
        kept.keep("exception", "main", f'  File "x.py", line {number}\n' + "x" * 1_000_000)
    assert len(crash_reports.reports(tmp_path)) == 5
    assert all(file.stat().st_size < 100_000 for file in tmp_path.iterdir())


def test_what_is_no_report_is_none(tmp_path: Path) -> None:
    (tmp_path / "crash-1.json").write_bytes(b"\xff[[")
    (tmp_path / "crash-2.json").mkdir()
    assert crash_reports.reports(tmp_path) == ()
    assert crash_reports.reports(tmp_path / "none") == ()


def test_no_file_that_lies_there_keeps_the_agent_from_starting(tmp_path: Path) -> None:
    """Any program of the person's can put one there."""
    os.mkfifo(tmp_path / "native-1-1.txt")
    os.mkfifo(tmp_path / "crash-1.json")
    (tmp_path / "native--5.txt").write_text("no process")
    (tmp_path / f"native-{'9' * 30}-5.txt").write_text("nor this")
    (tmp_path / "native-7-7.txt").symlink_to("/dev/zero")
    (tmp_path / "native-8-8.txt").mkdir()
    (tmp_path / "threads-1-1.txt").mkdir()
    (tmp_path / "crash-2.json").symlink_to("/dev/zero")
    run = CrashReports(tmp_path, str)
    run.open()
    run.close()
    assert {report.traceback for report in crash_reports.reports(tmp_path)} == {("no process",), ("nor this",)}
    assert (
        "".join(text for name, text in crash_reports.texts(tmp_path) if name in ("crash-1.json", "crash-2.json")) == ""
    )
    assert not list(tmp_path.glob("native-[179-]*"))


def test_how_often_it_was_started_anew_is_no_number_that_somebody_else_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for said in ("1" * 5000, "-1 x", "", "x"):
        monkeypatch.setenv(restart.VARIABLE, said)
        assert restart.why() == (0, "")
    monkeypatch.setenv(restart.VARIABLE, "2 its thread watch hung")
    assert restart.why() == (2, "its thread watch hung")


def test_a_run_that_ends_well_leaves_nothing_and_one_that_is_killed_nothing_to_tell(tmp_path: Path) -> None:
    run = CrashReports(tmp_path, str)
    run.open()
    assert len(list(tmp_path.iterdir())) == 2, "one for faults, one for whoever asks where the threads are"
    run.close()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "native-999999999-1.txt").touch()
    (tmp_path / f"native-{os.getpid()}-1.txt").write_text("Fatal Python error: of another with our number")
    run = CrashReports(tmp_path, str)
    run.open()
    run.close()
    (report,) = crash_reports.reports(tmp_path)
    assert (report.kind, len(list(tmp_path.iterdir()))) == ("native", 1)


@pytest.mark.parametrize(("crashes", "seconds"), [(0, 0), (2, 0), (3, 5), (4, 10), (7, 80), (10, 300), (99, 300)])
def test_a_loop_is_slowed_down(crashes: int, seconds: float) -> None:
    old = [Report(NOW - timedelta(days=1), "exception", "1")] * 9
    ahead = [Report(NOW + timedelta(days=1), "exception", "1")] * 9
    lately = [Report(NOW - timedelta(minutes=5), "exception", "1")] * crashes
    assert crash_reports.pause((*old, *lately, *ahead), NOW) == seconds


def test_why_it_was_started_anew_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(restart.VARIABLE, "3 watch hung")
    assert restart.why() == (3, "watch hung")
    assert restart.why()[0] == 0


def test_nonsense_is_no_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(restart.VARIABLE, "nonsense")
    assert restart.why() == (0, "")


def test_whom_systemd_started_is_restarted_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMD_EXEC_PID", str(os.getpid()))
    ours = restart.supervised()
    monkeypatch.setenv("SYSTEMD_EXEC_PID", "1")
    assert (ours, restart.supervised()) == (True, False), "1 is our parent's"


@pytest.mark.parametrize("where", ["path", "abstract"])
def test_systemd_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    address = str(tmp_path / "notify") if where == "path" else f"@signpost-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(address.replace("@", "\0"))
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        monkeypatch.setenv("WATCHDOG_USEC", "20000000")
        service = Service()
        service.say("READY=1")
        assert manager.recv(100) == b"READY=1"
        wanted = service.watchdog_seconds
        monkeypatch.setenv("WATCHDOG_PID", "1")
        assert (wanted, service.watchdog_seconds) == (20, None)
    service.say("WATCHDOG=1")  # nobody listens any more


def test_without_systemd_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.setenv("WATCHDOG_USEC", "")
    service = Service()
    service.say("READY=1")
    assert service.watchdog_seconds is None
