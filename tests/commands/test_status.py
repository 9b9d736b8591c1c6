"""`signpost status`: the policy before the first, fresh, stale; the agent well, stopped, silent, absent."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app import __version__
from app.alerts import memory
from app.alerts.brake import Brake, Pause
from app.alerts.session import Memory
from app.alerts.silence import Silence
from app.host import crash_reports
from app.host.crash_reports import CrashReports
from app.host.paths import Paths, own_folder
from app.host.process import start_time
from app.main import main
from app.policy.events import Events
from app.policy.launch import ProcessId
from app.report import ocsf
from app.report.errors import ReceiverBusy
from app.report.ledger import Ledger
from app.report.log import Log
from app.report.outbox import Outbox
from app.setup.place import Place
from app.watch import ladder, standing
from app.watch.ladder import Ladder
from app.watch.polling import Poll
from app.watch.source import Source, Unavailable
from app.watch.standing import Watching
from tests.support.product import ROOT
from tests.sync.company import Company, verified_earlier
from tests.sync.hosts import answer, hosting


def test_each_state_is_told_in_its_own_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    company = Company(tmp_path / "company")
    company.publish("one")
    (tmp_path / "root.json").write_bytes(company.root)
    with hosting(company.public) as host:

        def told() -> list[str]:
            options = ["--url", host.url, "--root", str(tmp_path / "root.json"), "--home", str(tmp_path / "home")]
            assert main(["status", *options]) == 3
            return capsys.readouterr().out.splitlines()

        agent = company.client(host.url, Paths.below(tmp_path / "home").state / "policy")
        policy, checked, launches, *_ = told()
        assert policy.startswith("Policy    none yet: nothing is off limits")
        assert checked == "Checked   never yet"
        assert launches.startswith("Launches  seen by ")

        host.faults["json"] = answer(503)
        assert agent.refresh().error is not None
        policy, checked, why, *_ = told()
        assert policy.startswith("Policy    none yet: nothing is off limits")
        assert why.startswith("Why       127.0.0.1:")
        assert "in force" not in why, "there is none"

        host.faults.clear()
        assert agent.refresh().error is None
        assert told()[0] == "Policy    version 1, fresh"

        host.faults["json"] = answer(200, b"<!doctype html><title>Welcome to the hotel</title>")
        assert agent.refresh().error is not None
        policy, checked, why, *_ = told()
        assert policy == "Policy    version 1, stale; it stays in force until a newer one is verified"
        assert checked != "Checked   never yet"
        assert "a web page came, and not the policy. If this network asks you to sign in" in why

        host.faults.clear()
        assert agent.refresh().error is None
        assert told()[0] == "Policy    version 1, fresh"


def test_it_says_how_launches_are_seen_why_not_better_and_what_the_place_hides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Company(tmp_path / "company")
    (tmp_path / "root.json").write_bytes(company.root)
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    rungs = (("broken", _broken), ("poll", _poll))
    monkeypatch.setattr(ladder, "Ladder", lambda: Ladder(rungs))
    options = ["--url", "https://127.0.0.1:1", "--root", str(tmp_path / "root.json"), "--home", str(tmp_path / "home")]
    assert main(["status", "--json", *options]) == 3
    watch = json.loads(capsys.readouterr().out)["watch"]
    assert watch["source"] == "poll"
    assert "can go unseen" in watch["blind_spots"]
    assert [refusal["facts"] for refusal in watch["refused"]] == [{"source": "broken", "reason": "it is out of order"}]
    assert "ssh" in [place["name"] for place in watch["places"]]
    assert main(["status", *options]) == 3
    told = capsys.readouterr().out
    assert "Launches  seen by poll. Every program that lives less than 0.2 s can go unseen" in told
    assert "Launches cannot be watched by broken: it is out of order." in told
    assert "You came by SSH: what starts on this computer is seen" in told


def _broken(_watcher: object) -> Source:
    raise Unavailable(source="broken", reason="it is out of order")


def _poll(_watcher: object) -> Source:
    return Poll()


def test_without_a_company_it_still_says_how_launches_are_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladder, "Ladder", lambda: Ladder((("poll", _poll),)))
    home = ["--home", str(tmp_path / "home")]
    assert main(["status", *home]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("Launches  seen by poll.")
    assert "Agent     does not run" in said.out
    assert "does not know its company yet" in said.err
    assert main(["status", "--json", *home]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["policy"] is None
    assert told["watch"]["source"] == "poll"


class Agent:
    """A person's computer on which an agent seems to run: a program stands in for it, with its file."""

    def __init__(self, tmp_path: Path, process: "subprocess.Popen[bytes]") -> None:
        self.company, self.paths = Company(tmp_path / "company"), Paths.below(tmp_path / "home")
        url = verified_earlier(self.company, self.paths.state / "policy")
        (tmp_path / "root.json").write_bytes(self.company.root)
        where = ["--url", url, "--root", str(tmp_path / "root.json"), "--home", str(tmp_path / "home")]
        self.command = ["status", *where]
        self.file = own_folder(self.paths.runtime) / standing.FILE
        self.said = Watching(
            agent=ProcessId(process.pid, start_time(process.pid) or 0),
            since=datetime.now(UTC),
            source="connector",
            mode="slice",
            blind_spots="None.",
            version=__version__,
        )
        standing.write(self.file, self.said)


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[Agent]:
    with subprocess.Popen(["sleep", "1000"]) as process:
        try:
            yield Agent(tmp_path, process)
        finally:
            process.kill()


