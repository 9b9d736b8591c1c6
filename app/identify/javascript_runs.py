"""What Node, Bun or Deno run: a package by name, a file, inline code, and the modules these load."""

from collections.abc import Callable

from app.identify import javascript, npm
from app.identify.files import HEAD, Look, join, real
from app.identify.findings import Findings
from app.identify.folders import is_packaged, is_sealed, is_system
from app.identify.interpreters import Run, base_name
from app.identify.question import Question
from app.identify.ways import Role
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

INTERPRETERS = frozenset({"node", "bun", "deno", "runtime"})

_NPM_SPECIFIER = regex(r"(?:npm:/?)?(?P<name>(?:@[\w.~-]+/)?[\w.~-]+)(?:@(?:(?P<version>\d[\w.+-]*)|[^/]*))?(?:/.*)?")


class JavascriptRuns:
    """One examination's. `script` follows a file that is run: path, levels still to go, and names it was called by."""

    def __init__(self, ask: Question, look: Look, findings: Findings, script: Callable[..., None]) -> None:
        self._ask, self._look, self._findings, self._script = ask, look, findings, script

    def run(self, run: Run, levels: int) -> None:
        """What the command line names."""
        if run.package and (match := _NPM_SPECIFIER().fullmatch(run.package)):
            named = purl.npm(match["name"], match["version"] or "")
            self._findings.add((Evidence(Kind.PACKAGE, named, run.interpreter),))
        if run.code:
            for specifier in self._specifiers(run.code, join(self._ask.folder, "[eval]")):
                self.loaded(specifier, self._ask.folder, 1)
        if run.script:
            self._script(javascript.script(self._look, run.script, self._ask.folder), levels, base_name(run.script))

    def imports(self, path: str, levels: int) -> None:
        """The modules that a file loads, and that these load, so many levels deep."""
        if levels < 1:
            return
        head = self._look.read(path, HEAD, whole=False).decode("utf-8", "replace")
        folder = path[: -len(base_name(path)) - 1] or "/"
        for specifier in self._specifiers(head, path):
            self.loaded(specifier, folder, levels - 1)

    def loaded(self, specifier: str, folder: str, levels: int) -> None:
        """A module that is loaded: it counts when it is a way into its package, or itself loads one."""
        if specifier.startswith("data:"):  # its text is the module (Node's docs, "data: imports")
            for inner in javascript.specifiers(javascript.data_url(specifier)) if levels > 0 else ():
                self.loaded(inner, folder, levels - 1)
        path = javascript.module(self._look, specifier, folder)
        if not path:
            return
        path = real(path)
        owners = npm.evidence(self._look, path, Role.LOADED, climb=not is_system(path))
        self._findings.add(owners)
        if not is_packaged(path) and not is_sealed(path):
            self._findings.look_into(path)
            if not owners and levels > 0:
                self.imports(path, levels)

    def _specifiers(self, source: str, file: str) -> tuple[str, ...]:
        folder = file[: -len(base_name(file)) - 1]
        return javascript.specifiers(
            source, file, self._ask.folder or folder, lambda one: javascript.module(self._look, one, folder)
        )
