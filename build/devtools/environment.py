"""The `.venv`: made once, from hash-locked wheels kept in `.cache/wheels`; known to be whole by the stamp written last.

No stamp means that a set-up was interrupted (or that somebody else made the folder): it is made anew, from the cached
wheels, which takes no network. A stamp of older locks means an update in place, which removes what the locks dropped.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

from devtools import logged, node
from devtools.console import Progress, Trouble, say
from devtools.places import CACHE, LOCKS, ROOT, VENV, VENV_PYTHON

WHEELS = CACHE / "wheels"
STAMP = VENV / "signpost-setup.json"
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
_OUTSIDE_THE_LOCKS = frozenset({"pip", "setuptools", "signpost"})


class Lock(Enum):
    """A lock file, by name; `dev` holds all of `demo`, and `fuzz` all of `dev`."""

    DEMO = "demo"
    DEV = "dev"
    FUZZ = "fuzz"

    @property
    def file(self) -> Path:
        """Where it lies."""
        return LOCKS / f"{self.value}.txt"

    def names(self) -> frozenset[str]:
        """The packages it pins, on any platform."""
        return frozenset(_PINNED.findall(self.file.read_text(encoding="utf-8")))

    def serves(self, other: "Lock") -> bool:
        """Whether an environment made from this lock has all that the other one holds."""
        ranks = tuple(Lock)
        return ranks.index(self) >= ranks.index(other)


@dataclass(frozen=True)
class Stamp:
    """What a finished set-up was made of."""

    lock: str
    made_of: str
    folder: str

    @classmethod
    def of(cls, lock: Lock, python: str, root: Path = ROOT) -> "Stamp":
        """What it would be now, of the lock file, pyproject.toml and the version of the Python in .venv."""
        digest = hashlib.sha256()
        for part in (lock.file.read_bytes(), (root / "pyproject.toml").read_bytes(), python.encode()):
            digest.update(hashlib.sha256(part).digest())
        return cls(lock.value, digest.hexdigest(), str(root))

    @classmethod
    def read(cls, file: Path = STAMP) -> "Stamp | None":
        """The stamp of the last finished set-up; None when there is none that can be read."""
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
            return cls(Lock(told["lock"]).value, str(told["made_of"]), str(told["folder"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, file: Path = STAMP) -> None:
        """Put it in place at once, so that a stamp is either whole or absent."""
        part = file.with_suffix(".part")
        part.write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")
        part.replace(file)


class Work(Enum):
    """What it takes to get from the `.venv` there is to the one that is wanted."""

    NOTHING = "it is as it should be"
    UPDATE = "its locks changed, or more of them are wanted"
    MAKE = "there is none, it is broken, its set-up was interrupted, or its folder was moved (its scripts name it)"


def work_for(wanted: Lock, python: str | None, stamp: Stamp | None) -> tuple[Work, Lock]:
    """What to do, and which lock to install; `python` is the version that .venv answers with, None when it can't."""
    if python is None or stamp is None or stamp.folder != str(ROOT):
        return Work.MAKE, wanted
    present = Lock(stamp.lock)
    lock = present if present.serves(wanted) else wanted
    return (Work.NOTHING if stamp == Stamp.of(lock, python) else Work.UPDATE), lock


def ensure(wanted: Lock) -> None:
    """Have a whole `.venv` for that lock; nearly free when it is there. Raises Trouble with what to do."""
    if work_for(wanted, _python_version(), Stamp.read())[0] is Work.NOTHING:
        return
    with _alone():
        work, lock = work_for(wanted, _python_version(), Stamp.read())
        if work is Work.NOTHING:
            return
        if work is Work.MAKE:
            _make()
        _download(lock)  # the stamp stays: interrupted here, the .venv there was is as whole as before
        STAMP.unlink(missing_ok=True)
        _install(lock)
        if work is Work.UPDATE:
            _remove_dropped(lock)
        version = _python_version()
        if version is None:
            raise Trouble(
                "The Python in .venv does not run.", "Remove the folder .venv and run the same command again."
            )
        Stamp.of(lock, version).write()
        say(f"ready: {VENV.name} holds {len(lock.names())} locked packages on Python {version}")


def discard() -> None:
    """Forget the environment; the next `ensure` makes a new one."""
    STAMP.unlink(missing_ok=True)


