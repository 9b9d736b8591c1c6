"""The licences of what is in a bundle: a name for each part, and the texts that came with them, each text once."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

from app.policy.bundle import Part

_FILE = re.compile(r"(?:licen[cs]e|copying|notice|unlicen[cs]e)(?:[.-].*)?", re.IGNORECASE)
_LARGEST_TEXT = 1_000_000
_UNKNOWN = "not stated"


def texts_in(folder: Path) -> list[tuple[str, str]]:
    """The licence texts that lie directly in a folder, with their names."""
    return [
        (path.name, path.read_text(encoding="utf-8", errors="replace").strip())
        for path in sorted(folder.iterdir())
        if _FILE.fullmatch(path.name) and path.is_file() and path.stat().st_size <= _LARGEST_TEXT
    ]


def document(title: str, parts: Iterable[Part], texts: Mapping[str, Iterable[tuple[str, str]]]) -> bytes:
    """`licences.txt`: all parts with their licences, then each text under the names of whom it came with.

    `texts` maps a part's name to the files that lay beside it.
    """
    lines = [f"Licences of what is in {title}", ""]
    lines += [f"{name_of(part.purl)}: {part.licence or _UNKNOWN}" for part in parts]
    owners: dict[str, list[str]] = {}
    for name in sorted(texts):
        for file, text in texts[name]:
            owners.setdefault(text, []).append(f"{name} ({file})")
    for text, names in sorted(owners.items(), key=lambda pair: pair[1]):
        lines += ["", "=" * 100, *names, "=" * 100, "", text]
    return ("\n".join(lines) + "\n").encode()


def name_of(purl: str) -> str:
    """`@scope/name 1.2.3` of `pkg:npm/%40scope/name@1.2.3`."""
    name, _, version = purl.partition("/")[2].rpartition("@")
    return f"{unquote(name)} {unquote(version)}"
