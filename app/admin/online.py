"""`check --online`: does what the policy points to exist? Links in texts, hosts in lock files, packages at npm.

Nothing of this keeps a policy from being published, but for a recipe whose package is not there: a network may be down
where IT writes, and a link may be meant for the company's own. npm is asked through its own client, so the registry is
the one this computer is set up for.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import requests

from app.admin import locks
from app.admin.draft import Draft, mapping
from app.admin.problems import Location, Problem, error, warning
from app.host import http
from app.host.run import run
from app.policy.purl import canonical

_LINK = re.compile("https?://[^\\s<>\"')\\]\uff09\uff0c\u3002]+")
_SECONDS = 15.0
_NPM_SECONDS = 60.0

Asked = tuple[str, str, Location]
"""What is asked after: `link`, `package` or `recipe`; its address or name; where the document says it."""

Progress = Callable[[Sequence[Asked]], Iterator[Asked]]


def asked(draft: Draft) -> list[Asked]:
    """Everything to ask after, each once, where it is said first."""
    found: dict[tuple[str, str], Location] = {}
    for path, text in draft.texts():
        for language, words in text.items():
            for link in _LINK.findall(words) if isinstance(words, str) else ():
                found.setdefault(("link", link.rstrip(".,;:!?")), (*path, language))
    for path, _, recipe in draft.recipes():
        for kind, name, where in _of_recipe(draft.folder, path, recipe):
            found.setdefault((kind, name), where)
    for tool_id, _ in draft.tools():
        for path, shape in draft.shapes(tool_id):
            purl = canonical(shape["purl"]) if isinstance(shape.get("purl"), str) else ""
            if purl.startswith("pkg:npm/"):
                found.setdefault(("package", unquote(purl.removeprefix("pkg:npm/"))), (*path, "purl"))
    return [(kind, name, path) for (kind, name), path in found.items()]


def _of_recipe(folder: Path, path: Location, recipe: dict[str, Any]) -> Iterator[Asked]:
    if recipe.get("kind") == "npm":
        package, version = recipe.get("package"), recipe.get("version")
        if isinstance(package, str) and isinstance(version, str):
            yield "recipe", f"{package}@{version}", (*path, "package")
        for host in _hosts(folder, recipe.get("lock")):
            yield "link", host, (*path, "lock")
    for system, build in mapping(recipe.get("builds")).items():
        url = mapping(build).get("url")
        if isinstance(url, str) and url.startswith("https://"):
            yield "link", url, (*path, "builds", system, "url")


def findings(draft: Draft, progress: Progress = iter) -> Iterator[Problem]:
    """Ask after all of it, one after the other."""
    npm = shutil.which("npm")
    told = False
    with closing(http.session()) as session:
        for kind, name, path in progress(asked(draft)):
            if kind == "link":
                if wrong := _unreachable(session, name):
                    yield warning(path, f"{name} cannot be reached: {wrong}")
            elif npm is None:
                if not told:
                    yield warning(path, "was not looked for: there is no npm on this computer")
                told = True
            else:
                yield from _package(npm, kind, name, path)


def _unreachable(session: requests.Session, link: str) -> str:
    """Why nobody can follow the link, or ""; a page that asks to sign in is there."""
    try:
        with session.get(link, stream=True, allow_redirects=False, timeout=_SECONDS) as answer:
            return f"it answers {answer.status_code}" if answer.status_code in (404, 410) else ""
    except requests.RequestException as wrong:
        return type(wrong).__name__


def _package(npm: str, kind: str, name: str, path: Location) -> Iterator[Problem]:
    if not re.fullmatch(r"(@[\w.~-]+/)?[\w.~-]+(@[\w.+~-]+)?", name):
        return  # what is no name npm could have is told by other rules
    try:
        answer = run([npm, "view", name, "name", "--json"], env=os.environ, timeout=_NPM_SECONDS)
    except OSError as wrong:
        yield warning(path, f"was not looked for: npm cannot be started ({wrong.strerror})")
        return
    if answer.code == 0 and answer.out.strip():
        return
    if "E404" in answer.out + answer.err or answer.code == 0:
        message = f"{name} is not in the npm registry of this computer"
        yield error(path, f"{message}, so nobody could set it up") if kind == "recipe" else warning(path, message)
    else:
        why = "the time was up" if answer.ended_by else "npm got no answer"
        yield warning(path, f"{name} could not be looked for: {why}")


def _hosts(folder: Path, lock: object) -> Iterator[str]:
    """The hosts a lock file sends every computer to."""
    try:
        entries = mapping(mapping(json.loads(locks.read(folder, str(lock)))).get("packages")).values()
    except (ValueError, RecursionError):
        return  # told by the check of the lock itself
    for entry in entries:
        with suppress(ValueError):  # a bracket that is never closed: no host
            parts = urlsplit(str(mapping(entry).get("resolved") or ""))
            if parts.scheme in ("http", "https"):
                yield f"{parts.scheme}://{parts.netloc}/"
