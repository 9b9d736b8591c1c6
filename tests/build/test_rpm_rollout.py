"""What IT does with the RPM packages, with the real frozen program: roll out, upgrade under a running agent, erase.

A long round: freezing takes minutes. rpm knows nothing of what Debian installed, so it is told not to ask for what the
packages need; whether that is there is asked of the linker.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from packages import products, rpm, tree
from packages.products import Build

from app.admin.rollout import linux
from app.admin.rollout.company import company as checked
from tests.build.conftest import EPOCH
from tests.build.room import Room
from tests.sync.company import Company
from tests.sync.hosts import hosting

pytestmark = [
    pytest.mark.full,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sys.platform != "linux", reason="rpm and namespaces are Linux's own"),
]

RPM = "rpm --nodeps --dbpath /srv/rpm"
AS_MEI = "runuser -u mei -- env -i HOME=/home/mei XDG_RUNTIME_DIR=/home/mei/run PATH=/usr/bin:/bin LANG=C.UTF-8"
EVENTS = "/home/mei/events.jsonl"


@pytest.fixture(scope="module")
def packages(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two versions of the program's package."""
    folder = tmp_path_factory.mktemp("packages")
    for version in ("1.0", "1.1"):
        build = Build("signpost", version, frozen, EPOCH)
        file = rpm.write(products.fedora(build), folder, build.scratch(f"rpm-{version}"), EPOCH)
        print(json.dumps({"file": file.name, "MB": round(file.stat().st_size / 1e6, 1)}))
    return folder


@pytest.fixture
def configured(tmp_path: Path, packages: Path) -> Iterator[Path]:
    """The packages, with the configuration of a company beside them that serves its policy."""
    company = Company(tmp_path / "company")
    company.publish("one")
    with hosting(company.public) as host:
        settings = checked("acme", company.repository_folder / "root.json", host.url, (), datetime.now(UTC))
        for name, data in linux.rpm(settings, 1, EPOCH).items():
            (packages / name).write_bytes(data)
        yield packages


@pytest.fixture
def room(configured: Path, tmp_path: Path) -> Iterator[Room]:
    """A computer with a person, Mei, and what IT brings in /mnt."""
    if os.geteuid() != 0:
        pytest.skip("a room of its own needs root")
    (tmp_path / "room").mkdir()
    room = Room(tmp_path / "room", configured)
    room.run("mkdir /srv/rpm && useradd --create-home mei && install -d -m 700 -o mei -g mei /home/mei/run")
    yield room
    room.close()


def _event(room: Room, count: int, *words: str) -> None:
    """Wait until so many lines of the agent's say all these words."""
    found = " | ".join((f"cat {EVENTS}", *(f"grep -F '{word}'" for word in words), "wc -l"))
    room.run(f"for i in $(seq 600); do [ $({found}) -ge {count} ] && exit 0; sleep 0.1; done; exit 1")


def test_what_the_package_asks_for_is_what_this_machine_has(packages: Path) -> None:
    """All but the one library that Debian calls by a longer name."""
    package = str(next(packages.glob("signpost-1.0-1.*.rpm")))
    needs = subprocess.run(["rpm", "-qp", "--requires", package], capture_output=True, text=True, check=True).stdout
    asked = {line.partition("(")[0] for line in needs.splitlines() if ".so" in line}
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    assert asked - {line.split()[0] for line in listed.splitlines()[1:]} == {"libbz2.so.1"}


def test_rpmlint_finds_nothing_that_is_not_as_meant(packages: Path) -> None:
    command = [
        "rpmlint",
        "--config",
        str(tree.LINUX / "rpmlint.toml"),
        str(next(packages.glob("signpost-1.0-1.*.rpm"))),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout
    assert "0 errors, 0 warnings" in done.stdout


def test_from_roll_out_to_removal(room: Room) -> None:
    room.run(f"{RPM} -i /mnt/signpost-config-acme-1-1.noarch.rpm /mnt/signpost-1.0-1.*.rpm")
    assert room.run(f"{AS_MEI} signpost --version").startswith("signpost ")
    room.run(f"setsid {AS_MEI} signpost run --headless --events {EVENTS} >/srv/said 2>&1 &")
    _event(room, 1, '"policy"', '"verified": true')
    process = room.run("pgrep -u mei -x signpost").split()[0]
    before = room.run(f"readlink /proc/{process}/exe").strip()
    assert before.startswith("/usr/lib/signpost/versions/1.0-")

    room.run(f"{RPM} -U /mnt/signpost-1.1-1.*.rpm")
    _event(room, 2, '"started"')
    _event(room, 1, '"upgrade"')
    after = room.run(f"readlink /proc/{process}/exe").strip()
    assert after.startswith("/usr/lib/signpost/versions/1.1-"), "the same process, of the new version"

    erased = room.run(f"{RPM} -e signpost 2>&1 | grep -v '^rpm: ' || true")
    assert erased == ""
    assert room.tried(f"kill -0 {process}")[0] != 0
    assert room.run("test -e /etc/signpost/managed.d/acme.toml && echo there") == "there\n"
    room.run(f"{RPM} -e signpost-config-acme")
    left = room.run("find /media -type f -o -type l | grep -v -e ^/media/srv/ -e ^/media/home/mei/ -e ^/media/tmp/")
    assert [line for line in left.splitlines() if "signpost" in line] == []
