"""Set-up where it is hardest: killed in the middle, and on a Debian 12 that has Python and nothing else.

Long rounds (`test --full`): minutes each, with real downloads. What they measured is printed, dated, for README.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from devtools.places import CACHE, ROOT

pytestmark = [
    pytest.mark.full,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sys.platform != "linux", reason="pidfds, chroot and mmdebstrap are Linux's own"),
]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone with the changes that are not committed yet in the files that set-up reads."""
    folder = tmp_path / "signpost"
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True, timeout=120)
    shutil.copytree(ROOT / "build", folder / "build", dirs_exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_a_set_up_that_was_killed_is_repaired_by_the_next(clone: Path) -> None:
    if (CACHE / "wheels").exists():
        shutil.copytree(CACHE / "wheels", clone / ".cache" / "wheels")
    command = [sys.executable, str(clone / "build" / "dev.py"), "setup", "--no-system"]
    first = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    half_way = clone / ".venv" / "lib" / f"python3.{sys.version_info.minor}" / "site-packages" / "PySide6"
    while not half_way.exists():
        assert first.poll() is None, "set-up ended before it could be killed"
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(timeout=60)

    again = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)

    assert "not whole" in again.stderr
    python = clone / ".venv" / "bin" / "python"
    subprocess.run([python, "-I", "-c", "import PySide6.QtWidgets, tuf, msgspec, app"], check=True, timeout=60)
    subprocess.run([python, "-I", "-m", "pip", "check"], check=True, timeout=60)


def test_a_bare_debian_12_gets_everything_from_one_command(clone: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("a clean room is a chroot: needs root")
    room = tmp_path / "bookworm"
    bootstrap = ["mmdebstrap", "--variant=minbase", "--include=python3", "bookworm", str(room)]
    subprocess.run(bootstrap, check=True, capture_output=True, timeout=600)
    shutil.copytree(clone, room / "srv" / "signpost", symlinks=True)

    first = _seconds(room, "setup")
    second = _seconds(room, "setup")
    _in_room(room, ".venv/bin/python", "-I", "-c", "import PySide6.QtWidgets, tuf, msgspec, app")
    _in_room(room, ".venv/bin/python", "-m", "pytest", "-q", "tests/policy", "tests/build")

    enabled = list((room / "etc" / "systemd" / "system").glob("*.wants/nginx*"))
    assert enabled == [], "nginx was enabled on the developer's machine"
    assert second < 2.0
    measured = {
        "date": datetime.now(UTC).date().isoformat(),
        "first_setup_s": round(first, 1),
        "second_s": round(second, 2),
    }
    print(json.dumps({"clean_room": "Debian 12, python3 only", **measured}))


def _seconds(room: Path, *command: str) -> float:
    """How long `build/dev.py` takes in the room for that command."""
    began = time.monotonic()
    _in_room(room, "python3", "build/dev.py", *command)
    return time.monotonic() - began


def _in_room(room: Path, *command: str) -> None:
    """Run a command in the clone inside the room, with this machine's network settings; its mounts end with it."""
    for name in ("resolv.conf", "hosts"):
        shutil.copy(Path("/etc", name), room / "etc" / name)
    env = {"HOME": "/root", "LANG": "C.UTF-8", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    env |= {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    for name in ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"):
        if os.environ.get(name):
            shutil.copy(os.environ[name], room / "srv" / "certificates.pem")
            env[name] = "/srv/certificates.pem"
    mounts = 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && shift && exec "$@"'
    variables = [f"{name}={value}" for name, value in env.items()]
    inside = ["chroot", str(room), "env", "-i", *variables, "sh", "-c", 'cd /srv/signpost && exec "$@"', "sh", *command]
    done = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", mounts, "sh", str(room), *inside],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=1500,
    )
    assert done.returncode == 0, done.stdout
