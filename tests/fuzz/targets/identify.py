"""What programs and packages say of themselves: manifests, records, archives, databases, and sources that are run."""

import functools
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

from app.identify import (
    codesign,
    databases,
    flatpak,
    homebrew,
    interpreters,
    jars,
    javascript,
    jetbrains,
    rpmdb,
    rubygems,
    snap,
    zipapps,
    zipped,
)
from app.identify.authenticode import Answer, publisher
from app.identify.checkout import Checkouts
from app.identify.conda import owners as conda_owners
from app.identify.content import Contents
from app.identify.files import Look
from app.identify.folding import Folding
from app.identify.identify import Identifier
from app.identify.manifest import parse
from app.identify.pypath import environment, interpreter
from app.identify.pysource import starts
from app.identify.sites import Sites, entries
from app.policy.evidence import Evidence
from app.policy.launch import Launch
from tests.fuzz.target import Run, Target, on_bytes, on_file, on_text

_RECORDED = Path(__file__).resolve().parents[2] / "identify/recorded"


class _Held(Look):
    """One file of that content, wherever it is looked for."""

    def __init__(self, data: bytes, *names: str) -> None:
        super().__init__()
        self._data, self._names = data, names

    def is_file(self, path: str) -> bool:
        return True

    def is_folder(self, path: str) -> bool:
        return bool(self._names)

    def read(self, path: str, limit: int, *, whole: bool = True) -> bytes:
        return b"" if whole and len(self._data) > limit else self._data[:limit]

    def piece(self, path: str, start: int, length: int) -> bytes:
        start = max(0, len(self._data) + start) if start < 0 else start
        return self._data[start : start + max(0, length)]

    def names(self, folder: str, limit: int = 20_000) -> tuple[str, ...]:
        return self._names


def _sound(facts: tuple[Evidence, ...]) -> None:
    """Evidence can be shown, logged and encoded whatever it came from."""
    for fact in facts:
        fact.value.encode(), fact.source.encode()


def _held(find: Callable[[Look], tuple[Evidence, ...]], *names: str) -> Run:
    return on_bytes(lambda data: _sound(find(_Held(data, *names))))


def _manifest(data: bytes) -> None:
    said = parse(data)
    for path in (*said.bins.values(), *said.mains, *said.subpaths.values(), said.bin_folder):
        assert not path.startswith(("/", "../")), "nothing leads out of its package"
    said.exported("./x/y")


def _zip(data: bytes) -> None:
    look = _Held(data)
    for name in ("a.txt", "META-INF/plugin.xml"):
        assert len(zipped.member(look, "/a.jar", name, 1000)) <= 1000
    assert len(zipped.listing(look, "/a.jar")) <= 20_000
    zipped.resolved(data.decode("utf-8", "replace"))


def _jar(look: Look) -> tuple[Evidence, ...]:
    jars.with_class(look, "/opt/paint-1.0.jar", "com.example.Main", "/opt")
    return jars.of_jar(look, "/opt/paint-1.0.jar")


def _plugin(look: Look) -> tuple[Evidence, ...]:
    found = jetbrains.of_jar(look, "/opt/x.jar")
    return (found.evidence,) if found else ()


def _site(data: bytes, box: Path) -> None:
    """The first byte says which file of an installed distribution these bytes are."""
    names = ("entry_points.txt", "RECORD", "direct_url.json", "METADATA", "../x.pth")
    info = box / "venv/lib/python3.11/site-packages/paint-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    for name in names:
        (info / name).unlink(missing_ok=True)
    (info / names[data[0] % len(names) if data else 0]).write_bytes(data[1:])
    (box / "venv/pyvenv.cfg").write_bytes(b"home = /usr/bin\n" if not data or data[0] % 7 else data[1:])
    look, sites = Look(), Sites()
    python = interpreter("/usr/bin/python3.11", str(box / "venv/bin/python"), "", "/", {})
    for site in environment(look, sites, python).sites:
        site.with_command("paint")
        for one in site.distributions:
            site.is_editable(one)
            site.holds_file(one, "paint/cli.py")
            site.entries(one)
    entries(data)


