"""The days of a package on a computer: from a bare system to a bare system, a function for each step."""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.cleanroom.another import another
from tests.cleanroom.company import NAME, VERSION, Company
from tests.cleanroom.failure import Failure, insist, soon
from tests.cleanroom.listing import differences, listing
from tests.cleanroom.person import HOME, UID, Mei
from tests.cleanroom.person import NAME as MEI
from tests.cleanroom.room import Room
from tests.support import nginx

_NEWER = "99.0"
_BANNED, _ALSO_BANNED = ("@anthropic-ai/claude-code", "claude"), ("@openai/codex", "codex")
_HOUSE = "/usr/lib/signpost"
_AUTOSTART = "/etc/xdg/autostart/signpost.desktop"
_NOT_HERE = frozenset({"elevation"})
"""What the doctor rightly misses: pkexec comes with what the package recommends, which is not installed here."""


@dataclass
class Days:
    """What one step leaves to the next."""

    room: Room
    deb: Path
    admin: Path | None
    pictures: Path
    work: Path
    stack: contextlib.ExitStack
    url: str = ""
    before: dict[str, str] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)

    @property
    def company(self) -> Company:
        """Whose computer it is."""
        return Company(self.room, self.admin)

    @property
    def mei(self) -> Mei:
        """Who works on it."""
        assert self._mei is not None
        return self._mei

    _mei: Mei | None = None

    def brought(self, file: Path) -> str:
        """A file put into the room; its path there."""
        path = f"/srv/{file.name}"
        self.room.at(path).write_bytes(file.read_bytes())
        return path

    def log(self) -> str:
        """What the parts said: for whoever reads of a failure."""
        texts = []
        home = self.room.at(HOME)
        for file in (*sorted(home.glob("*.log")), *sorted(home.glob(".local/state/signpost/signpost.log"))):
            with contextlib.suppress(OSError):
                texts.append(f"--- {file.name}\n" + file.read_text("utf-8", errors="replace")[-3000:])
        return "\n".join(texts)


def bare_system(days: Days) -> str:
    """A bare system with one ordinary user"""
    days.room.output("useradd", "--create-home", "--uid", str(UID), "--shell", "/bin/bash", MEI)
    insist(not list(days.room.at("/usr/bin").glob("python3*")), "there is a Python in the room")
    days.before = listing(days.room.folder)
    return f"{len(days.before)} paths, no Python"


def company_signs(days: Days) -> str:
    """The company signs its policy and serves it by nginx"""
    if days.admin is not None:
        days.room.apt("install", days.brought(days.admin))
    days.company.found()
    days.url = days.stack.enter_context(nginx.serving(days.company.public, days.work / "nginx"))
    return "signpost-admin from its package" if days.admin else "signpost-admin from the checkout"


def installs(days: Days) -> str:
    """apt installs the program and the company's configuration"""
    configuration = days.company.configuration(days.url, 1, "poll_seconds=30")
    said = days.room.apt("install", days.brought(days.deb), configuration)
    insist("signpost" in days.room.output("signpost", "--version"), "signpost does not answer", said)
    new = next((line for line in said.splitlines() if "newly installed" in line), "")
    return new.partition(",")[2].strip()


def logs_in(days: Days) -> str:
    """Mei logs in: Signpost starts by its autostart entry and takes the policy"""
    days._mei = mei = Mei(days.room, days.pictures)
    days.stack.callback(mei.leaves)
    mei.logs_in()
    soon(lambda: mei.agent() and mei.is_well(), "a fresh policy")
    source = mei.status()["watch"]["agent"]["source"]
    return f"policy fresh, launches seen by {source}"


def banned_tool(days: Days) -> str:
    """She starts a banned tool: one notification, on her bus and on her screen"""
    mei = days.mei
    mei.starts(*_BANNED)
    soon(lambda: mei.notified("Claude Code"), "a notification of Claude Code on the bus")
    soon(lambda: mei.sees("Set up Qoder CLI"), "the notification's button on the screen")
    mei.picture("1-alert")
    insist(mei.notified("Claude Code") == 1, "there was more than one")
    insist(len(mei.log("alert")) == 1, "there was more than one alert", str(mei.log("alert")))
    return "1 notification, 1 picture"


