"""What Signpost itself has stored, as anything of this person could have left it: configuration, memory, records."""

import contextlib
import json
import plistlib
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from app.alerts import memory
from app.asking import store as requests_store
from app.carryover.errors import RecordDamaged
from app.carryover.journal import Journal
from app.elevation import helper, root_owned
from app.elevation.errors import OpenToOthers
from app.elevation.windows import descriptor
from app.enrol import record
from app.enrol.errors import EnrolmentForgotten
from app.enrol.tokens import NotAToken, TokenFile, TokenUnreadable, pasted
from app.host import choices, config, managed
from app.host.config import ConfigUnreadable, NotConfigured
from app.host.paths import Paths
from app.host.settings import Settings
from app.report.activity import Activity, ActivityUnusable
from app.report.ledger import Ledger, LedgerUnusable
from app.setup import clearance, journal, path_edit
from app.setup.attempts import Memory
from app.setup.errors import NotOurEdit, RecordUnreadable
from app.setup.place import Place
from tests.elevation.sddl import binary
from tests.fuzz.target import Run, Target, on_bytes, on_file, on_text

NOW = datetime(2026, 11, 23, tzinfo=UTC)
_ORIGIN = "https://policy.example.com"


def at(name: str, use: Callable[[Paths], object]) -> Run:
    """A file of that name below a home; `name` starts with the folder of `Paths` it lies in."""
    which, _, rest = name.partition("/")

    def run(data: bytes, box: Path) -> object:
        paths = Paths.below(box)
        for folder in (paths.state, paths.config, paths.machine_config, paths.tools, paths.runtime):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = Path(getattr(paths, which)) / rest
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_bytes(data)
        file.chmod(0o600)
        return use(paths)

    return run


def _memory(path: Path) -> None:
    kept = memory.load(path)
    memory.save(path, kept)
    assert memory.load(path) == kept, "what is kept is what was there"


def _requests(path: Path) -> None:
    kept = requests_store.load(path)
    requests_store.save(path, kept)
    assert requests_store.load(path) == kept
    kept.of("bad")


def _config(paths: Paths) -> None:
    (paths.machine_config / "root.json").write_bytes(b'{"signed": {"_type": "root"}}')
    root = str(paths.machine_config / "root.json")
    with contextlib.suppress(ConfigUnreadable):
        config.read_layer(paths.config / "config.toml")
    config.load(paths, Settings(root=root))


def _machine(paths: Paths) -> None:
    (paths.machine_config / "root.json").write_bytes(b'{"signed": {"_type": "root"}}')
    found = config.load(paths, Settings())
    assert found.url.startswith(("https://", "http://"))


def _choices(paths: Paths) -> None:
    path = paths.config / "config.toml"
    before = choices.choices(paths)
    choices.choose(paths, {"language": "de"})
    after = choices.choices(paths)
    assert after.language == "de"
    assert before.quiet_days == after.quiet_days, "what was not chosen stays"
    assert config.read_layer(path).language == "de"


def _place(paths: Paths) -> None:
    place = Place(paths, "paint")
    kept = place.read()
    if kept is not None:
        place.write(kept)
        assert place.read() == kept
        prefix = place.prefix(kept)
        assert prefix is None or prefix.parent == place.folder, "a record names no folder elsewhere"


def _attempts(paths: Paths) -> None:
    kept = Memory(paths)
    kept.may_begin_by_itself("paint", "1.0", NOW)
    kept.failed("paint", "1.0")
    kept.began_by_itself("paint", NOW)
    kept.succeeded("paint")


def _edit(paths: Paths) -> None:
    """A start-up file with whatever in it: our edit, and back, byte for byte."""
    file = paths.home / ".profile"
    before = file.read_bytes()
    lines = (path_edit.BEGIN, "export X=1", path_edit.END)
    if path_edit.BEGIN.encode() in before:
        return
    ended = bool(before) and not before.endswith(b"\n")
    edit = path_edit.Edit(file=str(file), lines=lines, diff="", existed=True, open_ended=ended)
    path_edit.apply(paths, edit)
    path_edit.apply(paths, edit)
    assert path_edit.applied(paths) == edit
    path_edit.undo(paths, edit)
    assert file.read_bytes() == before


def _helper(path: Path) -> None:
    with mock.patch.object(root_owned, "read", lambda place, _largest: place.read_bytes()):
        helper.Helper(path.parent, mock.Mock(), mock.Mock())._read(path)


def _descriptor(data: bytes) -> None:
    """Whoever owns it and whoever may do anything to it is named, or it is said that nobody else may."""
    found = descriptor.read(data)
    for rule in (descriptor.OURS, descriptor.ABOVE, descriptor.KEY):
        trouble = descriptor.trouble(found, rule)
        if found.allowed is None or descriptor.sid(descriptor.written(found.owner)) != found.owner:
            assert trouble


