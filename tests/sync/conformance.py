"""Our client as TUF's conformance suite drives it: `init ROOT`, `refresh`, `download`, a process for each command.

    python3 build/dev.py conformance

The interface is CLIENT-CLI.md of theupdateframework/tuf-conformance. What runs is what a machine runs: the session
maker, `app.sync.exchange` and its deadline, our fetcher, `app.sync.trusted` over tuf.ngclient, its errors translated,
the repair of the working copy. Exit code 1 when any part fails.
"""

import argparse
import contextlib
import hashlib
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.errors import SignpostError  # noqa: E402
from app.host import files, http  # noqa: E402
from app.host.deadline import deadline  # noqa: E402
from app.sync.exchange import Exchange  # noqa: E402
from app.sync.poll import REFRESH_SECONDS  # noqa: E402
from app.sync.trusted import Trusted  # noqa: E402
from app.sync.working_copy import WorkingCopy  # noqa: E402

LARGEST = 32_000_000
INSTALLED = "installed-root"
"""Where the root that came with the installer lies; not `*.json`, which the suite takes for metadata."""


def main() -> int:
    """Carry one command out; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--metadata-dir", type=Path, required=True)
    parser.add_argument("--metadata-url", default="")
    parser.add_argument("--target-name", action="append", default=[])
    parser.add_argument("--target-base-url", default="")
    parser.add_argument("--target-dir", type=Path)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("init").add_argument("root", type=Path)
    commands.add_parser("refresh")
    commands.add_parser("download")
    options = parser.parse_args()
    try:
        if options.command == "init":
            files.write_durably(options.metadata_dir / INSTALLED, options.root.read_bytes())
        else:
            fetch(options)
    except (SignpostError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def fetch(options: argparse.Namespace) -> None:
    """Refresh the metadata, then bring the targets, if any are named. Raises SignpostError, OSError."""
    working_copy = WorkingCopy(options.metadata_dir)
    root = (options.metadata_dir / INSTALLED).read_bytes()
    working_copy.mend({})
    with (
        tempfile.TemporaryDirectory() as staging,
        http.session() as session,
        deadline(REFRESH_SECONDS) as running,
        contextlib.closing(Exchange(session, running)) as exchange,
    ):
        urls = (slashed(options.metadata_url), slashed(options.target_base_url))
        trusted = Trusted(*urls, root, working_copy.folder, Path(staging), exchange)
        trusted.refresh()
        for name in options.target_name:
            kept = options.target_dir / hashlib.sha256(name.encode()).hexdigest()
            have = kept.read_bytes() if kept.exists() else None
            data = trusted.target(name, have or b"", LARGEST)
            if data is None:
                raise SignpostError(detail=f"{name} is not there")
            if data != have:
                files.write_durably(kept, data)


def slashed(url: str) -> str:
    """A base URL as our configuration keeps it."""
    return url.rstrip("/") + "/"


if __name__ == "__main__":
    sys.exit(main())