def _checkout(data: bytes, box: Path) -> None:
    """The first byte says which of the two files of a source folder these bytes are."""
    folder = box / "checkout"
    folder.mkdir(exist_ok=True)
    names = ("pyproject.toml", "setup.cfg")
    for name in names:
        (folder / name).unlink(missing_ok=True)
    (folder / names[data[0] % 2 if data else 0]).write_bytes(data[1:])
    _sound(Checkouts().of_file(Look(), str(folder / "paint/cli.py")))
    Checkouts().of_function(Look(), str(folder / "paint/cli.py"), "paint.cli", "main")


def _javascript(text: str) -> None:
    look = _Held(b'{"name": "x", "main": "./cli.js", "exports": {"./*": "./dist/*.js"}}')
    for specifier in javascript.specifiers(text, "/p/cli.js", "/p", lambda one: f"/p/{one}"):
        assert len(specifier) <= javascript.LONGEST_SPECIFIER
        javascript.module(look, specifier, "/p/a/b")
        javascript.data_url(specifier)
    javascript.effects(text)
    javascript.script(look, text, "/p")
    Folding(text, "/p/cli.js", "/p", lambda _: "").value(0)


def _command_line(text: str) -> None:
    """Words apart by lines: the executable's name first, then argv, variables last (`NAME=value`)."""
    exe, *words = text.split("\n")
    env = {name: value for word in words if "=" in word for name, value in [word.split("=", 1)]}
    for name in (exe, "/usr/bin/node", "/usr/bin/python3", "/bin/bash", "/usr/bin/java", "/usr/bin/uv"):
        interpreters.read(name, tuple(words), env)


def _whole(data: bytes, box: Path) -> None:
    """A script that is run, from its first bytes to what it is called by."""
    script = box / "script"
    script.write_bytes(data)
    first = data.split(b"\n")[0].decode("utf-8", "surrogateescape").replace("\0", "")
    identifier = Identifier()
    for exe in ("/usr/bin/node", "/usr/bin/python3", "/usr/bin/ruby", "/bin/sh", str(script)):
        launch = Launch(pid=1, exe=exe, argv=(exe, str(script), first), cwd=str(box), env={"NODE_OPTIONS": first})
        _sound(identifier.evidence(launch))


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


def _content(path: Path) -> None:
    found = Contents().of(str(path), ('PACKAGE_URL: "x"', "two words"), None, (b"Bun", b"aa"))
    assert found is None or len(found.sha256) == 64


def _condas(data: bytes, box: Path) -> None:
    folder = box / "conda/conda-meta"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paint-1.0-0.json").write_bytes(data)
    _sound(conda_owners(Look(), [str(box / "conda/bin/paint")], frozenset({"paint"})))


