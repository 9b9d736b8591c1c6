"""What IT's command line reads: authored YAML, published files, keys, archives, requests for tokens, launches."""

import contextlib
import gzip
import io
import json
import shutil
import sqlite3
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from unittest import mock

from app.admin import document, exceptedit, keys, locks, online, pending, pkcs8, settings
from app.admin.bundle import folder as bundled
from app.admin.bundle import npm_contents, pypi_contents
from app.admin.bundle.errors import BundleImpossible
from app.admin.check import check_bytes
from app.admin.devices import intake
from app.admin.devices.database import Database
from app.admin.devices.errors import Refusal
from app.admin.devices.service import Service
from app.admin.devices.tokens import Tokens
from app.admin.errors import KeyUnusable, NotARepository, PassphraseMissing, PendingUnusable, RepositoryDamaged
from app.admin.opened import open_policy
from app.admin.passphrase import Passphrases
from app.admin.repository import SignedRepository, open_repository
from app.errors import SignpostError
from app.setup import lock as npm_lock
from app.trial import rows
from app.trial.errors import LaunchesUnreadable
from tests.fuzz.target import Target, on_bytes, on_file
from tests.fuzz.targets.policy import SMALL
from tests.sync.company import LOCK, POLICY

_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_YAML = POLICY.format(word="no").encode()
_EXCEPTIONS = (
    b"exceptions:\n  - id: EX-1\n    tool: bad\n    users: [ana]\n    until: 2026-01-01T00:00:00Z\n    reason: x\n"
)


def _yaml(data: bytes) -> None:
    parsed, problems = document.parse(data)
    assert parsed is not None or problems, "who gets nothing is told why"
    if parsed is not None:
        json.dumps(parsed.value, default=str)


def _check(data: bytes, box: Path) -> None:
    (box / "lock.json").write_text(LOCK)
    report = check_bytes(data, box, _NOW)
    assert report.authored is not None or report.errors
    for problem in report.problems:
        problem.line("policy.yaml").encode("utf-8", "surrogatepass")


def _edited(data: bytes) -> None:
    parsed, _ = document.parse(data)
    entry = {"id": "EX-2", "tool": "bad", "users": ["ana"], "until": "2026-12-01T00:00:00Z", "reason": "r: #"}
    added = exceptedit.with_exception(data, entry)
    if added is not None and parsed is not None:
        again, _ = document.parse(added)
        assert again is not None
        held = again.value["exceptions"]
        assert entry in held, "what was put in is there"
    left, gone = exceptedit.without_ended(data, _NOW)
    if left is not None and gone:
        whole, _ = document.parse(left)
        assert whole is not None
        assert all(one.get("id") not in gone for one in whole.value.get("exceptions") or [] if isinstance(one, dict))


def _opened(path: Path) -> None:
    open_policy(path, _NOW)


def _pending(data: bytes, box: Path) -> None:
    (box / "pending.json").write_bytes(data)
    (box / "signpost-admin.json").write_bytes(b'{"keys": {}}')
    pending.load(open_repository(box, _NOW))


def _settings(data: bytes, box: Path) -> None:
    (box / "signpost-admin.json").write_bytes(data)
    settings.read(box).named("a")


def _stored(data: bytes, box: Path) -> None:
    """A role of the repository, as it lies on disk."""
    (box / "signpost-admin.json").write_bytes(b'{"keys": {}}')
    metadata = box / "public/metadata"
    metadata.mkdir(parents=True, exist_ok=True)
    (metadata / "timestamp.json").write_bytes(data)
    repository: SignedRepository = open_repository(box, _NOW)
    repository.open("timestamp")


def _key(path: Path) -> None:
    with contextlib.suppress(KeyUnusable):
        keys.public_file(path)
    pkcs8.is_encrypted(path.read_bytes())
    with mock.patch.object(keys, "is_encrypted", return_value=False):
        keys.load(path, None, Passphrases())


def _archive(path: Path) -> None:
    out = path.parent / "beside/unpacked"
    shutil.rmtree(out.parent, ignore_errors=True)
    out.parent.mkdir()
    bundled.unpack(path, out)