def _ledger(path: Path) -> None:
    _fresh(path)
    with contextlib.closing(Ledger(path)) as ledger:
        ledger.entries()
        ledger.counts()


def _activity(path: Path) -> None:
    _fresh(path)
    with contextlib.closing(Activity(path)) as activity:
        activity.newest(100)


def _fresh(path: Path) -> None:
    """Without what SQLite left beside the file before."""
    for name in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + name).unlink(missing_ok=True)


def _database(schema: str, row: str) -> bytes:
    database = sqlite3.connect(":memory:")
    database.executescript(schema)
    database.execute(row)
    database.commit()
    return database.serialize()


_ACTIVITY = _database(
    "create table happening (number integer primary key, at integer not null, kind text not null, tool text not null,"
    " facts blob not null); create index happening_at on happening (at);",
    "insert into happening values (1, 1, 'setup', 'good', '{}')",
)
_LEDGER = _database(
    "create table event (uid text primary key, time integer not null, class_uid integer not null, state text not null,"
    " reason text not null, payload blob not null) without rowid; create index event_time on event (time);",
    "insert into event values ('a', 1, 1007, 'withheld', 'x', '{}')",
)
_WORDS = (b"\xff", b"[[[", b"null", b"1e400", b"\\ud800", b'"0001-01-01T00:00:00+23:59"', b"9999999999999999999999")
_TOML = (b"\n", b"=", b'"', b"[a]", b"'''", b"https://", b"https://[", b"http://127.0.0.1", b"0x", b"2026-02-30", b"[[")
_URL = b'url = "https://policy.example.com"\n'
_WHEN = b'"2026-11-23T08:00:00Z"'
_RECORD = json.dumps(
    {
        "tool": "paint",
        "kind": "npm",
        "package": "paint",
        "version": "1.0",
        "pin": "0",
        "receipt": {"is": "prefix", "folder": "1.0", "commands": ["paint"]},
        "at": "2026-11-23T08:00:00Z",
    }
).encode()
_WRITTEN = {"scope": "home", "root": "/home/a", "path": ".x", "before": "eA==", "after": "0", "mode": 420}