def _zip_of(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


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


_PACKAGE = json.dumps(
    {
        "name": "@acme/paint",
        "version": "2.1.0",
        "bin": {"paint": "./dist/cli.js"},
        "directories": {"bin": "bin"},
        "main": "index.js",
        "exports": {".": {"import": "./a.mjs", "default": ["./b.js"]}, "./x/*": "./y/*.js"},
        "optionalDependencies": {"@acme/paint-linux-x64": "2.1.0"},
        "os": ["linux"],
        "cpu": ["x64"],
        "engines": {"vscode": "1"},
        "publisher": "acme",
    }
).encode()
_CLI = (
    b"#!/usr/bin/env node\nimport('./dist/cli.js'); require(path.join(__dirname, `a${'b'}`)); // x\n"
    b"const r = createRequire(import.meta.url); r('node:fs'); new Worker(new URL('./w.js', import.meta.url))"
)
_PYTHON = (
    b"#!/usr/bin/python3\nimport sys, runpy as r\nfrom paint.cli import main as m, other\nsys.path.insert(0, 'lib')\n"
    b"r.run_module('paint')\nimportlib.import_module('a.b').c()\nload_entry_point('x', 'console_scripts', 'y')()\nm()\n"
)
_PLUGIN = "<idea-plugin><id>com.acme</id><name>Acme</name><version>1</version></idea-plugin>"
_POM = "version=1.0\ngroupId=com.example\n"


def targets() -> tuple[Target, ...]:
    """Made when asked for: archives and databases are packed for them."""
    conda = tuple(file.read_bytes() for file in sorted((_RECORDED / "conda-meta").glob("*.json")))
    plugin, pom = (
        _zip_of(**{"META-INF__plugin_dot_xml": _PLUGIN}),
        "META-INF__maven__com.example__paint__pom_dot_properties",
    )
    zips = (plugin, _zip_of(**{pom: _POM, "com__example__Main_dot_class": "x"}), _zip_of(a_dot_txt="a" * 900))
    app = _zip_of(
        **{
            "____main_____dot_py": "",
            "__main__.py".replace("_", "_"): "",
            "environment_dot_json": '{"entry_point": "paint.cli:main"}',
            "site-packages__paint-1.0.dist-info__entry_points_dot_txt": "[console_scripts]\npaint = paint.cli:main\n",
        }
    )
    archive_words = (b"PK\1\2", b"PK\3\4", b"PK\5\6", b"\xff\xff\xff\xff", b"\0\0\0\0", b"META-INF/plugin.xml")
    json_words = (b"\xff", b"[[[[", b"{}", b"null", b'"bin":', b'"exports":', b"1e400", b"\\ud800", b"../")
    keg = "/opt/homebrew/Cellar/paint/1.0/bin/paint"
    return (
        Target("package-json", on_bytes(_manifest), ("app.identify.manifest",), (), (_PACKAGE,), json_words),
        Target(
            "python-distribution",
            _site,
            ("app.identify.sites", "app.identify.pypath"),
            (),
            (
                b"\x00[console_scripts]\npaint = paint.cli:main [x]\n",
                b"\x01paint/cli.py,sha256=x,1\n../../../bin/paint,,\n",
                b'\x02{"dir_info": {"editable": true}}',
                b"\x04import site; site.addsitedir('/x')\n./y\n",
                b"\x07home = /usr/bin\ninclude-system-site-packages = false\nversion_info = 3.11.2\n",
            ),
            (b"\n", b"=", b"[", b":", b"addsitedir(", b"\\xff"),
        ),
        Target(
            "python-checkout",
            _checkout,
            ("app.identify.checkout",),
            (),
            (
                b'\x00[project]\nname = "paint"\nversion = "1"\nscripts = {paint = "paint.cli:main"}\n',
                b"\x00[tool.poetry]\nname = 'x'\n",
                b"\x01[metadata]\nname = paint\n[options.entry_points]\nconsole_scripts =\n  a = paint.cli:main\n",
                b"\x00name = " + b"1" * 4400,
            ),
            (
                b"[",
                b"]",
                b"=",
                b"[DEFAULT]",
                b"metadata",
                b"name",
                b"0x",
                b"1979-05-27T00:32:00",
                b"'''",
                b"\n ",
                b"%(a)s",
            ),
            largest=8192,
        ),
        Target("conda-record", _condas, ("app.identify.conda",), (), conda, json_words, largest=8192),
        Target(
            "gemspec",
            _held(
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
            "zip-directory",
            on_bytes(_zip),
            ("app.identify.zipped",),
            (),
            (*zips, b"/a/__virtual__/x/1/b"),
            archive_words,
            largest=2048,
        ),
        Target("jar", _held(_jar), ("app.identify.jars",), (), zips, archive_words, largest=2048),
        Target("jetbrains-plugin", _held(_plugin), ("app.identify.jetbrains",), (), zips, archive_words, largest=2048),
        Target(
            "plugin-xml",
            on_bytes(jetbrains._children),
            ("app.identify.jetbrains",),
            (),
            (_PLUGIN.encode(), b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            (b"<!ENTITY", b"<![CDATA[", b"<?xml encoding='utf-16'?>", b"&#x0;", b"</"),
        ),
        Target(
            "zipapp",
            _held(lambda look: zipapps.owners(look, "/opt/paint.pyz")),
            ("app.identify.zipapps",),
            (),
            (app, *zips),
            archive_words,
            largest=2048,
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
            _held(
                lambda look: flatpak.owners(look, "/var/lib/flatpak/app/org.acme.Paint/x86_64/stable/0a/files/bin/run")
            ),
            ("app.identify.flatpak",),
            (),
            (b"[Application]\nname=org.acme.Paint\ncommand=run\n",),
            (b"command=", b"\n"),
        ),
        Target(
            "snap-yaml",
            _held(lambda look: snap.owners(look, "/snap/paint/12/bin/run")),
            ("app.identify.snap",),
            (),
            (b"name: paint\nversion: '1.0'\napps:\n  paint:\n    command: bin/run\n",),
            (b"version:", b"command:", b"$SNAP/", b"\n  "),
        ),
        Target(
            "homebrew-receipt",
            _held(lambda look: homebrew.owners(look, keg)),
            ("app.identify.homebrew",),
            (),
            (b'{"source": {"tap": "homebrew/core"}}',),
            json_words,
        ),
        Target(
            "javascript",
            on_text(_javascript),
            ("app.identify.javascript", "app.identify.folding"),
            (),
            (_CLI, b"import 'data:text/javascript;base64,aW1wb3J0'"),
            (
                b"import(",
                b"require(",
                b"`${",
                b"}`",
                b"/*",
                b"*/",
                b"//",
                b"path.join(",
                b"createRequire(",
                b"\\",
                b"'",
                b"await ",
            ),
        ),
        Target(
            "python-source",
            on_text(starts),
            ("app.identify.pysource",),
            (),
            (_PYTHON,),
            (
                b"from ",
                b" import ",
                b" as ",
                b"run_module(",
                b"getattr(",
                b"'''",
                b"exec(open(",
                b"sys.path",
                b"(",
                b",",
            ),
        ),
        Target(
            "command-line",
            on_text(_command_line),
            ("app.identify.interpreters",),
            (),
            (b"/usr/bin/node\nnode\n--require\n./a.js\ncli.js\nNODE_OPTIONS=-r x", b"sh\n-c\ntimeout 3 'a b' && c"),
            (b"\n-m\n", b"\n-c\n", b"\n--\n", b"\n-e\n", b"NODE_OPTIONS=", b"'", b'"', b"\\", b"--import="),
        ),
        Target(
            "program",
            _whole,
            ("app.identify.identify",),
            (),
            (_CLI, _PYTHON, app, *zips),
            (b"#!", b"/usr/bin/env ", b"\n", b"\0", b"import(", b"\xff"),
        ),
        Target(
            "file-content",
            on_file(_content),
            ("app.identify.content",),
            (),
            (b'PACKAGE_URL:"x" Bun two\n words', 'PACKAGE_URL: "x"'.encode("utf-16-le")),
            (b"Bun", b"PACKAGE_URL:", b"two", b" ", b"words"),
        ),
        Target(
            "codesign",
            on_text(codesign.displayed),
            ("app.identify.codesign",),
            (),
            (b"Identifier=com.acme.paint\nTeamIdentifier=ABCDE12345\n",),
            (b"Identifier=", b"TeamIdentifier=", b"\n", b'"'),
        ),
        Target(
            "authenticode",
            on_text(lambda text: publisher(Answer(0, text))),
            ("app.identify.authenticode",),
            (),
            (b"Acme Inc.",),
            (b"\n", b"\xe2\x80\xae"),
            largest=600,
        ),
    )