def _npm_account(data: bytes, box: Path) -> None:
    """The first byte says which of npm's files these bytes are."""
    place = box / "npm/node_modules/@good/tool"
    place.mkdir(parents=True, exist_ok=True)
    files = {box / "npm/node_modules/.package-lock.json": LOCK.encode(), place / "package.json": b'{"bin": "x.js"}'}
    files[tuple(files)[data[0] % 2 if data else 0]] = data[1:]
    for path, held in files.items():
        path.write_bytes(held)
    (place / "x.js").write_bytes(b"0;")
    listed = npm_contents.account(box / "npm")
    npm_contents.commands("@good/tool", box / "npm", "")
    with contextlib.suppress(ValueError):
        npm_lock.installed((box / "npm/node_modules/.package-lock.json").read_bytes())
        npm_contents.parts(box / "npm", listed)


def _python_record(data: bytes, box: Path) -> None:
    info = box / "pypi/site-packages/paint-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_bytes(b"Name: paint\nVersion: 1.0\n")
    (info / "RECORD").write_bytes(data)
    pypi_contents.settle(box / "pypi/site-packages")


def _locked(data: bytes, box: Path) -> None:
    (box / "lock").write_bytes(data)
    list(online._hosts(box, "lock"))
    for kind in ("npm", "pypi"):
        recipe = {"kind": kind, "package": "@good/tool", "version": "1.0.0", "lock": "lock"}
        assert all(one.message for one in locks.findings(box, ("recipes",), recipe))


def _asked(data: bytes, box: Path) -> None:
    """The first byte says which request this is the body or the token of."""
    store = box / "devices.db"
    with contextlib.suppress(OSError):
        store.unlink()
    database = Database(store)
    log: list[str] = []
    try:
        service = Service(Tokens(database), 1000, log.append, now=lambda: 1.0, monotonic=lambda: 1.0)
        path = ("/enrol", "/rotate", "/check", data[1:20].decode("utf-8", "replace"))[data[0] % 4 if data else 0]
        environ: dict[str, Any] = {
            "PATH_INFO": path,
            "REQUEST_METHOD": "GET" if path == "/check" else "POST",
            "CONTENT_LENGTH": str(len(data[1:])),
            "HTTP_AUTHORIZATION": "Bearer " + data[1:].decode("latin-1"),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(data[1:]),
        }
        said: list[str] = []
        body = b"".join(service(environ, cast(Any, lambda status, _headers: said.append(status))))
        assert int(said[0].split()[0]) in {one.value for one in HTTPStatus}
        assert not said[0].startswith("2"), "nobody gets in without a code or a token that was given"
        assert not body or isinstance(json.loads(body), dict)
    finally:
        database.close()


def _batch(data: bytes, box: Path) -> None:
    """What a device posts: as it is, or packed where the first byte is odd."""
    packed = bool(data and data[0] % 2)
    environ = {"CONTENT_LENGTH": str(len(data[1:])), "wsgi.input": io.BytesIO(data[1:])}
    environ |= {"HTTP_CONTENT_ENCODING": "gzip"} if packed else {}
    found = intake.events_of(intake.body_of(cast(Any, environ)))
    assert all(b"\n" not in line for _, line in found)
    with contextlib.closing(intake.Intake(box / "events", lambda: 1.0)) as into:
        into.add(found)
        assert into.add(found) == 0, "each once"


def _devices(path: Path) -> None:
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    database = Database(path)
    try:
        Tokens(database).check("token", 1)
    finally:
        database.close()


def _rows(path: Path) -> None:
    for row in rows.read(path):
        row.launch()


def _database() -> bytes:
    made = sqlite3.connect(":memory:")
    made.execute("create table device (number integer primary key, name text)")
    made.commit()
    return made.serialize()


_WORDS = (b"\xff", b"[[[", b"null", b"1e400", b"\\ud800", b"{}", b'":', b"\n", b"-1")
_YAML_WORDS = (
    b"\n",
    b"  ",
    b"- ",
    b": ",
    b"&a",
    b"*a",
    b"<<: ",
    b"!!python/object:x",
    b"|\n",
    b">\n",
    b"---\n",
    b"? ",
    b"{",
    b"}",
    b"[",
    b"]",
    b"'",
    b'"',
    b"\\U00110000",
    b"0x",
    b"1_000",
    b".inf",
    b"2026-02-30",
    b"tools:",
    b"exceptions:",
    b"\xff",
    b"until: ",
    b"versions: vers:npm/",
    b"9" * 4400,
)


