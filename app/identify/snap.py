"""The snap that a file starts, from where snapd mounts it: /snap/NAME/REVISION (snap docs, "System snap directories").

A snap carries an interpreter and half a system with it. Ways in are the commands its snap.yaml declares, and a program
called like the snap.
"""

import re

from app.identify.files import Look, join
from app.identify.ways import is_akin, stem
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST = 262_144

_IN_SNAP = regex(
    r"(?P<root>(?:/var/lib/snapd)?/snap/(?P<name>[a-z0-9-]+)(?:_[a-z0-9]{1,10})?/(?:x?\d+|current))/(?P<rest>.+)"
)
_VERSION = regex(r"^version:[ \t]*(['\"]?)([^'\"\s#]{1,64})\1", re.MULTILINE)
_COMMAND = regex(r"^[ \t]+command:[ \t]*['\"]?(?:\$SNAP/)?([^'\"\s]{1,256})", re.MULTILINE)


def owners(look: Look, path: str) -> tuple[Evidence, ...]:
    """The snap that starting the file at `path` (a real path) starts; empty when it starts none."""
    match = _IN_SNAP().fullmatch(path)
    if match is None:
        return ()
    text = _about(look, match["root"])
    if is_akin(stem(path), match["name"]) or match["rest"] in _COMMAND().findall(text):
        return (_evidence(match, text),)
    return ()


def deployed_at(look: Look, folder: str) -> Evidence | None:
    """The snap that is mounted at a folder (a real path); None when none is."""
    match = _IN_SNAP().fullmatch(_yaml(folder))
    return _evidence(match, _about(look, folder)) if match else None


def _evidence(match: re.Match[str], text: str) -> Evidence:
    version = _VERSION().search(text)
    source = _yaml(match["root"])
    return Evidence(Kind.PACKAGE, purl.package("snap", match["name"], version[2] if version else ""), source)


def _about(look: Look, folder: str) -> str:
    """snap.yaml as text: two fields are all it takes, and no YAML is parsed that others wrote."""
    return look.read(_yaml(folder), LARGEST).decode("utf-8", "replace")


def _yaml(folder: str) -> str:
    return join(folder, "meta/snap.yaml")
