"""`signpost doctor`: each check against the real thing, well and broken."""

import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import msgspec
import pytest

from app import __version__
from app.access import tokens
from app.commands import doctor
from app.doctor import checks, desktop, events, folders, installed, keyring, policy_host, trust, watching
from app.doctor.examination import examine
from app.doctor.finding import Check, Finding, Grade, Subject, ok
from app.host import config as configuration
from app.host import crash_reports
from app.host.autostart import Autostart
from app.host.config import Config
from app.host.crash_reports import CrashReports
from app.host.network import Network
from app.host.paths import Paths, own_folder
from app.host.process import start_time
from app.host.secret import Secret
from app.host.settings import Settings
from app.main import main
from app.policy.events import Events
from app.policy.launch import ProcessId
from app.report import ocsf
from app.report.errors import ReceiverBusy
from app.report.ledger import Ledger
from app.report.outbox import Outbox
from app.setup import polkit
from app.setup.launchers import link_path
from app.setup.place import Installed, Place
from app.setup.receipt import PrefixReceipt
from app.watch import standing
from app.watch.standing import Missed, Watching
from tests.desktop.test_tray import start_panel, start_trayer
from tests.host.test_keychain import Person as KeyringPerson
from tests.support.bus import private_bus
from tests.support.desktop import Person, wait_until
from tests.support.ports import free_port
from tests.sync.company import Company, verified_earlier
from tests.sync.hosts import answer, hosting
from tests.sync.test_network import handshake, tls_server


def subject(paths: Paths, config: Config | None = None, **environment: str) -> Subject:
    return Subject(config, paths, {**os.environ, **environment})


def found(check: Check, about: Subject) -> dict[str, Finding]:
    """What it finds, by name; each says what it is, and what is not fine what to do."""
    findings = {one.check: one for one in check(about)}
    assert all(one.said for one in findings.values())
    assert all(bool(one.todo) is (one.grade is not Grade.OK) for one in findings.values())
    return findings


def grades(check: Check, about: Subject) -> dict[str, str]:
    return {name: one.grade.value for name, one in found(check, about).items()}


# The desktop


def test_without_a_bus_everything_of_the_desktop_says_so(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    about = subject(paths)
    assert grades(desktop.session_bus, about) == {"session-bus": "warning"}, "as over SSH"
    assert grades(desktop.session_bus, subject(paths, DISPLAY=":7")) == {"session-bus": "failed"}
    assert grades(desktop.tray, about) == {"tray": "warning"}
    assert grades(desktop.screen, about)["screen"] == "warning"
    assert grades(keyring.keyring, about) == {"keyring": "warning"}


def test_a_bus_that_never_answers_is_given_up(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop, "PATIENCE", 0.2)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "bus"))
        silent.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
        assert grades(desktop.session_bus, subject(paths, DISPLAY=":7")) == {"session-bus": "failed"}


@pytest.mark.parametrize(("daemon", "grade"), [("xfce4-notifyd", "ok"), ("dunst", "warning"), ("", "warning")])
def test_who_draws_notifications_and_whether_with_buttons(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, daemon: str, grade: str
) -> None:
    with Person(tmp_path / "screen") as person:
        if daemon:
            person.start_daemon(daemon)
        for name, value in person.environment.items():
            monkeypatch.setenv(name, value)
        assert grades(desktop.session_bus, subject(paths)) == {"session-bus": "ok", "notifications": grade}


@pytest.mark.parametrize("tray", ["", "XEmbed", "StatusNotifierItem"])
def test_who_draws_the_icon(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tray: str) -> None:
    with Person(tmp_path / "screen") as person:
        for name, value in person.environment.items():
            monkeypatch.setenv(name, value)
        if not tray:
            assert grades(desktop.tray, subject(paths)) == {"tray": "warning"}
            return
        (start_trayer if tray == "XEmbed" else start_panel)(person)
        wait_until(lambda: grades(desktop.tray, subject(paths)) == {"tray": "ok"}, "a tray")
        assert tray in found(desktop.tray, subject(paths))["tray"].said


# The keyring: a real gnome-keyring


