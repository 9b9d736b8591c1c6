"""Events on their way: what a receiver answers, what waits in the ledger's file, and what IT's report reads of them."""

import contextlib
import functools
import gzip
import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from app.admin.report import events
from app.admin.report import lines as event_lines
from app.admin.report.classes import LONGEST_TEXT
from app.admin.report.errors import EventsUnreadable
from app.admin.report.events import Counted
from app.admin.report.lines import Reading
from app.admin.report.store import Store
from app.asking import inbox
from app.doctor import private, situation
from app.host import crash_reports
from app.host.archives import zstd
from app.host.paths import Paths
from app.host.redaction import Redaction
from app.policy.events import Events, Format
from app.report import ocsf, wire
from app.report.answer import Answer, retry_after, understood
from app.report.ledger import Ledger, LedgerUnusable
from app.report.outbox import Outbox
from app.report.outbox_standing import outbox_standing
from app.report.room import Room
from app.runtime import inventory
from tests.fuzz.target import Target, on_bytes, on_file, on_text
from tests.fuzz.targets.state import NOW, at
from tests.support.events import POLICY, TOOL, VERDICT

_LATEST = int(NOW.timestamp() * 1000)
_FORMATS: tuple[Format, ...] = ("ndjson", "splunk-hec", "otlp")
_STATUSES = (200, 204, 302, 400, 401, 413, 415, 429, 500, 503, 599)


def _event(line: bytes) -> None:
    said = events.read(line, _LATEST)
    if isinstance(said, Counted):
        assert said.weight >= 1
        assert len(said.tool) <= LONGEST_TEXT
        with Store() as store:
            store.add([said, said])
            assert store.settle() == 1, "the same event counts once"


def _file(path: Path) -> None:
    reading = Reading()
    for line, _whole in event_lines.lines(path, reading):
        assert 0 < len(line) <= event_lines.LONGEST
        assert b"\n" not in line


def _answer(data: bytes) -> None:
    """The first two bytes choose format and status, the first line is `Retry-After`."""
    form, status = _FORMATS[data[0] % 3] if data else "ndjson", _STATUSES[data[1] % len(_STATUSES)] if data[1:] else 200
    wait, _, body = data[2:].partition(b"\n")
    headers = {"Retry-After": wait.decode("latin-1")}
    said = understood(form, status, headers, body, NOW)
    assert isinstance(said, Answer)
    assert said.after is None or 0 <= said.after <= 3600
    assert said.rejected >= 0
    retry_after(body.decode("utf-8", "replace"), NOW)


def _outbox(data: bytes, box: Path) -> None:
    """An event that waits, and whose bytes are others by now; then repeats, and no room."""
    path = box / "ledger.db"
    for name in ("", "-wal", "-shm"):
        Path(f"{path}{name}").unlink(missing_ok=True)
    with contextlib.closing(Ledger(path)) as ledger:
        queue = Outbox(ledger, Room(rows=2), NOW.timestamp)
        queue.use(Events(url="https://siem.acme.example/"))
        queue.put(ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW, "s1"))
        with ledger.change() as db:
            db.execute("update event set payload = ?", (data,))
        for seconds in range(4):
            queue.put(ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW + timedelta(seconds=seconds), f"s{seconds % 2}"))
        ledger.entries()
        for parcel in queue.hand_out(10, 100_000):
            for form in _FORMATS:
                body, _ = wire.enveloped(form, [parcel])
                assert parcel.uid.encode() in body or form == "ndjson"


def _standing(path: Path) -> None:
    for name in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    assert outbox_standing(path.parent).as_json()["waiting"] >= 0


