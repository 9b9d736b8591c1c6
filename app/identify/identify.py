"""Launch -> evidence. Cheap facts at once, from names, places and package metadata; costly ones on request, from bytes.

The facts of a launch depend on what is run, not on its further arguments: they are remembered by that and given again
as long as every file they rest on is unchanged.
"""

import os
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.identify.cache import Cache
from app.identify.content import Contents
from app.identify.examine import Facts, Question, examine, is_system, sound
from app.identify.files import Look, Proof, holds, is_absolute, join, real
from app.identify.grammars import INSTALLING, SIGNATURES, Does, Grammar
from app.identify.interpreters import Run, base_name, grammar_of, read
from app.identify.pypath import interpreter
from app.identify.records import Records
from app.identify.signatures import Signers, of_this_platform
from app.policy.evidence import Evidence, Kind, Sought
from app.policy.launch import Launch

MOST_PROOF = 256
"""Files an answer may rest on and still be worth keeping."""


class Identifier:
    """Says what launches are. Safe between threads; `costly` is for a worker."""

    def __init__(self, packages: Iterable[str] = (), size: int = 4096, signers: Signers | None = None) -> None:
        self._size = size
        self._contents = Contents()
        self._signers = signers or of_this_platform()
        self._packages: frozenset[str] | None = None
        self.seek(packages)

    def seek(self, packages: Iterable[str]) -> None:
        """Look for these packages (canonical purls) where a manager's records are too many to read whole.

        Without it the owners among a distribution's packages are not found, and those of conda only by their name.
        """
        wanted = frozenset(packages)
        if wanted == self._packages:
            return
        answers: Cache[Question, tuple[Proof, Facts]] = Cache(self._size)
        self._packages = wanted
        self._known = answers, Records(wanted)  # both at once: an answer belongs to what was sought when it was found

    def evidence(self, launch: Launch) -> tuple[Evidence, ...]:
        """The facts that cost next to nothing. Never waits, never raises; empty when nothing is known of the launch."""
        return self._facts(_question(launch)).evidence

    def costly(
        self,
        launch: Launch,
        evidence: Sequence[Evidence],
        sought: Sought,
        cancel: threading.Event | None = None,
    ) -> tuple[Evidence, ...]:
        """The facts that take reading whole files, as far as they are `sought` (see `PolicyIndex.second_look`).

        Reads what is run, each state of a file once; `cancel` ends it after the file at hand at the latest. The
        system's own programs have no signer to be named (Apple's have no team, Windows' are signed in catalogues). An
        interpreter under another name is seen for what it is on the way, and what it runs is identified.
        """
        found: dict[Evidence, None] = {}
        markers = sought.markers
        for path in self._facts(_question(launch)).files if sought else ():
            if cancel is not None and cancel.is_set():
                break
            if sought.signers and not is_system(path):
                found |= dict.fromkeys(self._signers.of(path, cancel))
            if not sought.content:
                continue
            content = self._contents.of(path, (*markers, *_SIGNATURES) if path == launch.exe else markers, cancel)
            if content is None:
                continue
            found[Evidence(Kind.HASH, content.sha256, sound(path))] = None
            found |= {Evidence(Kind.MARKER, one, sound(path)): None for one in markers if one in content.inside}
            disguised = next((grammar for signature, grammar in SIGNATURES if signature in content.inside), None)
            if disguised is not None and disguised is not grammar_of(path):
                facts = self._facts(_question(launch, disguised))
                found |= {fact: None for fact in facts.evidence if fact.kind is Kind.PACKAGE}
        return tuple(fact for fact in found if fact not in evidence)

    def _facts(self, question: Question | None) -> Facts:
        if question is None:
            return Facts()
        answers, records = self._known
        known = answers.get(question)
        if known is not None:
            if holds(known[0]):
                return known[1]
            answers.forget(question)
        look = Look()
        facts = examine(question, look, records)
        proof = look.proof()
        if len(proof) <= MOST_PROOF and look.settled():
            answers.put(question, (proof, facts))
        return facts


def _question(launch: Launch, grammar: Grammar | None = None) -> Question | None:
    """What the facts depend on. None when not even the executable is known; `grammar` when its name does not tell."""
    exe = launch.exe.removesuffix(" (deleted)")  # proc(5), /proc/pid/exe
    if not exe or _only_lists_libraries(launch):
        return None
    run, argv = read(exe, launch.argv, launch.env, grammar), launch.argv
    if run.program:
        exe, argv = real(join(launch.cwd, run.program)), argv[run.rest :]
        run = read(exe, argv, launch.env)
    started_as = launch.execfn if not run.interpreter and _is_elsewhere(launch.execfn, exe) else ""
    python = None
    if run.interpreter == "python":
        env = launch.env if "HOME" in launch.env or not _is_mine(launch) else {**launch.env, "HOME": _HOME}
        python = interpreter(exe, argv[0] if argv else "", launch.execfn, launch.cwd, env)
    folder = join(launch.cwd, run.folder) if _depends_on_folder(run, started_as) else ""
    event, package = launch.env.get("npm_lifecycle_event"), launch.env.get("npm_package_name", "")
    sandbox = launch.env.get("FLATPAK_ID", "")
    return Question(
        exe,
        run,
        started_as,
        folder,
        package if event in INSTALLING else "",
        python,
        launch.env.get("APPIMAGE", ""),
        sandbox,
        launch.env.get("HOME", _HOME) if sandbox else "",
    )


_SIGNATURES = tuple(signature for signature, _ in SIGNATURES)
_HOME = str(Path("~").expanduser())


def _only_lists_libraries(launch: Launch) -> bool:
    """Whether the dynamic linker only says what the program would load (ldd(1), ld.so(8)); the program does not run."""
    grammar = grammar_of(launch.exe)
    by_ldd = launch.parent.comm == "ldd" and grammar is not None and grammar.plain is Does.PROGRAM
    return by_ldd or "LD_TRACE_LOADED_OBJECTS" in launch.env


def _is_mine(launch: Launch) -> bool:
    return hasattr(os, "getuid") and launch.uid == os.getuid()


def _is_elsewhere(execfn: str, exe: str) -> bool:
    """Whether execve was given something that may be a script; a link in the system's folders is not."""
    return bool(execfn) and execfn != exe and not (is_system(exe) and base_name(execfn) == base_name(exe))


def _depends_on_folder(run: Run, started_as: str) -> bool:
    paths = (run.script, started_as, *run.loads)
    return bool(run.module or run.code) or any(path and not is_absolute(path) for path in paths)