def _python_version() -> str | None:
    """The version of the Python in .venv, or None when it does not run (or is too old)."""
    try:
        told = subprocess.run(
            [VENV_PYTHON, "-I", "-S", "-c", "import sys; print(sys.version.split()[0], sys.version_info >= (3, 11))"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout.split()
    except (OSError, subprocess.SubprocessError):
        return None
    return told[0] if told[1:] == ["True"] else None


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the set-up for this process; a second one waits here, and then finds the work done."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w", encoding="ascii") as lock:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another set-up of this working copy is under way; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make() -> None:
    """A new, empty `.venv` in place of whatever is there."""
    if sys.prefix == str(VENV):
        raise Trouble(
            "The Python in .venv cannot make .venv anew.", "Run build/dev.py with the system's Python instead."
        )
    if VENV.is_symlink() or VENV.is_file():
        raise Trouble(f"{VENV} is not a folder of its own.", "Remove it, and run the same command again.")
    if VENV.exists():
        say("the folder .venv is not whole; making it anew")
        shutil.rmtree(VENV)
    say(f"making {VENV.name} with Python {sys.version.split()[0]}")
    venv.EnvBuilder(symlinks=os.name != "nt").create(VENV)
    pip = logged.run([str(VENV_PYTHON), "-I", "-m", "ensurepip", "--default-pip"], env=_pip_environment())
    if pip.code != 0:
        raise Trouble(
            "The new .venv got no pip:\n" + pip.last_words(),
            "On Debian or Ubuntu: apt-get install python3-venv. Elsewhere: use a Python that has ensurepip.",
        )


def _locked(lock: Lock) -> list[str]:
    """pip's options for the packages of a lock and no others."""
    return ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", str(lock.file)]


def _from_cache(lock: Lock) -> list[str]:
    """pip's words that install a lock from the cache alone; what is installed already needs no wheel."""
    return ["install", "--no-index", "--find-links", str(WHEELS), *_locked(lock)]


def _download(lock: Lock) -> None:
    """Have every wheel that the lock still wants in the cache; nothing in .venv changes. Raises Trouble."""
    WHEELS.mkdir(parents=True, exist_ok=True)
    if _pip(*_from_cache(lock), "--dry-run").code == 0:
        return
    say("downloading wheels into .cache/wheels (about 180 MB at first)")
    done = _pip("download", "--dest", str(WHEELS), *_locked(lock), counted=len(lock.names()))
    if done.code != 0:
        raise explain(done)


def _install(lock: Lock) -> None:
    """The locked wheels, from the cache; then the project itself, editable; then node's links. Raises Trouble."""
    say(f"installing the packages of {lock.file.relative_to(ROOT)}")
    done = _pip(*_from_cache(lock))
    if done.code == 0:
        done = _pip("install", "--no-index", "--no-build-isolation", "--no-deps", "--editable", str(ROOT))
    if done.code != 0:
        raise explain(done)
    node.link(_site_packages())


def _remove_dropped(lock: Lock) -> None:
    """Uninstall what no lock asks for any more, so that a forgotten dependency cannot go unnoticed."""
    listed = _pip("list", "--format", "freeze", "--disable-pip-version-check")
    installed = {name.lower().replace("_", "-").replace(".", "-") for name in _PINNED.findall(listed.output)}
    dropped = sorted(installed - lock.names() - _OUTSIDE_THE_LOCKS)
    if dropped:
        _pip("uninstall", "--yes", *dropped)


def _site_packages() -> Path:
    """Where .venv keeps its packages."""
    if sys.platform == "win32":
        return VENV / "Lib" / "site-packages"
    return next((VENV / "lib").glob("python3.*/site-packages"))


def _pip_environment() -> dict[str, str]:
    """The person's own settings for pip (index, proxy, certificates) less what would install elsewhere than .venv."""
    elsewhere = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PIP_CONSTRAINT")
    env = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return env | {"PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0", "PIP_PROGRESS_BAR": "off"}


def _pip(*arguments: str, counted: int = 0) -> logged.Finished:
    """Run .venv's pip; with `counted`, show how many of that many packages it has come to."""
    progress = Progress("package", counted)

    def show(line: str) -> None:
        if counted and line.startswith("Collecting "):
            progress.step(line.split()[1].partition("==")[0])

    try:
        return logged.run([str(VENV_PYTHON), "-I", "-m", "pip", *arguments], env=_pip_environment(), on_line=show)
    finally:
        progress.close()


def explain(done: logged.Finished) -> Trouble:
    """What pip's failure means for a person, by what it wrote; the first that fits."""
    causes = (
        (
            r"No space left on device|Errno 28|WinError 112",
            "The disk is full.",
            "Set-up needs about 1.5 GB here. Make room and run the same command again.",
        ),
        (
            r"DO NOT MATCH THE HASHES",
            "A downloaded package is not the one that was locked.",
            "Nothing of it was installed. Remove .cache/wheels and try again; if that does not help, tell the team.",
        ),
        (
            r"CERTIFICATE_VERIFY_FAILED|SSLError",
            "The package index's certificate was not accepted.",
            "Behind a company proxy, point PIP_CERT at the company's certificates and run the same command again.",
        ),
        (
            r"NewConnectionError|ConnectionError|ConnectTimeout|Read timed out|Max retries|name resolution|ProxyError",
            "The package index could not be reached.",
            "Check the network and HTTPS_PROXY, then run the same command again; what was downloaded so far is kept.",
        ),
        (
            r"No matching distribution found",
            "There is no wheel of a locked package for this machine.",
            "Wheels exist for Python 3.11 to 3.14 on Linux (x86-64; ARM64: glibc 2.39), Windows x64, macOS 13 (ARM64).",
        ),
    )
    for pattern, happened, do in causes:
        if re.search(pattern, done.output):
            return Trouble(happened, do)
    return Trouble(
        "pip failed. Its last words:\n" + done.last_words(), "Read .cache/setup.log, then run the command again."
    )