@functools.cache
def _ledger() -> bytes:
    """A ledger with an event that waits, and trouble on its way."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with contextlib.closing(Ledger(path)) as ledger:
            queue = Outbox(ledger, Room(), NOW.timestamp)
            queue.use(Events(url="https://siem.acme.example/"))
            queue.put(ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW, "s1"))
            queue.landed(LedgerUnusable(path="x", detail="y"), 3, NOW.timestamp())
            with ledger.read() as db:
                db.execute("pragma wal_checkpoint(truncate)")
                db.execute("pragma journal_mode=delete")
        return path.read_bytes()


def _kept_secrets(path: Path) -> None:
    home = Paths.below(path.parent)
    found = private.words(None, msgspec.structs.replace(home, state=path.parent), {})
    assert all(len(one) >= 3 for one in found)


_HOME = "/home/somebody-with-a-long-name"
_LEAVE_OUT = Redaction({"planted": "<secret>", _HOME: "~"})


def _redacted(text: str) -> None:
    assert _HOME not in _LEAVE_OUT(text)


def _inbox(path: Path) -> None:
    for wish in inbox.take(path.parent):
        assert wish.until is None or wish.until.tzinfo is not None
    assert not path.exists(), "what was taken is gone"


def _crash(path: Path) -> None:
    crash_reports.pause(crash_reports.reports(path.parent), NOW)
    list(crash_reports.texts(path.parent))


_LAUNCH = json.dumps(ocsf.banned_launch(POLICY, VERDICT, TOOL, datetime(2026, 11, 1, tzinfo=UTC), "s1")).encode()
_SET_UP = json.dumps(ocsf.set_up("qoder-cli", "1.0", datetime(2026, 11, 1, tzinfo=UTC))).encode()
_LOST = json.dumps(ocsf.events_dropped(datetime(2026, 11, 1, tzinfo=UTC), {"launches": 3})).encode()
_WORDS = (b"\xff", b"[[[", b"null", b"1e400", b"\\ud800", b'"count": 99999999999999999999', b"-1", b'"time": NaN',
          b'"unmapped":', b'"metadata":', b'"uid":', b'"until": "9999-12-31T23:59:59-23:59"')  # fmt: skip

TARGETS = (
    Target(
        "event-line",
        on_bytes(_event),
        ("app.admin.report.events", "app.admin.report.store"),
        (),
        (_LAUNCH, _SET_UP, _LOST),
        _WORDS,
    ),
    Target(
        "event-file",
        on_file(_file),
        ("app.admin.report.lines",),
        (EventsUnreadable,),
        (
            _LAUNCH + b"\n" + _SET_UP,
            gzip.compress(_LAUNCH + b"\n"),
            zstd.compress(_LAUNCH, level=1),
            b"\xef\xbb\xbf{}\n",
        ),
        (b"\n", b"\r", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\xef\xbb\xbf"),
    ),
    Target(
        "receiver-answer",
        on_bytes(_answer),
        ("app.report.answer",),
        (),
        (
            b"\x00\x0730\n",
            b'\x01\x00\n{"text": "Success", "code": 0}',
            b'\x02\x00\n{"partialSuccess": {"rejectedLogRecords": "3", "errorMessage": "x"}}',
            b"\x00\x07Mon, 23 Nov 2026 09:00:00 GMT\n",
        ),
        (*_WORDS, b'"code":', b'"rejectedLogRecords":', b"GMT", b"+9999", b"9999999999", b"\n"),
    ),
    Target(
        "outbox",
        _outbox,
        ("app.report.outbox", "app.report.wire", "app.report.room"),
        (LedgerUnusable,),
        (_LAUNCH, b"{}", b'{"metadata": {}}'),
        _WORDS,
    ),
    Target(
        "asked-on-the-command-line",
        on_file(_inbox, "asked/1.json"),
        ("app.asking.inbox",),
        (),
        (b'{"tool": "bad", "reason": "x", "until": "2026-12-01T00:00:00Z"}', b'{"tool": "bad"}'),
        _WORDS,
    ),
    Target(
        "outbox-standing",
        on_file(_standing, "ledger.db"),
        ("app.report.outbox_standing",),
        (LedgerUnusable,),
        (_ledger(),),
        (b"waiting", b'{"what"', b"\xff", b"\x7f" * 8),
        largest=65_536,
    ),
    Target(
        "kept-secret",
        on_file(_kept_secrets, "token.json"),
        ("app.doctor.private",),
        (),
        (b'{"origin": "https://policy.example.com", "token": "planted-in-a-file"}', b'[{"secret": ["planted", {}]}]'),
        (b'"token":', b'"code":', b"[" * 40, b"null", b"\\ud800"),
    ),
    Target(
        "redaction",
        on_text(_redacted),
        ("app.host.redaction",),
        (),
        (b'{"token": "a\\u0062c"} Bearer abcdefgh planted', b"https://lin:planted@x/ -----BEGIN PRIVATE KEY-----"),
        (b"\\", b"%25", b"&#", b"\\u0070", b"%70", b"://", b"@", b"=", b"token", b"-----BEGIN PRIVATE KEY-----"),
    ),
    Target(
        "crash-report",
        on_file(_crash, "crash-1.json"),
        ("app.host.crash_reports",),
        (),
        (b'{"at": "2026-11-23T08:00:00Z", "kind": "exception", "version": "1", "traceback": ["a"]}',),
        (*_WORDS, b'"at": "0001-01-01T00:00:00"'),
    ),
    Target(
        "inventory-told",
        on_file(inventory._read),
        ("app.runtime.inventory",),
        (),
        (b'{"at": "2026-11-23T08:00:00Z", "tools": {"bad": ["1.0"]}}',),
        _WORDS,
    ),
    Target(
        "status-of-alerts",
        at("state/alerts.json", situation._memory),
        ("app.doctor.situation",),
        (),
        (b'{"told": {}, "sessions": [], "silences": [], "brake": {}}',),
        _WORDS,
    ),
)
