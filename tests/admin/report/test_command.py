"""`signpost-admin report` as IT calls it."""

import io
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.host.archives import zstd
from tests.admin.conftest import Admin
from tests.admin.report.fleet import fleet, write

NOW = "2026-08-01T00:00Z"


@pytest.fixture
def events(tmp_path: Path) -> Path:
    return write(tmp_path / "events.ndjson", fleet(20, 20))


def test_one_page_is_written_for_its_owner(admin: Admin, events: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    said = admin("report", events, "--out", out, "--now", NOW)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Wrote {out}: ")
    assert out.read_bytes().startswith(b"<!DOCTYPE html>\n<html")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_machines_are_told_what_counted(admin: Admin, events: Path, tmp_path: Path) -> None:
    with events.open("a") as file:
        file.write('{"damaged\n')
    said = admin("report", events, events, "--out", tmp_path / "page.html", "--now", NOW, "--json")
    told = json.loads(said.out)
    assert told["lines"] == 2 * (told["counted"] + 1)
    assert told["duplicates"] == told["counted"]
    assert told["left_out"]["damaged"] == 2
    assert told["bytes"] == (tmp_path / "page.html").stat().st_size


def test_standard_input_packed(admin: Admin, events: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO(zstd.compress(events.read_bytes()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(packed))
    assert admin("report", "-", "--out", tmp_path / "page.html", "--now", NOW).code == 0


def test_the_policy_gives_names_dates_and_exceptions(admin: Admin, events: Path, tmp_path: Path, root: Path) -> None:
    out = tmp_path / "page.html"
    policy = root / "resources" / "example-company" / "policy.yaml"
    said = admin("report", events, "--policy", policy, "--language", "zh-Hans", "--out", out, "--now", NOW)
    assert said.code == 0
    text = out.read_text()
    assert "Signpost 报告 · Acme" in text
    assert "Claude Code、Codex CLI 停用" in text
    assert "codex-study" in text
    assert "2027年3月1日起停用" in text  # where the company is; in UTC it is the day before


def test_a_wrong_policy_is_said_line_by_line(admin: Admin, events: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("company: {name: Acme}\ntools: {codex: {name: Codex, status: bannned}}\n")
    said = admin("report", events, "--policy", policy, "--out", tmp_path / "page.html")
    assert said.code == 1
    assert "policy.yaml:2:" in said.err
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["none.ndjson"], 2, "does not exist"),
        (["events.ndjson", "--since", "yesterday"], 2, "neither a day like 2026-07-10"),
        (["events.ndjson", "--since", "2026-07-02", "--until", "2026-07-01"], 1, "No day lies between"),
        (["events.ndjson", "--since", "2026-08-01"], 1, "nothing to report"),
        (["events.ndjson", "--language", "xx"], 2, "xx"),
        (["events.ndjson", "--out", "none/page.html"], 1, "cannot be written"),
    ],
)
def test_what_cannot_be_is_said_with_its_exit_code(
    admin: Admin, events: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, told: str
) -> None:
    monkeypatch.chdir(events.parent)
    said = admin("report", *words, "--now", NOW)
    assert said.code == code, said.err
    assert told in said.err
    assert not Path("report.html").exists()


def test_a_day_is_whole_and_a_moment_is_exact(admin: Admin, events: Path, tmp_path: Path) -> None:
    def counted(*words: str) -> int:
        said = admin("report", events, "--out", tmp_path / "page.html", "--now", NOW, "--json", *words)
        number: int = json.loads(said.out)["counted"]
        return number

    day = counted("--since", "2026-06-24", "--until", "2026-06-24")
    assert day == counted("--since", "2026-06-24T08:00+08:00", "--until", "2026-06-25T08:00+08:00")
    assert 0 < day < counted()


def test_a_damaged_file_is_warned_of(admin: Admin, events: Path, tmp_path: Path) -> None:
    packed = tmp_path / "events.zst"
    packed.write_bytes(zstd.compress(events.read_bytes() * 40)[:-60])
    said = admin("report", events, packed, "--out", tmp_path / "page.html", "--now", NOW)
    assert said.code == 0
    assert "WARNING: events.zst is cut off" in said.err


def test_other_commands_load_nothing_that_draws() -> None:
    script = "import sys, app.admin.cli; print({'vl_convert', 'app.admin.report.page'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
