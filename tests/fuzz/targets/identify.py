"""What programs and packages say of themselves: manifests, records, archives, databases, and sources that are run."""

import json
from pathlib import Path

from app.identify import (
    codesign,
    interpreters,
    javascript,
)
from app.identify.authenticode import Answer, publisher
from app.identify.checkout import Checkouts
from app.identify.content import Contents
from app.identify.files import Look
from app.identify.folding import Folding
from app.identify.identify import Identifier
from app.identify.manifest import parse
from app.identify.pypath import environment, interpreter
from app.identify.pysource import starts
from app.identify.sites import Sites, entries
from app.policy.launch import Launch
from tests.fuzz.target import Target, on_bytes, on_file, on_text
from tests.fuzz.targets.held import Held, sound, zip_of


def _manifest(data: bytes) -> None:
    said = parse(data)
    for path in (*said.bins.values(), *said.mains, *said.subpaths.values(), said.bin_folder):
        assert not path.startswith(("/", "../")), "nothing leads out of its package"
    said.exported("./x/y")


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
    sound(Checkouts().of_file(Look(), str(folder / "paint/cli.py")))
    Checkouts().of_function(Look(), str(folder / "paint/cli.py"), "paint.cli", "main")


def _javascript(text: str) -> None:
    look = Held(b'{"name": "x", "main": "./cli.js", "exports": {"./*": "./dist/*.js"}}')
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
        sound(identifier.evidence(launch))


def _content(path: Path) -> None:
    found = Contents().of(str(path), ('PACKAGE_URL: "x"', "two words"), None, (b"Bun", b"aa"))
    assert found is None or len(found.sha256) == 64


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


def targets() -> tuple[Target, ...]:
    """Made when asked for: archives and databases are packed for them."""
    json_words = (b"\xff", b"[[[[", b"{}", b"null", b'"bin":', b'"exports":', b"1e400", b"\\ud800", b"../")
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
            (_CLI, _PYTHON, zip_of({"__main__.py": "import paint"})),
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
