"""The RPM package: what it says of itself, and the real rpm that installs, upgrades, downgrades and erases it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from packages import rpm, tree
from packages.tree import Item, Product

from tests.build.room import Room

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="rpm and namespaces are Linux's own")

EPOCH = 1_700_000_000
RPM = "rpm --nodeps --dbpath /srv/rpm"
"""Debian's own packages are none of rpm's."""


def _product(folder: Path, version: str) -> Product:
    """The employee's package with a stand-in for the program; of each version one file that no other has."""
    frozen = folder / "frozen"
    (frozen / "lib").mkdir(parents=True)
    shutil.copy(Path("/bin/sleep").resolve(), frozen / "signpost")
    shutil.copy(Path("/bin/true").resolve(), frozen / "lib/libcarried.so.1")
    (frozen / f"lib/only-in-{version}").write_text(version)
    items = tree.employee(frozen, {"/usr/share/licenses/signpost/README.txt": b"x\n"}, version, "abc", "2026-07-10")
    return Product(
        "signpost", version, "says so", "Of a package.\n\nWith 100 % text.", items, ("coreutils",), ("rtkit",),
        "employee-rpm", "utils",
    )  # fmt: skip


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions, in one folder."""
    folder = tmp_path_factory.mktemp("rpm")
    for version in ("1", "2"):
        rpm.write(_product(folder / version, version), folder, folder / version / "scratch", EPOCH)
    return folder


def _said(*words: str) -> str:
    return subprocess.run(["rpm", *words], capture_output=True, text=True, check=True, timeout=60).stdout


def test_two_packages_of_one_program_are_the_same(packages: Path, tmp_path: Path) -> None:
    product = _product(tmp_path, "1")
    before = os.umask(0o077)
    try:
        again = rpm.write(product, tmp_path, tmp_path / "scratch", EPOCH)
    finally:
        os.umask(before)
    assert again.read_bytes() == (packages / again.name).read_bytes()


def test_a_package_asks_for_what_it_does_not_carry_and_offers_nobody_its_own(packages: Path) -> None:
    package = str(next(packages.glob("signpost-1-1.*.rpm")))
    needs, offers = _said("-qp", "--requires", package).split("\n"), _said("-qp", "--provides", package)
    assert "libc.so.6()(64bit)" in needs
    assert not [line for line in (*needs, *offers.split("\n")) if "carried" in line or "signpost()" in line]
    assert _said("-qp", "--recommends", package).split() == ["rtkit"]
    assert rpm.newest_glibc(Path(package)).startswith("2.")
    assert _said("-qpc", package).split() == ["/etc/xdg/autostart/signpost.desktop"]
    assert _said("-qpL", package).split() == ["/usr/share/licenses/signpost/README.txt"]
    assert "With 100 % text." in _said("-qp", "--qf", "%{DESCRIPTION}", package)
    listed = _said("-qp", "--qf", "[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME}\n]", package).splitlines()
    assert "/usr/lib/signpost/package/lib/libcarried.so.1 -rwxr-xr-x root" in listed
    assert "/usr/lib/signpost/package/lib/only-in-1 -rw-r--r-- root" in listed
    assert not [line for line in listed if line.split()[0] in ("/usr", "/etc", "/usr/bin", "/usr/share/applications")]


def test_a_name_that_only_debian_uses_becomes_everybodys() -> None:
    elf = b"\x7fELF\0libc.so.6\0libbz2.so.1.0\0PyInit__bz2\0"
    fitted = rpm.fitted(Item("/usr/lib/x/_bz2.so", data=elf))
    assert fitted.data == b"\x7fELF\0libc.so.6\0libbz2.so.1\0\0\0PyInit__bz2\0"
    assert (fitted.mode, len(fitted.data)) == (0o755, len(elf))
    text = Item("/usr/lib/x/readme", data=elf[4:])
    assert rpm.fitted(text) == text


@pytest.fixture
def room(packages: Path, tmp_path: Path) -> Iterator[Room]:
    """A computer with the two packages in /mnt."""
    if os.geteuid() != 0:
        pytest.skip("a room of its own needs root")
    room = Room(tmp_path, packages)
    room.run("mkdir /srv/rpm")
    yield room
    room.close()


def _start(room: Room) -> str:
    """Start the program that stands in for the agent; its process."""
    return room.run("setsid /usr/bin/signpost 600 >/dev/null & echo $!").strip()


def test_what_runs_stays_whole_over_an_upgrade_and_a_downgrade(room: Room) -> None:
    room.run(f"{RPM} -i /mnt/signpost-1-1.*.rpm")
    assert room.run("readlink /usr/lib/signpost/current") == "versions/1-abc\n"
    agent = _start(room)
    room.run("echo Hidden=true >>/etc/xdg/autostart/signpost.desktop")

    room.run(f"{RPM} -U /mnt/signpost-2-1.*.rpm")
    assert room.run(f"readlink /proc/{agent}/exe") == "/usr/lib/signpost/versions/1-abc/signpost\n"
    assert room.run("readlink /usr/lib/signpost/current") == "versions/2-abc\n"
    assert room.run("cd /usr/lib/signpost && ls versions package/lib versions/1-abc/lib versions/2-abc/lib") == (
        "package/lib:\nlibcarried.so.1\nonly-in-2\n\n"
        "versions:\n1-abc\n2-abc\n\n"
        "versions/1-abc/lib:\nlibcarried.so.1\nonly-in-1\n\n"
        "versions/2-abc/lib:\nlibcarried.so.1\nonly-in-2\n"
    )
    assert room.run("tail -n 1 /etc/xdg/autostart/signpost.desktop") == "Hidden=true\n"

    room.run(f"kill {agent}")
    room.run(f"{RPM} -U --oldpackage /mnt/signpost-1-1.*.rpm")
    assert room.run("cd /usr/lib/signpost && readlink current && ls versions") == "versions/1-abc\n1-abc\n"
    room.run(f"{RPM} -U --replacepkgs /mnt/signpost-1-1.*.rpm")
    assert room.run("readlink -e /usr/bin/signpost") == "/usr/lib/signpost/versions/1-abc/signpost\n"
    assert room.run(f"{RPM} -V signpost || true") == "S.5....T.  c /etc/xdg/autostart/signpost.desktop\n"


def test_erasing_ends_what_runs_and_leaves_only_the_changed_settings(room: Room) -> None:
    room.run(f"{RPM} -i /mnt/signpost-1-1.*.rpm")
    agent = _start(room)
    room.run("echo Hidden=true >>/etc/xdg/autostart/signpost.desktop")
    room.run("mkdir -p /var/lib/signpost/installed")

    said = room.run(f"{RPM} -e signpost 2>&1 | grep -v '^rpm: '")  # Debian's rpm has words of its own

    assert said == "warning: /etc/xdg/autostart/signpost.desktop saved as /etc/xdg/autostart/signpost.desktop.rpmsave\n"
    code, _ = room.tried(f"kill -0 {agent}")
    assert code != 0
    left = room.run("find /media \\( -type f -o -type l -o -name '*signpost*' \\) -not -path '/media/srv/*'")
    assert left == "/media/etc/xdg/autostart/signpost.desktop.rpmsave\n"
