"""The real Qoder CLI from the npm registry: one package, unpacked; nothing is installed and no script of it runs."""

import base64
import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from app.host.paths import resources

NAME = "node_modules/@qoder-ai/qodercli"


def unpacked(downloads: Path, npm: Path, into: Path) -> Path:
    """The program's file, of the version and hash that the example company locks. Kept for the next run."""
    lock = (resources() / "example-company/locks/qoder-cli/package-lock.json").read_bytes()
    entry = json.loads(lock)["packages"][NAME]
    folder = downloads / f"qoder-{hashlib.sha256(lock).hexdigest()[:16]}"
    archive = folder / f"qoder-ai-qodercli-{entry['version']}.tgz"
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder))  # another test may bring it at the same time
        ask = [str(npm), "pack", f"@qoder-ai/qodercli@{entry['version']}", "--ignore-scripts", "--prefer-offline"]
        env = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(
            [*ask, "--cache", str(folder / "cache"), "--pack-destination", str(beside)], check=True, env=env, cwd=beside
        )
        (beside / archive.name).replace(archive)
        beside.rmdir()
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert entry["integrity"] == f"sha512-{digest}", "the archive is the locked one"
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return into / "package/bundle/qodercli.js"
