"""What programs we start print and write, and what a desktop and a shell would start: npm, pip, our own look around."""

import contextlib
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest import mock

from app.admin import kms, stages, verify
from app.admin.bundle import npm as bundled_npm
from app.admin.bundle import pypi as bundled_pypi
from app.admin.bundle.errors import BundleImpossible
from app.admin.errors import NotARepository, RepositoryDamaged
from app.admin.passphrase import Passphrases
from app.admin.repository import open_repository
from app.admin.rollout import company
from app.admin.rollout.errors import RootUnusable, SettingWrong
from app.desktop.window.remembered import recall
from app.doctor import policy_host, trust
from app.errors import SignpostError
from app.host.autostart import Autostart
from app.host.conversation import NoAnswer
from app.host.paths import Paths
from app.host.run import Result
from app.policy import model
from app.policy.person import Person
from app.report import log
from app.report import recall as log_recall
from app.report.entry import Level
from app.runtime import around
from app.runtime.around import Asked, LookFailed
from app.runtime.errands import passed
from app.runtime.errands.errand import Reply
from app.runtime.errands.looks import Looked
from app.setup import npm
from app.setup.errors import NodeTooOld, NpmBroken
from app.trial import wrappers
from app.trial.candidates import Candidates
from tests.fuzz.target import Target, on_bytes, on_text
from tests.fuzz.targets.policy import SMALL
from tests.fuzz.targets.state import NOW


def _said(text: str) -> Any:
    return lambda *_args, **_options: Result(0, text, "")


def _npm_version(text: str) -> None:
    with mock.patch.object(npm, "run", _said(text)):
        found = npm.find("paint", sys.executable, {}, Path("/"), threading.Event())
    assert found.node, "an npm that answers has a Node"


def _npm_view(text: str) -> None:
    asking = SimpleNamespace(_run=lambda *_: text, _calm=list, _scratch=Path("/"), _wanted="paint")
    bundled_npm.Packager._newest(cast(Any, asking), "node", "24")


def _pip_report(data: bytes, box: Path) -> None:
    (box / "report.json").write_bytes(data)
    asked = bundled_pypi.Asked("paint", "1.0", "3.12", "linux-x64")
    with mock.patch.object(bundled_pypi, "_run"):
        bundled_pypi._lock([], asked, box)


def _look(text: str, box: Path) -> None:
    with mock.patch.object(around, "run", _said(text)):
        found = around.look_around(Asked(model.load(SMALL), Person(), "/"), box, threading.Event())
    assert len(found) <= text.count("\n") + 1


def _errand(data: bytes) -> None:
    reply = passed.read(data, Reply)
    if reply.error is not None:
        assert str(passed.error_of(reply.error))
    else:
        passed.converted(reply.answer, Looked)


def _shell(text: str) -> None:
    """A line of a shell, and of a desktop's `Exec=`."""
    behind = wrappers._line(text, {}, "/")
    assert behind is None or behind.argv
    found = object.__new__(Candidates)
    found._home, found._env = "/", {"PATH": "/usr/bin", "HOME": "/"}
    for one in found._started_by(text):
        assert one.launch.exe


def _log(data: bytes, box: Path) -> None:
    folder = Paths.below(box).state
    folder.mkdir(parents=True, exist_ok=True)
    (folder / log.NAME).write_bytes(data)
    forward = list(log_recall.entries(folder))
    assert log_recall.newest(folder, len(forward), Level.INFO) == forward, "from the end it reads the same"
    list(log_recall.entries(folder, since=NOW))


def _rolled_out(data: bytes, box: Path) -> None:
    """The root, and the settings one a line, as IT hands both in; the first empty line is between them."""
    root, _, lines = data.partition(b"\n\n")
    (box / "root.json").write_bytes(root)
    said = lines.decode("utf-8", "replace").split("\n")
    for one in said:
        name, _, value = one.partition("=")
        with contextlib.suppress(SettingWrong):
            company._typed(name, value)
    company._root(box / "root.json", NOW)


def _autostart(data: bytes, box: Path) -> None:
    paths = Paths.below(box)
    entry = paths.config.parent / "autostart/signpost.desktop"
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_bytes(data)
    starts = Autostart(paths, ())
    assert isinstance(starts.program, str)
    assert starts.on in (True, False)


def _clock(text: str) -> None:
    assert all(one.said for one in policy_host._clock(text, "host"))


def _window(data: bytes, box: Path) -> None:
    paths = Paths.below(box)
    paths.state.mkdir(parents=True, exist_ok=True)
    (paths.state / "window.json").write_bytes(data)
    recall(paths)


def _repository(data: bytes, box: Path) -> None:
    """The root, and a staged policy, as they lie on disk."""
    metadata, staged = box / "public/metadata", box / "public/targets/rollout"
    for folder in (metadata, staged):
        folder.mkdir(parents=True, exist_ok=True)
    (box / "signpost-admin.json").write_bytes(b'{"keys": {}}')
    (metadata / "1.root.json").write_bytes(data)
    (metadata / "root.json").write_bytes(data)
    (staged / "x.json").write_bytes(data)
    repository = open_repository(box, NOW)
    assert stages.highest_version(repository) >= 0
    list(verify._served(metadata, NOW, None))
    repository.staged["root"] = data
    repository.can_sign("root")


