"""The Ruby gem that a script starts: an executable inside a gem, or the small starter that RubyGems writes for one.

Gems lie in `HOME/gems/NAME-VERSION`, and `HOME/specifications/NAME-VERSION.gemspec` names their executables (RubyGems
Guides, "Gem::Specification"). Starters call `Gem.activate_bin_path` (RubyGems, lib/rubygems/installer.rb,
`app_script_text`).
"""

import re

from app.identify.files import Look, join, parent
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

LARGEST_GEMSPEC = 262_144
LARGEST_STARTER = 8_192

_IN_GEM = regex(
    r"(?P<home>.*[/\\])gems[/\\](?P<full>(?P<name>[\w.-]+?)-(?P<version>\d[\w.]*)(?:-[\w.-]+)?)[/\\](?P<file>.+)"
)
_STARTS = regex(r"\bGem\.(?:activate_)?bin_path[ \t]*\([ \t]*(['\"])([\w.-]{1,100})\1")
_BINDIR = regex(r"^[ \t]*\w+\.bindir[ \t]*=[ \t]*(['\"])([\w./-]{1,100})\1", re.MULTILINE)
_EXECUTABLES = regex(r"^[ \t]*\w+\.executables[ \t]*=[ \t]*\[([^\]\n]{1,4096})\]", re.MULTILINE)
_QUOTED = regex(r"(['\"])([\w.-]{1,100})\1")


def of_script(look: Look, path: str) -> tuple[Evidence, ...]:
    """The gem that running the Ruby script at `path` (a real path) starts; empty when it starts none."""
    if match := _IN_GEM().fullmatch(path):
        said = join(match["home"], f"specifications/{match['full']}.gemspec")
        text = look.read(said, LARGEST_GEMSPEC).decode("utf-8", "replace")
        if match["file"].replace("\\", "/") in _executables(text):
            return (Evidence(Kind.PACKAGE, purl.package("gem", match["name"], match["version"]), said),)
        return ()
    starter = look.read(path, LARGEST_STARTER, whole=False).decode("utf-8", "replace")
    found = _STARTS().search(starter)
    if found is None:
        return ()
    name = found[2]
    return (Evidence(Kind.PACKAGE, purl.package("gem", name, _version(look, parent(parent(path)), name)), path),)


def _executables(gemspec: str) -> frozenset[str]:
    """The files, relative to the gem's folder, that its specification calls executables (`bindir` is `bin` unsaid)."""
    folder = _BINDIR().search(gemspec)
    listed = _EXECUTABLES().search(gemspec)
    names = [match[2] for match in _QUOTED().finditer(listed[1])] if listed else []
    return frozenset(f"{folder[2] if folder else 'bin'}/{name}" for name in names)


def _version(look: Look, home: str, name: str) -> str:
    """The version of the one gem of that name in a gem home; "" when there is none, or several to choose from."""
    installed = re.compile(re.escape(name) + r"-(\d[\w.]*?)(?:-[\w.-]+)?\.gemspec")
    found = {match[1] for one in look.names(join(home, "specifications")) if (match := installed.fullmatch(one))}
    return found.pop() if len(found) == 1 else ""
