"""Set the real Qoder CLI up from a bundle where there is nothing else: no Node on PATH, no network but loopback.

    unshare --net python -m tests.support.from_bundle PUBLIC ROOT.json FOLDER

serves PUBLIC by nginx, takes the policy, then measures: the bytes copied by a plain GET; from the click (the engine's
start) to its proof, which is `qodercli --version` answering. Prints one JSON object.
"""

import contextlib
import fcntl
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from app.host import http
from app.host.paths import Paths
from app.setup.engine import Setup
from app.setup.plan import Progress
from app.sync.artifact import SignedArtifacts
from app.sync.client import Sync
from tests.support import real_bundle
from tests.support.nginx import serving

_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1
_PROGRAMS = ("node", "nodejs", "npm", "npx")


def loopback_up() -> None:
    """Bring `lo` up in this network namespace (netdevice(7)), and make sure that there is nothing else."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        request = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack("16sH14x", fcntl.ioctl(asked, _SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(asked, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | _IFF_UP))
    names = [name for _, name in socket.if_nameindex()]
    assert names == ["lo"], f"there is a network: {names}"


def path_without_node(folder: Path) -> str:
    """A folder of links to what /usr/bin and /bin hold, but for Node and npm."""
    folder.mkdir()
    for program in (path for source in ("/usr/bin", "/bin") for path in Path(source).iterdir()):
        if program.name not in _PROGRAMS:
            with contextlib.suppress(FileExistsError):
                (folder / program.name).symlink_to(program)
    assert shutil.which("node", path=str(folder)) is None
    return str(folder)


def copied(url: str, to: Path) -> float:
    """Seconds to copy the archive's bytes to the disk by a plain GET."""
    began = time.monotonic()
    with contextlib.closing(http.session()) as session, session.get(url, stream=True) as answer, to.open("wb") as file:
        while chunk := answer.raw.read1(1 << 18):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return time.monotonic() - began


def main(public: Path, root: Path, folder: Path) -> dict[str, Any]:
    """See above."""
    loopback_up()
    paths = Paths.below(folder / "home")
    paths.home.mkdir()
    environment = {"PATH": path_without_node(folder / "programs"), "HOME": str(paths.home), "LANG": "C.UTF-8"}
    os.environ["PATH"] = f"{environment['PATH']}:/usr/sbin:/sbin"
    with serving(public, folder / "nginx") as url:
        store = paths.state / "policy"
        outcome = Sync(url=url, root=root.read_bytes(), folder=store).refresh()
        assert outcome.error is None, outcome.error
        artifacts = SignedArtifacts(
            url=url, root=root.read_bytes(), store_folder=store, folder=paths.cache / "artifacts",
            held=outcome.state.artifacts, open_session=http.session,
        )  # fmt: skip
        name, folder_of = Path(real_bundle.target()).name, Path(real_bundle.target()).parent
        copy = copied(f"{url}targets/{folder_of}/{artifacts.digest(real_bundle.target())}.{name}", folder / "copy")
        seen: list[Progress] = []
        began = time.monotonic()
        recipes = outcome.state.recipes.of("qoder-cli")
        installed = Setup(paths, environment=environment).run(
            "qoder-cli", recipes, artifacts, seen.append, threading.Event()
        )
        took = time.monotonic() - began  # the engine's own proof is that `qodercli --version` has answered
        asked = [str(paths.bin / "qodercli"), "--version"]
        said = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    return {
        "kind": installed.kind,
        "said": said,
        "bytes": (folder / "copy").stat().st_size,
        "told": seen[-1].done_bytes,
        "copy": copy,
        "click_to_answer": took,
        "beyond": took - copy,
        "seconds": _seconds(seen),
        "states": list(dict.fromkeys(progress.state.value for progress in seen)),
    }


def _seconds(seen: list[Progress]) -> dict[str, float]:
    """How long each state lasted."""
    first: dict[str, int] = {}
    for progress in seen:
        first.setdefault(progress.state.value, progress.at_ns)
    times = [*first.values()]
    return {state: round((end - at) / 1e9, 2) for (state, at), end in zip(first.items(), times[1:], strict=False)}


if __name__ == "__main__":
    print(json.dumps(main(*map(Path, sys.argv[1:]))))
