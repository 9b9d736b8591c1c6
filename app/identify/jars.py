"""The Maven artifact that Java runs: a jar given with -jar, or the one on the class path that holds the main class.

Jars that Maven and Gradle's shadow plug-in make keep `META-INF/maven/GROUP/ARTIFACT/pom.properties`, those of the
libraries packed into them too (Maven Archiver, "pom.properties content"). Class paths: java(1), --class-path.
"""

import os
import re

from app.identify import zipped
from app.identify.files import Look, is_absolute, join
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST = 16_384
MOST_JARS = 64

_DESCRIBED = regex(rb"META-INF/maven/([\w.-]{1,200})/([\w.-]{1,200})/pom\.properties")
_VERSION = regex(r"^version[ \t]*[=:][ \t]*([\w.+-]{1,100})[ \t\r]*$", re.MULTILINE)
_CLASS = regex(r"[\w$]+(?:[./][\w$]+)*")


def of_jar(look: Look, jar: str) -> tuple[Evidence, ...]:
    """The artifact a jar (a real path) is: the only one it describes, or the one it is called after."""
    described = {(found[1].decode(), found[2].decode()) for found in zipped.names(look, jar, _DESCRIBED())}
    called = re.split(r"[/\\]", jar)[-1].removesuffix(".jar")
    named = {one for one in described if called == one[1] or called.startswith(f"{one[1]}-")}
    longest = sorted(named, key=lambda one: len(one[1]))[-1:]
    found = longest or (list(described) if len(described) == 1 else [])
    return tuple(_evidence(look, jar, group, artifact) for group, artifact in found)


def with_class(look: Look, paths: str, main: str, folder: str) -> str:
    """The first jar of a class path that holds the class `main` (`com.example.Main`); "" when none does."""
    if not _CLASS().fullmatch(main):
        return ""
    file = main.replace(".", "/") + ".class"
    for jar in _jars(look, paths, folder):
        if zipped.holds(look, jar, file):
            return jar
    return ""


def _jars(look: Look, paths: str, folder: str) -> list[str]:
    found: list[str] = []
    for one in paths.split(os.pathsep):
        if re.search(r"(?:^|[/\\])\*$", one):  # every jar of a folder
            held = join(folder, one[:-1] or ".")
            found += [join(held, name) for name in look.names(held) if name.lower().endswith(".jar")]
        elif one.lower().endswith(".jar"):
            found.append(join(folder, one))
        if len(found) >= MOST_JARS:
            break
    return [jar for jar in found[:MOST_JARS] if is_absolute(jar)]


def _evidence(look: Look, jar: str, group: str, artifact: str) -> Evidence:
    said = zipped.member(look, jar, f"META-INF/maven/{group}/{artifact}/pom.properties", LARGEST)
    version = _VERSION().search(said.decode("utf-8", "replace"))
    return Evidence(Kind.PACKAGE, purl.package("maven", artifact, version[1] if version else "", group), jar)
