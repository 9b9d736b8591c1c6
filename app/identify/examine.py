"""From what is run to the facts about it: scripts, modules and preloads to their files, and files to their owners."""

from app.identify import appimage, flatpak, jars, npm, placed, pypi, rubygems, zipped
from app.identify.files import Look, is_absolute, join, real
from app.identify.findings import Facts, Findings
from app.identify.folders import is_packaged, is_system
from app.identify.interpreters import base_name
from app.identify.javascript_runs import INTERPRETERS, JavascriptRuns
from app.identify.python_runs import PythonRuns
from app.identify.question import Question
from app.identify.records import Records
from app.identify.ways import Role

MOST_LEVELS = 2
"""How many scripts that run scripts are followed."""

_CLIMBING = (*INTERPRETERS, "shell", "busybox")
"""Interpreters whose scripts may lie deep inside an npm package."""


def examine(question: Question, look: Look, records: Records) -> Facts:
    """Look up the facts. Raises nothing."""
    return _Examination(question, look, records).facts()


class _Examination:
    def __init__(self, question: Question, look: Look, records: Records) -> None:
        self._ask, self._look, self._records = question, look, records
        self._findings = Findings(question.installing)
        self._javascript = JavascriptRuns(question, look, self._findings, self._script)
        self._python = PythonRuns(question, look, records, self._findings, self._script)

    def facts(self) -> Facts:
        exe = self._outside(self._ask.exe)
        links = self._started_by(self._ask.started_as) if self._ask.started_as else ()
        for specifier in self._ask.run.loads:
            self._javascript.loaded(specifier, self._ask.folder, MOST_LEVELS)
        self._run()
        self._executable(exe, *links)  # what is run says more than what runs it: among equals the first decides
        for path in self._findings.started:
            if self._ask.image and (image := appimage.image(self._look, path, self._ask.image)):
                self._findings.add_file(image)
            self._findings.add(placed.owners(self._look, path, native=path == exe))
        files = (*self._findings.started, *self._findings.described)
        self._findings.add(self._records.owners(self._look, dict.fromkeys(files)))
        return self._findings.facts()

    def _run(self) -> None:
        run = self._ask.run
        if run.interpreter in INTERPRETERS:
            self._javascript.run(run, MOST_LEVELS)
        elif run.interpreter == "python":
            self._python.run(run, MOST_LEVELS)
        elif run.interpreter in ("uv", "uvx"):
            self._findings.add(pypi.of_offers(run.offers, run.command, run.module))
        elif run.script:
            self._script(join(self._ask.folder, run.script), MOST_LEVELS)
        elif run.interpreter == "java" and run.module:
            found = (jars.with_class(self._look, paths, run.module, self._ask.folder) for paths in run.offers)
            self._script(next(filter(None, found), ""), MOST_LEVELS)

    def _outside(self, path: str) -> str:
        """The path as it is for us, of a file that a sandboxed process sees elsewhere."""
        ask = self._ask
        return flatpak.deployed(self._look, ask.flatpak, path, ask.home) if ask.flatpak else path

    def _executable(self, path: str, *called: str) -> None:
        self._findings.add_file(path, *called)
        if self._ask.own and not is_system(path):
            owners = npm.evidence(self._look, path, Role.NATIVE)
            self._findings.add(owners or pypi.of_file(self._look, path, self._records.sites, native=True))
        elif is_packaged(path):
            self._findings.add(npm.evidence(self._look, path, Role.NATIVE, climb=False))

    def _started_by(self, started_as: str) -> tuple[str, ...]:
        """What execve was given: a link to the executable, whose name this returns, or a script whose interpreter we do
        not know, where /proc shows who reads it.
        """
        path = real(join(self._ask.folder, started_as))
        if path == self._ask.exe:
            return (base_name(started_as),)
        if self._look.read(path, 2, whole=False) == b"#!":
            self._findings.add_file(path, base_name(started_as))
            self._findings.add(npm.evidence(self._look, path, Role.SCRIPT, climb=not is_system(path)))
        return ()

    def _script(self, path: str, levels: int, *called: str) -> None:
        """A script that is run, followed to its owner; if it has none, to what it in turn starts."""
        path = self._outside(path)
        if not is_absolute(path) or not (self._look.is_file(path) or zipped.is_file(self._look, path)):
            return
        path = real(path)
        self._findings.add_file(path, *called)
        packaged, interpreter = is_packaged(path), self._ask.run.interpreter
        climb = not is_system(path) and interpreter in _CLIMBING
        owners = npm.evidence(self._look, path, Role.SCRIPT, climb=climb)
        self._findings.add(owners)
        if owners or (packaged and interpreter in INTERPRETERS):
            return
        if interpreter in INTERPRETERS:
            self._javascript.imports(path, levels)
        elif interpreter == "python" and not packaged:
            self._python.file(path, levels)
        elif interpreter == "ruby":
            self._findings.add(rubygems.of_script(self._look, path))
        elif interpreter == "java":
            self._findings.add(jars.of_jar(self._look, path))
        else:
            self._findings.add(pypi.of_file(self._look, path, self._records.sites, native=False))
