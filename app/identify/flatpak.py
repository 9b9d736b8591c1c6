"""The flatpak application that a file starts, from where it is deployed, or as a process inside the sandbox shows it.

Inside, the application's files are at /app (flatpak docs, "Sandbox permissions"; flatpak-run(1) sets FLATPAK_ID).
Whoever sets that variable by hand gains nothing: the file has to be in that application's deployment.
"""

import re

from app.identify.files import Look, join, real
from app.identify.ways import is_akin, stem
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST = 65_536

_ID = regex(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){2,}")
_INSIDE = regex(r"(?:/newroot)?/app/(?P<rest>.+)")
_DEPLOYED = regex(
    r"(?P<deployment>(?:/var/lib/flatpak|.*/\.local/share/flatpak)/app/(?P<id>[^/]+)/[^/]+/[^/]+/[^/]+)/files/(?P<rest>.+)"
)
_COMMAND = regex(r"^command[ \t]*+=[ \t]*+([^\r\n]{1,256})", re.MULTILINE)


def deployed(look: Look, application: str, path: str, home: str) -> str:
    """Where a file lies that a process of that application sees at `path`; `path` itself when it is not of it."""
    match = _INSIDE().fullmatch(path)
    if match is None or not _ID().fullmatch(application):
        return path
    for apps in ("/var/lib/flatpak/app", join(home, ".local/share/flatpak/app")):
        found = join(apps, f"{application}/current/active/files/{match['rest']}")
        if look.is_file(found):
            return real(found)
    return path


def owners(look: Look, path: str) -> tuple[Evidence, ...]:
    """The application that starting the file at `path` (a real path, outside the sandbox) starts; empty when none."""
    match = _DEPLOYED().fullmatch(path)
    if match is None:
        return ()
    fact = _evidence(match)
    command = _COMMAND().search(look.read(fact.source, LARGEST).decode("utf-8", "replace"))
    name = stem(path)
    if is_akin(name, match["id"].rpartition(".")[2]) or (command and command[1].rstrip().rpartition("/")[2] == name):
        return (fact,)
    return ()


def deployed_at(folder: str) -> Evidence | None:
    """The application whose deployment a folder is (a real path); None when it is none."""
    match = _DEPLOYED().fullmatch(join(folder, "files/."))
    return _evidence(match) if match else None


def _evidence(match: re.Match[str]) -> Evidence:
    return Evidence(Kind.PACKAGE, purl.package("flatpak", match["id"]), join(match["deployment"], "metadata"))
