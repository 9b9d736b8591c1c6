"""From what is run to the facts about it: scripts, modules and preloads to their files, and files to their owners."""

import msgspec

from app.identify import appimage, flatpak, jars, javascript, npm, placed, pypi, rubygems, zipapps, zipped
from app.identify.files import Look, is_absolute, join, parent, real
from app.identify.interpreters import Run, base_name
from app.identify.pypath import Environment, Interpreter, environment
from app.identify.pysource import Starts, starts
from app.identify.records import Records
from app.identify.ways import Role
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind
from app.policy.purl import canonical

HEAD = 16_384
"""Bytes of a script that are looked at for what it starts. One that only starts something is short."""

MOST_LEVELS = 2
"""How many scripts that run scripts are followed."""

MOST_FUNCTIONS = 16
"""Functions a source calls that are looked for in its own folder."""

_JAVASCRIPT = frozenset({"node", "bun", "deno", "runtime"})
_SYSTEM = regex(
    r"(?:/usr)?/s?bin/[^/]+|(?:/usr)?/lib(?:32|64|x32|exec)?/(?:\w+-linux-\w+/)?[^/]+|/System/.+|/usr/libexec/.+"
)
_PACKAGED = regex(r"[/\\](?:node_modules|site-packages|dist-packages|extensions)[/\\]")
_NPM_SPECIFIER = regex(r"(?:npm:/?)?(?P<name>(?:@[\w.~-]+/)?[\w.~-]+)(?:@(?:(?P<version>\d[\w.+-]*)|[^/]*))?(?:/.*)?")


class Question(msgspec.Struct, frozen=True):
    """Everything the facts about a launch depend on, besides the files themselves.

    `own` says that the executable is a program of its own and no interpreter, `started_as` is the path given to execve
    where it is not the executable's, `folder` where relative paths start from, `installing` the npm package whose own
    scripts are setting it up. `image` and `flatpak` are the AppImage and the application that its environment names,
    `home` is set with the latter.
    """

    exe: str
    run: Run
    own: bool = True
    started_as: str = ""
    folder: str = ""
    installing: str = ""
    python: Interpreter | None = None
    image: str = ""
    flatpak: str = ""
    home: str = ""


class Facts(msgspec.Struct, frozen=True):
    """The evidence, and the files whose bytes could say more."""

    evidence: tuple[Evidence, ...] = ()
    files: tuple[str, ...] = ()


def is_system(path: str) -> bool:
    """Whether a file lies directly in a folder that all of the system's packages share (FHS 3.0, /usr).

    No npm or Python package has its folder there, so no owner is looked for. /usr/local, /opt and an application's own
    folder below /usr/lib or /usr/share are others' places.
    """
    return _SYSTEM().fullmatch(path) is not None


def is_sealed(path: str) -> bool:
    """Whether nobody can have put the file there, not even root: Apple's signed system volume (Platform Security).

    /usr/bin is not sealed: `sudo cp` puts a banned program there, and a digest may be that of a system's own program.
    Reading what is run there is cheap: all of Debian's /usr/bin and /usr/sbin take a second (1,181 files, 615 MB).
    """
    return path.startswith("/System/")


def examine(question: Question, look: Look, records: Records) -> Facts:
    """Look up the facts. Raises nothing."""
    return _Examination(question, look, records).facts()


