"""The commands of `build/dev.py`: each takes what followed its name on the command line and returns an exit code."""

import datetime
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from devtools import environment, locks, logged, node, suite, system
from devtools.console import Trouble, say
from devtools.environment import Lock
from devtools.places import ROOT, VENV_BIN, VENV_PYTHON, child_environment
from devtools.system import Group

_SUITE = "https://github.com/theupdateframework/tuf-conformance"
_TESTS = (Group.PYTHON, Group.QT, Group.SCREEN, Group.PARTS)


def main(arguments: Sequence[str]) -> int:
    """Run one command; whatever a person has to know ends as two plain sentences, never as a traceback."""
    name, *rest = arguments or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        _help([])
        return 0 if name in ("help", "-h", "--help") else 2
    try:
        return command(rest)
    except Trouble as trouble:
        return tell(trouble)
    except OSError as error:
        return tell(logged.refused(error))
    except KeyboardInterrupt:
        say("interrupted; the next run repairs what was left half done")
        return 130


def tell(trouble: Trouble) -> int:
    """What happened, and apart from it what to do; returns the exit code of a failure."""
    say(trouble.happened)
    print(f"\n{trouble.do}", file=sys.stderr)
    return 1


def _setup(arguments: Sequence[str]) -> int:
    """install all that demo and test need; --again makes .venv anew"""
    if "--again" in arguments:
        environment.discard()
    _prepare(Lock.DEV, _TESTS, arguments)
    return 0


def _demo(arguments: Sequence[str]) -> int:
    """run the main job on this screen (or a virtual one); --play does the person's part too"""
    own_screen = system.has_screen() and "--play" not in arguments
    groups = (Group.PYTHON, Group.QT) if own_screen else (Group.PYTHON, Group.QT, Group.SCREEN)
    rest = _prepare(Lock.DEMO, groups, arguments)
    return _hand_over([str(VENV_PYTHON), str(ROOT / "build" / "demo.py"), *rest])


def _test(arguments: Sequence[str]) -> int:
    """run the tests, all on every core; --full adds the long rounds, one after the other; the rest goes to pytest"""
    groups = (*_TESTS, Group.ROUNDS) if "--full" in arguments else _TESTS
    rest = _prepare(Lock.DEV, groups, arguments)
    if not rest:
        return suite.run(child_environment(path_first=node.needed()))
    return _hand_over(suite.command(rest))


# What is made for Windows and macOS is checked as they see it: the program, without the watchers only Linux has.
_OTHERS = ("win32", "darwin")
_WATCHERS = "command|environment|etw|macos|objc|opening|applications|polling|portable|source|table|windows|workspace"
_ELSEWHERE = ("app", "--exclude", rf"^app/watch/(?!({_WATCHERS})\.py$)")
_WORKFLOWS = sorted(str(file) for file in (ROOT / ".github" / "workflows").glob("*.yml"))
_SCRIPTS = sorted(
    str(file)
    for pattern in ("linux/*.sh", "linux/employee*/*", "macos/scripts/*")
    for file in (ROOT / "build" / "packages").glob(pattern)
)


def _lint(arguments: Sequence[str]) -> int:
    """style, types, rules of the house, scripts, workflows: ruff, mypy, import-linter, shellcheck, zizmor, …"""
    _prepare(Lock.DEV, (Group.PYTHON,), arguments)
    checks = (
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("mypy",),
        *(("mypy", "--platform", system, *_ELSEWHERE, "--cache-dir", f".cache/mypy-{system}") for system in _OTHERS),
        ("lint-imports", "--no-logo", "--cache-dir", ".cache/import-linter"),
        ("shellcheck", "--shell=sh", *_SCRIPTS),
        ("zizmor", "--offline", "--no-progress", "--quiet", "--strict-collection", ".github"),
        ("check-jsonschema", "--quiet", "--builtin-schema", "vendor.github-workflows", *_WORKFLOWS),
    )
    env = child_environment()
    failed = []
    for name, *options in checks:
        if subprocess.run([str(VENV_BIN / name), *options], cwd=ROOT, env=env, check=False).returncode != 0:
            failed.append(name)
    if failed:
        say("not clean: " + ", ".join(failed))
    return 1 if failed else 0


def _bench(arguments: Sequence[str]) -> int:
    """run a benchmark by name; without a name, list them"""
    rest = _prepare(Lock.DEV, _TESTS, arguments)
    folder = ROOT / "tests" / "benchmarks"
    known = sorted(file.stem.removeprefix("bench_") for file in folder.glob("bench_*.py"))
    if not rest or rest[0] not in known:
        say("benchmarks: " + (", ".join(known) or "none yet"))
        return 0 if not rest else 2
    return _hand_over([str(VENV_PYTHON), str(folder / f"bench_{rest[0]}.py"), *rest[1:]])