def targets() -> tuple[Target, ...]:
    """Made when asked for: a private key is drawn for them."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    private = Ed25519PrivateKey.generate()
    pems = (
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )
    from tests.fuzz.targets.setup import _bundles, _vsix

    return (
        Target("yaml", on_bytes(_yaml), ("app.admin.document",), (), (_YAML, _EXCEPTIONS), _YAML_WORDS),
        Target(
            "policy-yaml",
            _check,
            (
                "app.admin.check",
                "app.admin.authoring",
                "app.admin.rules",
                "app.admin.carryover",
                "app.admin.cases",
                "app.admin.exempt",
            ),
            (),
            (_YAML, _YAML + _EXCEPTIONS),
            _YAML_WORDS,
        ),
        Target(
            "exceptions-edited",
            on_bytes(_edited),
            ("app.admin.exceptedit",),
            (),
            (_YAML + _EXCEPTIONS, _EXCEPTIONS),
            _YAML_WORDS,
        ),
        Target(
            "policy-file",
            on_file(_opened, "policy.json"),
            ("app.trial.published",),
            (SignpostError,),
            (SMALL, _YAML),
            (*_WORDS, b'"format"'),
        ),
        Target(
            "pending",
            _pending,
            ("app.admin.pending",),
            (PendingUnusable, RepositoryDamaged),
            (b'{"metadata": {"targets": "{}"}, "targets": {"a": "eA=="}, "large": {}}',),
            (*_WORDS, b'"root"', b'"policy"', b"%%%"),
        ),
        Target(
            "admin-settings",
            _settings,
            ("app.admin.settings",),
            (RepositoryDamaged, NotARepository),
            (b'{"keys": {"a": {"name": "root-1", "uri": "file2:keys/a"}}}',),
            _WORDS,
        ),
        Target("stored-metadata", _stored, ("app.admin.stored",), (RepositoryDamaged,), (b'{"signed": {}}',), _WORDS),
        Target(
            "key-file",
            on_file(_key),
            ("app.admin.keys", "app.admin.pkcs8"),
            (KeyUnusable, PassphraseMissing),
            pems,
            (b"-----BEGIN ",),
        ),
        Target(
            "vendor-archive",
            on_file(_archive),
            ("app.admin.bundle.folder",),
            (BundleImpossible,),
            (*_bundles()[1], _vsix(b"{}")),
            (b"ustar\x0000", b"../", b"PK\3\4", b"PK\1\2", b"2", b"L", b"\0\0\x08\0", b"\x63\0"),
            largest=16_384,
        ),
        Target(
            "npm-account",
            _npm_account,
            ("app.admin.bundle.npm_contents",),
            (BundleImpossible,),
            (
                b"\0" + LOCK.encode(),
                b'\1{"bin": {"paint": "./x.js"}, "license": {"type": "MIT"}}',
                b'\1{"bin": "\xff"}',
            ),
            (*_WORDS, b'"bin":', b'"license":', b"../"),
        ),
        Target(
            "python-record",
            _python_record,
            ("app.admin.bundle.pypi_contents",),
            (BundleImpossible,),
            (b"paint/a.py,,\npaint-1.0.dist-info/RECORD,,\n",),
            (b",", b'"', b"\0", b"../", b"\xff", b"\n"),
        ),
        Target(
            "authored-lock",
            _locked,
            ("app.admin.locks", "app.admin.online"),
            (),
            (LOCK.encode(),),
            (*_WORDS, b'"packages":'),
        ),
        Target(
            "device-request",
            _asked,
            ("app.admin.devices.service", "app.admin.devices.tokens"),
            (Refusal,),
            (b'\0{"code": "a", "device": "lt-1", "attempt": "1"}', b"\1token", b"\2token", b"\3/x"),
            (*_WORDS, b'"code":', b'"device":', b"\xc3\xa9"),
        ),
        Target(
            "events-batch",
            _batch,
            ("app.admin.devices.intake",),
            (Refusal,),
            (b'\0{"class_uid": 1007, "metadata": {"uid": "a"}}\n', b"\1" + gzip.compress(b"{}")),
            (*_WORDS, b'"metadata":', b'"uid":', b"\n"),
        ),
        Target(
            "device-store", on_file(_devices), ("app.admin.devices.database",), (SignpostError,), (_database(),), ()
        ),
        Target(
            "recorded-launches",
            on_file(_rows),
            ("app.trial.rows",),
            (LaunchesUnreadable,),
            (b'{"launch_id": 1, "seq": 0, "exe": "/x", "argv": ["a"], "env": {"A": "b"}}\n\n',),
            (*_WORDS, b'"launch_id":', b'"seq":'),
        ),
    )
