"""`status`, `verify`, `diff`, `lift`, `timer`, `schema`, `completion`: what people and machines are told."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.admin import yamledit
from app.admin.create import create
from app.policy import model
from app.sync.client import Sync
from tests.admin.conftest import Admin
from tests.admin.test_publish import policy, served, tree
from tests.support import product
from tests.sync.hosts import answer, flipped, hosting


@pytest.fixture
def repo(published: Path) -> Path:
    """A repository that has published once."""
    return published


def test_a_host_that_serves_what_was_signed(admin: Admin, repo: Path) -> None:
    with hosting(repo / "public") as host:
        said = admin("verify", host.url.rstrip("/"), "--repo", repo)
        assert said.code == 0, said.err
        assert "A computer gets version 1 of the policy." in said.out
        assert "All 9 files are what was signed here." in said.out
        told = json.loads(admin("verify", host.url, "--root", repo / "root.json", "--json").out)
    assert told["ok"]
    assert told["policy"] == 1
    assert {one["role"] for one in told["roles"]} == {"root", "targets", "snapshot", "timestamp", "policy", "artifacts"}


def test_a_host_that_does_not(admin: Admin, repo: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(repo / "public", kept)
    assert admin("publish", policy(tmp_path, "two"), "--repo", repo, "--yes").code == 0
    with hosting(kept) as host:  # the upload was forgotten
        said = admin("verify", host.url, "--repo", repo)
        assert said.code == 1
        assert "timestamp.json is not what was signed here (an older one" in said.err
        assert "A computer gets version 1" in said.out
    with hosting(repo / "public") as host:
        host.faults[".policy.json"] = flipped
        said = admin("verify", host.url, "--repo", repo)
        assert said.code == 1
        assert "A computer would refuse this: " in said.err
        assert ".policy.json is not what was signed here" in said.err
        host.faults[".policy.json"] = answer(404)
        assert "answered 404" in admin("verify", host.url, "--repo", repo).err
        url = host.url
    said = admin("verify", url, "--repo", repo, "--json")
    assert said.code == 1
    assert json.loads(said.out)["refused"]["code"] == "refused"
    said = admin("verify", url, "--repo", repo)
    assert said.out == ""
    assert said.err.count("does not answer") == 1  # and not once for every file


@pytest.mark.parametrize(("days", "code"), [(0, 0), (6, 4), (8, 1)])
def test_what_runs_out_is_told_before(admin: Admin, repo: Path, days: int, code: int) -> None:
    later = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    assert admin("status", repo, "--now", later).code == code
    with hosting(repo / "public") as host:
        assert admin("verify", host.url, "--repo", repo, "--now", later).code == code


def test_verify_wants_to_know_whom_to_trust(admin: Admin, repo: Path) -> None:
    assert admin("verify", "https://127.0.0.1/").code == 2
    assert admin("verify", "htp://127.0.0.1/", "--repo", repo).code == 2
    assert admin("verify", "https://127.0.0.1/", "--repo", repo, "--root", repo / "root.json").code == 2


CHANGES = [
    ("status: banned", "status: restricted", "~ Bad: status banned -> restricted"),
    ('{en: "one"}', '{en: "two", de: drei}', "+ Bad: summary in de: drei"),
    ("- purl: pkg:npm/bad\n", "- purl: pkg:npm/worse\n", "- Bad: is no longer recognised by purl pkg:npm/bad"),
    ("status: banned", "status: banned\n    effective: 2030-01-01T00:00Z", "effective at once -> 2030-01-01 00:00"),
    ("  name: Testing", "  name: Tested", "~ company.name Testing -> Tested"),
    ("tools:\n", "session_minutes: 5\ntools:\n", "~ session_minutes 30 -> 5"),
    (
        "  good:\n    name: Good",
        "  fine:\n    name: Fine\n    status: approved\n  good:\n    name: Good",
        "+ Fine (fine)",
    ),
    (
        "status: banned",
        "status: banned\n    close_after: 10",
        "~ Bad: is asked to close after the alert: never -> 10 minutes",
    ),
]


@pytest.mark.parametrize(("old", "new", "words"), CHANGES, ids=[words for _, _, words in CHANGES])
def test_what_changes_for_everyone(admin: Admin, repo: Path, tmp_path: Path, old: str, new: str, words: str) -> None:
    path = policy(tmp_path, "one")
    assert "Nothing changes." in admin("diff", path, "--repo", repo).out
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    before = tree(repo)
    said = admin("diff", path, "--repo", repo)
    assert said.code == 0, said.out
    assert said.out.splitlines()[1] == "Everyone:"
    assert words in said.out
    told = json.loads(admin("diff", path, "--repo", repo, "--json").out)
    assert told["changed"]
    assert {change["whom"] for change in told["changes"]} == {"Everyone"}
    assert tree(repo) == before
    assert admin("publish", path, "--repo", repo, "--yes").code == 0
    assert "Nothing changes." in admin("diff", path, "--repo", repo).out


EXCEPTION = """
exceptions:
  - id: study
    tool: bad
    who: {groups: [research]}
    until: 2099-01-01T00:00Z
