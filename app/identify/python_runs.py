"""What Python runs: a module, a file or an archive, inline code, and the commands and files these start in turn."""

from collections.abc import Callable

import msgspec

from app.identify import pypi, zipapps
from app.identify.files import HEAD, Look, join, parent, real
from app.identify.findings import Findings
from app.identify.interpreters import Run, base_name
from app.identify.pypath import Environment, environment
from app.identify.pysource import Starts, starts
from app.identify.question import Question
from app.identify.records import Records
from app.policy.evidence import Evidence

MOST_FUNCTIONS = 16
"""Functions a source calls that are looked for in its own folder."""


class PythonRuns:
    """One examination's. `script` follows a file that is run: path, levels still to go, and names it was called by."""

    def __init__(
        self, ask: Question, look: Look, records: Records, findings: Findings, script: Callable[..., None]
    ) -> None:
        self._ask, self._look, self._records, self._findings, self._script = ask, look, records, findings, script
        self._packages: Environment | None = None

    def run(self, run: Run, levels: int) -> None:
        """What the command line names."""
        if run.module:
            self._module(run.module, levels)
        if run.code:
            self._source(run.code, "", levels, self._ask.folder)
        if run.script:
            path = join(self._ask.folder, run.script)
            path = join(path, "__main__.py") if self._look.is_folder(path) else path
            self._script(path, levels, base_name(run.script))

    def file(self, path: str, levels: int) -> None:
        """The owner of a file that no package's folder holds; if it has none, what it in turn starts."""
        beginning = self._look.read(path, HEAD, whole=False)
        if zipapps.is_archive(beginning):
            self._findings.add(zipapps.owners(self._look, path))
            return
        head = beginning.decode("utf-8", "replace")
        if not self._source(head, base_name(path), levels, parent(path)):
            in_bin = pypi.of_file(self._look, path, self._records.sites, native=False)
            self._findings.add(in_bin or self._records.checkouts.of_file(self._look, path))

    def _module(self, module: str, levels: int) -> None:
        """`python -m`: a module in the working folder or on PYTHONPATH comes before any site's (docs: sys.path)."""
        ways = [module.replace(".", "/") + end for end in ("/__main__.py", ".py")]
        first = (self._ask.folder, *(self._ask.python.path if self._ask.python else ()))
        for folder in filter(None, first):
            path = next((path for way in ways if self._look.is_file(path := join(folder, way))), "")
            if path:
                self._script(path, levels, module)
                return
        packages = self._environment()
        self._findings.add(pypi.of_module(module, packages))
        for site in packages.sites:
            path = next((path for way in ways if self._look.is_file(path := join(site.folder, way))), "")
            if path:
                self._findings.add_file(path)
                return

    def _source(self, source: str, hint: str, levels: int, folder: str) -> bool:
        """What a source starts that finds modules in `folder` first; whether that is a distribution we know."""
        found = starts(source)
        owners: tuple[Evidence, ...] = ()
        if found.functions or found.modules or found.commands:
            owners = pypi.of_source(found, self._environment(found.paths), hint) or self._in_checkout(found, folder)
            self._findings.add(owners)
        for file in found.files if levels > 1 else ():
            self._script(join(self._ask.folder, file), levels - 1)
        return bool(owners)

    def _in_checkout(self, source: Starts, folder: str) -> tuple[Evidence, ...]:
        """The distribution in whose source folder the functions lie that a source calls."""
        for module, attribute in source.functions[:MOST_FUNCTIONS] if folder else ():
            path = join(folder, module.replace(".", "/") + ".py")
            if self._look.is_file(path):
                found = self._records.checkouts.of_function(self._look, real(path), module, attribute)
                if found:
                    return found
        return ()

    def _environment(self, added: tuple[str, ...] = ()) -> Environment:
        """What can be imported; `added` are folders that a source puts on the path by itself."""
        python, known = self._ask.python, self._records.sites
        if python is None:
            return Environment()
        if added:
            more = tuple(join(self._ask.folder, one) for one in added)
            return environment(self._look, known, msgspec.structs.replace(python, path=(*more, *python.path)))
        if self._packages is None:
            self._packages = environment(self._look, known, python)
        return self._packages
