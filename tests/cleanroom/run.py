"""The clean room: `python3 build/dev.py cleanroom [bookworm] [trixie] [--deb FILE] [--admin FILE] [--json]`.

The Debian packages are installed, used, upgraded, taken back, removed and purged on bare systems. Each room is a tmpfs
in namespaces of its own (mounts, processes, network, IPC): the machine keeps nothing of it but pictures of the screen.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "build"))

from devtools.commands import tell
from devtools.console import Trouble, say
from devtools.places import ROOT

from tests.cleanroom import roots
from tests.cleanroom.roots import RELEASES

_APART = (
    "unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child", "--propagation", "private",
)  # fmt: skip


def steps(release: str, deb: Path, admin: Path | None) -> Iterator[dict[str, Any]]:
    """Each step of one room as it is done; the last may be one that failed. Raises Trouble."""
    archive = roots.root(release, deb)
    pictures = roots.FOLDER / "pictures" / release
    with tempfile.TemporaryDirectory(prefix="room-", dir=roots.FOLDER) as name:
        folder, work = Path(name) / "room", Path(name) / "work"
        folder.mkdir()
        work.mkdir()
        words = [str(one) for one in (folder, archive, deb, pictures, work, admin) if one is not None]
        command = [*_APART, sys.executable, "-m", "tests.cleanroom.inside", *words]
        path = os.pathsep.join([str(ROOT), str(ROOT / "build")])
        with subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            try:
                for line in process.stdout:
                    yield {"release": release, **json.loads(line)}
            finally:
                process.kill()  # and with it all the rest: --kill-child
        if process.returncode not in (0, 1):
            yield {"release": release, "step": "the room", "failed": f"it ended with {process.returncode}", "log": ""}


def main(arguments: Sequence[str]) -> int:
    """Go through every room; 1 where a step failed."""
    parser = argparse.ArgumentParser(prog="dev.py cleanroom", description=__doc__)
    parser.add_argument("release", nargs="*", choices=[*RELEASES, []], help=f"default: {' and '.join(RELEASES)}")
    parser.add_argument("--deb", type=Path, help="the employee's package (default: it is made)")
    parser.add_argument("--admin", type=Path, help="IT's package (default: signpost-admin of this checkout)")
    parser.add_argument("--json", action="store_true", help="a JSON line for each step")
    options = parser.parse_args(arguments)
    try:
        deb = options.deb.resolve() if options.deb else made()
        admin = options.admin.resolve() if options.admin else None
        well = [_room(release, deb, admin, options.json) for release in options.release or RELEASES]
    except Trouble as trouble:
        return tell(trouble)
    return 0 if all(well) else 1


def _room(release: str, deb: Path, admin: Path | None, as_json: bool) -> bool:
    """Whether every step of one came out; each is printed."""
    if not as_json:
        print(f"{release}: {deb.name}")
    for step in steps(release, deb, admin):
        if as_json:
            print(json.dumps(step), flush=True)
        else:
            print(
                f"  {step.get('seconds', 0):6.1f} s  {'FAILED ' if 'failed' in step else ''}{step['step']}", flush=True
            )
            print(f"            {step.get('came') or step.get('failed')}", flush=True)
        if "failed" in step:
            if not as_json and step["log"]:
                print(step["log"], file=sys.stderr, flush=True)
            return False
    return True


def made() -> Path:
    """The employee's package of this checkout. Raises Trouble."""
    say("making the package")
    command = [sys.executable, str(ROOT / "build/package.py"), "deb", "--product", "signpost"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    files = sorted((ROOT / "dist/packages").glob("signpost_*.deb"), key=lambda file: file.stat().st_mtime)
    if done.returncode or not files:
        raise Trouble("The package was not made.", "See above.")
    return files[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