def sets_up(days: Days) -> str:
    """She clicks Set up: the approved tool comes from the company's bundle and answers"""
    mei = days.mei
    mei.presses("Set up Qoder CLI")
    said = soon(lambda: mei.in_new_terminal("qodercli --version").strip(), "an answer of qodercli")
    insist(said == VERSION, f"qodercli says {said}")
    soon(lambda: mei.log("setup-done"), "a set-up that is done")
    mei.picture("2-set-up")
    return f"qodercli --version says {said}"


def asks(days: Days) -> str:
    """status, doctor and explain answer"""
    mei = days.mei
    mei.signpost("status")
    found = json.loads(mei.signpost("doctor", "--json", codes=(0, 3)).splitlines()[-1])["findings"]
    failed = [
        f"{one['check']}: {one['said']}" for one in found if one["grade"] == "failed" and one["check"] not in _NOT_HERE
    ]
    insist(not failed, f"the doctor finds {'; '.join(failed)}")
    said = mei.signpost("explain", f"{HOME}/claude/bin/claude")
    insist("claude-code" in said and "banned" in said, "explain does not know it", said)
    return f"{len(found)} findings, none failed but pkexec's"


def configured_anew(days: Days) -> str:
    """The configuration changes while Signpost runs: an edit, a broken one, the package's next release"""
    mei, file = days.mei, days.room.at("/etc/signpost/config.toml")
    pid = mei.agent()
    file.write_text('groups = ["pilot"]\n')
    _taken_up(mei, 1)
    file.write_text("groups = pilot\n")
    soon(lambda: [one for one in mei.log("problem") if one["code"] == "config-kept"], "a word about a broken file")
    insist(mei.agent() == pid, "a broken file ended the agent")
    file.write_text('groups = ["pilot"]\n# kept by hand\n')
    days.room.apt("install", days.company.configuration(days.url, 2, "poll_seconds=45", "device=lt-0042"))
    _taken_up(mei, 2)
    insist("lt-0042" in mei.signpost("settings"), "the device's name is not taken up")
    insist(mei.agent() == pid, "it is another process")
    return "3 changes, the same process"


def _taken_up(mei: Mei, times: int) -> None:
    """The agent took a changed configuration up, that often by now, and has started anew with it."""
    soon(lambda: len(mei.log("configuration")) == times, "the configuration taken up")
    soon(lambda: len(mei.log("started")) == times + 1, "the agent started anew")
    soon(mei.is_well, "a fresh policy")


def upgrade(days: Days) -> str:
    """apt upgrades while she works: the agent moves over, nothing is told twice, edits in /etc stay"""
    mei = days.mei
    pid, build, records, told = mei.agent(), mei.build(), mei.records(), mei.notified("Claude Code")
    autostart = days.room.at(_AUTOSTART)
    autostart.write_text(autostart.read_text() + "X-Kept=by hand\n")
    days.kept = {path: days.room.at(path).read_bytes() for path in (_AUTOSTART, "/etc/signpost/config.toml")}
    newer = another(days.deb, _NEWER, days.work)
    days.room.apt("-o", "Dpkg::Options::=--force-confold", "install", days.brought(newer))
    soon(lambda: mei.build() not in ("", build), "the agent in its new version")
    soon(mei.is_well, "a fresh policy")
    insist(mei.agent() == pid, "it is another process")
    insist(set(records) <= set(mei.records()), "records are gone")
    for path, data in days.kept.items():
        insist(days.room.at(path).read_bytes() == data, f"{path} is not as it was edited")
    mei.starts(*_ALSO_BANNED)
    soon(lambda: mei.notified("Codex CLI"), "the policy still enforced")
    mei.picture("3-upgraded")
    insist(mei.notified("Claude Code") == told, "Claude Code was told of again")
    soon(lambda: _versions(days) == [mei.build()], "an end of the version before")
    return f"{build} -> {mei.build()}, the same process"


def killed(days: Days) -> str:
    """kill -9: it is started again, and tells nothing twice"""
    mei = days.mei
    told = mei.notified("Codex CLI")
    pid = mei.kill()
    soon(lambda: mei.agent() not in (0, pid), "a new agent")
    soon(mei.is_well, "a fresh policy")
    insist(mei.notified("Codex CLI") == told, "Codex CLI was told of again")
    return f"process {pid} -> {mei.agent()}"