TARGETS = (
    Target(
        "config-person",
        at("config/config.toml", _config),
        ("app.host.config",),
        (ConfigUnreadable, NotConfigured),
        (_URL + b"poll_seconds = 60\nquiet_from = 22:00:00\nquiet_days = [1, 7]\n", b"a = " + b"1" * 4400),
        _TOML,
        largest=8192,
    ),
    Target(
        "config-managed",
        on_file(lambda path: config.system_layer(managed.Plist(path)), "managed.plist"),
        ("app.host.managed", "app.host.config"),
        (ConfigUnreadable,),
        (
            plistlib.dumps(
                {"url": "https://policy.example.com/", "poll_seconds": 60, "groups": ["a"], "PayloadUUID": "x"}
            ),
            plistlib.dumps({"quiet_from": "22:00:00", "quiet_days": ["1"]}, fmt=plistlib.FMT_BINARY),
        ),
        (b"bplist00", b"\xff", b"<dict>", b"<integer>0x", b"<date>2026-99-99", b"<real>x", b"\x0f\xff", b"<key>url"),
    ),
    Target(
        "config-machine",
        at("machine_config/config.toml", _machine),
        ("app.host.config",),
        (ConfigUnreadable, NotConfigured),
        (
            _URL + b'root = "/dev/null"\ntoken = "a"\nproxy = "http://p:1"\nno_proxy = ["x"]\nca_bundle = "/x"\n'
            b'enrol_url = "https://e/"\nenrol_code = "x"\nnpm_registry = "https://r/"\ngroups = ["a"]\ndevice = "b"\n',
            b'url = "https://[a"\nroot = "/dev/null"\n',
            _URL + b'root = "/dev/null"\nproxy = "http://[a"\n',
        ),
        (*_TOML, b"root = ", b"url = ", b"proxy = ", b"npm_registry = ", b"enrol_url = "),
        largest=8192,
    ),
    Target(
        "config-choices",
        at("config/config.toml", _choices),
        ("app.host.choices",),
        (ConfigUnreadable,),
        (_URL + b'language = "ja"\n# mine\n', b"", b'language = """\nx"""\n'),
        (*_TOML, b"language = "),
    ),
    Target(
        "state-alerts",
        on_file(_memory),
        ("app.alerts.memory",),
        (),
        (b'{"told": {"a": ' + _WHEN + b'}, "sessions": [], "silences": [], "brake": {}}',),
        _WORDS,
    ),
    Target(
        "state-requests",
        on_file(_requests),
        ("app.asking.store",),
        (),
        (
            b'{"requests": [{"id": "0d3c5b1e-0000-4000-8000-000000000000", "tool": "bad", "name": "Bad", "reason": "r",'
            b' "until": '
            + _WHEN
            + b', "at": '
            + _WHEN
            + b', "way": {"mail": "it@example.com"}}], "told": {"bad": '
            + _WHEN
            + b"}}",
        ),
        _WORDS,
    ),
    Target(
        "state-enrolment",
        on_file(record.read),
        ("app.enrol.record",),
        (EnrolmentForgotten,),
        (b'{"url": "https://e/", "code": "0", "attempt": "1", "granted_at": ' + _WHEN + b"}",),
        _WORDS,
    ),
    Target(
        "token-file",
        on_file(lambda path: TokenFile(path, _ORIGIN).read()),
        ("app.enrol.tokens",),
        (TokenUnreadable,),
        (b'{"origin": "https://policy.example.com", "token": "abc"}',),
        _WORDS,
    ),
    Target(
        "token-pasted", on_text(pasted), ("app.enrol.tokens",), (NotAToken,), (b"abc\n",), (b" ", b"\0"), largest=5000
    ),
    Target(
        "setup-record",
        at("tools/paint/installed.json", _place),
        ("app.setup.place",),
        (RecordUnreadable,),
        (
            _RECORD,
            b'{"tool": "paint", "package": "a", "version": "1", "folder": "1", "commands": [], "lock": "", "at": '
            + _WHEN
            + b"}",
        ),
        _WORDS,
    ),
    Target(
        "setup-journal",
        at("tools/paint/journal.json", lambda paths: journal.read(Place(paths, "paint"))),
        ("app.setup.journal",),
        (RecordUnreadable,),
        (b'{"recipe": {"kind": "link"}, "pin": "0", "receipt": {"is": "page", "address": "x"}, "at": ' + _WHEN + b"}",),
        _WORDS,
    ),
    Target(
        "setup-attempts",
        at("state/setups.json", _attempts),
        ("app.setup.attempts",),
        (),
        (b'{"paint": {"version": "1.0", "failures": 2, "by_itself": [' + _WHEN + b"]}}",),
        _WORDS,
    ),
    Target(
        "setup-removals",
        at("state/removals.json", clearance.finish),
        ("app.setup.clearance",),
        (),
        (b'[{"path": "/x/y.signpost-removed-0a", "device": 1, "inode": 2}]',),
        (*_WORDS, b".signpost-removed-", b"/"),
    ),
    Target(
        "path-edit-record",
        at("tools/path-edit.json", path_edit.applied),
        ("app.setup.path_edit",),
        (),
        (b'{"file": "/x", "lines": ["a"], "diff": "", "existed": true, "open_ended": false}',),
        (*_WORDS, b"\\u0000"),
    ),
    Target(
        "start-up-file",
        at("home/.profile", _edit),
        ("app.setup.path_edit",),
        (NotOurEdit,),
        (b"export A=1\n", b"export A=1", b"", b"\r\n"),
        (b"\n", b"# >>> signpost", b"# <<< signpost <<<"),
    ),
    Target(
        "carry-over-journal",
        at("state/carry-over/a--b.1.json", lambda paths: Journal(paths, "a", "b").records()),
        ("app.carryover.journal",),
        (RecordDamaged,),
        (json.dumps({"source": "a", "target": "b", "state": "written", "files": [_WRITTEN]}).encode(),),
        _WORDS,
    ),
    Target(
        "security-descriptor",
        on_bytes(_descriptor),
        ("app.elevation.windows.descriptor",),
        (ValueError,),
        (binary("O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;CI;DCLCRPCR;;;BU)(D;;FW;;;WD)"), binary("O:SY")),
        (descriptor.SYSTEM, descriptor.ADMINISTRATORS, b"\x02\x00"),
        largest=1024,
    ),
    Target(
        "helper-record",
        on_file(_helper),
        ("app.elevation.helper",),
        (OpenToOthers,),
        (b'{"target": "artifacts/a.deb", "manager": "dpkg", "package": "a", "version": "1"}',),
        _WORDS,
    ),
    Target(
        "ledger",
        on_file(_ledger),
        ("app.report.ledger", "app.host.database"),
        (LedgerUnusable,),
        (_LEDGER,),
        (),
        largest=24_576,
    ),
    Target(
        "activity", on_file(_activity), ("app.report.activity",), (ActivityUnusable,), (_ACTIVITY,), (), largest=24_576
    ),
)
