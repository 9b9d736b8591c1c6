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
from app.identify.descriptors import opened
from app.identify.effort import limited
from app.identify.examine import examine
from app.identify.files import Identity, Look, Proof, holds, identity, is_absolute, join, real, status
from app.identify.findings import Facts, sound
from app.identify.folders import is_sealed, is_system
from app.identify.grammars import INSTALLING, OWN, Does, Grammar
from app.identify.interpreters import Run, base_name, grammar_of, read
from app.identify.pypath import interpreter
from app.identify.question import Question
from app.identify.records import Records
from app.identify.runtimes import could_interpret, interpreter_in, traces
from app.identify.signatures import Signers, of_this_platform
from app.policy.evidence import Evidence, Kind, Sought
from app.policy.launch import Launch

MOST_PROOF = 256
"""Files an answer may rest on and still be worth keeping."""

ROOM = 8192
"""Weight of the answers kept, in files they rest on (0.2 kB each): 1.8 MB for a developer's 2,000 programs, or 300
scripts of Python. The whole agent is to take 60 MB."""

_DISGUISES = 1024


class Identifier:
    """Says what launches are. Safe between threads; `costly` is for a worker.

    An interpreter under another name, or a program under an interpreter's, is seen for what it is by its bytes. Once
    `costly` has read them, `evidence` goes by them, for as long as the file stays as it was.
    """

    def __init__(self, packages: Iterable[str] = (), room: int = ROOM, signers: Signers | None = None) -> None:
        self._room = room
        self._disguised: Cache[str, tuple[Identity, Grammar]] = Cache(_DISGUISES)
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
        answers: Cache[Question, tuple[Proof, Facts]] = Cache(self._room, _weight)
        self._packages = wanted
        self._known = answers, Records(wanted)  # both at once: an answer belongs to what was sought when it was found

    def evidence(self, launch: Launch) -> tuple[Evidence, ...]:
        """The facts that cost next to nothing. Never waits, never raises; empty when nothing is known of the launch."""
        return self._facts(self._question(launch)).evidence

    def has_more(self, launch: Launch, sought: Sought) -> bool:
        """Whether `costly` could find any of what is `sought`. Costs next to nothing."""
        if sought.content or sought.signers:
            return bool(launch.exe)
        return sought.runtimes and could_interpret(launch)

    def costly(self, launch: Launch, sought: Sought, cancel: threading.Event | None = None) -> tuple[Evidence, ...]:
        """The facts that take reading whole files, as far as they are `sought` (see `PolicyIndex.second_look`).

        Reads what is run, each state of a file once; `cancel` ends it after the file at hand at the latest. The
        system's own programs have no signer to be named (Apple's have no team, Windows' are signed in catalogues). Ask
        for `evidence` again afterwards: an interpreter under another name was seen for what it is on the way.
        """
        question = self._question(launch)
        if question is not None and (sought.content or (sought.runtimes and could_interpret(launch))):
            self._see_through(question.exe, sought.markers, cancel)
            question = self._question(launch)
        found: dict[Evidence, None] = {}
        for path in self._facts(question).files if sought else ():
            if cancel is not None and cancel.is_set():
                break
            if sought.signers and not is_system(path):
                found |= dict.fromkeys(self._signers.of(path, cancel))
            content = self._contents.of(path, sought.markers, cancel) if sought.content else None
            if content is not None:
                markers = [one for one in sought.markers if one in content.inside]
                found[Evidence(Kind.HASH, content.sha256, sound(path))] = None
                found |= {Evidence(Kind.MARKER, one, sound(path)): None for one in markers}
        return tuple(found)

    def _see_through(self, exe: str, markers: Sequence[str], cancel: threading.Event | None) -> None:
        """Note what an executable really is, when its bytes say something else than its name."""
        state = None if is_sealed(exe) else status(exe)
        content = self._contents.of(exe, markers, cancel, traces(state.st_size)) if state is not None else None
        grammar = interpreter_in(content.counts or {}, content.tail) if content is not None else None
        if state is not None and grammar is not None and grammar is not (grammar_of(exe) or OWN):
            self._disguised.put(exe, (identity(state), grammar))

    def _really(self, exe: str) -> Grammar | None:
        """The grammar of an executable whose name is known to mislead."""
        noted = self._disguised.get(exe) if len(self._disguised) else None
        state = status(exe) if noted is not None else None
        return noted[1] if noted is not None and state is not None and identity(state) == noted[0] else None

    def _question(self, launch: Launch) -> Question | None:
        """What the facts depend on. None when not even the executable is known."""
        exe = launch.exe.removesuffix(" (deleted)")  # proc(5), /proc/pid/exe
        if not exe or _only_lists_libraries(launch):
            return None
        grammar = self._really(exe)
        launch = opened(launch, grammar)
        run, argv = read(exe, launch.argv, launch.env, grammar), launch.argv
        if run.program:
            exe, argv = real(join(launch.cwd, run.program)), argv[run.rest :]
            grammar = self._really(exe)
            run = read(exe, argv, launch.env, grammar)
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
            (grammar or grammar_of(exe) or OWN) is OWN,
            started_as,
            folder,
            package if event in INSTALLING else "",
            python,
            launch.env.get("APPIMAGE", ""),
            sandbox,
            launch.env.get("HOME", _HOME) if sandbox else "",
        )

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
        with limited():
            facts = examine(question, look, records)
            proof = look.proof()
            if len(proof) <= MOST_PROOF and look.settled():
                answers.put(question, (proof, facts))
        return facts


def _weight(question: Question, answer: tuple[Proof, Facts]) -> int:
    """Of an answer: the files it rests on, what is kept at least, and the words, which whoever starts it chooses."""
    return 3 + len(answer[0]) + len(repr(question)) // 256


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
