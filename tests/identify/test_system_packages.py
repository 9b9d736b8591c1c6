"""The distribution's packages that a policy names: their commands are found, in every manager's records."""

import contextlib
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from app.host import platform
from app.host.run import run
from app.identify import rpmdb
from app.identify.files import Look, holds
from app.identify.identify import Identifier
from app.identify.system import SystemPackages
from app.policy.evidence import Kind
from app.policy.launch import Launch
from tests.identify.machine import ELF, Machine

RECORDED = Path(__file__).parent / "recorded"

STATUS = """\
Package: paint-tool
Status: install ok installed
Architecture: amd64
Multi-Arch: same
Version: 1:2.1-3+b1
Description: paints
 Package: innocent

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 9

Package: last
Status: install ok installed
Architecture: all
Version: 4"""
APK = """\
C:Q1p78yvTLG094tHE1+dToJGbmYzQE=
P:paint-tool
V:2.1-r3
A:x86_64
F:usr
F:usr/bin
R:paint
a:0:0:755
Z:Q1Q7/lCH0YEvQQ2jrLHLGWwLVvOp0=
F:usr/lib/paint-tool
R:paint
R:helper

P:other
V:1-r0
F:usr/bin
R:other
"""


def lay_out(machine: Machine) -> None:
    for file in ("usr/bin/paint", "usr/lib/paint-tool/paint", "usr/lib/paint-tool/helper"):
        machine.file(file, ELF, 0o755)


def by_dpkg(machine: Machine) -> None:
    machine.file("var/lib/dpkg/status", STATUS)
    listed = "/.\n/usr\n/usr/bin\n/usr/bin/paint\n/usr/lib/paint-tool/paint\n/usr/lib/paint-tool/helper\n"
    machine.file("var/lib/dpkg/info/paint-tool:amd64.list", listed)
    machine.file("var/lib/dpkg/info/gone.list", "/usr/bin/paint\n")


def by_rpm(machine: Machine) -> None:
    file = machine.file("var/lib/rpm/rpmdb.sqlite")
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.executescript((RECORDED / "rpmdb.sql").read_text())


def by_apk(machine: Machine) -> None:
    machine.file("lib/apk/db/installed", APK)


def by_pacman(machine: Machine) -> None:
    listed = "%FILES%\nusr/\nusr/bin/\nusr/bin/paint\nusr/lib/paint-tool/paint\nusr/lib/paint-tool/helper\n\n%BACKUP%\n"
    machine.file("var/lib/pacman/local/paint-tool-2.1-3/files", listed)
    machine.file("var/lib/pacman/local/ALPM_DB_VERSION", "9\n")


MANAGERS = {
    "deb": (by_dpkg, "1:2.1-3%2Bb1", "debian"),
    "rpm": (by_rpm, "1:2.1-3", "fedora"),
    "apk": (by_apk, "2.1-r3", "alpine"),
    "alpm": (by_pacman, "2.1-3", "arch"),
}


@pytest.mark.parametrize("kind", MANAGERS)
def test_every_manager_s_packages(machine: Machine, kind: str) -> None:
    lay_out(machine)
    write, version, distribution = MANAGERS[kind]
    write(machine)
    sought = [f"pkg:{kind}/paint-tool", f"pkg:{kind}/{distribution}/paint-tool", f"pkg:{kind}/elsewhere/paint-tool"]
    system = SystemPackages(sought, str(machine.root), frozenset({distribution}))

    def owners(path: str) -> list[str]:
        return sorted(fact.value for fact in system.owners(Look(), [str(machine.root / path)]))

    mine = sorted([f"pkg:{kind}/paint-tool@{version}", f"pkg:{kind}/{distribution}/paint-tool@{version}"])
    assert owners("usr/bin/paint") == owners("usr/lib/paint-tool/paint") == mine
    assert owners("usr/lib/paint-tool/helper") == owners("usr/bin/other") == []