class _Examination:
    def __init__(self, question: Question, look: Look, records: Records) -> None:
        self._ask, self._look, self._records, self._known = question, look, records, records.sites
        self._found: dict[Evidence, None] = {}
        self._started: dict[str, None] = {}
        self._files: dict[str, None] = {}
        self._packages: Environment | None = None

    def facts(self) -> Facts:
        run, exe = self._ask.run, self._outside(self._ask.exe)
        if self._ask.started_as:
            self._interpreted_by_stranger(self._ask.started_as)
        for specifier in run.loads:
            self._loaded(specifier, self._ask.folder, MOST_LEVELS)
        if run.interpreter in _JAVASCRIPT:
            self._javascript(run)
        elif run.interpreter == "python":
            self._python(run)
        elif run.interpreter in ("uv", "uvx"):
            self._add(pypi.of_offers(run.offers, run.command, run.module))
        elif run.script:
            self._script(join(self._ask.folder, run.script), MOST_LEVELS)
        elif run.interpreter == "java" and run.module:
            found = (jars.with_class(self._look, paths, run.module, self._ask.folder) for paths in run.offers)
            self._script(next(filter(None, found), ""), MOST_LEVELS)
        self._executable(exe)  # what is run says more than what runs it: among equals the first decides
        for path in tuple(self._started):
            if self._ask.image and (image := appimage.image(self._look, path, self._ask.image)):
                self._add_file(image)
            self._add(placed.owners(self._look, path, native=path == exe))
        described = (fact.source for fact in self._found if fact.kind is Kind.PACKAGE)
        self._add(self._records.owners(self._look, dict.fromkeys((*self._started, *described))))
        return Facts(tuple(self._found), tuple(self._files))

    def _outside(self, path: str) -> str:
        """The path as it is for us, of a file that a sandboxed process sees elsewhere."""
        ask = self._ask
        return flatpak.deployed(self._look, ask.flatpak, path, ask.home) if ask.flatpak else path

    def _add(self, facts: tuple[Evidence, ...]) -> None:
        if self._ask.installing:
            own = canonical(purl.npm(self._ask.installing))
            facts = tuple(fact for fact in facts if canonical(fact.value) != own)
        self._found |= dict.fromkeys(facts)

    def _add_file(self, path: str, *called: str) -> None:
        """What a file's place and names say, and that its bytes are worth a look."""
        self._started[path] = None
        self._found[Evidence(Kind.PATH, sound(path), sound(path))] = None
        for name in (base_name(path), *called):
            self._found[Evidence(Kind.NAME, sound(name), sound(path))] = None
        if not is_sealed(path):
            self._files[path] = None

    def _executable(self, path: str) -> None:
        self._add_file(path)
        packaged = _PACKAGED().search(path) is not None
        if self._ask.own and not is_system(path):
            self._add(
                npm.evidence(self._look, path, Role.NATIVE) or pypi.of_file(self._look, path, self._known, native=True)
            )
        elif packaged:
            self._add(npm.evidence(self._look, path, Role.NATIVE, climb=False))

    def _interpreted_by_stranger(self, started_as: str) -> None:
        """A script whose interpreter we do not know: execve was given the script, and /proc shows who reads it."""
        path = real(join(self._ask.folder, started_as))
        if path != self._ask.exe and self._look.read(path, 2, whole=False) == b"#!":
            self._add_file(path, base_name(started_as))
            self._add(npm.evidence(self._look, path, Role.SCRIPT, climb=not is_system(path)))

    def _javascript(self, run: Run) -> None:
        if run.package and (match := _NPM_SPECIFIER().fullmatch(run.package)):
            self._add((Evidence(Kind.PACKAGE, purl.npm(match["name"], match["version"] or ""), run.interpreter),))
        if run.code:
            for specifier in self._specifiers(run.code, join(self._ask.folder, "[eval]")):
                self._loaded(specifier, self._ask.folder, 1)
        if run.script:
            self._script(
                javascript.script(self._look, run.script, self._ask.folder), MOST_LEVELS, base_name(run.script)
            )

    def _python(self, run: Run) -> None:
        if run.module:
            self._python_module(run.module)
        if run.code:
            self._python_source(run.code, "", MOST_LEVELS, self._ask.folder)
        if run.script:
            path = join(self._ask.folder, run.script)
            path = join(path, "__main__.py") if self._look.is_folder(path) else path
            self._script(path, MOST_LEVELS, base_name(run.script))

    def _python_module(self, module: str) -> None:
        """`python -m`: a module in the working folder or on PYTHONPATH comes before any site's (docs: sys.path)."""
        ways = [module.replace(".", "/") + end for end in ("/__main__.py", ".py")]
        first = (self._ask.folder, *(self._ask.python.path if self._ask.python else ()))
        for folder in filter(None, first):
            path = next((path for way in ways if self._look.is_file(path := join(folder, way))), "")
            if path:
                self._script(path, MOST_LEVELS, module)
                return
        packages = self._environment()
        self._add(pypi.of_module(module, packages))
        for site in packages.sites:
            path = next((path for way in ways if self._look.is_file(path := join(site.folder, way))), "")
            if path:
                self._add_file(path)
                return

    def _python_source(self, source: str, hint: str, levels: int, folder: str) -> bool:
        """What a source starts that finds modules in `folder` first; whether that is a distribution we know."""
        found = starts(source)
        owners: tuple[Evidence, ...] = ()
        if found.functions or found.modules or found.commands:
            owners = pypi.of_source(found, self._environment(found.paths), hint) or self._in_checkout(found, folder)
            self._add(owners)
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
        python = self._ask.python
        if python is None:
            return Environment()
        if added:
            more = tuple(join(self._ask.folder, one) for one in added)
            return environment(self._look, self._known, msgspec.structs.replace(python, path=(*more, *python.path)))
        if self._packages is None:
            self._packages = environment(self._look, self._known, python)
        return self._packages

    def _script(self, path: str, levels: int, *called: str) -> None:
        """A script that is run, followed to its owner; if it has none, to what it in turn starts."""
        path = self._outside(path)
        if not is_absolute(path) or not (self._look.is_file(path) or zipped.is_file(self._look, path)):
            return
        path = real(path)
        self._add_file(path, *called)
        packaged, interpreter = _PACKAGED().search(path) is not None, self._ask.run.interpreter
        climb = not is_system(path) and interpreter in (*_JAVASCRIPT, "shell", "busybox")
        owners = npm.evidence(self._look, path, Role.SCRIPT, climb=climb)
        self._add(owners)
        if owners or (packaged and interpreter in _JAVASCRIPT):
            return
        if interpreter in _JAVASCRIPT:
            self._imports(path, levels)
        elif interpreter == "python" and not packaged:
            beginning = self._look.read(path, HEAD, whole=False)
            if zipapps.is_archive(beginning):
                self._add(zipapps.owners(self._look, path))
                return
            head = beginning.decode("utf-8", "replace")
            if not self._python_source(head, base_name(path), levels, parent(path)):
                in_bin = pypi.of_file(self._look, path, self._known, native=False)
                self._add(in_bin or self._records.checkouts.of_file(self._look, path))
        elif interpreter == "ruby":
            self._add(rubygems.of_script(self._look, path))
        elif interpreter == "java":
            self._add(jars.of_jar(self._look, path))
        else:
            self._add(pypi.of_file(self._look, path, self._known, native=False))

    def _imports(self, path: str, levels: int) -> None:
        if levels < 1:
            return
        head = self._look.read(path, HEAD, whole=False).decode("utf-8", "replace")
        folder = path[: -len(base_name(path)) - 1] or "/"
        for specifier in self._specifiers(head, path):
            self._loaded(specifier, folder, levels - 1)

    def _specifiers(self, source: str, file: str) -> tuple[str, ...]:
        folder = file[: -len(base_name(file)) - 1]
        return javascript.specifiers(
            source, file, self._ask.folder or folder, lambda one: javascript.module(self._look, one, folder)
        )

    def _loaded(self, specifier: str, folder: str, levels: int) -> None:
        """A module that is loaded: it counts when it is a way into its package, or itself loads one."""
        if specifier.startswith("data:"):  # its text is the module (Node's docs, "data: imports")
            for inner in javascript.specifiers(javascript.data_url(specifier)) if levels > 0 else ():
                self._loaded(inner, folder, levels - 1)
        path = javascript.module(self._look, specifier, folder)
        if not path:
            return
        path = real(path)
        owners = npm.evidence(self._look, path, Role.LOADED, climb=not is_system(path))
        self._add(owners)
        if not _PACKAGED().search(path) and not is_sealed(path):
            self._files[path] = None
            if not owners and levels > 0:
                self._imports(path, levels)


def sound(text: str) -> str:
    """Text that can be shown, logged and encoded: bytes that were no UTF-8 (surrogates, PEP 383) are replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