def downgrade(days: Days) -> str:
    """apt goes back to the version before; records of a newer form are kept whole beside"""
    mei = days.mei
    build, records = mei.build(), mei.records()
    days.room.apt("-o", "Dpkg::Options::=--force-confold", "--allow-downgrades", "install", f"/srv/{days.deb.name}")
    soon(lambda: mei.build() not in ("", build), "the agent in its old version")
    soon(mei.is_well, "a fresh policy")
    insist(set(records) <= set(mei.records()), "records are gone")
    mei.quits()
    with contextlib.closing(sqlite3.connect(mei.state / "ledger.db")) as ledger:  # as a version to come would leave it
        ledger.execute("pragma user_version = 2")
    said = mei.signpost("ledger", codes=(1,))
    insist("newer Signpost" in said, "a newer form is not said", said)
    mei.logs_in()
    soon(lambda: mei.agent() and mei.is_well(), "a fresh policy")
    soon(lambda: [one for one in mei.log("problem") if one["code"] == "kept-for-newer"], "a word about the newer form")
    with contextlib.closing(sqlite3.connect(mei.state / "ledger.format-2.db")) as ledger:
        there = {row[0] for row in ledger.execute("select uid from event")}
    insist(set(records) <= there, "records are gone")
    return f"{len(records)} records kept"


def removed(days: Days) -> str:
    """apt removes it: what runs ends, the configuration stays"""
    mei = days.mei
    for name in ("Claude Code", "Codex CLI"):
        insist(mei.notified(name) == 1, f"{name} was told of {mei.notified(name)} times in all")
    mei.ends("claude")
    mei.ends("codex")
    days.room.apt("remove", "signpost")
    insist(not days.room.running(_HOUSE), f"still runs: {days.room.running(_HOUSE)}")
    insist(not days.room.commands("/usr/lib/signpost/supervise"), "still kept running")
    insist(not days.room.at(_HOUSE).exists(), "its folder is still there")
    for path, data in days.kept.items():
        insist(days.room.at(path).read_bytes() == data, f"{path} is not as it was edited")
    return "no process, no program; /etc as it was"


def purged(days: Days) -> str:
    """Purged, nothing is left but her own files and the company's; without the company's, nothing but hers"""
    days.room.apt("purge", "signpost", *(["signpost-admin"] if days.admin is not None else []))
    days.room.apt("autoremove", "--purge")
    companys = days.room.output("dpkg", "--listfiles", f"signpost-config-{NAME}").splitlines()
    _nothing_but(days, HOME, "/etc/signpost", *(path for path in companys if path not in days.before and path != "/."))
    insist(days.room.at(f"/etc/signpost/managed.d/{NAME}.toml").is_file(), "the company's configuration is gone")
    insist(days.room.at(f"{HOME}/.local/state/signpost/ledger.db").is_file(), "her own records are gone")
    days.room.apt("purge", f"signpost-config-{NAME}")
    days.room.at("/etc/signpost/config.toml").unlink()
    with contextlib.suppress(OSError):
        days.room.at("/etc/signpost").rmdir()
    _nothing_but(days, HOME)
    insist(days.mei.in_new_terminal("qodercli --version").strip() == VERSION, "the tool she set up is gone")
    return "0 paths differ"


def _nothing_but(days: Days, *ours: str) -> None:
    left = differences(days.before, listing(days.room.folder), *ours)
    insist(not left, f"{len(left)} paths are not as they were", "\n".join(left[:80]))


def _versions(days: Days) -> list[str]:
    return sorted(path.name for path in days.room.at(f"{_HOUSE}/versions").iterdir())


STEPS: Sequence[Callable[[Days], str]] = (
    bare_system, company_signs, installs, logs_in, banned_tool, sets_up, asks, configured_anew, upgrade, killed,
    downgrade, removed, purged,
)  # fmt: skip


def title(step: Callable[[Days], str]) -> str:
    """What a step is called."""
    return (step.__doc__ or "").strip()


def walk(days: Days) -> Iterator[tuple[Callable[[Days], str], Callable[[], str]]]:
    """Every step with what takes it. A step that fails says so, with what the parts said."""
    for step in STEPS:

        def take(step: Callable[[Days], str] = step) -> str:
            try:
                return step(days)
            except Failure as failure:
                raise Failure(failure.happened, f"{failure.log}\n{days.log()}".strip()) from failure

        yield step, take