def test_what_is_removed_or_not_sought_is_not_found(machine: Machine) -> None:
    lay_out(machine)
    by_dpkg(machine)
    paint = [str(machine.root / "usr/bin/paint")]
    for sought in (["pkg:deb/gone"], ["pkg:deb/innocent"], ["pkg:deb/last"], ["pkg:rpm/paint-tool"], []):
        assert SystemPackages(sought, str(machine.root), frozenset()).owners(Look(), paint) == ()


def test_an_update_is_seen(machine: Machine) -> None:
    lay_out(machine)
    by_dpkg(machine)
    system = SystemPackages(["pkg:deb/paint-tool"], str(machine.root), frozenset(), again=0)
    paint = [str(machine.root / "usr/bin/paint")]
    assert "2.1" in system.owners(Look(), paint)[0].value
    machine.file("var/lib/dpkg/status", STATUS.replace("1:2.1-3+b1", "7-1"))
    assert [fact.value for fact in system.owners(Look(), paint)] == ["pkg:deb/paint-tool@7-1"]


def test_while_packages_are_installed_the_last_reading_serves_but_no_answer_is_kept(machine: Machine) -> None:
    lay_out(machine)
    by_dpkg(machine)
    system = SystemPackages(["pkg:deb/paint-tool"], str(machine.root), frozenset(), again=3600)
    machine.file("var/lib/dpkg/status", STATUS.replace("1:2.1-3+b1", "7-1"))
    look = Look()
    assert "2.1" in system.owners(look, [str(machine.root / "usr/bin/paint")])[0].value
    assert not holds(look.proof())


def test_a_link_between_bin_and_usr_bin_is_followed(machine: Machine) -> None:
    by_dpkg(machine)
    file = machine.file("usr/bin/paint", ELF, 0o755)
    machine.link("bin", machine.root / "usr/bin")
    machine.file("var/lib/dpkg/info/paint-tool:amd64.list", "/bin/paint\n")
    system = SystemPackages(["pkg:deb/paint-tool"], str(machine.root), frozenset())
    assert len(system.owners(Look(), [str(file)])) == 1


def test_a_damaged_database_says_nothing(machine: Machine) -> None:
    lay_out(machine)
    by_rpm(machine)
    file = machine.root / "var/lib/rpm/rpmdb.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as database:
        (blob,) = database.execute("SELECT blob FROM Packages").fetchone()
    for cut in range(0, len(blob), 7):
        assert rpmdb.parse(blob[:cut]) is None
    for at in range(0, len(blob), 3):
        rpmdb.parse(blob[:at] + b"\xff\xff" + blob[at + 2 :])
    for content in (b"no database", file.read_bytes()[:5000], bytes(8192)):
        machine.file("var/lib/rpm/rpmdb.sqlite", content)
        system = SystemPackages(["pkg:rpm/paint-tool"], str(machine.root), frozenset())
        assert system.owners(Look(), [str(machine.root / "usr/bin/paint")]) == ()


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("dpkg-query"), reason="needs a machine with dpkg")
def test_a_real_package_of_this_machine() -> None:
    version = run(["dpkg-query", "-W", "-f", "${Version}", "coreutils"], env={"PATH": "/usr/bin:/bin"}, timeout=20).out
    here = min(platform.distributions())
    identifier = Identifier([f"pkg:deb/{here}/coreutils", "pkg:deb/coreutils", "pkg:deb/nowhere/coreutils"])
    exe = str(Path("/usr/bin/env").resolve())
    facts = identifier.evidence(Launch(pid=1, exe=exe, argv=("env",)))
    found = [fact.value for fact in facts if fact.kind is Kind.PACKAGE]
    assert [purl.partition("@")[0] for purl in found] == ["pkg:deb/coreutils", f"pkg:deb/{here}/coreutils"]
    assert found[0].partition("@")[2].replace("%2B", "+") == version
    assert Identifier().evidence(Launch(pid=1, exe=exe, argv=("env",))) == tuple(
        fact for fact in facts if fact.kind is not Kind.PACKAGE
    )
