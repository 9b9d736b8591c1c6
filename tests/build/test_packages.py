"""The parts that packages are made of: ICU's smaller data, the neutral list, Debian's form, the switch of versions."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from packages import deb, icu, kept, tree
from packages.tree import Item, Kind, Product

from app.runtime.health import PATIENCE

QT = Path(next(iter(PySide6.__path__))) / "Qt/lib"

ASKED_OF_ICU = """
from PySide6.QtCore import QCollator, QDate, QDateTime, QLocale, QTime, QTimeZone
for name in ("en", "de", "ja", "zh_CN", "zh_TW", "ar"):
    locale = QLocale(name)
    print(locale.toString(QDate(2026, 7, 10), QLocale.FormatType.LongFormat), locale.toString(1234567.5))
    print(locale.toUpper("straße ïi"), locale.toLower("IÏ"), locale.formattedDataSize(123456))
print(QLocale("tr").toUpper("i"), QLocale("tr").toLower("I"))
print(sorted(["Zebra", "apple", "Äpfel", "zoo", "Éclair", "10", "9"], key=QCollator(QLocale("en")).sortKey))
moment = QDateTime(QDate(2026, 7, 10), QTime(0, 0), QTimeZone(b"Asia/Shanghai"))
print(moment.toUTC().toString(), QTimeZone(b"Europe/Berlin").offsetFromUtc(moment))
"""


@pytest.fixture(scope="module")
def slim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Qt's ICU data, cut down."""
    folder = tmp_path_factory.mktemp("icu")
    library = folder / next(QT.glob("libicudata.so.*")).name
    shutil.copyfile(QT / library.name, library)
    before, after = icu.slim(library, folder / "scratch")
    assert before > 25_000_000
    assert after < 3_000_000
    return library


def test_qt_says_the_same_with_a_fourteenth_of_icus_data(slim: Path) -> None:
    def said(**variables: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", ASKED_OF_ICU], env={**os.environ, **variables}, capture_output=True, text=True,
            check=True, timeout=60,
        )  # fmt: skip
        assert not done.stderr
        return done.stdout

    assert said(LD_PRELOAD=str(slim)) == said()


def test_slimming_is_repeatable(slim: Path, tmp_path: Path) -> None:
    again = tmp_path / slim.name
    shutil.copyfile(QT / slim.name, again)
    icu.slim(again, tmp_path / "scratch")
    assert again.read_bytes() == slim.read_bytes()


def test_a_library_without_icus_data_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "libother.so"
    other.write_bytes(b"\x7fELF" + b"\0" * 100)
    with pytest.raises(icu.NotIcu):
        icu.slim(other, tmp_path / "scratch")


@pytest.mark.parametrize(
    ("name", "system", "is_kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False, True),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", False, False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False, False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", False, True),
        ("PySide6/Qt/lib/libQt6OpenGL.so.6", False, False),
        ("PySide6/QtNetwork.abi3.so", False, False),
        ("libssl.so.3", True, False),
        ("libxcb-cursor.so.0", True, False),
        ("libpython3.11.so.1.0", False, True),
        ("cryptography/hazmat/bindings/_rust.abi3.so", False, True),
    ],
)
def test_what_is_kept(name: str, system: bool, is_kept: bool) -> None:
    assert kept.binary(name, system) is is_kept


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("idna-3.1.dist-info/METADATA", True),
        ("idna-3.1.dist-info/licenses/LICENSE.md", True),
        ("keyring-25.7.0.dist-info/entry_points.txt", True),
        ("idna-3.1.dist-info/RECORD", False),
        ("platformdirs-4.1.dist-info/sboms/sbom.json", False),
        ("platformdirs-4.1.dist-info/scm_version.json", False),
    ],
)
def test_what_is_kept_of_what_packages_say_of_themselves(name: str, is_kept: bool) -> None:
    assert kept.data(name) is is_kept


PRODUCT = Product(
    "signpost-example", "1.0", "is an example", "Of a package.\n\nWith two paragraphs.",
    (
        Item("/usr/lib/example/program", data=b"#!/bin/sh\n", mode=0o755),
        Item("/usr/bin/example", Kind.LINK, target="../lib/example/program"),
        Item("/etc/example/settings", data=b"a = 1\n"),
        Item("/var/lib/example", Kind.FOLDER, mode=0o700),
    ),
    ("libc6",), ("zsh",), "employee", "utils",
)  # fmt: skip


def _deb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lintian = folder / "linux"
    shutil.copytree(tree.LINUX, lintian)
    (lintian / "signpost-example.lintian-overrides").write_text("")
    monkeypatch.setattr(deb, "LINUX", lintian)
    return deb.write(PRODUCT, folder / "out", folder / "scratch", 1_700_000_000)


