"""The JetBrains plug-in that a process of its own belongs to: an agent or language server that the plug-in brings.

A plug-in is a folder whose `lib` holds jars, one of which has META-INF/plugin.xml with its id (IntelliJ Platform SDK,
"Plugin Content", "Plugin Configuration File"). Code that runs inside the IDE's own process is nobody's launch.
"""

import re

import msgspec

from app.identify import zipped
from app.identify.files import Look, join
from app.identify.ways import is_akin, stem
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST = 1_000_000
MOST_JARS = 24

_IN_PLUGIN = tuple(
    regex(pattern)
    for pattern in (
        r"(?P<folder>.*[/\\]plugins[/\\][^/\\]+)[/\\].+",
        r"(?P<folder>.*[/\\]JetBrains[/\\][^/\\]+[/\\][^/\\]+)[/\\].+",
    )
)


class Plugin(msgspec.Struct, frozen=True):
    """A plug-in's id, the name people see, its version, and the jar that says so."""

    id: str
    name: str
    version: str
    jar: str

    @property
    def evidence(self) -> Evidence:
        """The fact that something belongs to it."""
        return Evidence(Kind.PACKAGE, purl.package("jetbrains", self.id, self.version), self.jar)


def owners(look: Look, path: str, *, native: bool) -> tuple[Evidence, ...]:
    """The plug-in that starting the file at `path` (a real path) starts; empty when it starts none.

    Scripts are all started by the IDE; of the programs only one called like the plug-in is not merely a helper.
    """
    for placed in _IN_PLUGIN:
        if (match := placed().fullmatch(path)) and (found := plugin(look, match["folder"])):
            names = (found.id, found.name.replace(" ", "-"), match["folder"].replace("\\", "/"))
            command = stem(path)
            if not native or is_akin(command, *names) or is_akin(re.split(r"[-_.]", command)[0], *names[:2]):
                return (found.evidence,)
            return ()
    return ()


def plugin(look: Look, folder: str) -> Plugin | None:
    """The plug-in in a folder; None when it is none."""
    lib = join(folder, "lib")
    own = re.split(r"[/\\]", folder)[-1].lower()
    jars = [name for name in look.names(lib) if name.endswith(".jar")]
    for name in sorted(jars, key=lambda jar: not jar.lower().startswith(own))[:MOST_JARS]:
        if found := of_jar(look, join(lib, name)):
            return found
    return None


def of_jar(look: Look, jar: str) -> Plugin | None:
    """The plug-in that a jar describes; None when it describes none."""
    said = _children(zipped.member(look, jar, "META-INF/plugin.xml", LARGEST))
    name = said.get("name", "")
    known_as = said.get("id", "") or name  # "Plugin Configuration File": the name stands in for a missing id
    return Plugin(known_as, name, said.get("version", ""), jar) if known_as else None


class _Refused(Exception):
    """A document that declares entities, or says what we need and the rest does not matter."""


def _children(document: bytes) -> dict[str, str]:
    """The text of the elements right below <idea-plugin>, the first of each name; empty when it is no such document."""
    found: dict[str, str] = {}
    where: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        where.append(name)

    def text(more: str) -> None:
        if len(where) == 2 and where[0] == "idea-plugin" and where[1] in ("id", "name", "version"):
            found[where[1]] = found.get(where[1], "") + more

    def end(_: str) -> None:
        where.pop()

    def refuse(*_: object) -> None:
        raise _Refused

    from xml.parsers import expat

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, _Refused, ValueError):
        return {}
    sound = {name: value.strip() for name, value in found.items()}
    return {name: value for name, value in sound.items() if len(value) <= 256 and value.isprintable()}