def told(agent: Agent, capsys: pytest.CaptureFixture[str], code: int) -> tuple[dict[str, Any], str]:
    """What is said as JSON and in words."""
    assert main([*agent.command, "--json"]) == code
    said = json.loads(capsys.readouterr().out)
    assert main(agent.command) == code
    return said, capsys.readouterr().out


def test_all_is_well(agent: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    said, words = told(agent, capsys, 0)
    assert (said["well"], said["concerns"], said["version"]) == (True, [], __version__)
    assert (said["agent"]["state"], said["agent"]["pid"]) == ("running", agent.said.agent.pid)
    assert said["watch"]["source"] == "connector"
    assert (said["errors"], said["setups"], said["exceptions"], said["silenced"], said["paused"]) == (
        [],
        [],
        [],
        [],
        None,
    )
    assert said["crashes"] == {"count": 0, "last": None}
    assert "sees launches by connector (slice)" in words


def test_a_stopped_agent_is_told_by_the_kernel(agent: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    os.kill(agent.said.agent.pid, signal.SIGSTOP)
    os.waitid(os.P_PID, agent.said.agent.pid, os.WSTOPPED | os.WNOWAIT)
    said, words = told(agent, capsys, 3)
    assert said["concerns"] == ["agent-stopped"]
    assert "is stopped by a signal or a debugger" in words


def test_an_agent_that_hangs_is_told_from_its_silence(agent: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    long_ago = time.time() - 600
    os.utime(agent.file, (long_ago, long_ago))
    said, words = told(agent, capsys, 3)
    assert (said["concerns"], said["agent"]["state"]) == (["agent-silent"], "silent")
    assert "Agent     does not respond" in words


def test_one_of_another_version_that_started_itself_anew(agent: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    other = msgspec.structs.replace(agent.said, version="0.0.1", restarts=2, restarted="its thread watch hung")
    standing.write(agent.file, other)
    said, words = told(agent, capsys, 3)
    assert said["concerns"] == ["agent-of-another-version"]
    assert said["agent"]["restarts"] == 2
    assert "started itself anew 2 times, last because its thread watch hung" in words


def test_another_users_agent_is_none_of_ours(agent: Agent) -> None:
    """As a real other user, who may enter the folders and read none of the files."""
    for folder in (agent.paths.home, *agent.paths.home.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(0o755)
    for folder in [agent.paths.runtime, *agent.paths.runtime.parents]:
        if folder.is_relative_to(agent.paths.home):
            folder.chmod(0o755)
    program = (
        "import os, sys; os.setgid(65534); os.setuid(65534)\n"
        "from datetime import UTC, datetime; from pathlib import Path\n"
        "from app.doctor.agent import find; from app.host.paths import Paths\n"
        "print(find(Paths.below(Path(sys.argv[1])), datetime.now(UTC)).state.value)"
    )
    done = subprocess.run(
        [sys.executable, "-c", PRELOADED + program, agent.paths.home],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "foreign\n"


PRELOADED = "import app.doctor.agent, app.host.paths, app.watch.standing\n"
"""What another user cannot read from our checkout is loaded before becoming one."""


def test_errors_crashes_quiet_silences_exceptions_and_set_ups_are_told(
    agent: Agent, capsys: pytest.CaptureFixture[str]
) -> None:
    paths, now = agent.paths, datetime.now(UTC)
    with closing(Log(paths.state)) as log:
        for number in range(7):
            log.write("problem", {"code": f"c{number}", "what": f"Trouble {number}.", "todo": "Do something."})
        for lost in range(2):
            log.write("gap", {"lost": lost, "reason": "too many files"})
        log.write("setup", {"tool": "good", "state": "planned"})
        log.write("setup", {"tool": "good", "state": "downloading"})
    CrashReports(crash_reports.folder(paths), str).keep("exception", "watch", "ValueError: x")
    silences = (Silence("bad", now, now + timedelta(hours=1)), Silence("old", now, now - timedelta(hours=1)))
    pause = Pause(session="s", since=now, until=now + timedelta(minutes=5), version=1, most_per_hour=3)
    memory.save(paths.state / "alerts.json", Memory(silences=silences, brake=Brake(pause=pause)))
    own_folder(paths.config)
    (paths.config / "config.toml").write_text("quiet_from = 00:00:00\nquiet_until = 23:59:59\n")
    with Place(paths, "good").alone():
        said, words = told(agent, capsys, 0)
    assert [error.get("code") for error in said["errors"]] == ["c3", "c4", "c5", "c6", None]
    assert {"at", "level", "what", "todo"} <= said["errors"][0].keys()
    assert (said["crashes"]["count"], said["crashes"]["last"]["thread"]) == (1, "watch")
    assert [one["tool"] for one in said["silenced"]] == ["bad"]
    assert said["paused"]["until"]
    assert said["quiet"]["now"] is True
    assert [(one["tool"], one["state"]) for one in said["setups"]] == [("good", "downloading")]
    for line in ("Trouble 6. Do something.", "Silenced  bad until", "Paused ", "Quiet ", "Set-up    good: downloading"):
        assert line in words
    assert "Crashed   once" in words
    said, _ = told(agent, capsys, 0)
    assert said["setups"] == [], "its lock is let go of"


def test_what_a_person_mistyped_is_no_error_of_the_agents(
    agent: Agent, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Log(agent.paths.state)) as log:
        log.write("problem", {"code": "of-the-agent", "what": "Trouble.", "todo": "Do something."})
    home = ["--home", str(agent.paths.home)]
    for _ in range(101):  # more than are looked back at
        assert main(["setup", "no-such-tool", *home]) == 1
    said, words = told(agent, capsys, 0)
    assert [error["code"] for error in said["errors"]] == ["of-the-agent"]
    assert "no-such-tool" not in words
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert main(["run", *home, "--url", "https://policy.example.com/", "--root", "/nowhere"]) == 1
    said, _ = told(agent, capsys, 0)
    assert [error["code"] for error in said["errors"]] == ["of-the-agent", "config-unreadable"], "no agent could start"


def test_it_takes_little_of_the_processor(agent: Agent) -> None:
    command: list[str | Path] = [sys.executable, "-c", COUNTED, *agent.command, "--json"]
    instructions = int(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stderr)
    assert instructions < 40_000, "calls of functions, which unlike time are the same on a busy machine"


COUNTED = """
import sys
calls = 0

def count(frame, event, argument):
    global calls
    calls += event == "call"

from app.main import main
sys.setprofile(count)
main(sys.argv[1:])
sys.setprofile(None)
print(calls, file=sys.stderr)
"""


def test_it_says_how_events_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    with closing(Ledger(own_folder(Paths.below(home).state) / "ledger.db")) as ledger:
        box = Outbox(ledger)
        box.use(Events(url="https://siem.acme.example/"))
        box.put(ocsf.set_up("qoder-cli", "1.0", datetime(2026, 7, 15, tzinfo=UTC)))
        box.landed(ReceiverBusy(host="siem.acme.example", answer="503"), 2, time.time() + 60)
    main(["status", "--json", "--home", str(home)])
    outbox = json.loads(capsys.readouterr().out)["outbox"]
    assert (outbox["waiting"], outbox["sent"], outbox["last_error"]["code"]) == (1, 0, "receiver-busy")
    main(["status", "--home", str(home)])
    said = capsys.readouterr().out
    assert "Events    1 waiting, 0 sent, 0 dropped" in said
    assert "siem.acme.example has no time now (answer 503)" in said


def test_events_that_wait_are_told_and_a_damaged_ledger_is_a_concern(
    agent: Agent, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Ledger(agent.paths.state / "ledger.db")) as ledger:
        box = Outbox(ledger)
        box.use(Events(url="https://siem.acme.example/"))
        box.put(ocsf.set_up("good", "1.0", datetime.now(UTC) - timedelta(days=2)))
        busy = ReceiverBusy(host="siem.acme.example", answer="503")
        box.landed(busy, 4, time.time())
    said, words = told(agent, capsys, 3)
    assert (said["concerns"], said["outbox"]["waiting"]) == (["events-not-sent"], 1)
    assert "Events    1 waiting, 0 sent, 0 dropped" in words
    assert busy.happened in words
    for file in agent.paths.state.glob("ledger.db*"):
        file.write_bytes(b"no database" * 1000)
    said, words = told(agent, capsys, 3)
    assert said["outbox"]["problem"]["code"] == "ledger-unusable"
