"""`signpost log`: what happened, from when on, of which level, and as it happens."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.commands.log import BadMoment, moment
from app.host import crash_reports
from app.host.paths import Paths, own_folder
from app.main import main
from app.report.log import NAME, Log
from tests.support.product import BIN

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_it_tells_what_happened_and_only_errors_where_that_is_asked(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log(paths.state)
    log.write("setup", {"tool": "qoder-cli", "state": "done"})
    log.write("problem", {"code": "disk-full", "what": "No space\x1b[31m.", "todo": "Free some."})
    log.close()
    home = ["--home", str(paths.home)]
    assert main(["log", *home]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("info    setup: setup qoder-cli done")
    assert second.endswith("error   agent: problem disk-full No space\\x1b[31m. Free some.")
    assert main(["log", "--errors", "--json", *home]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "disk-full"
    assert main(["log", "--since", "2999-01-01", *home]) == 0
    assert capsys.readouterr().out == ""


def test_without_a_log_there_is_nothing_to_tell_and_a_wrong_moment_is_said(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "--home", str(paths.home)]) == 0
    assert not paths.state.exists()
    assert main(["log", "--home", str(paths.home), "--since", "yesterday"]) == 1
    assert "is neither a time" in capsys.readouterr().err


def test_moments() -> None:
    assert moment("90m", NOW) == NOW - timedelta(minutes=90)
    assert moment("2d", NOW) == NOW - timedelta(days=2)
    assert moment("2026-11-23T08:00+00:00", NOW) == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert moment("2026-11-23T08:00", NOW).tzinfo is not None
    for said in ("", "d", "-1d", "99999999999999d", "x"):
        with pytest.raises(BadMoment):
            moment(said, NOW)


def test_it_follows_over_a_change_of_files_until_it_is_interrupted(paths: Paths) -> None:
    log = Log(paths.state)
    log.write("problem", {"code": "before"})
    command: list[str | Path] = [BIN / "signpost", "log", "--follow", "--json", "--home", paths.home]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONUNBUFFERED": "1"}) as following:
        try:
            assert following.stdout is not None
            assert json.loads(following.stdout.readline())["code"] == "before"
            log.write("problem", {"code": "after"})
            assert json.loads(following.stdout.readline())["code"] == "after"
            (paths.state / NAME).replace(paths.state / f"{NAME}.1")
            log.write("problem", {"code": "anew"})
            assert json.loads(following.stdout.readline())["code"] == "anew"
            following.send_signal(2)
            assert following.wait(timeout=30) == 130
        finally:
            following.kill()
            log.close()


def test_what_a_command_came_to_is_in_the_log_but_not_its_words(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    Log(paths.state).close()
    assert main(["setup", "secret-tool-name", "--home", str(paths.home)]) == 1
    assert main(["status", "--home", str(paths.home)]) == 1
    capsys.readouterr()
    assert main(["log", "--json", "--home", str(paths.home)]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["component"], one["level"], one["command"], one["exit"], one["code"]) for one in told] == [
        ("cli", "error", "setup", 1, "not-configured"),
        ("cli", "error", "status", 1, "not-configured"),
    ]
    assert "secret-tool-name" not in str(told)
    assert str(paths.home) not in str(told)


def test_a_fault_of_ours_is_printed_kept_and_has_a_code_of_its_own(
    paths: Paths, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen, token=planted99")

    monkeypatch.setattr("app.commands.log.recall.entries", fails)
    assert main(["log", "--home", str(paths.home)]) == 70
    assert "RuntimeError: unforeseen" in capsys.readouterr().err
    assert not paths.state.exists(), "a folder is not made for that"
    own_folder(paths.state)
    assert main(["log", "--home", str(paths.home)]) == 70
    (report,) = crash_reports.reports(crash_reports.folder(paths))
    assert (report.thread, report.summary) == ("command", "RuntimeError: unforeseen, token=<secret>")
