"""What packages and their managers say of themselves on this machine, as far as it was read: kept between launches."""

from collections.abc import Iterable

from app.identify import conda
from app.identify.checkout import Checkouts
from app.identify.files import Look
from app.identify.sites import Sites
from app.identify.system import SystemPackages
from app.policy import purl
from app.policy.evidence import Evidence


class Records:
    """The records, for one set of packages that are sought (canonical purls). Safe between threads."""

    def __init__(self, sought: Iterable[str] = ()) -> None:
        sought = tuple(sought)
        self.sites = Sites()
        self.checkouts = Checkouts()
        self._system = SystemPackages(sought)
        self._conda = frozenset(name for kind, _, name in map(purl.split, sought) if kind == "conda")

    def owners(self, look: Look, paths: Iterable[str]) -> tuple[Evidence, ...]:
        """The packages of conda and of the distribution that starting any of these files starts.

        A path is a file's real one, or that of a PyPI or npm package's metadata.
        """
        paths = tuple(paths)
        return (*conda.owners(look, paths, self._conda), *self._system.owners(look, paths))