def test_a_debian_package_is_the_same_twice_and_says_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _deb(tmp_path / "one", monkeypatch)
    before = os.umask(0o077)
    try:
        second = _deb(tmp_path / "two", monkeypatch)
    finally:
        os.umask(before)
    assert first.read_bytes() == second.read_bytes()
    listed = subprocess.run(["dpkg-deb", "-c", str(first)], capture_output=True, text=True, check=True).stdout
    lines = {line.split()[5]: line.split()[:2] for line in listed.splitlines()}
    assert lines["./usr/lib/example/program"] == ["-rwxr-xr-x", "root/root"]
    assert lines["./usr/bin/example"] == ["lrwxrwxrwx", "root/root"]
    assert lines["./var/lib/example/"] == ["drwx------", "root/root"]
    unpacked = tmp_path / "control"
    subprocess.run(["dpkg-deb", "-e", str(first), str(unpacked)], check=True)
    assert (unpacked / "conffiles").read_text() == "/etc/example/settings\n"
    assert "Description: is an example\n Of a package.\n .\n With two" in (unpacked / "control").read_text()
    assert (unpacked / "postinst").stat().st_mode & 0o777 == 0o755


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder as /usr/lib/signpost, with a version unpacked."""
    home = tmp_path / "signpost"
    _unpack(home, "1-aaa")
    return home


def _unpack(home: Path, build: str) -> None:
    """As a package manager does: each file is a new one, in the place of the old."""
    package = home / "package"
    package.mkdir(parents=True, exist_ok=True)
    for name, source in (("signpost", Path("/bin/sleep")), ("build", None)):
        fresh = package / f".{name}.new"
        if source is None:
            fresh.write_text(f"{build}\n")
        else:
            shutil.copy2(source, fresh)
        fresh.replace(package / name)


def _activate(home: Path) -> None:
    subprocess.run(["/bin/sh", str(tree.LINUX / "activate.sh"), str(home)], check=True, timeout=60)


def test_a_running_version_stays_whole_until_nothing_runs_from_it(home: Path) -> None:
    _activate(home)
    current = home / "current"
    assert current.resolve() == home / "versions/1-aaa"
    with subprocess.Popen([str(current / "signpost"), "600"]) as running:
        _unpack(home, "2-bbb")
        _activate(home)
        assert current.resolve() == home / "versions/2-bbb"
        assert (home / "versions/1-aaa/signpost").exists()
        assert (home / "versions/1-aaa/build").read_text() == "1-aaa\n"
        running.terminate()
    _activate(home)
    assert sorted(path.name for path in (home / "versions").iterdir()) == ["2-bbb"]


def test_activating_twice_changes_nothing(home: Path) -> None:
    _activate(home)
    before = (home / "current/signpost").stat().st_ino
    _activate(home)
    assert (home / "current/signpost").stat().st_ino == before == (home / "package/signpost").stat().st_ino


def test_a_half_made_version_is_made_again(home: Path) -> None:
    (home / "versions/1-aaa").mkdir(parents=True)
    (home / "versions/1-aaa/rest").write_text("of one that was cut off")
    _activate(home)
    assert sorted(path.name for path in (home / "current").resolve().iterdir()) == ["build", "signpost"]


@pytest.mark.parametrize(("end", "code"), [("kill -HUP $$", 129), ("kill -TERM $$", 143), ("exit 1", 1)])
def test_an_agent_that_was_ended_is_not_started_anew(tmp_path: Path, end: str, code: int) -> None:
    agent, script = tmp_path / "signpost", tmp_path / "supervise"
    agent.write_text(f"#!/bin/sh\necho started\n{end}\n")
    agent.chmod(0o755)
    script.write_bytes(
        tree.read("supervise.sh")
        .replace(b"systemctl", b"false")
        .replace(b"/usr/lib/signpost/wanted", b"true")
        .replace(b"/usr/bin/signpost", str(agent).encode())
    )
    done = subprocess.run(["/bin/sh", script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.returncode) == ("started\n", code)


def test_what_the_desktop_and_systemd_read_is_valid(tmp_path: Path) -> None:
    for name in ("autostart.desktop",):
        entry = tmp_path / name
        entry.write_bytes(tree.read(name))
        keys = dict(line.split("=", 1) for line in entry.read_text().splitlines() if "=" in line)
        assert keys["Exec"] == "/usr/lib/signpost/supervise"
        assert keys["X-GNOME-HiddenUnderSystemd"] == keys["X-systemd-skip"] == "true"
    unit = tree.read("signpost.service").decode()
    assert "Type=notify\n" in unit
    seconds = int(next(line for line in unit.splitlines() if line.startswith("WatchdogSec=")).partition("=")[2])
    assert seconds > PATIENCE.every + PATIENCE.answer, "our own watchdog speaks before systemd's"