def test_the_keyring_open_locked_and_missing(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert grades(keyring.keyring, subject(paths)) == {"keyring": "warning"}
        person = KeyringPerson(tmp_path, address)
        with person.keyring(unlocked=True):
            assert person.says("set", "one") == ["one"]
            assert grades(keyring.keyring, subject(paths)) == {"keyring": "ok"}
        with person.keyring(unlocked=False):
            assert found(keyring.keyring, subject(paths))["keyring"].said == "The keyring is locked."
            config = Config(url="https://policy.example.com/", root=b"{}")
            (own_folder(paths.state) / "token.json").write_text('{"origin": "https://policy.example.com"}')
            (paths.state / "token.json").chmod(0o600)
            assert grades(keyring.keyring, subject(paths, config)) == {"token": "ok", "keyring": "failed"}


def test_where_the_token_is(paths: Paths) -> None:
    config = Config(url="https://policy.example.com/", root=b"{}", token=Secret("planted"))
    assert "planted" not in found(keyring.keyring, subject(paths, config))["token"].said
    enrols = Config(url="https://policy.example.com/", root=b"{}", enrol_url="https://policy.example.com/")
    assert found(keyring.keyring, subject(paths, enrols))["token"].grade is Grade.FAILED
    own_folder(paths.state)
    tokens(enrols, paths, use_keyring=False).write(Secret("planted"))
    assert found(keyring.keyring, subject(paths, enrols))["token"].said.endswith(
        "kept in a file that only you can read."
    )


# The policy host


def asked(paths: Paths, url: str, **fields: object) -> dict[str, str]:
    config = msgspec.structs.replace(Config(url=url, root=b"{}"), **fields)
    return grades(policy_host.policy_host, subject(paths, config))


def test_a_host_that_answers_and_one_that_does_not_in_each_way(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Company(tmp_path / "company")
    company.publish("one")
    with hosting(company.public) as host:
        url = host.url
        well = {"company": "ok", "name": "ok", "policy-host": "ok"}
        assert asked(paths, host.url) == well
        for status in (401, 403, 404, 500, 302):
            host.faults["json"] = answer(status)
            assert asked(paths, host.url) == {**well, "policy-host": "failed"}
        for off, grade in ((0, "ok"), (120, "warning"), (-120, "warning"), (7200, "failed"), (-7200, "failed")):
            date = format_datetime(datetime.now(UTC) - timedelta(seconds=off), usegmt=True)
            host.faults["json"] = answer(200, b"{}", header=f"Date: {date}\r\n")
            assert asked(paths, host.url) == {**well, "clock": grade}
        host.faults["json"] = answer(200, b"{}", header="Date: nonsense\r\n")
        assert asked(paths, host.url) == well
        monkeypatch.setattr(policy_host, "SECONDS", 0.5)
        host.faults["json"] = lambda *_: (host.stopping.wait(20), None)[1]
        assert asked(paths, host.url) == {**well, "policy-host": "failed"}
    assert asked(paths, url) == {**well, "policy-host": "failed"}, "it is gone"


def test_a_name_that_nobody_knows(paths: Paths) -> None:
    assert asked(paths, "https://policy.invalid/") == {"company": "ok", "name": "failed"}


def test_a_proxy_that_refuses_one_that_wants_a_password_and_none(paths: Paths, tmp_path: Path) -> None:
    with hosting(tmp_path) as proxy:
        url, way = "https://policy.example.com/", Network(proxy=proxy.url.replace("//", "//lin:planted@"))
        proxy.faults["443"] = answer(403)
        config = Config(url=url, root=b"{}", network=way)
        findings = found(policy_host.policy_host, subject(paths, config))
        assert findings["proxy"].grade is Grade.FAILED
        assert "planted" not in str(findings)
        proxy.faults["443"] = answer(407)
        assert asked(paths, url, network=way)["proxy"] == "failed"
    gone = Network(proxy=f"http://127.0.0.1:{free_port()}/")
    assert asked(paths, url, network=gone)["proxy"] == "failed"


def test_a_certificate_that_nobody_vouches_for(paths: Paths, tmp_path: Path) -> None:
    server = tls_server(tmp_path)
    thread = threading.Thread(target=handshake, args=(server, tmp_path))
    thread.start()
    try:
        assert asked(paths, f"https://localhost:{server.getsockname()[1]}/")["tls"] == "failed"
    finally:
        thread.join(timeout=20)
        server.close()


def test_without_a_company(paths: Paths) -> None:
    assert grades(policy_host.policy_host, subject(paths)) == {"company": "failed"}
    assert grades(trust.trust, subject(paths)) == {}


# What the policy rests on


def test_a_root_that_is_right_wrong_or_nonsense_and_a_store_that_is_damaged(paths: Paths, tmp_path: Path) -> None:
    company, other = Company(tmp_path / "company"), Company(tmp_path / "other")
    url = verified_earlier(company, paths.state / "policy")
    other.publish("other")

    def judged(root: bytes) -> dict[str, str]:
        return grades(trust.trust, subject(paths, Config(url=url, root=root)))

    well = {"root": "ok", "policy": "ok", "signatures": "ok"}
    assert {**judged(company.root), "expiry": "ok"} == {**well, "expiry": "ok"}
    assert judged(other.root)["signatures"] == "failed"
    assert judged(b"<html>")["root"] == "failed"
    with (paths.state / "policy/last-good").open("r+b") as file:
        file.seek(200)
        file.write(b"damage")
    damaged = examine(subject(paths, Config(url=url, root=company.root)), [("policy", trust.trust)])
    assert Grade.FAILED in [one.grade for one in damaged]


@pytest.mark.parametrize(("days", "grade"), [(-1, "failed"), (3, "warning"), (100, "ok")])
def test_what_runs_out(days: int, grade: str) -> None:
    assert trust._dated("expiry", "It", datetime.now(UTC) + timedelta(days=days), trust.SOON).grade.value == grade


def test_events_that_wait_and_that_were_let_go_of(paths: Paths, tmp_path: Path) -> None:
    company = Company(tmp_path / "company")
    url = verified_earlier(company, paths.state / "policy")
    about = subject(paths, Config(url=url, root=company.root))
    assert grades(events.events, about) == {}
    with closing(Ledger(paths.state / "ledger.db")) as ledger:
        box = Outbox(ledger)
        box.use(Events(url="https://siem.acme.example/"))
        box.put(ocsf.set_up("good", "1.0", datetime.now(UTC)))
        box.landed(ReceiverBusy(host="siem.acme.example", answer="503"), 4, time.time())
    assert grades(events.events, about) == {"events": "warning"}
    for file in paths.state.glob("ledger.db*"):
        file.write_bytes(b"no database" * 1000)
    assert [one.grade for one in examine(about, [("events", events.events)])] == [Grade.FAILED]


# Folders and files


def test_each_wrong_folder_and_file(paths: Paths, tmp_path: Path) -> None:
    state = own_folder(paths.state)
    assert grades(folders.folders, subject(paths)) == {"permissions": "ok"}

    def wrong() -> str:
        (one,) = folders.folders(subject(paths))
        assert one.grade is not Grade.OK
        return one.said

    (state / "token.json").write_text("{}")
    (state / "token.json").chmod(0o644)
    assert wrong() == f"Others may read {state / 'token.json'}, which is secret."
    (state / "token.json").chmod(0o600)
    (state / "ledger.db").write_text("")
    (state / "ledger.db").chmod(0o666)
    assert wrong() == f"Others may write {state / 'ledger.db'}."
    (state / "ledger.db").unlink()
    (state / "ledger.db").symlink_to("/etc/passwd")
    assert wrong() == f"{state / 'ledger.db'} is no plain file."
    (state / "ledger.db").unlink()
    state.chmod(0o777)
    assert wrong() == f"Others may write to {state}."
    state.chmod(0o700)
    own_folder(paths.cache.parent)
    paths.cache.symlink_to(tmp_path)
    assert wrong() == f"{paths.cache} is a link to another place."
    paths.cache.unlink()
    paths.cache.write_text("")
    assert wrong() == f"{paths.cache} is no folder."
    paths.cache.unlink()
    os.chown(state, 65534, 65534)
    assert wrong() == f"{state} belongs to another user."
    os.chown(state, os.getuid(), os.getgid())
    own_folder(paths.machine_config)
    paths.machine_config.chmod(0o777)
    assert grades(folders.folders, subject(paths)) == {"permissions": "ok", "machine-configuration": "failed"}


def test_many_wrong_files_are_counted(paths: Paths) -> None:
    for number in range(9):
        (own_folder(paths.state) / f"{number}").touch()
        (paths.state / f"{number}").chmod(0o666)
    said = [one.said for one in folders.folders(subject(paths))]
    assert (len(said), said[-1]) == (6, "4 more folders and files are not as they should be.")


def test_a_small_disk(small_disk: Path, paths: Paths) -> None:
    assert grades(folders.disk, subject(paths))["disk"] in ("ok", "warning")
    assert grades(folders.disk, subject(Paths.below(small_disk))) == {"disk": "failed"}


# The agent


@contextmanager
def agent(paths: Paths, **fields: object) -> Iterator[Watching]:
    """A program that stands in for one, and the file it would have written."""
    with subprocess.Popen(["sleep", "1000"]) as process:
        try:
            made = Watching(
                agent=ProcessId(process.pid, start_time(process.pid) or 0),
                since=datetime.now(UTC),
                source="connector",
                mode="slice",
                blind_spots="None.",
                version=__version__,
            )
            made = msgspec.structs.replace(made, **fields)
            standing.write(own_folder(paths.runtime) / standing.FILE, made)
            yield made
        finally:
            process.kill()


def test_the_agent_in_each_state(paths: Paths) -> None:
    assert grades(watching.watching, subject(paths)) == {"agent": "failed"}
    with agent(paths) as said:
        assert grades(watching.watching, subject(paths)) == {"agent": "ok", "launches": "ok"}
        os.kill(said.agent.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, said.agent.pid, os.WSTOPPED | os.WNOWAIT)
        assert found(watching.watching, subject(paths))["agent"].todo == f"kill -CONT {said.agent.pid}"
    with agent(paths):
        old = time.time() - 1_000
        os.utime(paths.runtime / standing.FILE, (old, old))
        assert found(watching.watching, subject(paths))["agent"].said == "The agent does not respond."
    missed = Missed(datetime.now(UTC), 3, "a flood")
    with agent(paths, version="0", restarts=1, restarted="x", source="inotify", gaps=1, lost=3, last=missed):
        names = grades(watching.watching, subject(paths))
        assert names["agent"] == names["agent-restarts"] == names["connector"] == names["missed"] == "warning"


def test_crashes_of_late(paths: Paths) -> None:
    CrashReports(crash_reports.folder(paths), str).keep("exception", "watch", "ValueError: x")
    assert grades(watching.watching, subject(paths))["crashes"] == "warning"


# What is installed around us


def test_the_start_at_login(paths: Paths, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "none"))
    assert grades(installed.autostart, subject(paths)) == {"autostart": "warning"}
    Autostart(paths).turn(on=True)
    assert grades(installed.autostart, subject(paths)) == {"autostart": "ok"}
    entry = paths.config.parent / "autostart/signpost.desktop"
    entry.write_text("[Desktop Entry]\nExec=/no/such/program run\n")
    assert grades(installed.autostart, subject(paths)) == {"autostart": "failed"}


def test_the_elevated_helper(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    helper = tmp_path / "helper"

    def judged(path: Path = tmp_path / "bin") -> str:
        return next(iter(installed.elevation(subject(paths, PATH=str(path)), helper))).said

    assert "is not installed" in judged()
    helper.touch()
    helper.chmod(0o777)
    assert judged() == f"{helper} is not root's alone."
    helper.chmod(0o755)
    os.chown(helper, 65534, 0)
    assert judged() == f"{helper} is not root's alone."
    os.chown(helper, 0, 0)
    assert judged() == "There is no pkexec."
    pkexec = own_folder(tmp_path / "bin") / "pkexec"
    pkexec.touch()
    pkexec.chmod(0o755)
    monkeypatch.setattr(polkit, "refusal", lambda: polkit.NOBODY_ASKS)  # the real one: tests/setup/test_polkit.py
    assert "a polkit agent" in judged()
    monkeypatch.setattr(polkit, "refusal", lambda: "")
    assert "can be asked for" in judged()


def test_a_tool_that_works_one_that_fails_one_whose_command_is_gone_and_a_damaged_record(paths: Paths) -> None:
    place = Place(paths, "demo")
    record = Installed(
        tool="demo", kind="npm", package="demo", version="1.0", pin="", at=datetime.now(UTC),
        receipt=PrefixReceipt(folder="1.0", commands=("demo",)),
    )  # fmt: skip
    program = place.folder / "1.0/bin/demo"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho demo 1.0\n")
    program.chmod(0o755)
    link = link_path(paths, "demo")
    link.parent.mkdir(parents=True)
    link.symlink_to(program)
    place.write(record)
    assert grades(installed.tools, subject(paths)) == {"tool": "ok"}
    program.write_text("#!/bin/sh\nexit 3\n")
    assert "demo" in found(installed.tools, subject(paths))["tool"].said
    program.unlink()
    assert "is gone, or leads nowhere" in found(installed.tools, subject(paths))["tool"].said
    place.record.write_text("nonsense")
    assert grades(installed.tools, subject(paths)) == {"tool": "failed"}


# All of it


def test_a_check_that_hangs_keeps_nobody_from_the_others(paths: Paths, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    def hangs(_: Subject) -> Iterator[Finding]:
        yield ok("never", (tmp_path / "pipe").read_text())

    def refused(_: Subject) -> list[Finding]:
        return [ok("never", str(next((tmp_path / "none").open())))]

    def ours(_: Subject) -> list[Finding]:
        return [ok("never", str(Place(paths, "demo").read()))]

    def well(_: Subject) -> Iterator[Finding]:
        yield ok("well", "It is fine.")

    own_folder(Place(paths, "demo").folder)
    Place(paths, "demo").record.write_text("nonsense")
    findings = examine(subject(paths), [("hangs", hangs), ("refused", refused), ("ours", ours), ("well", well)], 0.3)
    with (tmp_path / "pipe").open("w"):
        pass  # the thread that hangs ends
    assert [(one.check, one.grade.value) for one in findings] == [
        ("hangs", "failed"), ("refused", "failed"), ("ours", "failed"), ("well", "ok"),
    ]  # fmt: skip
    assert findings[0].said == "There was no answer within 0.3 seconds."


def test_the_command_as_lines_as_json_and_its_exit_code(
    paths: Paths, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = ["doctor", "--home", str(paths.home)]
    assert main([*home, "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert said["version"] == __version__
    assert {one["check"] for one in said["findings"]} >= {"agent", "company", "permissions", "disk"}
    assert all(one["grade"] in ("ok", "warning", "failed") for one in said["findings"])
    assert main(home) == 3
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("failed   Signpost does not know its company.") for line in lines)
    own_folder(paths.config)
    (paths.config / "config.toml").write_text("nonsense")
    assert main(home) == 3
    assert "cannot be used" in capsys.readouterr().out
    monkeypatch.setattr(checks, "ALL", (("well", lambda _: [ok("well", "It is fine.")]),))
    (paths.config / "config.toml").unlink()
    assert main(home) == 0
    assert capsys.readouterr().out == "ok       It is fine.\n"


def test_looking_changes_nothing(paths: Paths, tmp_path: Path) -> None:
    company = Company(tmp_path / "company")
    url = verified_earlier(company, paths.state / "policy")
    (tmp_path / "root.json").write_bytes(company.root)
    config = configuration.load(paths, Settings(url=url, root=str(tmp_path / "root.json")))

    def files() -> dict[str, tuple[int, int]]:
        return {str(one): (one.lstat().st_mtime_ns, one.lstat().st_mode) for one in paths.home.rglob("*")}

    before = files()
    doctor.look(config, paths)
    assert files() == before
