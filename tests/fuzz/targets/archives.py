"""What archives say of the programs in them: jars, plug-ins of IDEs, zip applications."""

from app.identify import jars, jetbrains, zipapps, zipped
from app.identify.files import Look
from app.policy.evidence import Evidence
from tests.fuzz.target import Target, on_bytes
from tests.fuzz.targets.held import Held, held, zip_of


def _zip(data: bytes) -> None:
    look = Held(data)
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


_PLUGIN = "<idea-plugin><id>com.acme</id><name>Acme</name><version>1</version></idea-plugin>"
_POM = "version=1.0\ngroupId=com.example\n"

_WORDS = (b"PK\1\2", b"PK\3\4", b"PK\5\6", b"\xff\xff\xff\xff", b"\0\0\0\0", b"META-INF/plugin.xml")
_ZIPS = (
    zip_of({"META-INF/plugin.xml": _PLUGIN}),
    zip_of({"META-INF/maven/com.example/paint/pom.properties": _POM, "com/example/Main.class": "x"}),
    zip_of({"a.txt": "a" * 900}),
)
_APPLICATION = zip_of(
    {
        "__main__.py": "from paint.cli import main\nmain()\n",
        "environment.json": '{"entry_point": "paint.cli:main"}',
        "site-packages/paint-1.0.dist-info/entry_points.txt": "[console_scripts]\npaint = paint.cli:main\n",
    }
)

TARGETS = (
    Target(
        "zip-directory",
        on_bytes(_zip),
        ("app.identify.zipped",),
        (),
        (*_ZIPS, b"/a/__virtual__/x/1/b"),
        _WORDS,
        largest=2048,
    ),
    Target("jar", held(_jar), ("app.identify.jars",), (), _ZIPS, _WORDS, largest=2048),
    Target("jetbrains-plugin", held(_plugin), ("app.identify.jetbrains",), (), _ZIPS, _WORDS, largest=2048),
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
        held(lambda look: zipapps.owners(look, "/opt/paint.pyz")),
        ("app.identify.zipapps",),
        (),
        (_APPLICATION, *_ZIPS),
        _WORDS,
        largest=2048,
    ),
)
