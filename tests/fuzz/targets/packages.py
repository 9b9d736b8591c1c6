"""What package managers say of the programs they put there: conda, RubyGems, rpm, dpkg, apk, pacman, and the stores."""

import functools
import sqlite3
from pathlib import Path

from app.identify import databases, flatpak, homebrew, rpmdb, rubygems, snap
from app.identify.conda import owners as conda_owners
from app.identify.files import Look
from tests.fuzz.target import Target, on_bytes, on_file
from tests.fuzz.targets.held import held, sound

_RECORDED = Path(__file__).resolve().parents[2] / "identify/recorded"


def _databases(data: bytes, box: Path) -> None:
    """The first byte says which package manager's records these bytes are."""
    dpkg, pacman = "var/lib/dpkg", "var/lib/pacman/local/paint-1.0-1"
    places = (f"{dpkg}/status", f"{dpkg}/info/paint.list", "lib/apk/db/installed", f"{pacman}/files")
    for place in places:
        (box / place).parent.mkdir(parents=True, exist_ok=True)
        (box / place).unlink(missing_ok=True)
    (box / places[0]).write_bytes(b"Package: paint\nStatus: install ok installed\nVersion: 1.0\n\n")
    (box / places[data[0] % len(places) if data else 0]).write_bytes(data[1:])
    for database in (databases.DPKG, databases.APK, databases.PACMAN):
        for package in database.read(Look(), str(box), {"paint"}).values():
            assert len(package.files) <= len(data) + 1


def _rpm_database(path: Path) -> None:
    rpmdb.RPM.read(Look(), str(path.parents[4]), {"paint"})


def _condas(data: bytes, box: Path) -> None:
    folder = box / "conda/conda-meta"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paint-1.0-0.json").write_bytes(data)
    sound(conda_owners(Look(), [str(box / "conda/bin/paint")], frozenset({"paint"})))


@functools.cache
def _rpm_seed() -> bytes:
    """A header blob with a version, a release and one file."""
    store, index = b"", b""
    strings = ((1001, 6, [b"1.0"]), (1002, 6, [b"1"]), (1117, 8, [b"paint"]), (1118, 8, [b"/usr/bin/"]))
    for tag, kind, values in strings:
        index += b"".join(number.to_bytes(4, "big") for number in (tag, kind, len(store), len(values)))
        store += b"".join(value + b"\0" for value in values)
    index += b"".join(number.to_bytes(4, "big") for number in (1116, 4, len(store), 1))
    store += bytes(4)
    return len(index).__floordiv__(16).to_bytes(4, "big") + len(store).to_bytes(4, "big") + index + store


def _rpm_file() -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB)")
    database.execute("CREATE TABLE Name (key TEXT, hnum INTEGER)")
    database.execute("INSERT INTO Packages VALUES (1, ?)", (_rpm_seed(),))
    database.execute("INSERT INTO Name VALUES ('paint', 1)")
    database.commit()
    return database.serialize()


_JSON = (b"\xff", b"[[[[", b"{}", b"null", b"1e400", b"\\ud800", b"../")
_CONDA = tuple(file.read_bytes() for file in sorted((_RECORDED / "conda-meta").glob("*.json")))
_KEG = "/opt/homebrew/Cellar/paint/1.0/bin/paint"

TARGETS = (
    Target("conda-record", _condas, ("app.identify.conda",), (), _CONDA, _JSON, largest=8192),
    Target(
        "gemspec",
        held(
            lambda look: (
                *rubygems.of_script(look, "/g/gems/paint-1.0/exe/paint"),
                *rubygems.of_script(look, "/usr/bin/paint"),
            ),
            "paint-1.0.gemspec",
        ),
        ("app.identify.rubygems",),
        (),
        (
            b's.bindir = "exe"\ns.executables = ["paint"]\n',
            b"load Gem.activate_bin_path('paint', 'paint', version)",
        ),
        (b".executables", b"= [", b"'", b'"'),
    ),
    Target(
        "rpm-header",
        on_bytes(rpmdb.parse),
        ("app.identify.rpmdb",),
        (),
        (_rpm_seed(),),
        (b"\0\0\3\xe9", b"\0\0\4\x5c", b"\0\0\0\4", b"\0\0\0\x08", b"\xff\xff\xff\xff"),
        largest=65_536,
    ),
    Target(
        "rpm-database",
        on_file(_rpm_database, "usr/lib/sysimage/rpm/rpmdb.sqlite"),
        ("app.identify.rpmdb",),
        (),
        (_rpm_file(),),
        (b"SQLite format 3\0",),
        largest=16_384,
    ),
    Target(
        "package-databases",
        _databases,
        ("app.identify.databases", "app.identify.system"),
        (),
        (
            b"\x00Package: paint\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0\n\n",
            b"\x01/usr/bin/paint\n",
            b"\x02P:paint\nV:1.0\nF:usr/bin\nR:paint\n\n",
            b"\x03%FILES%\nusr/bin/paint\n\n",
        ),
        (b"\n\n", b"Package: paint\n", b"Status: ", b"P:paint\n", b"%FILES%\n"),
    ),
    Target(
        "flatpak-metadata",
        held(lambda look: flatpak.owners(look, "/var/lib/flatpak/app/org.acme.Paint/x86_64/stable/0a/files/bin/run")),
        ("app.identify.flatpak",),
        (),
        (b"[Application]\nname=org.acme.Paint\ncommand=run\n",),
        (b"command=", b"\n"),
    ),
    Target(
        "snap-yaml",
        held(lambda look: snap.owners(look, "/snap/paint/12/bin/run")),
        ("app.identify.snap",),
        (),
        (b"name: paint\nversion: '1.0'\napps:\n  paint:\n    command: bin/run\n",),
        (b"version:", b"command:", b"$SNAP/", b"\n  "),
    ),
    Target(
        "homebrew-receipt",
        held(lambda look: homebrew.owners(look, _KEG)),
        ("app.identify.homebrew",),
        (),
        (b'{"source": {"tap": "homebrew/core"}}',),
        _JSON,
    ),
)
