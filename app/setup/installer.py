"""What an installer is: one for each kind of recipe, stateless, told everything by the job it is given.

The engine calls `viable`, `needs`, `pin`, `download`, `verify`, `receipt`, `install` in this order, and `remove` when
something later fails or the person wants it gone. Nothing an installer says counts as done: detection decides.
"""

import enum
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, Protocol, TypeVar

from app.setup.course import Course
from app.setup.errors import Cancelled
from app.setup.place import Place
from app.setup.receipt import Receipt

OnBytes = Callable[[int, int | None], None]
"""Told how many bytes have arrived, and of how many (None: nobody knows)."""

Answer = tuple[int, int, BinaryIO]
"""An HTTP status, how many bytes follow, and where they are read; to be closed."""

R = TypeVar("R")
B = TypeVar("B")
R_co = TypeVar("R_co", covariant=True)
B_co = TypeVar("B_co", covariant=True)
R_contra = TypeVar("R_contra", contravariant=True)
B_contra = TypeVar("B_contra", contravariant=True)


class Artifacts(Protocol):
    """The signed targets of the policy in force, by the names that recipes use. Whatever is given out is verified."""

    def read(self, target: str, limit: int) -> bytes:
        """A small one (a lock), at most `limit` bytes. Raises SignpostError."""

    def digest(self, target: str) -> str:
        """The SHA-256, in hex, that was signed for it; nothing is fetched. Raises SignpostError."""

    def fetch(self, target: str, on_bytes: OnBytes, cancel: threading.Event) -> Path:
        """A large one, as a file on this disk that nobody writes to; goes on where a broken one ended.

        Raises SignpostError, also when cancelled.
        """

    def forget(self, target: str) -> None:
        """Remove the fetched file of that name, if there is one: it has served."""

    def answer(self, path: str) -> Answer:
        """What the policy host answers for `path` below its address, unverified: the elevated helper trusts nobody.

        Raises SignpostError.
        """


class Family(enum.Enum):
    """How a kind installs, which decides how a half set-up is undone."""

    PREFIX = "prefix"  # fills a folder of ours, which a rename makes visible
    MANAGER = "manager"  # a foreign package manager changes the machine
    PAGE = "page"  # the person installs, from a page that is opened


Needs = Sequence[tuple[Path, int]]
"""Bytes that will be written below each folder, at most; folders may share a file system."""


@dataclass(frozen=True)
class Programs:
    """What the configuration says of foreign programs: paths of npm and uv ("": PATH's), where packages come from."""

    npm: str = ""
    registry: str = ""
    uv: str = ""
    index: str = ""


@dataclass(frozen=True)
class Job(Generic[R_co, B_co]):
    """One recipe to be carried out on this machine. `build` is the recipe's entry for it.

    `staging` is a folder of this job alone below the tool's folder, not made yet; it is gone when the run is over.
    `environment` are the person's variables. `course` is told bytes and words, never states: those are the engine's.
    """

    place: Place
    recipe: R_co
    build: B_co
    artifacts: Artifacts
    environment: Mapping[str, str]
    cancel: threading.Event
    course: Course
    staging: Path
    programs: Programs = Programs()

    def go_on(self) -> None:
        """Nothing, unless the person cancelled. Raises Cancelled."""
        if self.cancel.is_set():
            raise Cancelled(tool=self.place.tool)


class Installer(Protocol[R_contra, B_contra]):
    """One kind. Every method may raise SignpostError, Cancelled, OSError; none keeps anything between two calls."""

    @property
    def family(self) -> Family:
        """How it installs."""

    def viable(self, job: Job[R_contra, B_contra]) -> None:
        """Whether this machine can do it at all; changes nothing. Raises Unsuitable: the next recipe is tried."""

    def needs(self, job: Job[R_contra, B_contra]) -> Needs:
        """How much room it takes where, while it works."""

    def pin(self, job: Job[R_contra, B_contra]) -> str:
        """What stands for every byte that would be installed (a hash): the same pin is the same installation."""

    def download(self, job: Job[R_contra, B_contra]) -> None:
        """Bring what is needed, telling bytes; nothing is visible yet. May be ended at any moment."""

    def verify(self, job: Job[R_contra, B_contra]) -> None:
        """Hold what arrived against what IT signed. Raises IntegrityMismatch."""

    def receipt(self, job: Job[R_contra, B_contra]) -> Receipt:
        """What `install` will have put where, and what was there before: written down before it begins.

        So a run that is killed in the middle of a foreign manager's work is known for what it was at the next start.
        """

    def install(self, job: Job[R_contra, B_contra], receipt: Receipt) -> None:
        """Make it visible, or let the manager do so, as the receipt says."""

    def found(self, job: Job[R_contra, B_contra]) -> str:
        """The version that is there now by the manager's own account; "" for none. PREFIX kinds say the record's."""

    def remove(self, place: Place, receipt: Receipt, environment: Mapping[str, str], cancel: threading.Event) -> None:
        """Take away exactly what the receipt names. What is gone already is fine."""