"""


def test_what_changes_for_some(admin: Admin, repo: Path, tmp_path: Path) -> None:
    path = policy(tmp_path, "one", extra=EXCEPTION)
    said = admin("diff", path, "--repo", repo).out
    assert "group:research:\n  + may use bad until 2099-01-01 00:00 +0000 (study)" in said
    assert admin("publish", path, "--repo", repo, "--yes").code == 0
    assert "Nothing changes." in admin("diff", path, "--repo", repo).out
    path.write_text(path.read_text().replace("[research]", "[research, lab]").replace("2099", "2098"))
    assert (
        "~ may use bad until 2098-01-01 00:00 +0000 (study; 1 subjects before, 2 now)"
        in admin("diff", path, "--repo", repo).out
    )
    text = policy(tmp_path, "one").read_text()
    path.write_text(text.replace("    status: banned\n", "    status: banned\n    applies_to: {groups: [dev-*]}\n"))
    said = admin("diff", path, "--repo", repo).out
    assert "Whom the exception study is for:\n  - may no longer use bad" in said
    assert "Everyone -> groups dev-*:\n  ~ Bad: is meant for groups dev-*, no longer for Everyone" in said
    path.write_text(text.replace("version: 1.0.0\n      lock", "version: 1.0.1\n      lock"))
    assert admin("diff", path, "--repo", repo).code == 1


def test_another_way_to_the_same_version_is_told_by_its_kind(admin: Admin, repo: Path, tmp_path: Path) -> None:
    path = policy(tmp_path, "one")
    build = "builds: {linux-x64: {url: 'https://good.example/'}}, detect: {command: good, version: 1.0.0}"
    link = f"    - {{kind: link, version: 1.0.0, {build}}}\n"
    path.write_text(path.read_text().rstrip("\n") + "\n" + link)
    said = admin("diff", path, "--repo", repo).out
    assert "~ Good: npm @good/tool 1.0.0 -> npm @good/tool 1.0.0, link https://good.example/ 1.0.0" in said


def test_before_the_first_publish_everything_is_new(admin: Admin, tmp_path: Path) -> None:
    create(tmp_path / "new", datetime.now(UTC))
    said = admin("diff", policy(tmp_path, "one"), "--repo", tmp_path / "new").out
    assert "3 changes since nothing was published." in said
    assert "Whoever sets up Good:\n  + Good: @good/tool 1.0.0 can be set up with a click" in said
    assert "none published yet" in admin("status", tmp_path / "new").out


def test_a_ban_is_lifted_and_the_yaml_says_so(admin: Admin, repo: Path, tmp_path: Path) -> None:
    path = policy(tmp_path, "unfinished work")
    path.write_text("# kept\n" + path.read_text().replace("status: banned", "status: banned   # why"))
    before = path.read_text().splitlines()
    with hosting(repo / "public") as host:
        sync = Sync(url=host.url, root=(repo / "root.json").read_bytes(), folder=tmp_path / "store")
        sync.refresh()
        said = admin("lift", "bad", "--repo", repo, "--policy", path, "--yes")
        assert said.code == 0, said.err
        assert "the ban of Bad is lifted" in said.out
        found = sync.refresh().state.policy
    assert found is not None
    bad = found.tool("bad")
    assert bad is not None
    assert bad.lifted is not None
    assert bad.summary == {"en": "one"}
    after = path.read_text().splitlines()
    assert [line for line in after if line not in before] == [f"    lifted: {bad.lifted:%Y-%m-%dT%H:%M:%SZ}"]
    assert [line for line in before if line not in after] == []
    said = admin("lift", "bad", "--repo", repo, "--yes")
    assert said.code == 1
    assert "already" in said.err
    path.write_text(path.read_text().replace("unfinished work", "one").replace("# kept\n", ""))
    assert "Nothing changed" in admin("publish", path, "--repo", repo, "--yes").out


def test_a_test_that_expects_the_ban_is_told(admin: Admin, repo: Path, tmp_path: Path) -> None:
    expects = "tests:\n  - evidence: {purl: pkg:npm/bad@1.0.0}\n    expect: {verdict: banned}\n"
    path = policy(tmp_path, "one", extra=expects)
    said = admin("lift", "bad", "--repo", repo, "--policy", path, "--yes")
    assert said.code == 0
    assert "the test fails: it is unlisted, not banned" in said.err
    assert "correct this before the next publish" in said.err


def test_lifting_without_the_yaml_says_which_line(admin: Admin, repo: Path, tmp_path: Path) -> None:
    path = tmp_path / "flow.yaml"
    path.write_text("company: {name: A}\ntools:\n  bad: {name: Bad, status: banned}\n")
    before = path.read_bytes()
    said = admin("lift", "bad", "--repo", repo, "--policy", path, "--yes", "--json")
    assert said.code == 0
    assert not json.loads(said.out)["edited"]
    assert path.read_bytes() == before
    assert admin("publish", policy(tmp_path, "one"), "--repo", repo, "--yes").code == 0
    assert f"{path}:3: put `lifted: " in admin("lift", "bad", "--repo", repo, "--policy", path, "--yes").err


@pytest.mark.parametrize(
    ("tool", "words"), [("bda", "Did you mean bad?"), ("good", "is approved"), ("x", "It speaks of bad")]
)
def test_what_cannot_be_lifted(admin: Admin, repo: Path, tool: str, words: str) -> None:
    before = tree(repo)
    said = admin("lift", tool, "--repo", repo, "--yes", "--json")
    assert said.code == 1
    assert words in said.err
    assert json.loads(said.out)["error"]["code"] == "no-such-tool"
    assert tree(repo) == before


def test_a_lift_does_not_wait_for_what_waits(admin: Admin, repo: Path, tmp_path: Path) -> None:
    names = ["--key", "snapshot", "--key", "timestamp"]
    assert admin("publish", policy(tmp_path, "two"), "--repo", repo, "--yes", *names).code == 3
    waited = (repo / "pending.json").read_bytes()
    said = admin("lift", "bad", "--repo", repo, "--yes")
    assert said.code == 0
    assert "pending-set-aside.json" in said.err
    assert (repo / "pending-set-aside.json").read_bytes() == waited
    assert served(repo).tools[0].lifted is not None


AT = datetime(2026, 8, 1, 12, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tools:\n  a:\n    status: banned\n", "tools:\n  a:\n    status: banned\n    lifted: 2026-08-01T12:30:05Z\n"),
        ("tools:\r\n  a:\r\n    status: x", "tools:\r\n  a:\r\n    status: x\n    lifted: 2026-08-01T12:30:05Z\n"),
        (
            "tools:\n  a:\n    lifted: 2027-01-01T00:00Z # later\n    status: x\n",
            "tools:\n  a:\n    lifted: 2026-08-01T12:30:05Z # later\n    status: x\n",
        ),
        ("tools:\n  a: {status: x}\n", None),
        ("tools:\n  b:\n    status: x\n", None),
        ("tools: [a]\n", None),
        ("{", None),
        ("", None),
        ("tools:\n  a:\n    lifted:\n      2027-01-01T00:00Z\n    status: x\n", None),
    ],
)
def test_one_line_of_yaml(text: str, expected: str | None) -> None:
    made = yamledit.with_lifted(text.encode(), "a", AT)
    assert (made.decode() if made is not None else None) == expected


def test_the_daily_job_as_units(admin: Admin, repo: Path, tmp_path: Path) -> None:
    (tmp_path / "units").mkdir()
    assert admin("timer", repo, "--out", tmp_path / "units").code == 0
    service = (tmp_path / "units/signpost-refresh.service").read_text()
    assert f" refresh {repo}\n" in service
    assert "OnCalendar=daily" in (tmp_path / "units/signpost-refresh.timer").read_text()
    assert "signpost-refresh.service" in admin("timer", repo).out
    assert admin("timer", repo, "--cron").out.startswith("17 3 * * * ")
    assert set(json.loads(admin("timer", repo, "--json").out)) == {"units", "cron"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(admin: Admin, shell: str) -> None:
    said = admin("completion", shell)
    assert said.code == 0
    assert "_SIGNPOST_ADMIN_COMPLETE" in said.out


def test_bash_completes_what_is_typed() -> None:
    """The real shell, asked as readline asks it (bash manual, "Programmable Completion")."""
    asked = """
        eval "$(signpost-admin completion bash)"
        for line in "signpost-admin sta" "signpost-admin stage w" "signpost-admin publish --st"; do
            read -ra COMP_WORDS <<< "$line"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
            _signpost_admin_completion signpost-admin; echo "${COMPREPLY[*]}"
        done
        complete -p signpost-admin
    """
    path = f"{product.BIN}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "--norc", "--noprofile", "-c", asked]
    done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "stage status",
        "widen withdraw",
        "--stage",
        "complete -o nosort -F _signpost_admin_completion signpost-admin",
    ]


def test_schema_is_what_check_uses(admin: Admin) -> None:
    told = json.loads(admin("schema").out)
    assert told["additionalProperties"] is False
    assert set(told["$defs"]["Tool"]["properties"]) >= set(model.Tool.__struct_fields__) - {"id"}
    assert "yaml-language-server" in admin("schema", "--help").out


def test_help_names_the_commands(admin: Admin) -> None:
    said = admin("--help").out
    for command in ("rotate", "refresh", "verify", "status", "diff", "lift", "sign", "discard", "key", "timer"):
        assert f"  {command} " in said
        assert "--json" in admin(command, "--help").out
