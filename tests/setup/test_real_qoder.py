"""The real thing: Qoder CLI from the npm registry, set up by click, answering in a new login shell."""

import base64
import hashlib
import json
import os
import pwd
import shutil
import subprocess
import threading
from pathlib import Path

import msgspec
import pytest
from ruamel.yaml import YAML

from app.host.paths import Paths, resources
from app.policy.recipe import NpmRecipe
from app.setup.artifacts import Held
from app.setup.engine import Setup
from app.setup.installer import Programs
from app.setup.on_path import look_up
from app.setup.place import Place
from app.setup.plan import Progress, State

EXAMPLE = resources() / "example-company"
pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def recipe() -> NpmRecipe:
    """The example company's own recipe."""
    policy = YAML(typ="safe").load(EXAMPLE / "policy.yaml")
    return msgspec.convert(policy["recipes"]["qoder-cli"][0], NpmRecipe)


@pytest.fixture(scope="module")
def lock(recipe: NpmRecipe) -> bytes:
    """Its lock."""
    return (EXAMPLE / recipe.lock).read_bytes()


@pytest.fixture(scope="module")
def fetched(downloads: Path, npm: Path, lock: bytes) -> tuple[Path, int]:
    """npm's cache with everything in it, fetched once and kept; and the bytes of its archives."""
    folder = downloads / f"qoder-{hashlib.sha256(lock).hexdigest()[:16]}"
    total = folder / "total"
    if not total.exists():
        folder.mkdir(exist_ok=True)
        (folder / "package-lock.json").write_bytes(lock)
        (folder / "package.json").write_bytes(json.dumps(json.loads(lock)["packages"][""]).encode())
        fetch = ["install", "--ignore-scripts", "--no-bin-links", "--no-save", "--prefer-offline", "--no-audit"]
        env = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run([npm, *fetch, "--cache", folder / "cache"], cwd=folder, check=True, env=env)
        packages = json.loads((folder / "node_modules/.package-lock.json").read_text())["packages"]
        sizes = [archive_of(folder / "cache", entry["integrity"]).stat().st_size for entry in packages.values()]
        shutil.rmtree(folder / "node_modules")
        total.write_text(str(sum(sizes)))
    return folder / "cache", int(total.read_text())


def archive_of(cache: Path, integrity: str) -> Path:
    """Where cacache keeps the archive of that hash."""
    digest = base64.b64decode(integrity.removeprefix("sha512-")).hex()
    return cache / "_cacache/content-v2/sha512" / digest[:2] / digest[2:4] / digest[4:]


def test_the_real_qoder_cli(paths: Paths, npm: Path, recipe: NpmRecipe, lock: bytes, fetched: tuple[Path, int]) -> None:
    cache, total = fetched
    shutil.copytree("/etc/skel", paths.home, dirs_exist_ok=True)
    skeleton = {path.name: path.read_bytes() for path in paths.home.iterdir()}
    # Hard links to the kept downloads: npm never writes into an archive it has, and removing the cache only unlinks.
    shutil.copytree(cache / "_cacache", Place(paths, "qoder-cli").cache(lock) / "_cacache", copy_function=os.link)
    seen: list[Progress] = []
    environment = {**os.environ, "HOME": str(paths.home)}
    setup = Setup(paths, programs=Programs(npm=str(npm)), environment=environment)
    setup.run("qoder-cli", [recipe], Held({recipe.lock: lock}), seen.append, threading.Event())

    assert seen[-1].state is State.DONE
    assert (seen[-1].done_bytes, seen[-1].total_bytes) == (total, total), "the recipe's total is exact"
    assert look_up(paths, "qodercli", environment, by="/bin/bash").ours
    # A new login, with nothing of ours in its environment.
    user = pwd.getpwuid(os.getuid()).pw_name
    said = subprocess.run(
        ["env", "-i", f"HOME={paths.home}", f"USER={user}", "TERM=dumb", "bash", "-l", "-c", "qodercli --version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=paths.home,
    )
    assert said.stdout.strip() == recipe.version
    # The package's own postinstall edits start-up files; it must not have run.
    assert {name: (paths.home / name).read_bytes() for name in skeleton} == skeleton
    assert {path.name for path in paths.home.iterdir()} <= {*skeleton, ".local", ".cache", ".qoder", ".npm"}
    assert [path.name for path in paths.bin.iterdir()] == ["qodercli"]