def _fuzz(arguments: Sequence[str]) -> int:
    """give every parser of outside bytes inputs for a while: [TARGET…] [--minutes N]; coverage-guided, by atheris"""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise Trouble("atheris is made for Linux on x86-64.", "Run this there; `test` gives each parser inputs, too.")
    rest = _prepare(Lock.FUZZ, (Group.PYTHON, Group.QT), arguments)
    return _hand_over([str(VENV_PYTHON), "-m", "tests.fuzz.run", *rest])


def _cleanroom(arguments: Sequence[str]) -> int:
    """the Debian packages on bare systems, from install to purge: [bookworm] [trixie] [--deb FILE] [--admin FILE]"""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise Trouble("A clean room is made of namespaces and a whole Debian.", "Run this on Linux as root.")
    rest = _prepare(Lock.DEV, (*_TESTS, Group.PACKAGES, Group.ROUNDS), arguments)
    return _hand_over([str(VENV_PYTHON), "-m", "tests.cleanroom.run", *rest])


def _conformance(arguments: Sequence[str]) -> int:
    """run TUF's conformance suite against our client; its checkout is where $SIGNPOST_TUF_CONFORMANCE says"""
    checkout = os.environ.get("SIGNPOST_TUF_CONFORMANCE", "")
    if not checkout:
        print(f"TUF conformance: not run. Set SIGNPOST_TUF_CONFORMANCE to a checkout of {_SUITE}.")
        return 0
    suite = Path(checkout).resolve() / "tuf_conformance"
    if not suite.is_dir():
        raise Trouble(f"{checkout} is no checkout of the suite.", f"Clone {_SUITE} there.")
    if shutil.which("faketime") is None:
        raise Trouble(
            "The suite needs faketime.", "Install it (Debian: apt-get install faketime), then run this again."
        )
    rest = _prepare(Lock.DEV, (Group.PYTHON,), arguments)
    client = f"{VENV_PYTHON} {ROOT / 'tests' / 'sync' / 'conformance.py'}"
    options = ["-p", "no:cacheprovider", "-n", "2", "--rootdir", str(suite.parent), "--entrypoint", client]
    command = [str(VENV_PYTHON), "-m", "pytest", *options, *(rest or ["-q"]), str(suite)]
    code = subprocess.run(command, cwd=suite.parent, env=child_environment(), check=False).returncode
    which = f" ({' '.join(rest)})" if rest else ""
    say(f"TUF conformance{which}: {'passed' if code == 0 else 'FAILED'}, suite {_commit(suite.parent)}, {_today()}")
    return code


def _commit(checkout: Path) -> str:
    """Which commit lies there; a copy without its history has none."""
    if shutil.which("git") is None:
        return "of unknown commit"
    asked = subprocess.run(
        ["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "of unknown commit"


def _today() -> str:
    return f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"


def _lock(arguments: Sequence[str]) -> int:
    """write the lock files anew from pyproject.toml; --upgrade takes the newest versions"""
    system.ensure([Group.PYTHON])
    locks.write(upgrade="--upgrade" in arguments)
    return 0


def _help(_arguments: Sequence[str]) -> int:
    """say what there is"""
    print("usage: python3 build/dev.py COMMAND [--no-system] [arguments]\n", file=sys.stderr)
    for name, command in COMMANDS.items():
        print(f"  {name:11} {command.__doc__}", file=sys.stderr)
    print("\n--no-system leaves the machine's own packages alone, even when some seem to be missing.", file=sys.stderr)
    return 0


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "setup": _setup,
    "demo": _demo,
    "test": _test,
    "lint": _lint,
    "bench": _bench,
    "fuzz": _fuzz,
    "cleanroom": _cleanroom,
    "conformance": _conformance,
    "lock": _lock,
    "help": _help,
}


def _prepare(lock: Lock, groups: Sequence[Group], arguments: Sequence[str]) -> list[str]:
    """System packages, then .venv; returns the arguments that are not for this script."""
    if "--no-system" not in arguments:
        system.ensure(groups)
    environment.ensure(lock)
    _compile_translations()
    return [argument for argument in arguments if argument != "--no-system"]


def _compile_translations() -> None:
    """Make the catalogues the screens load, where one is missing or older than its source."""
    sources = (ROOT / "resources" / "translations").glob("*.ts")
    made = [(source, source.with_suffix(".qm")) for source in sources]
    if any(not qm.exists() or qm.stat().st_mtime < ts.stat().st_mtime for ts, qm in made):
        command = [str(VENV_PYTHON), str(ROOT / "build" / "translations.py"), "compile"]
        if subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False).returncode != 0:
            say("the translations could not be compiled; screens are in English")


def _hand_over(command: Sequence[str]) -> int:  # noqa: RET503  execve does not come back
    """Become that program (on Windows: run it), in the project's folder."""
    env = child_environment(path_first=node.needed())
    os.chdir(ROOT)
    if sys.platform == "win32":
        return subprocess.run(command, env=env, check=False).returncode
    os.execve(command[0], list(command), env)  # noqa: S606  no shell is wanted
