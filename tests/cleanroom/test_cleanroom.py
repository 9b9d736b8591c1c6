"""The Debian package on bare systems, from install to purge; and that the clean room would see what is left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cleanroom import journey, roots, run
from tests.cleanroom.another import another
from tests.cleanroom.listing import differences, listing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces and Debian are Linux's own")


@pytest.fixture(scope="module")
def deb() -> Path:
    """The employee's package of this checkout, made once."""
    return run.made()


@pytest.mark.full
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("release", roots.RELEASES)
def test_every_step_on_a_bare_system(release: str, deb: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("a clean room is namespaces and a chroot: needs root")
    taken = list(run.steps(release, deb, None))
    assert not taken[-1].get("failed"), f"{taken[-1]['step']}: {taken[-1]['failed']}\n{taken[-1]['log']}"
    assert [step["step"] for step in taken] == [journey.title(step) for step in journey.STEPS]


def test_what_is_left_is_seen_but_for_what_is_somebodys_own(tmp_path: Path) -> None:
    for name in ("etc", "usr/lib/kept", "home/mei", "var/log"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "etc/changed").write_text("one")
    (tmp_path / "etc/gone").write_text("one")
    before = listing(tmp_path)
    assert differences(before, listing(tmp_path)) == []
    (tmp_path / "etc/changed").write_text("two")
    (tmp_path / "etc/gone").unlink()
    (tmp_path / "usr/lib/left").symlink_to("kept")
    (tmp_path / "usr/lib/kept").chmod(0o700)
    (tmp_path / "home/mei/own").write_text("")
    (tmp_path / "home/meier").write_text("")
    (tmp_path / "var/log/dpkg.log").write_text("")
    found = [" ".join(line.split()[:2]) for line in differences(before, listing(tmp_path), "/home/mei")]
    assert found == [
        "changed: /etc/changed", "gone: /etc/gone", "new: /home/meier", "changed: /usr/lib/kept", "new: /usr/lib/left",
    ]  # fmt: skip


def test_another_version_is_the_same_but_for_its_name(tmp_path: Path) -> None:
    stage = tmp_path / "package"
    folder = stage / "usr/lib/signpost/package"
    folder.mkdir(parents=True)
    (folder / "build").write_text("0.1.0-abc\n")
    (folder / "signpost").write_text("program")
    (stage / "DEBIAN").mkdir()
    fields = {
        "Package": "signpost",
        "Version": "0.1.0",
        "Architecture": "all",
        "Maintainer": "x <x@x>",
        "Description": "x",
    }
    (stage / "DEBIAN/control").write_text("".join(f"{name}: {value}\n" for name, value in fields.items()))
    (stage / "DEBIAN/md5sums").write_text("0  usr/lib/signpost/package/build\n1  usr/lib/signpost/package/signpost\n")
    deb = tmp_path / "signpost.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", stage, deb], check=True, stdout=subprocess.DEVNULL)

    newer = another(deb, "99.0", tmp_path)

    said = subprocess.run(["dpkg-deb", "--field", newer, "Version"], capture_output=True, text=True, check=True).stdout
    assert said == "99.0\n"
    out = tmp_path / "out"
    subprocess.run(["dpkg-deb", "--raw-extract", newer, out], check=True)
    assert (out / "usr/lib/signpost/package/build").read_text() == "99.0-another\n"
    assert (out / "usr/lib/signpost/package/signpost").read_text() == "program"
    checked = subprocess.run(
        ["md5sum", "--check", "DEBIAN/md5sums"], cwd=out, capture_output=True, text=True, check=False
    )
    assert "package/build: OK" in checked.stdout
