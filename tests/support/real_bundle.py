"""The real Qoder CLI as a bundle, built once from the npm registry and kept; and a company that offers it."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.admin.check import check
from app.admin.create import create
from app.admin.publish import publish
from app.host import platform
from app.host.paths import resources

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = resources() / "example-company"
LOCK = EXAMPLE / "locks/qoder-cli/package-lock.json"
PACKAGE = "@qoder-ai/qodercli@1.1.52"
LEVEL = "3"
"""Seconds, where IT's default takes minutes and saves a quarter of the bytes."""

_RECIPES = "recipes:\n  qoder-cli:\n"


def kept(downloads: Path) -> Path:
    """The folder of what is downloaded and built for this lock, also by `tests/setup/test_real_qoder.py`."""
    return downloads / f"qoder-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]}"


def built(downloads: Path, npm: Path) -> Path:
    """The folder with the archive, its bill of materials and its recipe, by the example company's own lock."""
    out = kept(downloads) / "bundles"
    out.parent.mkdir(parents=True, exist_ok=True)
    with (out.parent / "bundles.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers of one run want it at once
        _build(out, downloads, npm)
    return out


def ready(downloads: Path) -> Path | None:
    """That folder, where it was built before."""
    out = kept(downloads) / "bundles"
    return out if (out / "done").exists() else None


def _build(out: Path, downloads: Path, npm: Path) -> None:
    if not (out / "done").exists():
        shutil.rmtree(out, ignore_errors=True)
        argv = [
            sys.executable, "-m", "app.admin", "bundle", "npm", PACKAGE, "--with-node", "--command", "qodercli",
            "--lock", str(LOCK), "--npm-cache", str(kept(downloads) / "cache"), "--level", LEVEL, "--out", str(out),
        ]  # fmt: skip
        env = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(argv, check=True, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
        (out / "done").touch()


def offered(bundles: Path, folder: Path) -> Path:
    """The example company's policy in `folder`, which offers the bundle first and npm after it."""
    shutil.copytree(EXAMPLE, folder)
    (folder / "bundles").mkdir()
    archive = next(bundles.glob("*.tar.zst"))
    os.link(archive, folder / "bundles" / archive.name)
    (recipe,) = bundles.glob("*.recipe.yaml")
    text = recipe.read_text(encoding="utf-8").replace(f"artifact: {archive.name}", f"artifact: bundles/{archive.name}")
    policy = folder / "policy.yaml"
    before = policy.read_text(encoding="utf-8")
    assert _RECIPES in before
    policy.write_text(before.replace(_RECIPES, _RECIPES + text), encoding="utf-8")
    return policy


def published(policy: Path, folder: Path) -> Path:
    """A repository in `folder` that publishes it; returns the folder to serve."""
    now = datetime.now(UTC)
    create(folder, now)
    report = check(policy, now)
    assert report.authored is not None, [problem.line(str(policy)) for problem in report.problems]
    publish(report.authored, folder, now)
    return folder / "public"


def alone(public: Path, folder: Path) -> dict[str, Any]:
    """What `tests.support.from_bundle` measures in a network of its own; everything is kept below `folder`."""
    folder.mkdir()
    own = [
        sys.executable,
        "-m",
        "tests.support.from_bundle",
        str(public),
        str(public.parent / "root.json"),
        str(folder),
    ]
    # Without root a user namespace gives the right to make a network namespace.
    apart = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    done = subprocess.run([*apart, *own], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def target() -> str:
    """The archive's name in the policy, for this machine."""
    return f"artifacts/qoder-cli/qoder-ai-qodercli-1.1.52-{platform.build_name()}.tar.zst"
