"""What npm left behind is believed only where it agrees with the lock, package by package and file by file."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.setup import lock, verify
from app.setup.errors import Cancelled, IntegrityMismatch
from tests.setup.registry import demo_packages, lock_of, recipe_of

PACKAGES = demo_packages()
RECIPE = recipe_of(PACKAGES)
BUILD = next(iter(RECIPE.builds.values()))
MAYBE = {"version": "1.0.0", "optional": True, "integrity": PACKAGES[0].integrity()}
LOCK = lock.read("demo", RECIPE, lock_of(PACKAGES, **{"node_modules/maybe": MAYBE}))
ACCOUNT = "node_modules/.package-lock.json"


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    """What a truthful npm leaves."""
    folder = tmp_path / "prefix"
    for package in PACKAGES:
        for path, data in {"package.json": json.dumps({"version": package.version}).encode(), **package.files}.items():
            file = folder / "node_modules" / package.name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    (folder / "package.json").write_text("{}")
    (folder / "package-lock.json").write_bytes(LOCK.data)
    account = json.loads(lock_of(PACKAGES))
    del account["packages"][""]
    (folder / ACCOUNT).write_text(json.dumps(account))
    return folder


def check(prefix: Path) -> None:
    verify.tree("demo", prefix, LOCK, BUILD, threading.Event())


def test_the_truth_passes(prefix: Path) -> None:
    check(prefix)


def account(place: str, **fields: Any) -> Callable[[Path], None]:
    """Change what npm says."""

    def change(prefix: Path) -> None:
        told = json.loads((prefix / ACCOUNT).read_text())
        if fields:
            told["packages"][place] = {**told["packages"].get(place, {}), **fields}
        else:
            del told["packages"][place]
        (prefix / ACCOUNT).write_text(json.dumps(told))

    return change


def write(path: str, data: bytes = b"{}") -> Callable[[Path], None]:
    def change(prefix: Path) -> None:
        (prefix / path).parent.mkdir(parents=True, exist_ok=True)
        (prefix / path).write_bytes(data)

    return change


OTHER_HASH = "sha512-" + "A" * 86 + "=="
PART = "node_modules/demo-part"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda prefix: (prefix / ACCOUNT).unlink(), "npm installed nothing"),
        (write(ACCOUNT, b"<html>proxy error</html>"), "malformed"),
        (account(PART), "demo-part is missing"),
        (account(PART, integrity=OTHER_HASH), "another hash"),
        (account(PART, integrity="sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="), "no SHA-512"),
        (account(PART, version="9.9.9"), "is 9.9.9 with another hash"),
        (account(PART, link=True, resolved="../x"), "is a link"),
        (account("node_modules/stranger", version="1.0.0", integrity=OTHER_HASH), "stranger 1.0.0 is not in the lock"),
        (account("../stranger", version="1.0.0", integrity=OTHER_HASH), "no place"),
        (
            account("node_modules/maybe", version="1.0.0", integrity=PACKAGES[0].integrity()),
            "maybe holds version nothing",
        ),
        (write(f"{PART}/package.json", b'{"version":"0.0.1"}'), "holds version 0.0.1, not 1.2.3"),
        (write(f"{PART}/package.json", b"\xff"), "holds version nothing"),
        (write("node_modules/silent/package.json"), "silent is there but npm did not say so"),
        (write("node_modules/@signpost-test/silent/package.json"), "silent is there but npm did not say so"),
        (write(f"{PART}/node_modules/silent/package.json"), "silent is there but npm did not say so"),
        (write("node_modules/@file", b""), "Not a directory"),
        (write(".npmrc", b"registry=x"), "npmrc does not belong there"),
        (lambda prefix: (prefix / PART / "out").symlink_to("/etc/passwd"), "leads out of the prefix"),
        (lambda prefix: (prefix / PART / "out").symlink_to("../../../x"), "leads out of the prefix"),
        (
            lambda prefix: (prefix / PART / "out").symlink_to("/etc"),
            "leads out of the prefix",
        ),
        (lambda prefix: os.mkfifo(prefix / PART / "pipe"), "pipe is no plain file"),
        (lambda prefix: (prefix / PART / "index.js").chmod(0o4755), "runs as somebody else"),
        (lambda prefix: (prefix / PART / "hard").hardlink_to(prefix / PART / "index.js"), "hard link"),
        (lambda prefix: (prefix / "node_modules/demo-runtime/bin/run").unlink(), "bin/run is missing"),
    ],
)
def test_whatever_disagrees_is_refused(prefix: Path, change: Callable[[Path], None], why: str) -> None:
    change(prefix)
    with pytest.raises(IntegrityMismatch, match=why):
        check(prefix)


def test_a_link_inside_is_fine(prefix: Path) -> None:
    (prefix / PART / "again").symlink_to("index.js")
    check(prefix)


def test_it_can_be_cancelled(prefix: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        verify.tree("demo", prefix, LOCK, BUILD, cancel)