_ROOT = b'{"signed": {"_type": "root", "spec_version": "1.0.31", "version": 1, "expires": "2046-01-01T00:00:00Z", '
_ROOT += b'"keys": {}, "roles": {}, "consistent_snapshot": true}, "signatures": [], "version": 2}'
_LYING = b'{"path": "/x", "evidence": [{"kind": "name", "value": "a", "source": "/x"}]}\n'
_REPORT = (
    b'{"install": [{"metadata": {"name": "a", "version": "1"}, "download_info": {"archive_info": {"hashes": '
    b'{"sha256": "0"}}}}]}'
)
_ENTRY = b'{"at": "2026-11-23T08:00:00.000Z", "level": "info", "event": "started"}\n'
_WORDS = (b"\xff", b"[[[", b"null", b"1e400", b"\\ud800", b"{}", b"\n", b"-1", b'"')


TARGETS = (
    Target(
        "npm-version",
        on_text(_npm_version),
        ("app.setup.npm",),
        (NpmBroken, NodeTooOld),
        (b'{"npm": "11.0.0", "node": "24.1.0"}',),
        (*_WORDS, b'"node":', b"9" * 4400 + b"."),
        largest=8192,
    ),
    Target(
        "npm-view",
        on_text(_npm_view),
        ("app.admin.bundle.npm",),
        (BundleImpossible,),
        (b'["24.1.0", "24.2.0"]', b'"24.1.0"', b""),
        _WORDS,
    ),
    Target("pip-report", _pip_report, ("app.admin.bundle.pypi",), (BundleImpossible,), (_REPORT,), _WORDS),
    Target(
        "look-around",
        lambda data, box: _look(data.decode("utf-8", "replace"), box),
        ("app.runtime.around",),
        (LookFailed,),
        (_LYING, _LYING * 2),
        (*_WORDS, b'"kind":', b'"path":'),
    ),
    Target(
        "errand-reply",
        on_bytes(_errand),
        ("app.runtime.errands.passed",),
        (NoAnswer,),
        (
            b'{"answer": {"at": "2026-11-23T08:00:00Z", "held": {"verified_at": "2026-11-23T08:00:00Z", "policy":""}}}',
            b'{"error": {"module": "app.sync.errors", "name": "Offline", "facts": {}, "happened": "", "advice": ""}}',
        ),
        (*_WORDS, b'"proof":', b'"error":', b'"facts":', b'"module": "app.sync.errors"', b'"name": "Offline"'),
    ),
    Target(
        "shell-line",
        on_text(_shell),
        ("app.trial.wrappers", "app.trial.candidates"),
        (),
        (b"A=b env -i X=y /bin/sh -c 'timeout 3 ls'", b'/bin/true "a b" %U', b"sh -c sh -c sh"),
        (b"'", b'"', b"\\", b" ", b"env ", b"sudo ", b"xargs ", b"sh -c ", b"--", b"=", b"\0", b"x" * 300),
    ),
    Target(
        "log-lines",
        _log,
        ("app.report.recall",),
        (),
        (_ENTRY * 3, b'{"at": "2026-11-23T08:00:00", "level": "info", "event": ""}\n' + _ENTRY),
        (*_WORDS, b'"level": ', b'"at": ', b'"error"', b'"9999-12-31T23:59:59-23:59"'),
    ),
    Target(
        "rolled-out-settings",
        _rolled_out,
        ("app.admin.rollout.company",),
        (RootUnusable,),
        (_ROOT + b"\n\npoll_seconds=60\ngroups=a, b\nquiet_days=1,2", b"{}\n\nurl=https://x/"),
        (*_WORDS, b"quiet_from=", b"token=", b"quiet_days=", b"\n\n"),
    ),
    Target(
        "autostart-entry",
        _autostart,
        ("app.host.autostart",),
        (),
        (b'[Desktop Entry]\nExec="/usr/bin/signpost" run %%\nHidden=false\n',),
        (b"Exec=", b'"', b"'", b"\\", b"Hidden=true", b"\xff"),
    ),
    Target(
        "doctor-clock",
        on_text(_clock),
        ("app.doctor.policy_host",),
        (),
        (b"Mon, 23 Nov 2026 08:00:00 GMT",),
        (b"GMT", b"+9999", b"99999999999999999999", b"Nov"),
        largest=200,
    ),
    Target(
        "doctor-root",
        on_bytes(trust._installed),
        ("app.doctor.trust",),
        (),
        (_ROOT,),
        (*_WORDS, b'"version": ', b'"keys": ', b"1e999", b"9" * 4400),
        largest=8192,
    ),
    Target(
        "window-remembered",
        _window,
        ("app.desktop.window.remembered",),
        (),
        (b'{"page": "overview", "width": 800, "height": 600, "welcomed": true}',),
        _WORDS,
    ),
    Target(
        "repository-files",
        _repository,
        ("app.admin.repository", "app.admin.stages", "app.admin.verify"),
        (RepositoryDamaged, NotARepository),
        (_ROOT, SMALL),
        (*_WORDS, b'"roles":', b'"keys":', b'"threshold": 1', b'"keyids": []', b'"root": '),
    ),
    Target(
        "key-address",
        on_text(lambda text: kms.imported(text, Passphrases())),
        ("app.admin.kms",),
        (SignpostError,),
        (b"hsm:2?label=TOKEN", b"awskms:KEY", b"azurekms://VAULT.example/keys/KEY", b"hv:KEY", b"azurekms://["),
        (b"hsm:", b"?", b"[", b"]", b"//", b"label=", b"%00"),
        largest=200,
    ),
)
