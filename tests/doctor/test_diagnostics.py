"""The bundle for IT holds what helps, and nothing that is nobody's business, however it got there."""

import base64
import io
import json
import os
import platform
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from app.doctor import checks, threads
from app.doctor.diagnostics import ABOUT, bundle, files
from app.host import crash_reports
from app.host.config import Config
from app.host.crash_reports import CrashReports
from app.host.network import Network
from app.host.paths import Paths, own_folder
from app.host.process import start_time
from app.host.secret import Secret
from app.main import main
from app.policy.launch import ProcessId
from app.watch import standing
from tests.doctor.test_doctor import agent

CONFIG = Config(
    url="http://127.0.0.1:1/secret-path/",
    root=b"{}",
    user="lin",
    device="lt-0042",
    groups=("audit",),
    token=Secret("t0ken/that-nobody+may~see"),
    enrol_code=Secret("7ZK4M-09QXT"),
    network=Network(proxy="http://lin:pr0xy-password@127.0.0.1:1"),
)


@pytest.fixture(autouse=True)
def no_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check-up has tests of its own, and takes seconds."""
    monkeypatch.setattr(checks, "ALL", ())


def made(paths: Paths, **environment: str) -> dict[str, str]:
    """The files of the bundle, out of the zip."""
    with zipfile.ZipFile(io.BytesIO(bundle(files(CONFIG, paths, {"qt": "6"}, environment)))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_holds_what_helps(paths: Paths) -> None:
    own_folder(paths.state)
    (paths.state / "signpost.log").write_text(f'{{"path":"{paths.home}/.local","who":"lin","on":"lt-0042"}} berlin\n')
    (paths.state / "signpost.log.1").write_bytes(b"\xff older")
    (paths.state / "token.json").write_text('{"origin": "https://policy.example.com", "token": "file-token"}')
    (paths.state / "ledger.db").write_text("planted-in-the-ledger")
    CrashReports(crash_reports.folder(paths), str).keep(
        "exception", "watch", f'File "{paths.home}/x.py"\nValueError: lin'
    )
    found = made(paths)
    crash = next(name for name in found if name.startswith("crash-"))
    names = ["README.txt", "configuration.json", "doctor.json", "signpost.log", "signpost.log.1", "status.json"]
    assert sorted(found) == sorted([*names, "system.json", "threads.txt", crash])
    said = "\n".join(found.values())
    for private in (
        "secret-path",
        str(paths.home),
        '"lin"',
        "lt-0042",
        "audit",
        "planted-in-the-ledger",
        "file-token",
        platform.node(),
    ):
        assert private not in said
    assert "~/.local" in found["signpost.log"]
    assert "berlin" in found["signpost.log"], "only whole words are names"
    assert json.loads(found[crash])["traceback"] == ['File "~/x.py"', "ValueError: <account>"]
    told = json.loads(found["configuration.json"])
    assert (told["policy_host"], told["token"], told["groups"], told["proxy"]) == ("127.0.0.1", True, 1, True)
    assert json.loads(found["system.json"])["qt"] == "6"
    assert json.loads(found["status.json"])["agent"]["state"] == "absent"
    assert "absent" in found["threads.txt"]


PLANTED = {
    "token of the configuration": "t0ken/that-nobody+may~see",
    "enrolment code": "7ZK4M-09QXT",
    "password of the proxy": "pr0xy-password",
    "token of a file": "file-token-0123456789",
    "variable": "from+the/environment~99",
}


def nested(text: str) -> str:
    return json.dumps(json.dumps({"a": text}))


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(one):04x}" if number % 3 else one for number, one in enumerate(text))


def in_url(text: str) -> str:
    return quote(text, safe="")


def twice_in_url(text: str) -> str:
    return in_url(in_url(text))


def in_base64(text: str) -> str:
    return base64.b64encode(f"user:{text}".encode()).decode()


def in_base64_of_json(text: str) -> str:
    return base64.urlsafe_b64encode(f'{{"a":"{text}"}}'.encode()).decode()


def in_hexadecimal(text: str) -> str:
    return text.encode().hex()


def in_address(text: str) -> str:
    return f"https://example.com/?access_token={in_url(text)}&x=1"


WRITINGS: dict[str, Callable[[str], str]] = {
    one.__name__: one
    for one in (str, nested, escaped, in_url, twice_in_url, in_base64, in_base64_of_json, in_hexadecimal, in_address)
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("kind", PLANTED)
def test_no_secret_is_in_it_in_any_writing(paths: Paths, kind: str, writing: str) -> None:
    secret, planted = PLANTED[kind], WRITINGS[writing](PLANTED[kind])
    said = said_of(paths, planted)
    assert planted not in said
    assert secret not in said
    assert " and more" in said, "what is around it stays"


@pytest.mark.parametrize(
    "planted",
    [
        "ghp_abcdefghijklmnopqrst0123",
        "Authorization: Bearer abcdefghijklmnop",
        "password=hunter22",
        "AKIAIOSFODNN7EXAMPLE",
        "https://lin2:hunter22@example.com/",
        "-----BEGIN PRIVATE KEY-----MIIE",
    ],
)
def test_what_nobody_told_of_is_known_by_its_shape(paths: Paths, planted: str) -> None:
    assert planted not in said_of(paths, planted)


def said_of(paths: Paths, planted: str) -> str:
    """All of the bundle after that came into the log, a crash and a file."""
    own_folder(paths.state)
    (paths.state / "token.json").write_text('{"origin": "x", "token": "file-token-0123456789"}')
    (paths.state / "signpost.log").write_text(f'{{"at": "x", "event": " and more", "what": "{planted}"}}\n')
    CrashReports(crash_reports.folder(paths), str).keep("exception", "watch", f"ValueError: {planted}")
    (paths.state / "alerts.json").write_text(planted)
    return "\n".join(made(paths, SOME_TOKEN=PLANTED["variable"]).values())


def test_the_threads_of_an_agent_that_hangs_are_told(paths: Paths) -> None:
    program = (
        "import sys, threading; from pathlib import Path; from app.host.crash_reports import CrashReports\n"
        "reports = CrashReports(Path(sys.argv[1]), str); reports.open()\n"
        "def hangs_here(planted): lock = threading.Lock(); lock.acquire(); print('up', flush=True); lock.acquire()\n"
        "hangs_here('planted-value')\n"
    )
    command = [sys.executable, "-c", program, str(crash_reports.folder(paths))]
    with agent(paths) as said, subprocess.Popen(command, stdout=subprocess.PIPE) as hanging:
        try:
            assert hanging.stdout is not None
            assert hanging.stdout.readline() == b"up\n"
            assert "there is no way to ask it" in threads.of_agent(paths), "one that would end by the signal"
            identity = ProcessId(hanging.pid, start_time(hanging.pid) or 0)
            file = paths.runtime / standing.FILE
            file.write_text(file.read_text().replace(f'"pid":{said.agent.pid}', f'"pid":{identity.pid}'))
            known = standing.read(file)
            if known is None:  # the start times differ, too
                text = file.read_text().replace(
                    f'"start_time":{said.agent.start_time}', f'"start_time":{identity.start_time}'
                )
                file.write_text(text)
            for _ in range(2):
                told = threads.of_agent(paths)
                assert "in hangs_here" in told
                assert "planted-value" not in told
            assert hanging.poll() is None
            os.kill(hanging.pid, signal.SIGSTOP)
            os.waitid(os.P_PID, hanging.pid, os.WSTOPPED | os.WNOWAIT)
            assert "it is stopped" in threads.of_agent(paths)
        finally:
            hanging.kill()


def test_the_command_prints_all_of_it_or_writes_a_zip_of_the_same(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(paths.home)]
    assert main(["diagnostics", *home]) == 0
    printed = capsys.readouterr().out
    out = tmp_path / "out.zip"
    assert main(["diagnostics", "--out", str(out), *home]) == 0
    assert "Read it before you send it." in capsys.readouterr().out
    assert out.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            assert f"==> {name} <==" in printed
            if name == "README.txt":
                assert archive.read(name).decode().splitlines()[0] in printed
    assert main(["diagnostics", "--out", str(tmp_path / "none/out.zip"), *home]) == 1
    assert ABOUT.splitlines()[0] in printed
